import { isSuccess } from "../../domain/delivery.ts"
import { formatDuration } from "../../domain/duration.ts"
import { EXIT } from "../../errors.ts"
import { bodyExcerpt } from "../../ui/body-excerpt.ts"
import type { Context } from "../context.ts"
import type { Fired } from "./fire.ts"

/** The exit code of one delivery, and on stderr why its last attempt does not count. */
export function judgeFired({ out }: Pick<Context, "out">, { provider, result, timeoutMs }: Fired): number {
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
  return EXIT.bad
}
