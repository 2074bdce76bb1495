import type { IncomingMessage, ServerResponse } from "node:http"
import type { Clock } from "../../domain/clock.ts"
import type { RequestHead } from "../../domain/delivery.ts"
import { firstHeader, headersFromFlat } from "../../domain/headers.ts"
import { newId } from "../../domain/ids.ts"
import type { InboxRow, Store } from "../../store/port.ts"
import type { Hub } from "../hub/hub.ts"
import type { InboxLine } from "../hub/inbox-line.ts"
import type { Budget } from "./budget.ts"
import { bodyHash, dedupeKey } from "./dedupe-key.ts"
import { eventTypeOf } from "./event-type.ts"
import type { Space } from "./free-space.ts"
import { type AnsweredHandshake, answerHandshake } from "./handshake.ts"
import { readBody } from "./read-body.ts"
import { type Refusal, type Refuse, replyRefusal, replyTooMany } from "./refuse.ts"
import { replyPlainly, replyWith, replyWithAnswer } from "./reply.ts"
import { createTakeIn, type Incoming, type TakenBody } from "./take-in.ts"

export interface IngestOptions {
  readonly store: Store
  readonly clock: Clock
  readonly hub: Hub
  readonly maxBodyBytes: number
  readonly budget: Budget
  readonly space: Space
  /** Makes the visit that a handshake asks for; nothing waits for it, and what comes of it is the provider's to say. */
  readonly visit: (url: string) => void
  /** Whether a delivery may come from where it came from, by the provider of its inbox. */
  readonly isFromSource?: (provider: string | null, request: IncomingMessage) => boolean
  /** Told why a request was turned away, and which delivery it became. */
  readonly onRefused?: (response: ServerResponse, reason: Refusal | "too-many") => void
  readonly onTaken?: (response: ServerResponse, delivery: string) => void
  /** Counts a delivery; whole seconds its sender has to wait when there were too many, else null. */
  readonly tooMany?: (inbox: InboxRow) => number | null
  /** Counts a token that opens nothing; whole seconds to wait when there were too many, else null. */
  readonly unknownToken?: (request: IncomingMessage) => number | null
}

/** `/in/<token>` and whatever follows it, raw: `/in/abc//x?a&a=1` leads to `//x?a&a=1`. */
const INGEST_TARGET = /^\/in\/([A-Za-z0-9_-]{8,128})(?=[/?]|$)(.*)$/s

/** Whether a raw request target is an inbox's. */
export function isIngestTarget(target: string): boolean {
  return INGEST_TARGET.test(target)
}

