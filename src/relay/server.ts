import { createSender, type SendRequest } from "../sender/send.ts"
import { openSqliteStore, type SqliteStore } from "../store/sqlite/open.ts"
import { type Caller, createAccess } from "./access/access.ts"
import { InspectorCodes } from "./access/inspector-codes.ts"
import { Answering } from "./answering.ts"
import { createApi } from "./api/api.ts"
import { createServices } from "./api/services.ts"
import { AuditLog } from "./audit/audit-log.ts"
import { RefusedKeys } from "./audit/refused-keys.ts"
import { ainexlayerMount } from "./dialects/ainexlayer.ts"
import { axeleredMount } from "./dialects/axelered.ts"
import { Changes } from "./changes/changes.ts"
import { ChangeStreams } from "./changes/change-streams.ts"
import { createDispatcher } from "./dispatcher/dispatcher.ts"
import { createAdmission } from "./edge/admission.ts"
import { createEdge } from "./edge/edge.ts"
import type { Observe } from "./edge/events.ts"
import { createHealth } from "./edge/health.ts"
import { createMetrics } from "./edge/metrics.ts"
import { createMetricsRoute } from "./edge/metrics-route.ts"
import { observedStore } from "./edge/observed-store.ts"
import { type OwnHosts, ownHosts } from "./edge/own-hosts.ts"
import { Proxies } from "./edge/proxies.ts"
import { createRequestNotes } from "./edge/request-notes.ts"
import { createSourceCheck } from "./edge/source-check.ts"
import { reticent } from "./dispatcher/reticent.ts"
import { openHttpPorts } from "./http-ports.ts"
import { Hub } from "./hub/hub.ts"
import { TunnelServer } from "./hub/tunnel-server.ts"
import { Budget } from "./ingest/budget.ts"
import { FreeSpace } from "./ingest/free-space.ts"
import { createIngest } from "./ingest/ingest.ts"
import { createInspector } from "./inspector/inspector.ts"
import { GuessLimit } from "./limits/guess-limit.ts"
import { RateLimit } from "./limits/rate-limit.ts"
import type { Relay, RelayOptions } from "./relay-options.ts"
import { startUpkeep } from "./upkeep.ts"

export type { Relay, RelayOptions } from "./relay-options.ts"

/** Body bytes the relay holds in memory at most, over all senders. */
const IN_FLIGHT_BYTES = 64 * 1024 * 1024
const DAY_MS = 24 * 60 * 60 * 1000
const USUAL_RETENTION_MS = 7 * DAY_MS
/** What Svix waits as well. */
const USUAL_DISABLE_AFTER_MS = 5 * DAY_MS
const COME_BACK_AFTER_MS = 200
const VISIT_TIMEOUT_MS = 10_000
/** How long answers may still leave after the grace: who waited for the app until then is told that it is queued. */
const LAST_ANSWERS_MS = 1000

