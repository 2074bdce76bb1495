import { newId } from "../../src/domain/ids.ts"
import type {
  AttemptRow,
  EndpointRow,
  EventRow,
  InboxRow,
  KeyRow,
  NewDelivery,
  SessionRow,
} from "../../src/store/port.ts"

/* Rows as the relay would write them; a test names only what it is about. */

const WORKSPACE = "ws_main"
export const NOON = Date.UTC(2026, 0, 15, 12)

export function anInbox(changes: Partial<InboxRow> = {}): InboxRow {
  const id = newId("in")
  return {
    id,
    workspace: WORKSPACE,
    name: id,
    token: `token-of-${id}`,
    provider: "axiestudio",
    offline: "queue",
    respond: "local",
    retries: null,
    maxBacklog: null,
    secret: null,
    verifyToken: null,
    createdAt: NOON,
    ...changes,
  }
}

export function anEndpoint(changes: Partial<EndpointRow> = {}): EndpointRow {
  return {
    id: newId("ep"),
    workspace: WORKSPACE,
    provider: "axelered",
    url: "https://example.com/hooks",
    name: "Billing",
    description: null,
    events: ["user.created", "user.updated"],
    active: true,
    secret: "secret-of-32-characters-for-tests",
    previousSecret: null,
    failingSince: null,
    disabledWhy: null,
    createdAt: NOON,
    updatedAt: NOON,
    ...changes,
  }
}

export function aKey(changes: Partial<KeyRow> = {}): KeyRow {
  const id = newId("key")
  return {
    id,
    workspace: WORKSPACE,
    name: "laptop",
    hash: `hash-of-${id}`,
    lastFour: "x7Qz",
    createdAt: NOON,
    revokedAt: null,
    ...changes,
  }
}

/** A session that this key opened, over after an hour. */
export function aSession(key: KeyRow, changes: Partial<SessionRow> = {}): SessionRow {
  return {
    ...aKey({ workspace: key.workspace, name: "inspector" }),
    expiresAt: NOON + 3_600_000,
    openedBy: key.id,
    ...changes,
  }
}

export function anEvent(changes: Partial<EventRow> = {}): EventRow {
  return {
    id: newId("evt"),
    workspace: WORKSPACE,
    provider: "axelered",
    type: "user.created",
    createdAt: NOON,
    contentType: "application/json",
    body: bytes('{"id":1}'),
    ...changes,
  }
}

/** A live delivery of the inbox, due at once. */
export function aDelivery(changes: Partial<NewDelivery> = {}): NewDelivery {
  const body = changes.body === undefined ? bytes('{"type":"user.created"}') : changes.body
  return {
    id: newId("dlv"),
    workspace: WORKSPACE,
    origin: { kind: "inbox", inbox: "in_main" },
    provider: "axiestudio",
    eventType: "user.created",
    createdAt: NOON,
    request: {
      method: "POST",
      target: "/hooks?a&a=1&b=%2F",
      headers: [
        ["Host", "relay.example"],
        ["X-Twice", "1"],
        ["x-TWICE", "2"],
      ],
    },
    bodyBytes: body?.length ?? 0,
    body,
    nextAttemptAt: NOON,
    replayOf: null,
    ...changes,
  }
}

/** A delivery of the event for an endpoint; its body is the event's. */
export function aFanOut(event: EventRow, endpoint: string, changes: Partial<NewDelivery> = {}): NewDelivery {
  return aDelivery({
    workspace: event.workspace,
    origin: { kind: "endpoint", endpoint, event: event.id },
    provider: event.provider,
    eventType: event.type,
    body: null,
    bodyBytes: event.body.length,
    ...changes,
  })
}

/** The delivery's first attempt, answered with 200. */
export function anAttempt(delivery: string, changes: Partial<AttemptRow> = {}): AttemptRow {
  return {
    id: newId("att"),
    delivery,
    number: 1,
    at: NOON,
    url: "http://localhost:3000/hooks",
    outcome: "responded",
    status: 200,
    elapsedMs: 12.5,
    detail: null,
    requestHeaders: null,
    responseHeaders: [["Content-Type", "text/plain"]],
    responseBody: bytes("ok"),
    ...changes,
  }
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