/** Takes deliveries in: stored first, answered by the app or by the inbox's policy. */
export function createIngest(options: IngestOptions) {
  const { store, clock, hub, space } = options
  const refuse: Refuse = (response, why) => {
    options.onRefused?.(response, why)
    replyRefusal(response, why)
  }
  const tooMany = (response: ServerResponse, wait: number): void => {
    options.onRefused?.(response, "too-many")
    replyTooMany(response, wait)
  }
  const { accept, acceptOnce } = createTakeIn({ store, clock, hub, space, refuse })

  return async function ingest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token = "", target = ""] = INGEST_TARGET.exec(request.url ?? "") ?? []
    const line = await hub.lineByToken(token)
    if (!line) {
      const wait = options.unknownToken?.(request) ?? null
      return wait === null ? refuse(response, "unknown-inbox") : tooMany(response, wait)
    }
    const headers = headersFromFlat(request.rawHeaders)
    const nonce = firstHeader(headers, "x-whk-probe")
    if (nonce !== undefined) return answerProbe(line, nonce, response)
    if (options.isFromSource?.(line.inbox.provider, request) === false) return refuse(response, "source")

    const wait = options.tooMany?.(line.inbox) ?? null
    if (wait !== null) return tooMany(response, wait)
    if (await space.isShort()) return refuse(response, "disk-full")
    const declared = Number(request.headers["content-length"] ?? 0)
    if (declared > options.maxBodyBytes) return refuse(response, "too-large")
    if (request.headers.expect !== undefined) response.writeContinue()
    const id = newId("dlv")
    const hash = bodyHash(line.inbox.provider, headers)
    const body = await readBody(request, {
      deliveryId: id,
      hash,
      maxBytes: options.maxBodyBytes,
      budget: options.budget,
      store,
    })
    if (body.kind === "refused") {
      if (body.why === "not-stored") space.lookAgain()
      return refuse(response, body.why)
    }
    const head = { method: request.method ?? "POST", target, headers }
    const whole = body.kind === "whole" ? body.bytes : undefined
    const handshake =
      whole &&
      (await answerHandshake(line.inbox, {
        request: head,
        body: whole,
        url: hub.urlOf(line.inbox) + target,
        now: clock.now(),
      }))
    const delivery = newDelivery(line, id, head, body)
    if (whole && handshake) options.onTaken?.(response, id)
    if (whole && handshake) return await settle(delivery, { body: whole, handshake, response })
    const refusal = await refusalOf(line)
    if (refusal) {
      if (!whole) await store.dropChunks(id)
      return refuse(response, refusal)
    }
    options.onTaken?.(response, id)
    const key = dedupeKey(line.inbox.provider, headers, { body, hash, now: clock.now() })
    await (key ? acceptOnce(line, delivery, { body, key, response }) : accept(line, delivery, body, response))
  }

  /** Why a delivery must not be taken in now: nobody listens and none is to wait, or too many wait already. */
  async function refusalOf({ inbox, session, refused }: InboxLine): Promise<Refusal | null> {
    if (session === null && inbox.offline === "reject") return "nobody-listens"
    if (inbox.maxBacklog === null || (await store.countPending(inbox.id)) < inbox.maxBacklog) return null
    refused.add()
    return "backlog-full"
  }

  /** A handshake is the relay's to answer: stored and settled first, like everything that is acknowledged. */
  async function settle(
    delivery: Incoming,
    {
      body,
      handshake,
      response,
    }: { body: Uint8Array; handshake: AnsweredHandshake; response: ServerResponse },
  ): Promise<void> {
    const { id, answer, visit } = handshake
    const attempt = {
      id: newId("att"),
      delivery: delivery.id,
      number: 1,
      at: clock.now(),
      url: "relay",
      outcome: "responded",
      status: answer.status,
      elapsedMs: 0,
      detail: null,
      requestHeaders: null,
      responseHeaders: answer.headers,
      responseBody: answer.body,
    } as const
    const status = answer.status < 300 ? "delivered" : "answered"
    try {
      await store.insertSettled(
        { ...delivery, eventType: `handshake/${id}`, nextAttemptAt: null, body },
        attempt,
        { status, nextAttemptAt: null },
      )
    } catch {
      space.lookAgain()
      return refuse(response, "not-stored")
    }
    if (visit !== null) options.visit(visit)
    replyWith(response, answer, delivery.request.method)
  }

  function newDelivery({ inbox }: InboxLine, id: string, request: RequestHead, body: TakenBody): Incoming {
    const now = clock.now()
    const whole = body.kind === "whole" ? body.bytes : null
    return {
      id,
      workspace: inbox.workspace,
      origin: { kind: "inbox", inbox: inbox.id },
      provider: inbox.provider,
      eventType: eventTypeOf(inbox.provider, request.headers, whole),
      createdAt: now,
      request,
      bodyBytes: body.size,
      nextAttemptAt: now,
      replayOf: null,
    }
  }

  /** A probe is never stored or forwarded, not even one whose listener has gone. */
  async function answerProbe(line: InboxLine, nonce: string, response: ServerResponse): Promise<void> {
    const exchange = line.probe(nonce, {
      delivery: "probe",
      attempt: 1,
      epoch: 0,
      kind: "probe",
      method: "POST",
      target: "",
      headers: [],
      bodyBytes: 0,
      receivedAt: clock.now(),
    })
    const head = await exchange?.head
    if (!exchange || !head) return replyPlainly(response, 409, "whk: not the listener that asked")
    await replyWithAnswer(response, head, exchange, "POST")
  }
}
