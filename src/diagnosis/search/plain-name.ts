/** `HTTP_X_HUB_SIGNATURE_256` and `x_hub_signature_256` are what gateways make of `X-Hub-Signature-256`. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("_", "-")
    .replace(/^http-/, "")
    .replace(/^x-(?:amzn-remapped|original|forwarded)-(?=.*(?:signature|hmac))/, "")
}
