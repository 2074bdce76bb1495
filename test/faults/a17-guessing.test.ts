import { performance } from "node:perf_hooks"
import { expect, test } from "vitest"
import { Pool } from "undici"
import { newApiKey } from "../../src/relay/access/api-key.ts"
import { newToken } from "../../src/relay/hub/hub.ts"
import { startTestRelay } from "../support/test-relay.ts"
import { figures } from "./support/figures.ts"

const GUESSES = 10_000

interface Seen {
  readonly status: number
  readonly headers: string
  readonly body: string
  readonly elapsedMs: number
}

/** One request, with what of its answer a guesser can tell apart. */
async function send(pool: Pool, path: string, authorization?: string): Promise<Seen> {
  const startedAt = performance.now()
  const { statusCode, headers, body } = await pool.request({
    path,
    method: path.startsWith("/in/") ? "POST" : "GET",
    headers: authorization === undefined ? {} : { authorization },
  })
  const text = await body.text()
  const elapsedMs = performance.now() - startedAt
  const told = { ...headers, date: "", "retry-after": headers["retry-after"] === undefined ? "" : "set" }
  return { status: statusCode, headers: JSON.stringify(told), body: text, elapsedMs }
}

/** Runs work so many at a time. */
async function inParallel(
  count: number,
  width: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < count) await work(next++)
    }),
  )
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}

test("A17: of ten thousand guessed keys a few are answered, and a right key from the same address never waits", async ({
  task,
}) => {
  await using relay = await startTestRelay()
  await using pool = disposable(new Pool(relay.url, { connections: 16 }))
  const guesses: Seen[] = []
  const right: Seen[] = []
  const startedAt = performance.now()
  await inParallel(GUESSES, 16, async (index) => {
    guesses.push(await send(pool, "/v1/stats", `Bearer ${newApiKey()}`))
    // Keys that the relay has seen, and some that it sees for the first time.
    if (index % 100 !== 0) return
    const { key } = await relay.relay.access.createKey(relay.relay.workspace.id, "right")
    right.push(await send(pool, "/v1/stats", `Bearer ${relay.key}`))
    right.push(await send(pool, "/v1/stats", `Bearer ${key}`))
  })
  const seconds = (performance.now() - startedAt) / 1000
  const told = guesses.filter(({ status }) => status === 401).length
  const limited = guesses.filter(({ status }) => status === 429)
  figures(task, {
    guesses: GUESSES,
    told,
    limited: limited.length,
    "right keys": right.length,
    "slowest right key ms": Math.round(Math.max(...right.map(({ elapsedMs }) => elapsedMs))),
  })
  expect(told).toBeLessThanOrEqual(21 + seconds / 2)
  expect(told + limited.length).toBe(GUESSES)
  expect(limited.every(({ headers }) => headers.includes('"retry-after":"set"'))).toBe(true)
  expect(right.every(({ status }) => status === 200)).toBe(true)
})

test("A17: a deleted inbox is told apart from one that never was by nothing that is answered, nor by time", async ({
  task,
}) => {
  await using relay = await startTestRelay()
  await using pool = disposable(new Pool(relay.url, { connections: 1 }))
  await relay.api("POST", "/v1/inboxes", { name: "gone" })
  const { items } = (await relay.api("GET", "/v1/inboxes")).json as { items: { url: string }[] }
  const deleted = new URL(items[0]!.url).pathname
  await relay.api("DELETE", "/v1/inboxes/gone")
  const never = `/in/${newToken()}`
  const first = [await send(pool, deleted), await send(pool, never)]
  const times: Record<"deleted" | "never", number[]> = { deleted: [], never: [] }
  const answers = { deleted: new Set<string>(), never: new Set<string>() }
  for (let round = 0; round < 1500; round += 1) {
    for (const which of round % 2 === 0 ? (["deleted", "never"] as const) : (["never", "deleted"] as const)) {
      const { elapsedMs, ...seen } = await send(pool, which === "deleted" ? deleted : `/in/${newToken()}`)
      times[which].push(elapsedMs)
      answers[which].add(JSON.stringify(seen))
    }
  }
  const ratio = median(times.deleted) / median(times.never)
  figures(task, { "kinds of answer": answers.deleted.size, "time of deleted / of never": ratio.toFixed(2) })
  expect(first.map(({ status, body, headers }) => ({ status, body, headers }))).toEqual(
    Array.from({ length: 2 }, () => ({ status: 404, body: first[0]!.body, headers: first[0]!.headers })),
  )
  expect([...answers.deleted].toSorted()).toEqual([...answers.never].toSorted())
  expect(ratio).toBeGreaterThan(0.8)
  expect(ratio).toBeLessThan(1.25)
})

function disposable(pool: Pool): Pool & AsyncDisposable {
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.destroy() })
}
