import type { SuccessRule } from "../domain/delivery.ts"
import type { Header } from "../domain/headers.ts"
import type { RetrySchedule } from "../domain/schedule.ts"
import type { PublicKeyForm } from "../signing/public-key.ts"
import type { Scheme } from "../signing/scheme.ts"
import type { Handshake } from "./handshake.ts"
import type { SampleContext } from "./sample.ts"

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

/** A platform that sends webhooks, described by one file in this folder. */
export interface Provider {
  readonly id: string
  readonly name: string
  /** Absent for a built-in provider. */
  readonly file?: ProviderOrigin
  /** Addresses of the pages this file was written from. */
  readonly sources: readonly string[]
  readonly scheme: Scheme
  /** What the scheme was checked against, in one line; absent where the sources say it all. */
  readonly evidence?: string
  readonly secret: SecretRule
  /** Secrets that the provider publishes and signs tests with; whoever knows the page knows them. */
  readonly knownSecrets?: readonly KnownSecret[]
  /**
   * Headers beside the scheme's, in the order they are sent: templates over `{event}`, `{id}`, `{uuid}` (the same for
   * every attempt of one event) and `{now-iso}` (the time of the attempt).
   */
  readonly headers: readonly Header[]
  readonly events: readonly EventType[]
  /** Builds the outer JSON, its keys in the provider's order. */
  envelope(event: EnvelopeInput): Json
  /**
   * Where the data of `EventType.sample` sits in the envelope: `data`, `0`, or "" when it is the whole body; null when
   * it is encoded into a field.
   */
  readonly dataKey: string | null
  /** How the envelope becomes bytes: JSON, or the fields of a form, where a value that is no text is JSON itself. */
  readonly bodyFormat?: "json" | "form"
  /** `non-ascii`: every character of the JSON that is not ASCII is written `\uXXXX`, in lower case. */
  readonly bodyEscapes?: "non-ascii"
  /** Bytes the provider writes behind its JSON, such as SendGrid's line break. */
  readonly bodyEnd?: string
  /** An event id in the provider's own form. */
  newEventId(context: SampleContext): string
  /** Where a request of this provider says what it is. */
  readonly names: RequestNames
  /** Sent by `whk test`; without one the first event type's sample is sent. */
  readonly testEvent?: string
  /** How event types that are not in `events` are taken; absent: they are refused. */
  readonly unknownEvents?: UnknownEvents
  /** What the provider sends to see that an endpoint is the user's own, and the answer it wants. */
  readonly handshakes?: readonly Handshake[]
  readonly delivery: DeliveryRules
  readonly endpoint: EndpointRules
  readonly management: Management
  /** Every value in this file that the provider does not document. */
  readonly assumptions: readonly Assumption[]
}

/** The file that a user described a provider in. */
export interface ProviderOrigin {
  /** As it was named. */
  readonly path: string
  /** Equal for files whose secrets can stand for each other. */
  readonly secretKind: string
}

export interface EventType {
  readonly type: string
  /** One line saying when it is sent. */
  readonly title: string
  readonly status: "live" | "coming-soon" | "test-only"
  /** In place of the provider's headers of these names, where they spell the type in a way of their own. */
  readonly headers?: readonly Header[]
  /** The event-specific data of one realistic event; `id` is the event's own. */
  sample(context: SampleContext, id: string): JsonObject
}

export interface EnvelopeInput {
  readonly type: string
  readonly id: string
  readonly timeMs: number
  readonly data: JsonObject
  readonly context: SampleContext
}

/** Where a request carries its event type and its event id, if it has them. */
export interface RequestNames {
  /**
   * One place, or, for a provider that names no event types, the cases in the order they are tried. Absent: a request
   * does not say it.
   */
  readonly event?: Place | { readonly cases: readonly EventCase[] }
  readonly id?: Place
}

/**
 * A header; a dotted path into a JSON body; or the name itself of whichever of these keys the outermost object of a
 * JSON body has. In a form the first part of a path is the name of a field, and further parts lead into the JSON that
 * the field holds. With `xml`, XML in base64 stands at the path, and this element of it is meant.
 */
