import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { sendNumbered } from "../support/senders.ts"
import { ofType } from "../support/start-whk.ts"
import { startChain } from "./support/chain.ts"
import { figures } from "./support/figures.ts"

const IN_FLIGHT = 16
const IDS = Array.from({ length: IN_FLIGHT }, (_, index) => `event-${index}`)

/** Kills the listener when its app has all of them, and starts another at once or when every sender was answered. */
async function killWithAllInFlight(options: {
  readonly next: "at once" | "late"
  readonly status: number
  readonly listenFlags?: readonly string[]
}) {
  const state = { answers: false }
  await using app = await startApp((_, response) => {
    if (state.answers) response.writeHead(options.status).end()
  })
  await using chain = await startChain({ forward: app.port, listenFlags: options.listenFlags ?? [] })
  const sending = sendNumbered(() => chain.inbox.href, { count: IN_FLIGHT, atOnce: IN_FLIGHT })
  await app.untilReceived(IDS)
  await chain.listener.kill("SIGKILL")
  state.answers = true
  if (options.next === "late") await sending
  const second = chain.listen()
  await second.count(ofType("response"), IN_FLIGHT)
  const told = (await sending).map(({ status }) => status)
  return { told, times: IDS.map((id) => app.received.get(id)) }
}

test(
  "R16: kill -9 of a listener with 16 in flight loses none, whether the next one comes at once or late",
  { timeout: 30_000 },
  async ({ task }) => {
    // The status tells that it was the app that answered, through the second listener.
    const atOnce = await killWithAllInFlight({ next: "at once", status: 201 })
    expect(atOnce.told).toEqual(IDS.map(() => 201))
    expect(atOnce.times).toEqual(IDS.map(() => 2))

    // This provider is patient for two seconds: its senders are told that it is queued, and so it is.
    const late = await killWithAllInFlight({
      next: "late",
      status: 200,
      listenFlags: ["--provider", "strava"],
    })
    expect(late.told).toEqual(IDS.map(() => 200))
    expect(late.times).toEqual(IDS.map(() => 2))
    figures(task, { "in flight": 2 * IN_FLIGHT, lost: 0, "times at the app": 2 })
  },
)
