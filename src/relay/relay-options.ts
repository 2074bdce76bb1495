import type { AddressRanges } from "../domain/address-ranges.ts"
import type { Clock } from "../domain/clock.ts"
import type { Resolve, TlsOptions } from "../sender/egress.ts"
import type { SealKeyText } from "../store/sqlite/sealing/seal-key.ts"
import type { Access } from "./access/access.ts"
import type { Observe } from "./edge/events.ts"
import type { TlsPair } from "./http-ports.ts"

export interface RelayOptions {
  readonly dataFolder: string
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
  /** The address senders use when it is not the one listened on (a tunnel or a proxy stands in front). */
  readonly publicUrl?: string
  readonly tls?: TlsPair
  /** The proxies in front, whose X-Forwarded-For and X-Forwarded-Host are believed. */
  readonly trustProxy?: AddressRanges
  /** Refuse deliveries from addresses that the provider of the inbox does not send from. */
  readonly checkSource?: boolean
  /** What seals the secrets in the store; the key in the data folder unless given. */
  readonly sealKeys?: SealKeyText
  readonly clock: Clock
  readonly maxBodyBytes: number
  /** Ingest answers 503 while less is free where the data is: 256 MiB or 2 % of it, unless told otherwise. */
  readonly minFreeBytes?: number
  /** How many times faster than real time schedules run. */
  readonly timeScale: number
  /** Deliveries an inbox takes in a second, four times that at once; 0 or nothing: as many as come. */
  readonly deliveriesPerSecond?: number
  /** Whether endpoints may point to this machine and private networks. */
  readonly allowPrivateTargets: boolean
  /** How long deliveries are kept once they have ended, in milliseconds; 7 days by default, Infinity: for ever. */
  readonly retentionMs?: number
  /** After how long of failures without one success an endpoint is switched off; 5 days by default. */
  readonly disableAfterMs?: number
  /** What deliveries to https endpoints are sent with: a client certificate, further authorities. */
  readonly deliveryTls?: TlsOptions
  /** Looks up the host names of endpoints; the system's resolver by default. */
  readonly resolve?: Resolve
  /** Where the inspector's built page is; beside the program unless told otherwise. */
  readonly inspectorFolder?: string
  /** Called when the store failed for good: the process has to end. */
  readonly onFailure?: (error: unknown) => void
  /** Told of an error of the relay's own; whoever asked got a 500 without its text. */
  readonly onBug?: (error: unknown) => void
  /** Told of everything that happens, for a log. */
  readonly observe?: Observe
}

/** A relay that listens. */
export interface Relay {
  readonly url: string
  /** Where commands on this machine reach it. */
  readonly localUrl: string
  readonly publicUrl: string
  /** The inspector's page; it opens with a code only. */
  readonly inspectorUrl: string
  readonly port: number
  readonly instance: string
  readonly workspace: { readonly id: string; readonly name: string }
  readonly access: Access
  /** New connections get this certificate. Throws when the two do not belong together; the old pair then stays. */
  useTls(tls: TlsPair): void
  /** Stops taking requests, tells listeners when to come back, lets work in flight finish up to the grace. */
  close(graceMs: number): Promise<void>
}
