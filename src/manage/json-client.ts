import { setMaxListeners } from "node:events"
import { Agent, type Dispatcher, request } from "undici"
import { MISDIRECTED, MISDIRECTED_HINT } from "../domain/misdirected.ts"
import { codeOf, networkReason } from "../domain/network-failure.ts"
import { cleanText, maskSecret } from "../domain/text.ts"
import { WhkError } from "../errors.ts"

/** Speaks JSON to one API: sends its key to that API's base URL and nowhere else, follows no redirect. */
export interface JsonClient {
  /** Sends one request and returns the answer's JSON. Throws what `refusal` makes of a status outside 2xx. */
  send(call: JsonCall): Promise<unknown>
  /** Sends one request and returns the answer's body as it comes, until it ends or breaks off. Throws as `send` does. */
  stream(call: JsonCall): Promise<AsyncIterable<Uint8Array>>
  close(): Promise<void>
}

export interface JsonCall {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
  /** Appended to the base URL as it is; its variable parts are percent-encoded already. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
}

export interface JsonClientOptions {
  /** Scheme, host, port and path without a slash at the end. */
  readonly baseUrl: string
  readonly key: string | undefined
  /** What answers there, for messages: `the relay at http://127.0.0.1:4400`. */
  readonly name: string
  readonly unreachable: "RELAY_UNREACHABLE" | "API_UNREACHABLE"
  /** Turns an answer outside 2xx into an error; undefined leaves it to the status alone. */
  readonly refusal: (status: number, json: unknown) => WhkError | undefined
  /** Asked when whoever answered has left without touching the request: where to send it again. */
  readonly successor?: (() => Promise<ApiAddress>) | undefined
  readonly stop?: AbortSignal | undefined
}

/** Where an API is and what opens it. */
interface ApiAddress {
  readonly baseUrl: string
  readonly key: string | undefined
}

const CONNECT_TIMEOUT_MS = 10_000
// A test or a replay answers when its attempt has ended; no provider waits longer than 30 s for a receiver.
const ANSWER_TIMEOUT_MS = 60_000
const LONGEST_ANSWER_BYTES = 64 * 1024 * 1024
// Several short commands in a row may each host the relay for a moment.
const MOST_SUCCESSORS = 20

export function createJsonClient(options: JsonClientOptions): JsonClient {
  const { name, stop, successor } = options
  // Every request that is under way listens to it; of many at one time Node would warn as of a leak.
  if (stop) setMaxListeners(0, stop)
  let address: ApiAddress = { baseUrl: options.baseUrl, key: options.key }
  const limits = {
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
  }
  const agent = new Agent({ ...limits, maxResponseSize: LONGEST_ANSWER_BYTES })
  // What comes as a stream is read as it comes, and may go on for ever.
  const streaming = new Agent(limits)

  function ask(call: JsonCall, dispatcher: Agent, accept: string): Promise<Dispatcher.ResponseData> {
    const { baseUrl, key } = address
    return request(`${baseUrl}${call.path}${queryText(call.query)}`, {
      dispatcher,
      method: call.method,
      headers: {
        accept,
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(call.body !== undefined && { "content-type": "application/json" }),
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      ...(stop !== undefined && { signal: stop }),
    })
  }

  async function exchange(call: JsonCall): Promise<Exchanged> {
    const response = await ask(call, agent, "application/json")
    const location = String(response.headers["location"] ?? "")
    return { status: response.statusCode, location, text: await response.body.text() }
  }

  /** The same for a stream; a refusal is read whole. */
  async function begin(call: JsonCall): Promise<Exchanged & { readonly body?: AsyncIterable<Uint8Array> }> {
    const response = await ask(call, streaming, "text/event-stream")
    const { statusCode: status, body } = response
    if (isDone(status)) return { status, location: "", text: "", body }
    return { status, location: String(response.headers["location"] ?? ""), text: await body.text() }
  }

  /** One answer, from whoever has taken over if need be. */
  async function answerTo<Answer extends Exchanged>(send: () => Promise<Answer>): Promise<Answer> {
    for (let successors = 0; ; successors += 1) {
      const result = await send().catch((error: unknown) => ({ error }))
      if (stop?.aborted && "error" in result) throw result.error
      if (successor !== undefined && successors < MOST_SUCCESSORS && hasLeft(result)) {
        address = await successor()
        continue
      }
      if (!("error" in result)) return result
      const message = `${name} cannot be reached: ${networkReason(result.error)}.`
      throw new WhkError(options.unreachable, upperFirst(message), { cause: result.error })
    }
  }

  return {
    async send(call) {
      const answer = await answerTo(() => exchange(call))
      const { status, text } = answer
      if (!isDone(status)) throw refusalOf(answer)
      const json = parseJson(text)
      if (json !== undefined || text.trim() === "") return json
      throw notAnApi(`${name} answered ${describeText(text)} where JSON was expected.`)
    },
    async stream(call) {
      const answer = await answerTo(() => begin(call))
      if (answer.body) return untilBroken(answer.body)
      throw refusalOf(answer)
    },
    close: async () => void (await Promise.all([agent.destroy(), streaming.destroy()])),
  }

  async function* untilBroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* body
    } catch (error) {
      if (stop?.aborted) throw error
    }
  }

  function refusalOf({ status, location, text }: Exchanged): WhkError {
    if (status >= 300 && status <= 399)
      return notAnApi(`${name} redirects to "${cleanText(location)}"; the key is not sent on.`)
    const refusal = options.refusal(status, parseJson(text))
    return refusal ?? refusalByStatus({ name, key: address.key }, status, text)
  }
}