export type Place =
  | { readonly header: string }
  | { readonly path: string; readonly xml?: string }
  | { readonly oneOfKeys: readonly string[] }

/**
 * An event type that the fields of a body tell together. It is meant when every path in `when` has its value and every
 * `{path}` of the type has one: `call.status.{CallStatus}`.
 */
export interface EventCase {
  readonly type: string
  readonly when?: Readonly<Record<string, string>>
}

export interface UnknownEvents {
  /** `dotted`: any `namespace.name`, with a warning (aXcelerate). `any`: anything at all (Standard Webhooks). */
  readonly accept: "dotted" | "any"
  sample(type: string, context: SampleContext, id: string): JsonObject
}

export interface SecretRule {
  /** Shortest secret the provider takes from a user, in characters. */
  readonly minLength?: number
  /** Shorter ones are taken with a warning. */
  readonly warnBelow?: number
  /** How many key bytes a decoded secret must have, both ends included. */
  readonly keyBytes?: readonly [min: number, max: number]
  /** A secret in the provider's own format, from 32 random bytes; an RSA key is another one each time. */
  generate(random: Uint8Array): string
  /** How the provider shows the public key where it signs with a private one; PEM by default. */
  readonly publicForm?: PublicKeyForm
  /** Endpoints can exist without a key (aXcelerate: version 0). */
  readonly optional?: boolean
  /** What to say about a secret that is a key of another kind, or undefined. */
  misuse?(secret: string): string | undefined
}

export interface KnownSecret {
  /** What the provider signs with it, in a few words. */
  readonly name: string
  readonly value: string
}

export interface DeliveryRules {
  readonly success: SuccessRule
  readonly timeoutMs: number
  readonly timeoutCertainty: "exact" | "assumed"
  readonly schedule: RetrySchedule
  /** A `Retry-After` of the endpoint is waited for, at most a day, when it is longer than the schedule's delay. */
  readonly honoursRetryAfter?: boolean
  /** 410 Gone means that the endpoint wants nothing any more: it is switched off. */
  readonly goneDisables?: boolean
  /** Address ranges deliveries come from. */
  readonly sourceIps?: readonly string[]
}

export interface EndpointRules {
  /** Whether `http://` targets are refused; loopback is allowed on a local relay. */
  readonly httpsOnly: boolean
  /** The rule in the provider's words, quoted when a target is refused. */
  readonly httpsRule: string
  /** Whether an endpoint can be switched off (Axelered documents no such flag). */
  readonly hasActiveFlag: boolean
  /** Whether the secret can be set by `update` (Axelered) rather than only by `rotate`. */
  readonly secretByUpdate: boolean
  /** How the two secrets overlap after a rotation. */
  readonly rotation: "old-dies-at-once" | "overlap"
}

export type Management =
  | {
      readonly kind: "dashboard"
      readonly url: string
      /** What to click, per operation; empty where the provider documents no such operation. */
      readonly steps: Readonly<Record<DashboardOperation, readonly string[]>>
    }
  | {
      readonly kind: "api"
      readonly dialect: "axelered" | "ainexlayer"
      readonly baseUrl: string
      /** Operations the provider names, each with whether its path is documented or assumed. */
      readonly operations: Readonly<Partial<Record<ApiOperation, "documented" | "assumed">>>
    }
  | { readonly kind: "elsewhere"; readonly url: string }

export type DashboardOperation =
  | "create"
  | "list"
  | "update"
  | "rotate"
  | "test"
  | "deliveries"
  | "replay"
  | "delete"
export type ApiOperation =
  | "create"
  | "list"
  | "get"
  | "update"
  | "delete"
  | "rotate"
  | "test"
  | "deliveries"
  | "replay"

export interface Assumption {
  /** What is assumed, as a key that reads well: `signature.header`, `delivery.timeout`. */
  readonly key: string
  readonly value: string
  /** Why this value, or what is known instead. */
  readonly why: string
}
