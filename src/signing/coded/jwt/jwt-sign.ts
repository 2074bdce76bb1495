import { createHash } from "node:crypto"
import { readJsonObject } from "../../../domain/json.ts"
import { WhkError } from "../../../errors.ts"
import { sha256Hex } from "../../content.ts"
import { type CodedScheme, signaturePlace } from "../../scheme.ts"
import type { Signed, SigningInput } from "../../signing-input.ts"
import { fillTemplate } from "../../template.ts"
import { algorithmsFor, type JwtRule, keysOf } from "./jwt-rule.ts"
import { signingKey, thumbprint } from "../key-material.ts"

/** Signs with a token where the scheme says; rejects with what `sign` rejects with. */
export async function signJwt(rule: JwtRule, scheme: CodedScheme, input: SigningInput): Promise<Signed> {
  const [secret] = input.secrets
  if (secret === undefined)
    throw new WhkError("SECRET_MISSING", `${rule.id} has no way to send without a secret.`)
  const key = signingKey(keysOf(rule), secret)
  const place = signaturePlace(scheme)
  const header = place && "header" in place ? place : undefined
  const { CompactSign } = await import("jose")
  const token = await new CompactSign(header ? claimsFor(rule, input) : requireObject(rule, input.body))
    .setProtectedHeader({
      alg: algorithmsFor(rule, key)[0]!,
      ...(key.type === "private" && { kid: jwkId(secret) ?? (await thumbprint(key)) }),
      typ: "JWT",
    })
    .sign(key)
  const { url } = input
  if (!header)
    return {
      headers: [],
      url,
      body: Buffer.from(token, "latin1"),
      signature: { header: null, field: "", value: token },
      signedBodyDiffers: false,
    }
  const value = fillTemplate(header.template, { signature: token })
  return {
    headers: [[header.header, value]],
    url,
    body: input.body,
    signature: { header: header.header, field: null, value },
    signedBodyDiffers: false,
  }
}

function claimsFor(rule: JwtRule, input: SigningInput): Buffer {
  const issued = Math.floor(input.timestampMs / 1000)
  const values = {
    timestamp: String(issued),
    expires: String(issued + (rule.lifetimeSeconds ?? 0)),
    id: input.id,
    uuid: uuidOf(input.id),
    url: input.url,
  }
  const filled = Object.entries(rule.claims ?? {}).map(([name, claim]) => {
    if (typeof claim === "number") return [name, claim] as const
    const text = fillTemplate(claim, values)
    return [name, /^\{(?:timestamp|expires)\}$/.test(claim) ? Number(text) : text] as const
  })
  const { bodyHash } = rule
  const digest = bodyHash && createHash("sha256").update(input.body).digest(bodyHash.encoding)
  const claims = { ...Object.fromEntries(filled), ...(bodyHash && { [bodyHash.claim]: digest }) }
  return Buffer.from(JSON.stringify(claims), "utf8")
}

/** A UUID that is the same for every attempt of one event. */
function uuidOf(id: string): string {
  const hex = sha256Hex(Buffer.from(`uuid/${id}`, "utf8"))
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5")
}

function requireObject({ id }: JwtRule, body: Uint8Array): Uint8Array {
  if (readJsonObject(body)) return body
  throw new WhkError("DATA_INVALID", `The body is no JSON object, so ${id} cannot send it as a token.`, {
    hint: "Leave out --body to have the provider's own payload made.",
  })
}

/** The id that a key given as a JWK has of its own. */
function jwkId(secret: string): string | undefined {
  const id = readJsonObject(Buffer.from(secret, "utf8"))?.["kid"]
  return typeof id === "string" ? id : undefined
}
