import { expect, test } from "vitest"
import { systemClock } from "../../src/domain/clock.ts"
import { probeInbox } from "../../src/listen/ready.ts"
import { FakeClock } from "../support/fake-clock.ts"
import { HANG_UP, type RawAnswer, startRawServer, WAIT } from "../support/raw-server.ts"
import { freePort } from "../support/free-port.ts"

function answerWith(text: string, status = 200): () => RawAnswer {
  return () => `HTTP/1.1 ${status} X\r\nContent-Length: ${text.length}\r\n\r\n${text}`
}

test("an address that answers with the nonce leads to this listener", async () => {
  await using relay = await startRawServer({ answer: answerWith("0123abcd") })
  expect(await probeInbox(`http://${relay.host}/in/token`, "0123abcd", systemClock)).toBe("ok")
  expect(relay.requests[0]!.lines[0]).toBe("POST /in/token HTTP/1.1")
  expect(relay.requests[0]!.lines).toContain("x-whk-probe: 0123abcd")
})

test.each([
  ["another listener's nonce", answerWith("ffffffff")],
  ["the nonce with an error", answerWith("0123abcd", 500)],
  ["nothing", (): RawAnswer => HANG_UP],
])("an address that answers with %s does not", async (_, answer) => {
  await using relay = await startRawServer({ answer })
  expect(await probeInbox(`http://${relay.host}/in/token`, "0123abcd", systemClock)).toBe("failed")
})

test("nor does one where nobody listens, or that is no address", async () => {
  expect(await probeInbox(`http://localhost:${await freePort()}/in/t`, "n", systemClock)).toBe("failed")
  expect(await probeInbox("nowhere", "n", systemClock)).toBe("failed")
})

test("an address that answers without end does not, and is not read to its end", async () => {
  const endless = `HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n${"x".repeat(5000)}`
  await using relay = await startRawServer({ answer: () => endless })
  expect(await probeInbox(`http://${relay.host}/in/token`, "n", new FakeClock())).toBe("failed")
})

test("an address that is silent for 5 s does not", async () => {
  await using relay = await startRawServer({ answer: () => WAIT })
  const clock = new FakeClock()
  const probe = probeInbox(`http://${relay.host}/in/token`, "n", clock)
  await relay.waitFor(1)
  clock.advance(5000)
  expect(await probe).toBe("failed")
})
