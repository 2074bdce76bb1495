import { parseDuration } from "../domain/duration.ts"
import { EXIT, WhkError } from "../errors.ts"
import { createSender } from "../sender/send.ts"
import { argument } from "./arguments.ts"
import { interruptedCode } from "./connection.ts"
import type { Command, Context } from "./context.ts"
import { type FireFlags, readPlan, refuseContradictions } from "./fire/fire-flags.ts"
import { fireAll } from "./fire/fire.ts"
import { capturesFrom } from "./fire/from-captures.ts"
import { eventsFrom } from "./fire/from-event.ts"
import { judgeFired } from "./fire/judge-fired.ts"
import { Tally } from "./fire/tally.ts"
import { eventOrAsk } from "./request/event-or-ask.ts"
import { quoted } from "./request/read-flags.ts"
import { readTlsFlags } from "./request/read-tls-flags.ts"

interface Options extends FireFlags {
  readonly handshake?: boolean
}

/** Fires signed requests at a target, or without --to publishes an event on the relay. */
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
  const given = argument(invocation, 0)
  refuseContradictions(invocation.options, given)
  const { event, flags: options } =
    invocation.options.from === undefined
      ? await eventOrAsk(context, given, invocation.options)
      : { event: given, flags: invocation.options }
  if (options.corrupt !== undefined) {
    const { sendCorrupted } = await import("./fire/corrupt.ts")
    return await sendCorrupted(context, event, { ...options, to, corrupt: options.corrupt })
  }
  const { count, ...plan } = readPlan(options)
  const timeoutMs = options.timeout === undefined ? undefined : parseDuration(options.timeout)
  const tls = await readTlsFlags(options, context.cwd)
  const tally = new Tally()
  const source =
    options.from === undefined
      ? await eventsFrom(context, { event, flags: options, to, count })
      : await capturesFrom(context, { file: options.from, flags: options, to, count, tally })
  const sender = createSender({ policy: { allowPrivate: true }, tls })
  try {
    const last = await fireAll(context, {
      source,
      sender,
      tally,
      timeoutMs,
      ...(options.from === undefined && { total: count }),
      ...plan,
    })
    const isOne = count === 1 && options.from === undefined
    if (!isOne) context.out.talk(tally.summary())
    if (context.stop.aborted) return interruptedCode(context)
    if (isOne && last) return judgeFired(context, last, tls)
    return tally.isAllAccepted ? EXIT.done : EXIT.bad
  } finally {
    await sender.close()
  }
}
