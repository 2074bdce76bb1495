import type { PreviewedJson } from "../../domain/api-types.ts"
import { textOfBase64 } from "./draft.ts"

const SIGNED_WITH: Readonly<Record<PreviewedJson["signedWith"], string>> = {
  endpoint: "Signed with this endpoint's secret.",
  example: "Signed with a secret made up for this preview.",
  nothing: "Not signed: there is no secret.",
}

/** A request as it would be sent: its line, its headers in order with the signature marked, its body as it is. */
export function RequestView({
  previewed: { request, signedWith },
  signatureHeaders,
}: {
  readonly previewed: PreviewedJson
  readonly signatureHeaders: readonly string[]
}) {
  const isSignature = (name: string): boolean =>
    signatureHeaders.some((header) => header.toLowerCase() === name.toLowerCase())
  return (
    <div class="request">
      <p class="request-line">
        <strong>{request.method}</strong> <code>{request.url}</code>
      </p>
      <dl class="headers">
        {request.headers.map(([name, value], at) => (
          <div key={at} class={isSignature(name) ? "signature" : undefined}>
            <dt>
              {name}
              {isSignature(name) && <small>signature</small>}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <pre tabIndex={0} aria-label="Body">
        {textOfBase64(request.bodyBase64) ?? "(binary data)"}
      </pre>
      <p class="note">{SIGNED_WITH[signedWith]}</p>
    </div>
  )
}
