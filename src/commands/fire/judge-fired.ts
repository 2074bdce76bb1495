import { isSuccess } from "../../domain/delivery.ts"
import { formatDuration } from "../../domain/duration.ts"
import { EXIT } from "../../errors.ts"
import { bodyExcerpt } from "../../ui/body-excerpt.ts"
import type { TlsOptions } from "../../sender/egress.ts"
import type { Context } from "../context.ts"
import type { Fired } from "./fire.ts"

/** The exit code of one delivery, and on stderr why its last attempt does not count. */
export function judgeFired(
  { out }: Pick<Context, "out">,
  { provider, target, result, timeoutMs }: Fired,
  { clientCert }: Pick<TlsOptions, "clientCert">,
): number {
  const { attempt, response } = result
  if (attempt.outcome === "responded") {
    const success = provider?.delivery.success ?? "2xx"
    if (isSuccess(success, attempt.status)) return EXIT.done
    const rule = success === "2xx" ? "any 2xx" : `exactly ${success.join(" or ")}`
    const whose = provider ? `${provider.name} takes ${rule} for success` : `Success is ${rule}`
    out.talk(`${whose}; ${attempt.status} counts as a failure.`)
    const excerpt = response ? bodyExcerpt(response.body) : ""
    if (excerpt !== "") out.talk(out.talkColor.dim(excerpt))
    return EXIT.bad
  }
  const what =
    attempt.outcome === "timeout" ? `did not answer within ${formatDuration(timeoutMs)}` : "hung up"
  const whose = provider ? `${provider.name} counts that` : "that counts"
  out.talk(`The target took the request and ${what}; ${whose} as a failure.`)
  // With TLS 1.3 a server sees after the handshake that there is no certificate, and mostly just hangs up.
  if (target.protocol === "https:" && attempt.outcome === "reset" && clientCert === undefined)
    out.talk(
      out.talkColor.dim("If it demands a client certificate: --client-cert and --client-key show one."),
    )
  return EXIT.bad
}
