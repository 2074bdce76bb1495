import type { VNode } from "preact"
import type { PreviewedJson } from "../../domain/api-types.ts"
import { Notice } from "../parts/notice.tsx"
import { textOfBase64 } from "./draft.ts"

const SIGNED_WITH: Readonly<Record<PreviewedJson["signedWith"], string>> = {
  endpoint: "Signed with this endpoint's secret.",
  example: "Signed with a secret made up for this preview.",
  nothing: "Not signed: there is no secret, or the provider signs nothing.",
}

interface RequestViewProps {
  readonly previewed: PreviewedJson
  /** It is not what stands in the editor: that cannot be sent. */
  readonly isOld: boolean
}

/** A request as it would be sent: its line, its headers in order with the signature marked, its body as it is. */
export function RequestView({ previewed, isOld }: RequestViewProps): VNode {
  const { request, signedWith, signatureHeaders } = previewed
  const marked = new Set(signatureHeaders.map((name) => name.toLowerCase()))
  return (
    <div class="request">
      {isOld && <Notice tone="waiting" title="This is the request before the mistake." />}
      <p class="request-line">
        <strong>{request.method}</strong> {request.url}
      </p>
      <dl class="request-headers">
        {request.headers.map(([name, value], at) => (
          <div key={at} class={marked.has(name.toLowerCase()) ? "signature" : undefined}>
            <dt>
              {name}
              {marked.has(name.toLowerCase()) && <small>signature</small>}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <pre tabIndex={0} role="region" aria-label="Body">
        {textOfBase64(request.bodyBase64) ?? "(binary data)"}
      </pre>
      <p class="field-note">
        {SIGNED_WITH[signedWith]} Id, time and signature are made anew when it is sent.
      </p>
    </div>
  )
}
