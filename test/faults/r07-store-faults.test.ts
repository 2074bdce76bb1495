import { createHash } from "node:crypto"
import { onTestFinished, expect, test } from "vitest"
import type { Clock } from "../../src/domain/clock.ts"
import { createForwarder } from "../../src/listen/forwarder.ts"
import { Session } from "../../src/listen/session.ts"
import { type Relay, startOnStore } from "../../src/relay/server.ts"
import type { DeliveryRow } from "../../src/store/port.ts"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { temporaryFolder } from "../support/run-whk.ts"
import { aDelivery, anAttempt } from "../support/store-rows.ts"
import { type Received, startReceiver } from "../support/receiver.ts"
import { readChanges } from "../support/read-changes.ts"
import { faultyStore } from "./support/faulty-store.ts"
import { seededRandom } from "./support/seeded-random.ts"
import { figures } from "./support/figures.ts"
import { quickClock } from "./support/quick-clock.ts"

const SEED = 20_261_127
const OPERATIONS = 10_000
const AT_ONCE = 16
const SHARE = 0.05
const FASTER = 40

const sha256 = (body: Uint8Array): string => createHash("sha256").update(body).digest("hex")
const deliveryOf = ({ headers }: Received): string =>
  headers.find(([name]) => name === "x-whk-delivery-id")?.[1] ?? ""

/** An app that answers 500 now and then, and notes when it has the same delivery twice at one time. */
async function startFlakyApp(random: () => number) {
  const open = new Set<string>()
  let overlaps = 0
  const receiver = await startReceiver(async (received) => {
    const id = deliveryOf(received)
    if (id !== "" && open.has(id)) overlaps += 1
    open.add(id)
    await new Promise((resolve) => setImmediate(resolve))
    open.delete(id)
    return random() < 0.1 ? 500 : 200
  })
  return { receiver, overlaps: () => overlaps }
}

function listen(
  relay: Relay,
  key: string,
  { inbox, target, clock }: { inbox: string; target: string; clock: Clock },
) {
  const { hostname, port } = new URL(target)
  const forwarder = createForwarder({
    target: { protocol: "http:", host: hostname, port: Number(port), path: "/" },
    headers: { set: [], remove: [], host: "rewrite" },
    timeoutMs: 30_000,
    clock,
  })
  return new Promise<string>((resolve) => {
    const session = new Session({
      locate: () => Promise.resolve({ url: relay.localUrl, key }),
      inbox,
      ...(inbox === "app-1" && { provider: "github" }),
      maxInFlight: 16,
      forwarder,
      keepBodyBytes: 0,
      clock,
      random: Math.random,
      emit(event) {
        if (event.type === "welcome") resolve(event.welcome.inbox.url)
      },
    })
    session.done.catch(() => {})
    onTestFinished(async () => {
      await session.close(0)
      await forwarder.close()
    })
  })
}

