import { randomBytes } from "node:crypto"
import { expect, onTestFinished, test } from "vitest"
import { systemClock } from "../../src/domain/clock.ts"
import type { AppBody } from "../../src/listen/app-request.ts"
import type { AppAnswered, AppFailed } from "../../src/listen/events.ts"
import { fanOut, type FanOutOptions } from "../../src/listen/fan-out.ts"
import { freePort } from "../support/free-port.ts"
import { HANG_UP, type RawAnswer, startRawServer, WAIT } from "../support/raw-server.ts"
import { collectAnswer, requestInfo } from "./collected-answer.ts"
import { forwarderTo } from "./forward-once.ts"

const status = (code: number, body = ""): string =>
  `HTTP/1.1 ${code} X\r\nContent-Length: ${body.length}\r\n\r\n${body}`

/** An app that gives this answer, closed with the test. */
async function appThat(answer: RawAnswer) {
  const app = await startRawServer({ answer: () => answer })
  onTestFinished(() => app.close())
  return app
}

/** Sends a delivery to all of these ports; the results are told as they come. */
function sendTo(
  ports: readonly number[],
  options: { readonly body?: AppBody; readonly bodyBytes?: number; readonly method?: string } & Partial<
    Pick<FanOutOptions, "success">
  > = {},
) {
  const { body = Buffer.from("{}"), bodyBytes = 2, method = "POST", ...more } = options
  const results: (AppAnswered | AppFailed)[] = []
  const { sink, answer } = collectAnswer()
  const sending = fanOut({
    targets: ports.map((port) => forwarderTo(port)),
    success: "2xx",
    request: requestInfo({ bodyBytes, method }),
    body,
    sink,
    clock: systemClock,
    onResult: (result) => void results.push(result),
    ...more,
  })
  return { sending, answer, results }
}

test("when all succeed the sender gets the first target's answer, and each target is told of", async () => {
  const apps = [await appThat(status(201, "first")), await appThat(status(200, "second"))]
  const { answer, results } = sendTo(apps.map(({ port }) => port))
  expect(await answer).toMatchObject({ status: 201, body: Buffer.from("first") })
  expect(results.map((result) => [result.type, result.target, "status" in result && result.status])).toEqual(
    expect.arrayContaining([
      ["response", `http://localhost:${apps[0]!.port}/`, 201],
      ["response", `http://localhost:${apps[1]!.port}/`, 200],
    ]),
  )
  expect(apps.map(({ requests }) => requests.map(({ body }) => body.toString()))).toEqual([["{}"], ["{}"]])
})

test.each<[answers: readonly RawAnswer[], got: number | string]>([
  [[status(200), status(500)], 500],
  [[status(404), status(200)], 404],
  [[status(400), status(503), status(500)], 503],
  [[status(302), status(200)], 302],
  [[status(500), HANG_UP], "reset"],
  [[HANG_UP, status(500)], "reset"],
  [[status(200, "a"), status(200, "b")], 200],
])("of %j the sender gets %s", async (answers, got) => {
  const apps = await Promise.all(answers.map(appThat))
  const { answer } = sendTo(apps.map(({ port }) => port))
  const { status: code, failure } = await answer
  expect(failure?.outcome ?? code).toBe(got)
})

test("what counts as success is the provider's rule", async () => {
  const apps = [await appThat(status(200)), await appThat(status(204))]
  const { answer } = sendTo(
    apps.map(({ port }) => port),
    { success: [200] },
  )
  expect((await answer).status).toBe(204)
})

test("answers larger than what is held arrive whole, whichever is chosen", async () => {
  const large = randomBytes(300_000).toString("latin1")
  const apps = [await appThat(status(200, large)), await appThat(status(500, large))]
  const good = sendTo([apps[0]!.port, apps[0]!.port])
  expect((await good.answer).body.toString("latin1") === large).toBe(true)
  const bad = sendTo(apps.map(({ port }) => port))
  const answer = await bad.answer
  expect([answer.status, answer.body.toString("latin1") === large]).toEqual([500, true])
})

async function* chunksOf(body: Uint8Array): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < body.length; at += 64 * 1024) yield body.subarray(at, at + 64 * 1024)
}

test("a body that comes in chunks reaches all who take it, also when one of them refuses the connection", async () => {
  const body = randomBytes(1_000_000)
  const apps = [await appThat(status(200)), await appThat(status(200))]
  const { answer, results } = sendTo([apps[0]!.port, await freePort(), apps[1]!.port], {
    body: chunksOf(body),
    bodyBytes: body.length,
  })
  expect((await answer).failure).toMatchObject({ outcome: "refused" })
  expect(apps.map(({ requests }) => requests[0]!.body.equals(body))).toEqual([true, true])
  expect(results.map(({ type }) => type).toSorted()).toEqual(["failed", "response", "response"])
})

test("an aborted delivery is told of for every target that had not answered", async () => {
  const apps = [await appThat(status(200)), await appThat(WAIT)]
  const { sending, results } = sendTo(apps.map(({ port }) => port))
  await apps[1]!.waitFor(1)
  while (results.length === 0) await new Promise(setImmediate)
  sending.abort("the sender went away")
  expect(results).toMatchObject([
    { type: "response", status: 200 },
    { type: "failed", outcome: "unknown", detail: "the sender went away" },
  ])
})

test("what can be forwarded to none of them is answered once", async () => {
  const apps = [await appThat(status(200)), await appThat(status(200))]
  const { answer, results } = sendTo(
    apps.map(({ port }) => port),
    { method: "CONNECT" },
  )
  expect((await answer).status).toBe(400)
  expect([results.length, apps.map(({ connections }) => connections)]).toEqual([2, [0, 0]])
})
