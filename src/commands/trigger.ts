import type { AttemptJson } from "../domain/api-types.ts"
import { isSuccess } from "../domain/delivery.ts"
import { formatDuration, parseDuration } from "../domain/duration.ts"
import { newId } from "../domain/ids.ts"
import { formatTarget, parseTarget, type Target } from "../domain/target.ts"
import { EXIT, WhkError } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { createSender, type SendResult } from "../sender/send.ts"
import { bodyExcerpt } from "../ui/body-excerpt.ts"
import { argument } from "./arguments.ts"
import type { Command, Context } from "./context.ts"
import { type BuiltRequest, buildRequest, type RequestFlags } from "./request/build-request.ts"
import { quoted } from "./request/read-flags.ts"
import { readTlsFlags, type TlsFlags } from "./request/read-tls-flags.ts"
import { targetUnreachable } from "./request/target-unreachable.ts"
import { urlOfTarget } from "./request/url-of-target.ts"
import { tellAttempt } from "./tell-attempt.ts"

interface Options extends RequestFlags, TlsFlags {
  readonly to?: string
  readonly timeout?: string
  readonly handshake?: boolean
  readonly verifyToken?: string
}

/** Fires one signed request at a target, or without --to publishes the event on the relay. */
export const run: Command<Options> = async (context, invocation) => {
  const { to, handshake } = invocation.options
  if (handshake) return await playHandshakes(context, invocation)
  if (to !== undefined) return await fire(context, invocation, to)
  const { run: publish } = await import("./trigger-publish.ts")
  return await publish(context, invocation)
}

async function playHandshakes(
  context: Context,
  invocation: Parameters<Command<Options>>[1],
): Promise<number> {
  const { options } = invocation
  const { to } = options
  if (to === undefined)
    throw new WhkError("VALUE_MISSING", "--to is missing: a handshake goes to one target.", {
      hint: "Add --to <target>, for example --to localhost:3000/hooks.",
    })
  const event = argument(invocation, 0)
  if (event !== undefined)
    throw new WhkError("USAGE", `"${quoted(event)}" is no part of a handshake, which carries no event.`, {
      hint: "Leave the event out, or leave out --handshake.",
    })
  const { run: play } = await import("./trigger-handshake.ts")
  return await play(context, { ...invocation, options: { ...options, to } })
}

async function fire(
  context: Context,
  invocation: Parameters<Command<Options>>[1],
  to: string,
): Promise<number> {
  const { options } = invocation
  const target = parseTarget(to)
  const timeoutMs = options.timeout === undefined ? undefined : parseDuration(options.timeout)
  const tls = await readTlsFlags(options, context.cwd)
  const atMs = context.clock.now()
  const request = await buildRequest(context, {
    event: argument(invocation, 0),
    flags: options,
    timeMs: atMs,
    target: to,
  })
  const { provider, event, method, headers, body } = request

  const sender = createSender({ policy: { allowPrivate: true }, tls })
  const result = await sender.send({
    url: { ...target, path: target.path + addedTo(request, options.url ?? to) },
    method,
    headers,
    body,
    timeoutMs: timeoutMs ?? provider.delivery.timeoutMs,
    signal: context.stop,
  })
  await sender.close()
  const delivery = { id: newId("dlv"), event: event ?? null, provider: provider.id }
  tellAttempt(context, delivery, attemptJson(result, target, atMs))
  if (context.stop.aborted) return context.stop.reason === "SIGTERM" ? EXIT.terminated : EXIT.interrupted
  return judge(context, { provider, target, result, timeoutMs: timeoutMs ?? provider.delivery.timeoutMs })
}

/** What the scheme put behind the URL it signed; it goes behind the target's path as well. */
function addedTo({ url }: BuiltRequest, given: string): string {
  return url.slice(urlOfTarget(given).length)
}

/** The exit code, and on stderr why the attempt does not count. Throws TARGET_UNREACHABLE. */
function judge(
  { out }: Context,
  fired: {
    readonly provider: Provider
    readonly target: Target
    readonly result: SendResult
    readonly timeoutMs: number
  },
): number {
  const { provider, target, result, timeoutMs } = fired
  const { attempt, response, connected } = result
  if (attempt.outcome === "responded") {
    const { success } = provider.delivery
    if (isSuccess(success, attempt.status)) return EXIT.done
    const rule = success === "2xx" ? "any 2xx" : `exactly ${success.join(" or ")}`
    out.talk(`${provider.name} takes ${rule} for success; ${attempt.status} counts as a failure.`)
    const excerpt = response ? bodyExcerpt(response.body) : ""
    if (excerpt !== "") out.talk(out.talkColor.dim(excerpt))
    return EXIT.bad
  }
  if (!connected || attempt.outcome === "tls") throw targetUnreachable(target, attempt)
  const what =
    attempt.outcome === "timeout" ? `did not answer within ${formatDuration(timeoutMs)}` : "hung up"
  out.talk(`The target took the request and ${what}; ${provider.name} counts that as a failure.`)
  return EXIT.bad
}

function attemptJson({ attempt, response }: SendResult, target: Target, atMs: number): AttemptJson {
  return {
    id: newId("att"),
    attempt: 1,
    at: new Date(atMs).toISOString(),
    url: formatTarget(target),
    outcome: attempt.outcome,
    status: attempt.outcome === "responded" ? attempt.status : null,
    elapsedMs: attempt.elapsedMs,
    detail: attempt.outcome === "responded" ? null : (attempt.detail ?? null),
    response: response && { headers: response.headers, bodyBase64: response.body.toString("base64") },
  }
}
