import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { EndpointJson } from "../../../src/domain/api-types.ts"
import { type Access, createAccess } from "../../../src/relay/access/access.ts"
import { InspectorCodes } from "../../../src/relay/access/inspector-codes.ts"
import { createApi } from "../../../src/relay/api/api.ts"
import { AuditLog } from "../../../src/relay/audit/audit-log.ts"
import type { DispatcherPort } from "../../../src/relay/api/ports.ts"
import type { Mount } from "../../../src/relay/api/route.ts"
import { Changes } from "../../../src/relay/changes/changes.ts"
import { ChangeStreams } from "../../../src/relay/changes/change-streams.ts"
import { observedStore } from "../../../src/relay/edge/observed-store.ts"
import { Proxies } from "../../../src/relay/edge/proxies.ts"
import type { Router } from "../../../src/relay/api/router.ts"
import { GuessLimit } from "../../../src/relay/limits/guess-limit.ts"
import { createServices, type Services } from "../../../src/relay/api/services.ts"
import type { Store } from "../../../src/store/port.ts"
import { openSqliteStore } from "../../../src/store/sqlite/open.ts"
import { FakeClock } from "../../support/fake-clock.ts"
import { ScriptedDispatcher, ScriptedListeners } from "./doubles.ts"

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- the tests say what they expect of it
  readonly json: any
}

export interface CallOptions {
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as it is. */
  readonly body?: string | Uint8Array
  /** null: no Authorization header. The rig's own key unless told otherwise. */
  readonly key?: string | null
}

/** The management API on a real port, over a real store, on a clock that stands still. */
export interface Rig {
  readonly url: string
  readonly store: Store
  readonly clock: FakeClock
  readonly access: Access
  readonly services: Services
  readonly dispatcher: ScriptedDispatcher
  readonly listeners: ScriptedListeners
  readonly workspace: string
  readonly key: string
  readonly bugs: unknown[]
  readonly routes: Router["routes"]
  call(method: string, path: string, options?: CallOptions): Promise<Reply>
  /** Registers an endpoint; user.created of Axie Studio unless told otherwise. */
  endpoint(fields?: Record<string, unknown>): Promise<EndpointJson & { readonly secret: string }>
  /** A second workspace with a key of its own. */
  anotherWorkspace(): Promise<{ readonly workspace: string; readonly key: string }>
  close(): Promise<void>
}

export interface RigOptions {
  readonly allowPrivateTargets?: boolean
  readonly dialects?: (parts: { readonly services: Services; readonly access: Access }) => readonly Mount[]
  readonly dispatcher?: (store: Store, clock: FakeClock) => DispatcherPort
}

export async function startApi(options: RigOptions = {}): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), "whk-api-"))
  const opened = await openSqliteStore({ folder })
  const bugs: unknown[] = []
  const changes = new Changes(opened, (error) => bugs.push(error))
  const store = observedStore(opened, () => {}, changes)
  const clock = new FakeClock()
  const access = createAccess({ store, clock })
  const { workspace } = await access.bootstrap()
  const { key } = await access.createKey(workspace.id, "test")
  const dispatcher = new ScriptedDispatcher(store)
  const listeners = new ScriptedListeners(store)
  const codeGuesses = new GuessLimit(clock)
  const audit = new AuditLog({ store, clock })
  const services = createServices({
    store,
    clock,
    dispatcher: options.dispatcher?.(store, clock) ?? dispatcher,
    listeners,
    allowPrivateTargets: options.allowPrivateTargets ?? true,
    maxBodyBytes: 25 * 1024 * 1024,
  })
  const api = createApi({
    store,
    clock,
    access,
    services,
    streams: new ChangeStreams({ changes, clock, access }),
    inspector: {
      audit,
      codes: new InspectorCodes(clock),
      inspectorUrl: () => "http://relay.example/inspect",
      wrongCode: (address) => codeGuesses.count(address),
    },
    dialects: options.dialects?.({ services, access }) ?? [],
    hooks: {
      clientAddress: (request) => new Proxies().clientAddress(request),
      onBug: (error) => bugs.push(error),
      change: (change, run) => audit.change(change, run),
    },
  })
  const server = createServer((request, response) => void api.handle(request, response))
  await once(server.listen(0, "127.0.0.1"), "listening")
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function call(method: string, path: string, given: CallOptions = {}): Promise<Reply> {
    const authorization = given.key === null ? {} : { authorization: `Bearer ${given.key ?? key}` }
    const body = given.json === undefined ? given.body : JSON.stringify(given.json)
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...authorization, connection: "close" },
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    const { status, headers } = response
    return { status, headers, text, json: text === "" ? undefined : JSON.parse(text) }
  }

  return {
    url,
    store,
    clock,
    access,
    services,
    dispatcher,
    listeners,
    workspace: workspace.id,
    key,
    bugs,
    routes: api.routes,
    call,
    async endpoint(fields = {}) {
      const { status, json } = await call("POST", "/v1/endpoints", {
        json: {
          provider: "axiestudio",
          url: "https://example.com/hooks",
          events: ["user.created"],
          ...fields,
        },
      })
      if (status !== 201) throw new Error(`endpoint refused: ${JSON.stringify(json)}`)
      return json
    },
    async anotherWorkspace() {
      const id = randomUUID()
      await store.insertWorkspace({ id, name: "other", createdAt: clock.now() })
      return { workspace: id, key: (await access.createKey(id, "other")).key }
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}
