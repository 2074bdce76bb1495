import { request } from "undici"
import { expect, test } from "vitest"
import type { DeliveryJson, ListPage } from "../../src/domain/api-types.ts"
import { systemClock } from "../../src/domain/clock.ts"
import { Session } from "../../src/listen/session.ts"
import { forwarderTo } from "../listen/forward-once.ts"
import { startApp } from "../support/app.ts"
import { startTestRelay } from "../support/test-relay.ts"
import { figures } from "./support/figures.ts"
import { startTunnelProxy } from "./support/tunnel-proxy.ts"

const CUTS = 200
const SENDERS = 8

interface Answered {
  readonly id: string
  readonly status: number
  readonly body: string
}

/** Posts one numbered delivery; every third body is beyond 64 KiB, so that it travels in many frames. */
async function send(url: string, number: number): Promise<Answered> {
  const id = `event-${number}`
  const body = Buffer.alloc(number % 3 === 0 ? 100_000 : 100, number % 256)
  const response = await request(url, { method: "POST", headers: { "x-event": id }, body })
  return { id, status: response.statusCode, body: await response.body.text() }
}

test(
  "R18: with the tunnel cut at every frame border 200 times, each sender has one answer and the app each request once",
  { timeout: 60_000 },
  async ({ task }) => {
    await using app = await startApp((message, response) => {
      response.writeHead(201).end(`answer to ${String(message.headers["x-event"])}`)
    })
    await using relay = await startTestRelay()
    // The first cuts fall before HELLO and WELCOME are through, the last deep in the traffic.
    await using proxy = await startTunnelProxy(relay.url, (connection) => (connection % 100) + 1)
    let inbox: string | undefined
    let wake: (() => void)[] = []
    const session = new Session({
      locate: () => Promise.resolve({ url: proxy.url, key: relay.key }),
      inbox: "resume",
      // Few enough for all of them to get through between two cuts.
      maxInFlight: 4,
      forwarder: forwarderTo(app.port),
      keepBodyBytes: 0,
      clock: systemClock,
      random: () => 0,
      emit(event) {
        if (event.type === "reconnecting") inbox = undefined
        if (event.type !== "welcome") return
        inbox = event.welcome.inbox.url
        for (const resolve of wake.splice(0)) resolve()
      },
    })
    const untilConnected = async (): Promise<string> => {
      while (inbox === undefined) await new Promise<void>((resolve) => wake.push(resolve))
      return inbox
    }

    const answers: Answered[] = []
    let sent = 0
    const sender = async (): Promise<void> => {
      while (proxy.cuts < CUTS) answers.push(await send(await untilConnected(), sent++))
    }
    await Promise.all(Array.from({ length: SENDERS }, sender))
    proxy.stopCutting()
    await app.untilReceived(answers.map(({ id }) => id))
    await session.close(10_000)

    // Who came while the tunnel was away is told that it is queued; everybody else has the app's answer.
    const queued = answers.filter(({ status, body }) => status === 200 && body === "")
    const fromApp = answers.filter(({ id, status, body }) => status === 201 && body === `answer to ${id}`)
    expect(queued.length + fromApp.length).toBe(sent)
    expect(fromApp.length).toBeGreaterThan(CUTS / 2)
    const times = Math.max(...app.received.values())
    expect([app.received.size, times]).toEqual([sent, 1])
    // An answer that was repeated is one attempt all the same.
    const { items, total }: ListPage<DeliveryJson> = (await relay.api("GET", "/v1/deliveries")).json
    expect(total).toBe(sent)
    expect(items.filter(({ status, attempts }) => status !== "delivered" || attempts !== 1)).toEqual([])
    figures(task, {
      cuts: proxy.cuts,
      requests: sent,
      "answered by the app": fromApp.length,
      "times at the app": times,
    })
  },
)
