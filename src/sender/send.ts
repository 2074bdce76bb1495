import { Agent, type buildConnector, type Dispatcher } from "undici"
import type { AttemptResult } from "../domain/delivery.ts"
import {
  endToEndHeaders,
  firstHeader,
  type Header,
  type Headers,
  headersToFlat,
  isWritableHeader,
  withoutHeaders,
} from "../domain/headers.ts"
import { detailOfError } from "../domain/network-failure.ts"
import { formatTarget, parseTarget, type Target } from "../domain/target.ts"
import { WhkError } from "../errors.ts"
import { createConnector, type EgressPolicy, type Resolve, type TlsOptions } from "./egress.ts"
import { outcomeOfSending } from "./failure.ts"
import { type Pace, pacedBody } from "./paced-body.ts"
import { type ReceivedResponse, ResponseReader } from "./response-reader.ts"

/** One request to send once. */
export interface SendRequest {
  readonly url: string | Target
  readonly method: string
  /** Written in this order and case; hop-by-hop headers are left out, Content-Length is set from the body. */
  readonly headers: Headers
  readonly body: Uint8Array
  /** How long the target has until the head of its answer. */
  readonly timeoutMs: number
  /** Gives the attempt up; its outcome is then `unknown`. */
  readonly signal?: AbortSignal
  /** Sends the body slowly. */
  readonly pace?: Pace
}

/** How the attempt ended and, when the target answered, with what. `elapsedMs` runs until the answer's head. */
export interface SendResult {
  readonly attempt: AttemptResult
  readonly response: ReceivedResponse | null
  /** Whether a connection stood and the request was begun; if not, the target saw nothing of it. */
  readonly connected: boolean
}

/** The one way out: every request of whk to a target leaves through a sender. */
export interface Sender {
  /**
   * Sends once: no redirect is followed, nothing is tried again. What the network or the target does wrong is an
   * outcome; throws TARGET_INVALID or HEADER_INVALID for a request that cannot be written.
   */
  send(request: SendRequest): Promise<SendResult>
  /** Ends open connections; attempts under way end as `unknown`. */
  close(): Promise<void>
}

/** A sender with its own pool of connections. `policy.allowPrivate: false` keeps it away from private addresses. */
export function createSender(options: {
  readonly policy: EgressPolicy
  readonly tls?: TlsOptions
  /** Looks host names up; the system's resolver by default. */
  readonly resolve?: Resolve
  /** Makes what opens the sockets; undici's own by default. */
  readonly buildDial?: typeof buildConnector
  /** How many connections to one target at the most; as many as are wanted by default. */
  readonly connections?: number
}): Sender {
  const agents = new Map<string, Agent>()
  const stopping = new AbortController()

  const agentFor = (target: Target): Agent => {
    const { socketPath = "" } = target
    const known = agents.get(socketPath)
    if (known) return known
    const agent = new Agent({
      connect: createConnector({ ...options, ...(socketPath !== "" && { socketPath }) }),
      // Time limits are kept here, one clock for the whole attempt.
      headersTimeout: 0,
      bodyTimeout: 0,
      ...(options.connections !== undefined && { connections: options.connections }),
    })
    agents.set(socketPath, agent)
    return agent
  }

  return {
    send(request) {
      const target = typeof request.url === "string" ? parseTarget(request.url) : request.url
      return attempt(agentFor(target), dispatchOptions(target, request), {
        timeoutMs: request.timeoutMs,
        stop: request.signal ? AbortSignal.any([stopping.signal, request.signal]) : stopping.signal,
      })
    },
    async close() {
      stopping.abort()
      await Promise.all([...agents.values()].map((agent) => agent.destroy()))
      agents.clear()
    },
  }
}