test("R7: with a fault in every twentieth call to the store nothing acknowledged is lost, mixed up or forgotten", async ({
  task,
}) => {
  const random = seededRandom(SEED)
  const rejections: unknown[] = []
  const onRejection = (error: unknown): void => void rejections.push(error)
  process.on("unhandledRejection", onRejection)
  onTestFinished(() => void process.off("unhandledRejection", onRejection))
  await using folder = await temporaryFolder()
  const clock = quickClock(FASTER)
  const store = faultyStore(await openSqliteStore({ folder: folder.path }), random)
  const relay = await startOnStore(store, {
    dataFolder: folder.path,
    host: "127.0.0.1",
    port: 0,
    clock,
    maxBodyBytes: 1024 * 1024,
    timeScale: 1000,
    allowPrivateTargets: true,
  })
  onTestFinished(() => relay.close(0))
  const { key } = await relay.access.createKey(relay.workspace.id, "test")
  const api = async (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(relay.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const apps = [
    await startFlakyApp(random),
    await startFlakyApp(random),
    await startFlakyApp(random),
  ] as const
  const inboxes = await Promise.all(
    [apps[0], apps[1]].map(({ receiver }, index) =>
      listen(relay, key, { inbox: `app-${index}`, target: receiver.url, clock }),
    ),
  )
  const created = await api("POST", "/v1/endpoints", {
    provider: "axiestudio",
    url: apps[2].receiver.url,
    events: ["*"],
  })
  expect(created.status).toBe(201)

  // Somebody looks on meanwhile.
  const changes = await readChanges({ url: relay.url, key })
  onTestFinished(() => changes.cancel())
  store.fail(SHARE)
  const acked = new Map<string, string>()
  let replays = 0
  async function ingest(number: number): Promise<void> {
    const which = random() < 0.5 ? 0 : 1
    const body = Buffer.from(
      `{"inbox":${which},"number":${number},"pad":"${"x".repeat(Math.floor(random() * 300))}"}`,
    )
    // The second inbox knows a delivery again by this.
    const headers = { "x-github-delivery": String(number), "x-github-event": "push" }
    const answer = await fetch(inboxes[which]!, { method: "POST", headers, body }).catch(() => null)
    await answer?.arrayBuffer().catch(() => {})
    if (answer?.ok) acked.set(sha256(body), `app-${which}`)
  }
  async function replayOne(): Promise<void> {
    const page = (await (await api("GET", "/v1/deliveries?status=failed&limit=1")).json()) as {
      items?: { id: string }[]
    }
    const [delivery] = page.items ?? []
    if (!delivery) return
    replays += 1
    await (await api("POST", `/v1/deliveries/${delivery.id}/replay`)).arrayBuffer()
  }
  /** What the relay asks its store only at its start, or while a test would have to wait for hours. */
  async function askDirectly(): Promise<void> {
    const delivery = aDelivery()
    await Promise.allSettled([
      store.meta("nothing"),
      store.setMeta("something", "is written"),
      store.insertSettled(delivery, anAttempt(delivery.id), { status: "delivered", nextAttemptAt: null }),
      store.getDelivery("ws_main", delivery.id),
      store.deliveryById(delivery.id),
      store.listAttempts(delivery.id),
      store.extendLeases([{ id: delivery.id, epoch: 9 }], 0),
      store.expireLeases(0),
      store.requeue("dlv_nothing", 0),
      store.shiftDue({ inbox: "in_nothing" }, 0, 1),
      store.deleteEnded(0, 10),
      store.deleteSessions(0),
    ])
  }

  /** Everything else that reaches the store, once in a while. */
  async function manage(number: number): Promise<void> {
    const ask = async (
      method: string,
      path: string,
      body?: unknown,
    ): Promise<{ id?: string; code?: string }> =>
      (await (await api(method, path, body)).json().catch(() => ({}))) as { id?: string; code?: string }
    const { id: endpoint } = await ask("POST", "/v1/endpoints", {
      provider: "github",
      url: apps[2].receiver.url,
      events: ["push"],
    })
    if (endpoint !== undefined) {
      await ask("PATCH", `/v1/endpoints/${endpoint}`, { active: number % 2 === 0 })
      await ask("GET", "/v1/endpoints?provider=github")
      await ask("DELETE", `/v1/endpoints/${endpoint}`)
    }
    const { id: inbox } = await ask("POST", "/v1/inboxes", { name: `extra-${number}` })
    await ask("GET", "/v1/inboxes")
    if (inbox !== undefined) await ask("DELETE", `/v1/inboxes/${inbox}`)
    const { code } = await ask("POST", "/v1/inspector/codes")
    await ask("POST", "/v1/inspector/sessions", { code })
    await ask("GET", "/v1/stats/series?points=2")
    const { id: apiKey } = await ask("POST", "/v1/keys", { name: "extra" })
    await ask("GET", "/v1/keys")
    if (apiKey !== undefined) await ask("DELETE", `/v1/keys/${apiKey}`)
    await ask("POST", "/v1/inboxes", { name: "app-9", offline: number % 2 === 0 ? "queue" : "reject" })
    await ask("POST", "/v1/inboxes/app-9/rotate")
    await fetch(`${relay.url}/in/nobody-has-this-token`, { method: "POST" }).catch(() => null)
    await askDirectly()
    await api("POST", "/v1/workspaces", { name: `tenant-${number}` })
    const large = Buffer.alloc(70_000, number)
    const answer = await fetch(inboxes[0]!, { method: "PUT", body: large }).catch(() => null)
    await answer?.arrayBuffer().catch(() => {})
    for (const path of ["/v1/audit", "/v1/workspaces"]) await ask("GET", path)
    for (const path of ["/v1/stats", "/v1/workspace", "/v1/endpoints/ep_0", "/v1/deliveries/dlv_0"])
      await ask("GET", path)
  }
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < OPERATIONS) {
      const number = next++
      const dice = random()
      if (dice < 0.8) await ingest(number)
      else if (dice < 0.9) await api("POST", "/v1/events", { provider: "axiestudio", type: "user.created" })
      else if (dice < 0.95) await replayOne()
      else await manage(number)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  store.fail(0)

  const pending = async (): Promise<number> =>
    (await store.listDeliveries(relay.workspace.id, { status: "pending" }, { limit: 1 })).total
  // Leases that were lost run out in the relay's own time; nothing here waits for a fixed one.
  while ((await pending()) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }

  changes.cancel()
  const all: DeliveryRow[] = []
  for (let after: string | null | undefined; after !== null;) {
    const page = await store.listDeliveries(relay.workspace.id, {}, { limit: 500, ...(after && { after }) })
    all.push(...page.items)
    after = page.next
  }
  const names = new Map((await store.listInboxes(relay.workspace.id)).map(({ id, name }) => [id, name]))
  const stored = new Map<string, string>()
  let unknown = 0
  let over = 0
  for (const { id, origin, attempts } of all) {
    const log = await store.listAttempts(id)
    const expired = log.filter(({ outcome }) => outcome === "unknown").length
    unknown += expired
    if (attempts > 13 + expired + replays) over += 1
    if (origin.kind === "inbox") stored.set(sha256((await store.readChunk(id, 0))!), names.get(origin.inbox)!)
  }
  const lost = [...acked].filter(([hash, inbox]) => stored.get(hash) !== inbox)
  const strayed = [0, 1].flatMap((which) =>
    apps[which]!.receiver.requests.filter(
      ({ method, body }) => method === "POST" && !body.toString().startsWith(`{"inbox":${which},`),
    ),
  )
  const overlaps = apps[0].overlaps() + apps[1].overlaps()
  const untouched = [...store.counts].flatMap(([method, { faults }]) => (faults === 0 ? [method] : []))
  figures(task, {
    seed: SEED,
    operations: OPERATIONS,
    acknowledged: acked.size,
    faults: [...store.counts.values()].reduce((sum, { faults }) => sum + faults, 0),
    "lost (I1)": lost.length,
    "never ended (I2)": await pending(),
    "attempts too many (I3)": over,
    "strayed (I4)": strayed.length,
    "at once (I5)": overlaps,
    "leases run out": unknown,
    "methods without a fault": untouched.join(" "),
  })
  expect(rejections).toEqual([])
  expect(lost).toEqual([])
  expect(strayed).toEqual([])
  expect([over, overlaps]).toEqual([0, 0])
  expect(acked.size).toBeGreaterThan(OPERATIONS / 2)
  expect(untouched).toEqual([])
})
