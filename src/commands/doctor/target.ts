import { connect as connectTls } from "node:tls"
import type { Setting } from "../../config/settings.ts"
import { formatTarget, isLoopbackHost, parseTarget, type Target } from "../../domain/target.ts"
import { cleanText } from "../../domain/text.ts"
import { asWhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { createSender, type Sender, type SendResult } from "../../sender/send.ts"
import { correction, type Finding, ok, problem, shellWord, warning } from "./finding.ts"

const ANSWER_TIMEOUT_MS = 5000

/**
 * Whether the forward target takes requests. It is asked with HEAD and OPTIONS, which change nothing; a handler's own
 * answers are what `whk check` is for.
 */
export async function targetFinding(
  forward: Setting<string>,
  provider: Provider | undefined,
): Promise<Finding> {
  const sender = createSender({ policy: { allowPrivate: true }, tls: { insecure: true } })
  try {
    const target = parseTarget(forward.value)
    const finding = await probe({ sender, target, forward, provider })
    return finding.status === "problem" ? finding : ((await distrusted(target, forward)) ?? finding)
  } catch (error) {
    const { message, hint } = asWhkError(error)
    return problem("target", message, hint)
  } finally {
    await sender.close()
  }
}

/** Of an https target that answers: that others would not trust its certificate; undefined when they would. */
async function distrusted(target: Target, { value }: Setting<string>): Promise<Finding | undefined> {
  if (target.protocol !== "https:") return undefined
  const strict = createSender({ policy: { allowPrivate: true } })
  try {
    const { attempt } = await ask(strict, target, "HEAD")
    if (attempt.outcome !== "tls") return undefined
    const why = cleanText(attempt.detail ?? "", 200)
    return warning(
      "target",
      `${formatTarget(target)} answers with a certificate that is not trusted (${why}).`,
      `whk listen --forward ${shellWord(value)} --insecure`,
    )
  } finally {
    await strict.close()
  }
}

interface Probe {
  readonly sender: Sender
  readonly target: Target
  readonly forward: Setting<string>
  readonly provider: Provider | undefined
}

async function probe({ sender, target, forward, provider }: Probe): Promise<Finding> {
  const name = formatTarget(target)
  const first = await ask(sender, target, "HEAD")
  const { attempt } = first
  if (attempt.outcome === "responded" && !isPlainOnTls(target, attempt.status)) {
    const limitMs = provider?.delivery.timeoutMs
    if (limitMs !== undefined && attempt.elapsedMs > limitMs / 2)
      return warning(
        "target",
        `${name} took ${attempt.elapsedMs} ms to answer; ${provider!.name} waits ${limitMs / 1000} s.`,
        `whk trigger ${exampleEvent(provider!)} --to ${shellWord(forward.value)} --count 20`,
      )
    return await judgePath({ sender, target, name, status: attempt.status })
  }
  const other = await otherProtocol(sender, target, forward)
  if (other) return other
  if (attempt.outcome === "responded")
    return await judgePath({ sender, target, name, status: attempt.status })
  if (attempt.outcome === "timeout")
    return problem(
      "target",
      `${name} takes the connection and does not answer.`,
      `curl -I -m 5 ${shellWord(name)}`,
    )
  const isDefault = forward.origin === "default"
  const why = attempt.outcome === "dns" ? "its host is not known" : "nothing listens there"
  const reason = attempt.outcome === "refused" || attempt.outcome === "dns" ? why : detailOf(first)
  const message = `${name} (${forward.place}) cannot be reached: ${reason}.`
  const fix =
    target.socketPath !== undefined || isLoopbackHost(target.host)
      ? `whk listen --forward ${shellWord(forward.value)} --exec '<what starts your server>'`
      : attempt.outcome === "dns"
        ? correction("forward", forward, "localhost:3000")
        : `curl -I -m 5 ${shellWord(name)}`
  return isDefault ? warning("target", message, fix) : problem("target", message, fix)
}

/** A route that only takes POST has neither HEAD nor, in some frameworks, OPTIONS. */
async function judgePath(asked: {
  readonly sender: Sender
  readonly target: Target
  readonly name: string
  readonly status: number
}): Promise<Finding> {
  const { sender, target, name, status } = asked
  if (status !== 404) return ok("target", `${name} answers (${status} to HEAD).`)
  const { attempt } = await ask(sender, target, "OPTIONS")
  if (attempt.outcome === "responded" && attempt.status !== 404) return ok("target", `${name} answers.`)
  return warning(
    "target",
    `${name} answers 404 to HEAD and OPTIONS: if POST does too, the path is wrong.`,
    `curl -i -X POST ${shellWord(name)}`,
  )
}

/** What is wrong where the target speaks the other protocol; undefined where it does not either. */
async function otherProtocol(
  sender: Sender,
  target: Target,
  forward: Setting<string>,
): Promise<Finding | undefined> {
  if (target.socketPath !== undefined) return undefined
  const flipped: Target = { ...target, protocol: target.protocol === "http:" ? "https:" : "http:" }
  const fix = correction("forward", forward, formatTarget(flipped))
  if (target.protocol === "http:") {
    if (!(await speaksTls(target))) return undefined
    return problem("target", `${formatTarget(target)} speaks TLS: it wants https, and gets http.`, fix)
  }
  const { attempt } = await ask(sender, flipped, "HEAD")
  if (attempt.outcome !== "responded") return undefined
  return problem("target", `${formatTarget(target)} speaks plain http: it gets https.`, fix)
}

/** Servers that know both say so with 400. */
function isPlainOnTls({ protocol }: Target, status: number): boolean {
  return protocol === "http:" && status === 400
}

function speaksTls({ host, port }: Target): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTls({
      host: host.replace(/^\[|\]$/g, ""),
      port,
      // Only whether it speaks TLS is asked; nothing is sent.
      rejectUnauthorized: false,
      timeout: ANSWER_TIMEOUT_MS,
    })
    const settle = (does: boolean): void => {
      socket.destroy()
      resolve(does)
    }
    socket.once("secureConnect", () => settle(true))
    socket.once("error", () => settle(false))
    socket.once("timeout", () => settle(false))
  })
}

function ask(sender: Sender, target: Target, method: string): Promise<SendResult> {
  return sender.send({
    url: target,
    method,
    headers: [["User-Agent", "whk-doctor"]],
    body: new Uint8Array(),
    timeoutMs: ANSWER_TIMEOUT_MS,
  })
}

function detailOf({ attempt }: SendResult): string {
  return attempt.outcome === "responded"
    ? String(attempt.status)
    : cleanText(attempt.detail ?? attempt.outcome, 200)
}

function exampleEvent({ testEvent, events }: Provider): string {
  return testEvent ?? events[0]?.type ?? "example.event"
}
