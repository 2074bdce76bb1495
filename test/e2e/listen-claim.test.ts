import { expect, test } from "vitest"
import { startApp } from "../support/app.ts"
import { ofType } from "../support/start-whk.ts"
import { whkHome } from "../support/whk-home.ts"

const post = (url: unknown, id: string): Promise<Response> =>
  fetch(String(url), { method: "POST", headers: { "x-event": id }, body: "{}" })

test("--respond ack answers at once, and whk retries what the app refuses", async () => {
  await using home = await whkHome()
  let asked = 0
  await using app = await startApp((_, response) => {
    asked += 1
    response.writeHead(asked === 1 ? 500 : 200).end()
  })
  const listen = home.start(["listen", "--forward", String(app.port), "--respond", "ack"])
  const ready = await listen.line(ofType("ready"))
  const answer = await post(ready["url"], "a")
  expect([answer.status, answer.headers.get("x-whk-answer")]).toEqual([200, "queued"])
  await listen.count(ofType("response"), 2)
  expect(app.received.get("a")).toBe(2)
})

test("--exclusive refuses a second listener with exit 6 and one line that says why", async () => {
  await using home = await whkHome()
  const first = home.start(["listen", "--forward", "1", "--inbox", "mine", "--exclusive"])
  await first.line(ofType("ready"))
  const second = await home.run(["listen", "--forward", "1", "--inbox", "mine"])
  expect(second.exitCode).toBe(6)
  expect(second.stderr).toContain('on inbox "mine": another listener holds this inbox.')
})

test("--share round-robin gives each of two listeners half", async () => {
  await using home = await whkHome()
  await using one = await startApp()
  await using two = await startApp()
  const start = (port: number) =>
    home.start(["listen", "--forward", String(port), "--inbox", "shared", "--share", "round-robin"])
  const first = start(one.port)
  const ready = await first.line(ofType("ready"))
  await start(two.port).line(ofType("ready"))
  for (const id of ["a", "b", "c", "d"]) expect((await post(ready["url"], id)).status).toBe(200)
  expect([one.received.size, two.received.size]).toEqual([2, 2])
})

test("--since now leaves what waits to the next listener, and so does one that forwards nothing", async () => {
  await using home = await whkHome()
  await using app = await startApp()
  await home.start(["relay", "--port", "0"]).line(ofType("ready"))
  const away = home.start(["listen", "--forward", String(app.port), "--inbox", "late"])
  const { url } = await away.line(ofType("ready"))
  await away.kill("SIGTERM")
  expect((await post(url, "old")).status).toBe(200)
  const now = home.start(["listen", "--forward", String(app.port), "--inbox", "late", "--since", "now"])
  await now.line(ofType("ready"))
  await post(url, "new")
  await now.kill("SIGTERM")
  const shows = home.start(["listen", "--inbox", "late"])
  await shows.line(ofType("ready"))
  await shows.kill("SIGTERM")
  expect([...app.received.keys()]).toEqual(["new"])
  const all = home.start(["listen", "--forward", String(app.port), "--inbox", "late"])
  await all.line(ofType("ready"))
  await app.untilReceived(["old"])
})

test.each([
  [["--since", "yesterday"], '"yesterday" is not a value of --since.'],
  [["--share", "all"], '"all" is not a value of --share.'],
  [["--retries", "me"], '"me" is not a value of --retries.'],
  [["--max-backlog", "0"], "--max-backlog"],
  [["--respond", "ack", "--retries", "provider"], "leaves the provider nothing to retry"],
  [["--exclusive", "--share", "broadcast"], "--share"],
])("%j is a usage error that quotes it", async (flags, words) => {
  await using home = await whkHome()
  const { exitCode, stderr } = await home.run(["listen", ...flags])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(words)
})
