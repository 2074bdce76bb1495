import { once } from "node:events"
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, onTestFinished, test } from "vitest"
import { Answering } from "../../src/relay/answering.ts"
import { FakeClock } from "../support/fake-clock.ts"

/** One request on its way: its response is open until the test ends it. */
async function openRequest(
  answering: Answering,
): Promise<{ response: ServerResponse; answer: Promise<Response> }> {
  const server = createServer()
  await once(server.listen(0, "127.0.0.1"), "listening")
  onTestFinished(() => server.closeAllConnections())
  onTestFinished(() => void server.close())
  const arrived = once(server, "request")
  const answer = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const [, response] = (await arrived) as [unknown, ServerResponse]
  answering.add(response)
  return { response, answer }
}

test("a relay that stops waits until the answer in hand is written", async () => {
  const clock = new FakeClock()
  const answering = new Answering()
  const { response, answer } = await openRequest(answering)
  let isFinished = false
  const finished = answering.finished(5000, clock).then(() => (isFinished = true))
  await new Promise((resolve) => setImmediate(resolve))
  expect(isFinished).toBe(false)
  response.end("done")
  await finished
  expect(await (await answer).text()).toBe("done")
  expect(clock.timers).toBe(0)
})

test("it waits no longer than the grace", async () => {
  const clock = new FakeClock()
  const answering = new Answering()
  const { answer } = await openRequest(answering)
  answer.catch(() => {})
  const finished = answering.finished(5000, clock)
  clock.advance(5000)
  await expect(finished).resolves.toBeUndefined()
})

test("with nothing in hand it does not wait", async () => {
  await expect(new Answering().finished(5000, new FakeClock())).resolves.toBeUndefined()
})
