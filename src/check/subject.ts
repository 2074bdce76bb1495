import type { Headers } from "../domain/headers.ts"
import type { Json, JsonObject, Provider } from "../providers/provider.ts"
import { sampleContext, type SampleContext } from "../providers/sample.ts"
import { generateSecret } from "../providers/secrets.ts"
import { buildPayload } from "../sender/build-payload.ts"
import { signRequest } from "../sender/sign-request.ts"
import { coversBody, isCoded, signaturePlace } from "../signing/scheme.ts"
import type { Signed } from "../signing/signing-input.ts"
import type { Shot } from "./case.ts"

/** Whose handler is checked, and what with. */
export interface SubjectOptions {
  readonly provider: Provider
  /** What the handler was given; undefined where the provider does not sign. */
  readonly secret: string | undefined
  /** The address that the provider was given. */
  readonly url: string
  readonly event: string
  readonly nowMs: number
  /** Equal seeds and times give equal requests. */
  readonly seed: string
  /** Headers that every request carries as well. */
  readonly headers?: Headers
  /** The bytes of a real event, in place of the provider's samples. */
  readonly body?: Uint8Array
  /** The text the handler expects in handshakes that ask for one. */
  readonly verifyToken: string
}

/** What may differ from a genuine event. */
export interface Changes {
  readonly body?: Uint8Array
  readonly secrets?: readonly string[]
  readonly timeMs?: number
  readonly id?: string
  readonly method?: string
  readonly contentType?: string
}

/** Makes the requests that cases are made of: genuine ones, and ones that differ in one thing. */
export class Subject {
  readonly provider: Provider
  readonly options: SubjectOptions
  #events = 0

  constructor(options: SubjectOptions) {
    this.options = options
    this.provider = options.provider
  }

  /** Whether anything is signed, or sent as a token. */
  get isSigned(): boolean {
    return signaturePlace(this.provider.scheme) !== undefined && this.options.secret !== undefined
  }

  get secrets(): readonly string[] {
    return this.options.secret === undefined ? [] : [this.options.secret]
  }

  /** Random values for one purpose; equal for equal seeds. */
  random(purpose: string): SampleContext {
    return sampleContext(`${this.options.seed}/check/${purpose}`, this.options.nowMs)
  }

  /** Another secret of the provider's kind. */
  otherSecret(purpose: string): string {
    const random = this.random(`secret/${purpose}`)
    const bytes = Uint8Array.from({ length: 32 }, () => random.integer(0, 255))
    return generateSecret(this.provider, bytes)
  }

  /** An event with an id of its own, so that no case is taken for a copy of another. */
  newEvent(timeMs = this.options.nowMs): { readonly id: string; readonly body: Buffer } {
    const { provider, event, seed, body } = this.options
    this.#events += 1
    const payload = buildPayload({
      provider,
      type: event,
      timeMs,
      seed: `${seed}/check/${this.#events}`,
    })
    return { id: payload.id, body: body === undefined ? payload.body : Buffer.from(body) }
  }

  /** A genuine event as it is signed, or what these changes make of it. */
  async signed(changes: Changes = {}): Promise<Signed> {
    const { provider, url, event, nowMs, headers = [] } = this.options
    const { timeMs = nowMs } = changes
    const fresh = this.newEvent(timeMs)
    return await signRequest({
      provider,
      type: event,
      id: changes.id ?? fresh.id,
      timeMs,
      method: changes.method ?? "POST",
      url,
      body: changes.body ?? fresh.body,
      secrets: changes.secrets ?? this.secrets,
      headers,
      ...(changes.contentType !== undefined && { contentType: changes.contentType }),
    })
  }

  /** A genuine request, or what these changes make of it. */
  async shot(changes: Changes = {}): Promise<Shot> {
    return shotOf(await this.signed(changes), changes.method)
  }

  /** An event as a JSON object; undefined where the provider sends anything else. */
  json(): JsonObject | undefined {
    if (this.provider.bodyFormat === "form") return undefined
    try {
      const json = JSON.parse(this.newEvent().body.toString("utf8")) as Json
      return isObject(json) ? json : undefined
    } catch {
      return undefined
    }
  }

  /** Whether every byte of the body is signed. */
  get coversBody(): boolean {
    return coversBody(this.provider.scheme)
  }

  /** Why the body can be spelled in no other way; undefined where it can. */
  get fixedBody(): string | undefined {
    const { scheme, name } = this.provider
    if ((scheme.bodyFields ?? []).length > 0) return `${name} puts its signature into the body`
    if (this.json() === undefined) return `${name} does not send a JSON object`
    if (!this.coversBody) return `${name}'s signature does not cover the body`
    if (!isCoded(scheme) && scheme.bodyForms[0] === "reserialised")
      return `${name} signs JSON.stringify(JSON.parse(body)), so other spellings are not genuine`
    return undefined
  }
}

function isObject(json: Json): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json)
}

/** A signed request as it goes out. */
export function shotOf({ url, headers, body, signature }: Signed, method = "POST"): Shot {
  return { method, url, headers, body, confidential: signature.value }
}