function attempt(
  agent: Agent,
  options: Dispatcher.DispatchOptions,
  limits: { readonly timeoutMs: number; readonly stop: AbortSignal },
): Promise<SendResult> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const elapsedMs = (): number => Math.round(performance.now() - startedAt)
    let controller: Dispatcher.DispatchController | undefined
    let reader: ResponseReader | undefined
    let attempt: AttemptResult | undefined

    const settle = (finish: () => void): void => {
      clearTimeout(timer)
      limits.stop.removeEventListener("abort", onStop)
      finish()
    }
    const fail = (outcome: Exclude<AttemptResult["outcome"], "responded">, detail: string): void => {
      // Once the head has arrived the target has answered; a body that breaks off is kept as far as it came.
      const ended = attempt ?? { outcome, elapsedMs: elapsedMs(), detail }
      attempt = ended
      const connected = controller !== undefined
      settle(() => resolve({ attempt: ended, response: reader?.received(true) ?? null, connected }))
      controller?.abort(new Error(detail))
    }
    const onStop = (): void => fail("unknown", "given up")
    const timer = setTimeout(
      () => fail("timeout", `no ${controller ? "answer" : "connection"} within ${limits.timeoutMs} ms`),
      limits.timeoutMs,
    )
    limits.stop.addEventListener("abort", onStop)
    if (limits.stop.aborted) return onStop()

    agent.dispatch(options, {
      onRequestStart(started) {
        controller = started
        // It waited for a connection longer than anybody waited for it.
        if (attempt) started.abort(new Error("given up"))
      },
      onResponseStart(started, status) {
        if (status < 200 || attempt) return
        attempt = { outcome: "responded", status, elapsedMs: elapsedMs() }
        clearTimeout(timer)
        reader = new ResponseReader(status, rawHeaders(started.rawHeaders), (why) => fail("timeout", why))
      },
      onResponseData: (_, chunk) => reader?.take(chunk),
      onResponseEnd() {
        const ended = attempt
        if (!ended) return
        settle(() => resolve({ attempt: ended, response: reader?.received(false) ?? null, connected: true }))
      },
      onResponseError(_, error) {
        const outcome = outcomeOfSending(error)
        if (outcome || attempt) fail(outcome ?? "reset", detailOfError(error))
        else settle(() => reject(error))
      },
    })
  })
}

// What a request line can hold: no spaces, no controls.
const RAW_PATH = /^\/[\x21-\x7e\x80-\xff]*$/
const METHOD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const HOST_HEADER = /^(\[[\w.:%]+\]|[\w.~%-]+)(:\d+)?$/

function dispatchOptions(target: Target, request: SendRequest): Dispatcher.DispatchOptions {
  if (!RAW_PATH.test(target.path))
    throw new WhkError(
      "TARGET_INVALID",
      `"${formatTarget(target)}" has a path that cannot be sent as it is.`,
      {
        hint: "Percent-encode spaces and letters outside Latin-1 in the path.",
      },
    )
  if (!METHOD.test(request.method) || request.method === "CONNECT")
    throw new WhkError("USAGE", `${JSON.stringify(request.method)} is not a method that can be sent.`, {
      hint: "Use POST, PUT, PATCH, GET or another method of HTTP.",
    })
  const host = firstHeader(request.headers, "host")
  const sent: Header[] = endToEndHeaders(withoutHeaders(request.headers, ["host", "content-length"])).slice()
  const bad = sent.find((header) => !isWritableHeader(header))
  if (bad) throw new WhkError("HEADER_INVALID", `The header ${JSON.stringify(bad[0])} cannot be sent.`)
  if (host !== undefined && !HOST_HEADER.test(host))
    throw new WhkError("HEADER_INVALID", `${JSON.stringify(host)} cannot be sent as Host.`)
  if (host !== undefined) sent.unshift(["host", host])
  const origin = `${target.protocol}//${target.host}:${target.port}`
  // "256.0.0.1" looks like a name and is none.
  if (!URL.canParse(origin))
    throw new WhkError("TARGET_INVALID", `"${formatTarget(target)}" has a host that cannot be.`)
  return {
    origin,
    path: target.path,
    method: request.method,
    headers: headersToFlat(request.pace ? [...sent, ["Content-Length", String(request.body.length)]] : sent),
    body:
      request.body.length === 0 ? null : request.pace ? pacedBody(request.body, request.pace) : request.body,
  }
}

function rawHeaders(raw: Dispatcher.DispatchController["rawHeaders"]): Header[] {
  const flat = Array.isArray(raw)
    ? raw.map((text) => (typeof text === "string" ? text : text.toString("latin1")))
    : []
  return Array.from({ length: flat.length / 2 }, (_, index): Header => [
    flat[index * 2]!,
    flat[index * 2 + 1]!,
  ])
}
