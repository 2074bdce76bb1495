import { once } from "node:events"
import { performance } from "node:perf_hooks"
import { setTimeout } from "node:timers/promises"
import { execa } from "execa"
import { expect, test } from "vitest"
import { Pool } from "undici"
import { startRelayProcess } from "../support/relay-process.ts"
import { figures } from "./support/figures.ts"

const VICTIM_PER_SECOND = 50
const NEIGHBOUR_PER_SECOND = 10 * VICTIM_PER_SECOND
// Short turns: what else the machine does falls on both sides alike.
const SECONDS = 1
const ROUNDS = 16

interface Load {
  readonly latencies: readonly number[]
  readonly statuses: ReadonlyMap<number, number>
}

/** Posts at a steady rate, whatever the answers take, and measures each from when it was due. */
async function post(pool: Pool, path: string, perSecond: number): Promise<Load> {
  const latencies: number[] = []
  const statuses = new Map<number, number>()
  const startedAt = performance.now()
  const sent: Promise<void>[] = []
  const body = Buffer.alloc(2048, "x")
  for (let index = 0; index < perSecond * SECONDS; index += 1) {
    const dueAt = startedAt + (index * 1000) / perSecond
    const wait = dueAt - performance.now()
    if (wait > 0) await setTimeout(wait)
    sent.push(
      pool.request({ path, method: "POST", body }).then(async (answer) => {
        await answer.body.dump()
        latencies.push(performance.now() - dueAt)
        statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
      }),
    )
  }
  await Promise.all(sent)
  return { latencies, statuses }
}

function p99(latencies: readonly number[]): number {
  return latencies.toSorted((a, b) => a - b)[Math.floor(latencies.length * 0.99)]!
}

/** A process that answers everything with 429, as the relay does to who sends too much. */
async function startOtherServer(): Promise<{ readonly url: string } & AsyncDisposable> {
  const code = `const server = require("node:http").createServer((request, response) =>
    request.resume().on("end", () => response.writeHead(429).end()))
  server.listen(0, "127.0.0.1", () => console.log(server.address().port))`
  const child = execa(process.execPath, ["-e", code], { reject: false })
  const [port] = (await once(child.stdout, "data")) as [Buffer]
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    async [Symbol.asyncDispose]() {
      child.kill()
      await child
    },
  }
}

test("A14: a tenant that sends ten times as much leaves the other's p99 below one and a half times what it was", async ({
  task,
}) => {
  await using relay = await startRelayProcess(["--rate", String(VICTIM_PER_SECOND)])
  const [victim, neighbour] = [await tenant("victim"), await tenant("neighbour")]
  // While the victim is alone at the relay the neighbour sends as much to somebody else: what sending costs this
  // machine is not the relay's doing.
  await using other = await startOtherServer()
  const pools = [victim, neighbour, other].map(
    ({ url }) => new Pool(new URL(url).origin, { connections: 32 }),
  )
  const [own, theirs, elsewhere] = [pools[0]!, pools[1]!, pools[2]!]
  const path = (of: { url: string }): string => new URL(of.url).pathname
  const alone: number[] = []
  const beside: number[] = []
  let taken = 0
  let limited = 0
  try {
    await post(own, path(victim), VICTIM_PER_SECOND)
    for (let round = 0; round < ROUNDS; round += 1) {
      const [quiet] = await Promise.all([
        post(own, path(victim), VICTIM_PER_SECOND),
        post(elsewhere, "/", NEIGHBOUR_PER_SECOND),
      ])
      alone.push(...quiet.latencies)
      const [mine, noise] = await Promise.all([
        post(own, path(victim), VICTIM_PER_SECOND),
        post(theirs, path(neighbour), NEIGHBOUR_PER_SECOND),
      ])
      beside.push(...mine.latencies)
      limited += noise.statuses.get(429) ?? 0
      taken += noise.statuses.get(200) ?? 0
      expect([...mine.statuses.keys()]).toEqual([200])
    }
  } finally {
    await Promise.all(pools.map((pool) => pool.destroy()))
  }
  const ratio = p99(beside) / p99(alone)
  figures(task, {
    "p99 alone ms": p99(alone).toFixed(1),
    "beside ms": p99(beside).toFixed(1),
    ratio: ratio.toFixed(2),
    "of the neighbour taken": taken,
    limited,
  })
  expect(limited).toBeGreaterThan(taken)
  expect(ratio).toBeLessThan(1.5)

  /** A workspace of its own with an inbox that queues. */
  async function tenant(name: string): Promise<{ readonly url: string }> {
    const { key } = await relay.json("workspaces", "create", name)
    const response = await fetch(`${relay.url}/v1/inboxes`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify({ name: "inbox" }),
    })
    return (await response.json()) as { url: string }
  }
})