function isDone(status: number): boolean {
  return status >= 200 && status <= 299
}

interface Exchanged {
  readonly status: number
  readonly location: string
  readonly text: string
}

/**
 * Whether a server has left without touching the request: nobody listens any more, or it closed an idle connection,
 * or it said that it is stopping. One that stops in order answers every request it has begun to read.
 */
function hasLeft(result: Exchanged | { readonly error: unknown }): boolean {
  if ("error" in result) return LEFT.has(codeOf(result.error))
  return result.status === 503 && result.text.startsWith("whk: stopping")
}

const LEFT: ReadonlySet<string> = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "UND_ERR_SOCKET"])

/** What a bare status means when the body says nothing of use. */
function refusalByStatus(
  { name, key }: Pick<JsonClientOptions, "name" | "key">,
  status: number,
  text: string,
): WhkError {
  if (status === 401 || status === 403) return keyRefused(name, key)
  if (status === MISDIRECTED)
    return new WhkError("API_UNREACHABLE", upperFirst(`${name} does not answer to that name.`), {
      hint: MISDIRECTED_HINT,
    })
  if (status === 414 || status === 431)
    return new WhkError("USAGE", upperFirst(`${name} refuses a request with a value this long.`), {
      hint: "Pass a shorter value.",
    })
  if (status === 404) return new WhkError("NOT_FOUND", upperFirst(`${name} has nothing of that name.`))
  return new WhkError("API_FAILED", upperFirst(`${name} answered ${status} with ${describeText(text)}.`))
}

/** The answer to a missing or wrong key; shows its last four characters only. */
export function keyRefused(name: string, key: string | undefined): WhkError {
  return key === undefined
    ? new WhkError("KEY_MISSING", upperFirst(`${name} asks for a key, and none is known for it.`))
    : new WhkError("KEY_REFUSED", upperFirst(`${name} refuses the key ${maskSecret(key)}.`))
}

function notAnApi(message: string): WhkError {
  return new WhkError("API_FAILED", upperFirst(message), {
    hint: "Check the address given with --relay or --api; something else may answer there.",
  })
}

function queryText(query: JsonCall["query"] = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? "" : `?${search.toString()}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function describeText(text: string): string {
  const start = text.trim()
  if (start === "") return "nothing"
  return /^<(!doctype|html)/i.test(start) ? "an HTML page" : `"${cleanText(start, 80)}"`
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
