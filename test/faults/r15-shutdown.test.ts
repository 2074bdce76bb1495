import { request } from "undici"
import { expect, test, type TestContext } from "vitest"
import { EXIT } from "../../src/errors.ts"
import { connectListener } from "../support/fake-listener.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { type FaultRelay, startFaultRelay } from "./support/fault-relay.ts"
import { figures } from "./support/figures.ts"

const GRACE_MS = 2000
const CODES = { SIGTERM: EXIT.terminated, SIGINT: EXIT.interrupted } as const
type Signal = keyof typeof CODES

/** A relay with a listener, and what became of it after a signal. */
async function aRelay() {
  const home = await temporaryFolder()
  const relay = await startFaultRelay({ home: home.path, flags: ["--grace", `${GRACE_MS}ms`] })
  const inbox = await relay.inbox()
  const listener = await connectListener(relay, { inbox: "faults" })
  return {
    relay,
    listener,
    post: () => request(inbox, { method: "POST", body: "hello" }),
    async [Symbol.asyncDispose]() {
      await relay[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
    },
  }
}

interface Stopping {
  /** Resolves with the exit code and the milliseconds since the signal. */
  readonly exit: Promise<{ readonly code: number | undefined; readonly ms: number }>
}

function stop({ process: whk }: FaultRelay, signal: Signal): Stopping {
  const from = performance.now()
  const exit = whk.exited.then((code) => ({ code, ms: performance.now() - from }))
  process.kill(whk.pid, signal)
  return { exit }
}

/** Asks again and again on new connections until the relay takes no more; whatever it says until then is a 200. */
async function untilNothingIsTaken({ url }: FaultRelay): Promise<string> {
  for (;;) {
    const said = await request(`${url}/healthz`, { headers: { connection: "close" } }).then(
      async ({ statusCode, body }) => {
        await body.dump()
        return String(statusCode)
      },
      () => "refused",
    )
    if (said !== "200") return said
  }
}

function tell({ task }: TestContext, { ms }: { readonly ms: number }): void {
  figures(task, { "exit after": `${Math.round(ms)} ms` })
}

const signals = test.for(Object.keys(CODES) as Signal[])

signals(
  "R15: %s ends an idle relay within a second, listeners and open connections or not",
  async (signal, context) => {
    await using world = await aRelay()
    // Leaves a connection open, as a sender's pool does.
    await (await request(`${world.relay.url}/healthz`)).body.dump()
    const { exit } = stop(world.relay, signal)
    const { code, ms } = await exit
    tell(context, { ms })
    expect([code, ms < 1000]).toEqual([CODES[signal], true])
    expect(await world.listener.closed).toBe(1000)
  },
)

signals("R15: after %s what is in flight is answered and nothing new is taken", async (signal, context) => {
  await using world = await aRelay()
  const sender = world.post()
  const flight = await world.listener.frame("request")
  const { exit } = stop(world.relay, signal)
  const said = await untilNothingIsTaken(world.relay)
  world.listener.answer(flight, { status: 201, body: "done" })
  const answer = await sender
  const { code, ms } = await exit
  tell(context, { ms })
  expect(["refused", "503"]).toContain(said)
  expect([answer.statusCode, await answer.body.text()]).toEqual([201, "done"])
  expect([code, ms < GRACE_MS]).toEqual([CODES[signal], true])
})

signals("R15: after %s an answer that streams ends whole", async (signal, context) => {
  await using world = await aRelay()
  const sender = world.post()
  const flight = await world.listener.frame("request")
  world.listener.beginAnswer(flight, { body: "the beginning, " })
  const answer = await sender
  const { exit } = stop(world.relay, signal)
  const said = await untilNothingIsTaken(world.relay)
  world.listener.send({ type: "data", stream: flight.stream, body: Buffer.from("the middle, ") })
  world.listener.send({ type: "data", stream: flight.stream, body: Buffer.from("the end") })
  world.listener.send({ type: "end", stream: flight.stream })
  const text = await answer.body.text()
  const { code, ms } = await exit
  tell(context, { ms })
  expect(["refused", "503"]).toContain(said)
  expect([answer.statusCode, text]).toEqual([200, "the beginning, the middle, the end"])
  expect([code, ms < GRACE_MS]).toEqual([CODES[signal], true])
})

signals(
  "R15: %s waits for an app no longer than the grace, and its sender is told that it is queued",
  async (signal, context) => {
    await using world = await aRelay()
    const sender = world.post()
    await world.listener.frame("request")
    const { exit } = stop(world.relay, signal)
    const answer = await sender
    const { code, ms } = await exit
    tell(context, { ms })
    expect([answer.statusCode, answer.headers["x-whk-answer"]]).toEqual([200, "queued"])
    expect([code, ms >= GRACE_MS, ms < GRACE_MS + 1500]).toEqual([CODES[signal], true, true])
  },
)

signals("R15: a second %s ends the relay at once", async (signal, context) => {
  await using world = await aRelay()
  const sender = world.post().catch(() => null)
  await world.listener.frame("request")
  stop(world.relay, signal)
  await untilNothingIsTaken(world.relay)
  const { code, ms } = await stop(world.relay, signal).exit
  tell(context, { ms })
  expect([code, ms < 500]).toEqual([CODES[signal], true])
  await sender
})