/** Opens the store, starts every room of the relay and listens. Throws DATA_FOLDER_LOCKED, PORT_IN_USE or USAGE. */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const store = await openSqliteStore({
    folder: options.dataFolder,
    ...(options.sealKeys && { sealKeys: options.sealKeys }),
    ...(options.onFailure && { onFailure: options.onFailure }),
  })
  try {
    return await startOnStore(store, options)
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Starts every room of the relay on an open store, which it closes in the end. */
export async function startOnStore(opened: SqliteStore, options: RelayOptions): Promise<Relay> {
  const { clock } = options
  let publicUrl = options.publicUrl ?? ""
  // Known once the ports are open; nothing comes before.
  let inspectorUrl = ""
  let stopping = false
  const observe: Observe = (event) => {
    metrics.count(event)
    options.observe?.(event)
  }
  const onBug = (error: unknown): void => {
    observe({ type: "bug", error })
    options.onBug?.(error)
  }
  const changes = new Changes(opened, onBug)
  const store = observedStore(opened, observe, changes)
  const access = createAccess({ store, clock })
  const { workspace } = await access.bootstrap()
  const streams = new ChangeStreams({ changes, clock, access })
  const answering = new Answering()
  const hub = new Hub({
    store,
    clock,
    timeScale: options.timeScale,
    publicUrl: () => publicUrl,
    inspectorUrl: () => inspectorUrl,
    onSession: (change, inbox) => observe({ type: "session", change, inbox }),
  })
  const metrics = createMetrics({
    sessions: () => hub.sessions,
    inFlight: () => answering.count,
    pending: () => store.countPending(),
  })
  const lookup = options.resolve ? { resolve: options.resolve } : {}
  const outgoing = createSender({
    policy: { allowPrivate: options.allowPrivateTargets },
    ...lookup,
    ...(options.deliveryTls && { tls: options.deliveryTls }),
  })
  // Where this machine is all there is to reach, its owner is the one who asks.
  const sender = options.allowPrivateTargets ? outgoing : reticent(outgoing)
  // What a stranger's request makes the relay visit never leads into a private network.
  const visits = createSender({ policy: { allowPrivate: false }, ...lookup })
  const dispatcher = createDispatcher({
    store,
    clock,
    sender,
    timeScale: options.timeScale,
    disableAfterMs: options.disableAfterMs ?? USUAL_DISABLE_AFTER_MS,
    onDisabled({ id, workspace: owner }, why) {
      observe({ type: "disabled", endpoint: id, why })
      const notice = { action: "endpoint disabled", object: id, address: null, detail: why }
      audit.notice(owner, notice).catch(onBug)
    },
  })
  const services = createServices({
    store,
    clock,
    dispatcher,
    listeners: hub,
    allowPrivateTargets: options.allowPrivateTargets,
    maxBodyBytes: options.maxBodyBytes,
  })
  const audit = new AuditLog({ store, clock })
  const refusedKeys = new RefusedKeys({ audit, clock, workspace: workspace.id })
  const [keyGuesses, tokenGuesses, codeGuesses] = [
    new GuessLimit(clock),
    new GuessLimit(clock),
    new GuessLimit(clock),
  ]
  const rate = options.deliveriesPerSecond ? new RateLimit(clock, options.deliveriesPerSecond) : undefined
  const refusedKey = (address: string | null): number | null => {
    refusedKeys.count(address)
    return keyGuesses.count(address)
  }
  /** A session is for the inspector's page alone: it opens no tunnel, no metrics, and no API of another form. */
  const authenticate = async (header: string | undefined): Promise<Caller | null> => {
    const caller = await access.authenticate(header)
    return caller?.session ? null : caller
  }
  const api = createApi({
    store,
    clock,
    access,
    services,
    streams,
    inspector: {
      audit,
      codes: new InspectorCodes(clock),
      inspectorUrl: () => inspectorUrl,
      wrongCode: (address) => codeGuesses.count(address),
    },
    dialects: [axeleredMount({ ...services, authenticate }), ainexlayerMount({ ...services, authenticate })],
    hooks: {
      onBug,
      refusedKey,
      onStream: (response) => answering.leave(response),
      clientAddress: (request) => proxies.clientAddress(request),
      change: (change, run) => audit.change(change, run),
    },
  })
  const proxies = new Proxies(options.trustProxy)
  const notes = createRequestNotes(observe)
  const isFromSource = createSourceCheck(proxies)
  const space = new FreeSpace({
    folder: options.dataFolder,
    clock,
    ...(options.minFreeBytes !== undefined && { minFreeBytes: options.minFreeBytes }),
    onChange: (isShort) => observe({ type: "disk", change: isShort ? "short of room" : "has room again" }),
  })
  const ingest = createIngest({
    store,
    clock,
    hub,
    maxBodyBytes: options.maxBodyBytes,
    budget: new Budget(IN_FLIGHT_BYTES),
    space,
    visit: (url) => void visit(url),
    tooMany: (inbox) => rate?.count(inbox) ?? null,
    unknownToken: (request) => tokenGuesses.count(proxies.clientAddress(request)),
    ...(options.checkSource && { isFromSource }),
    onRefused: (response, reason) =>
      notes.refused(response, reason, reason === "source" ? proxies.clientAddress(response.req) : undefined),
    onTaken: (response, delivery) => notes.taken(response, delivery),
  })
  const upkeep = startUpkeep({
    store,
    clock,
    retentionMs: options.retentionMs ?? USUAL_RETENTION_MS,
    leasesBefore: (time) => hub.leasesBefore(time),
    onDue() {
      dispatcher.poke()
      hub.pokeAll()
    },
    onError: onBug,
  })
  const tunnels = new TunnelServer({
    hub,
    clock,
    authenticate,
    wrongKey: (request) => refusedKey(proxies.clientAddress(request)),
    onRefused: (request, reason, status) => notes.upgradeRefused(request, reason, status),
  })
  // Known once the ports are open; nothing comes before.
  let own: OwnHosts = { hosts: new Set(), origins: new Set() }
  const isStopping = (): boolean => stopping
  const edge = createEdge({
    admit: createAdmission({ own: () => own, proxies }),
    isStopping,
    notes,
    routes: {
      ingest,
      api: (request, response) => api.handle(request, response),
      inspector: createInspector(
        options.inspectorFolder === undefined ? {} : { folder: options.inspectorFolder },
      ),
      health: createHealth({ store, clock, isStopping, space }),
      metrics: createMetricsRoute({ metrics, workspace: workspace.id, authenticate }),
    },
    openTunnel: (request, socket, head) => tunnels.upgrade(request, socket, head),
    onBug,
  })

  /** What the network or the provider makes of it is an outcome, and nobody here acts on it; an error is a bug. */
  async function visit(url: string): Promise<void> {
    try {
      await visits.send(visitTo(url))
    } catch (error) {
      onBug(error)
    }
  }

  const ports = await openHttpPorts({
    ...options,
    onRequest(request, response) {
      answering.add(response)
      edge.onRequest(request, response)
    },
    onUpgrade: (...upgrade) => edge.onUpgrade(...upgrade),
  })
  const { url, localUrl, port } = ports
  inspectorUrl = `${publicUrl || localUrl}/inspect`
  publicUrl ||= url
  own = ownHosts(ports.listening, publicUrl)
  dispatcher.start()

  return {
    url,
    localUrl,
    publicUrl,
    inspectorUrl,
    port,
    instance: store.instance,
    workspace,
    access,
    useTls: (tls) => ports.useTls(tls),
    async close(graceMs) {
      stopping = true
      streams.close()
      ports.stop()
      await Promise.all([
        hub.close(graceMs, COME_BACK_AFTER_MS),
        dispatcher.stop(graceMs),
        answering.finished(graceMs + LAST_ANSWERS_MS, clock),
      ])
      await upkeep.stop()
      await tunnels.close()
      ports.cut()
      metrics.close()
      await Promise.all([sender.close(), visits.close()])
      await refusedKeys.flush().catch(() => {})
      await store.close()
    },
  }
}

/** One GET of an address that a provider's handshake named. */
function visitTo(url: string): SendRequest {
  return { url, method: "GET", headers: [], body: new Uint8Array(), timeoutMs: VISIT_TIMEOUT_MS }
}
