import { randomBytes } from "node:crypto"
import { readSettings } from "../config/settings.ts"
import { createStandardInput } from "../config/standard-input.ts"
import { parseDuration } from "../domain/duration.ts"
import { parseTarget, type Target } from "../domain/target.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import type { Handshake } from "../providers/handshake.ts"
import { judgeAnswer } from "../providers/handshake-answer.ts"
import type { Provider } from "../providers/provider.ts"
import { buildHandshake } from "../sender/build-handshake.ts"
import { createSender, type Sender, type SendResult } from "../sender/send.ts"
import { interruptedCode } from "./connection.ts"
import type { Command, Context } from "./context.ts"
import type { RequestFlags } from "./request/build-request.ts"
import { providerFor, withAssumed } from "./request/choose-provider.ts"
import { readSeedFlag } from "./request/read-flags.ts"
import { readTlsFlags, type TlsFlags } from "./request/read-tls-flags.ts"
import { signingSecret } from "./request/signing-secret.ts"
import { targetUnreachable } from "./request/target-unreachable.ts"
import { urlOfTarget } from "./request/url-of-target.ts"

export interface HandshakeFlags extends RequestFlags, TlsFlags {
  readonly to: string
  readonly timeout?: string
  readonly verifyToken?: string
}

/** What came of one handshake. */
interface Played {
  readonly handshake: Handshake
  readonly result: SendResult
  /** Why the provider would not take the answer; undefined when it would. */
  readonly problem: string | undefined
}

/** Plays every handshake of the provider with a target and judges the answers; exit 0 when all are right. */
export const run: Command<HandshakeFlags> = async (context, { options }) => {
  const target = parseTarget(options.to)
  const settings = await readSettings(context, {
    provider: options.provider,
    secret: options.secret,
    profile: options.profile,
  })
  const provider = withAssumed(await providerFor(context, settings, undefined), options)
  const handshakes = provider.handshakes ?? []
  if (handshakes.length === 0)
    throw new WhkError("USAGE", `${provider.name} sends no handshake that is known.`, {
      hint: "`whk providers <id>` shows the handshakes of those that do; choose one with --provider.",
    })
  const needsSecret = handshakes.some(
    ({ request, proof }) => request.signature !== "none" || proof !== undefined,
  )
  const secret = needsSecret
    ? await signingSecret(context, settings, provider, createStandardInput(context.stdin))
    : undefined
  const seed = options.seed === undefined ? randomBytes(8).toString("hex") : readSeedFlag(options.seed)
  const sender = createSender({
    policy: { allowPrivate: true },
    tls: await readTlsFlags(options, context.cwd),
  })
  let isGood = true
  for (const handshake of handshakes) {
    if (context.stop.aborted) break
    const played = await play(context, { provider, handshake, target, options, secret, seed, sender })
    isGood &&= played.problem === undefined
    tell(context, provider, played)
  }
  await sender.close()
  if (context.stop.aborted) return interruptedCode(context)
  return isGood ? EXIT.done : EXIT.bad
}

async function play(
  { clock, stop }: Context,
  input: {
    readonly provider: Provider
    readonly handshake: Handshake
    readonly target: Target
    readonly options: HandshakeFlags
    readonly secret: string | undefined
    readonly seed: string
    readonly sender: Sender
  },
): Promise<Played> {
  const { provider, handshake, target, options, secret, seed, sender } = input
  const verifyToken = options.verifyToken ?? "whk-verify-token"
  const { method, query, headers, body, values } = await buildHandshake({
    provider,
    handshake,
    url: urlOfTarget(options.url ?? options.to),
    secret,
    verifyToken,
    timeMs: clock.now(),
    seed,
  })
  const timeoutMs =
    options.timeout === undefined
      ? (handshake.timeoutMs ?? provider.delivery.timeoutMs)
      : parseDuration(options.timeout)
  const path = target.path + (target.path.includes("?") ? query.replace("?", "&") : query)
  const result = await sender.send({
    url: { ...target, path },
    method,
    headers,
    body,
    timeoutMs,
    signal: stop,
  })
  const { attempt, response, connected } = result
  if (attempt.outcome !== "responded") {
    if (!connected || attempt.outcome === "tls") throw targetUnreachable(target, attempt)
    const problem = attempt.outcome === "timeout" ? `no answer within ${timeoutMs} ms` : "the target hung up"
    return { handshake, result, problem }
  }
  const received = {
    status: attempt.status,
    headers: response?.headers ?? [],
    body: response?.body ?? Buffer.alloc(0),
  }
  return { handshake, result, problem: judgeAnswer(handshake, values, { ...received, secret: secret ?? "" }) }
}

function tell({ out }: Context, provider: Provider, { handshake, result, problem }: Played): void {
  const { attempt } = result
  const status = attempt.outcome === "responded" ? attempt.status : null
  out.line({
    type: "handshake",
    provider: provider.id,
    handshake: handshake.id,
    ok: problem === undefined,
    outcome: attempt.outcome,
    status,
    elapsedMs: attempt.elapsedMs,
    detail: problem ?? null,
  })
  const { green, red, dim } = out.color
  const mark = problem === undefined ? green("✓") : red("✗")
  out.data(
    `${mark} ${handshake.id}  ${dim(`${handshake.title} (${status ?? attempt.outcome}, ${attempt.elapsedMs} ms)`)}`,
  )
  if (problem !== undefined) out.data(`  ${cleanText(problem, 400)}`)
}
