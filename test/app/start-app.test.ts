import { expect, test } from "vitest"
import { startApp } from "../../src/app/start-app.ts"
import { parseTarget } from "../../src/domain/target.ts"
import { freePort } from "../support/free-port.ts"

const SERVER = `const s = require("node:http").createServer((q, r) => (r.end(), process.exit(4))).listen(process.env.PORT)`

async function started(env: Readonly<Record<string, string>> = {}) {
  const port = await freePort()
  const app = await startApp(`"${process.execPath}" -e '${SERVER}'`, {
    target: parseTarget(String(port)),
    cwd: process.cwd(),
    env: { PORT: String(port), ...env },
    stop: new AbortController().signal,
  })
  return { app, port }
}

test("an app that ends after it was ready is told as a value, with its exit code", async () => {
  const { app, port } = await started()
  await using _ = app
  await app.ready()
  await fetch(`http://localhost:${port}/`).catch(() => null)
  expect(await app.ended).toMatchObject({
    code: "TARGET_UNREACHABLE",
    message: expect.stringMatching(/ ended with 4\.$/),
  })
})

test("apps that were stopped leave no listener for the end of this process behind", async () => {
  const before = process.listenerCount("exit")
  const { app } = await started()
  await app.ready()
  expect(process.listenerCount("exit")).toBe(before + 1)
  await app[Symbol.asyncDispose]()
  expect(process.listenerCount("exit")).toBe(before)
})
