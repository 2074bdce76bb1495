import type { AssumeFlags } from "../request/choose-provider.ts"
import type { ClaimFlags } from "./claim-flags.ts"
import type { TlsFlags } from "../request/read-tls-flags.ts"

/** The flags of `whk listen` as commander hands them over. */
export interface ListenFlags extends TlsFlags, SieveFlags, CreateFlags, ClaimFlags, AssumeFlags {
  readonly forward?: string | true
  readonly inbox?: string
  readonly relay?: string
  readonly provider?: string
  readonly secret?: string
  readonly verifyToken?: string
  readonly profile?: string
  readonly publicUrl?: string
  readonly path?: string
  readonly header: readonly string[]
  readonly removeHeader: readonly string[]
  readonly hostHeader: string
  readonly timeout: string
  readonly http2?: boolean
  readonly maxInFlight: string
  readonly maxBody: string
  readonly once?: boolean
  readonly until?: string
  readonly exec?: string
  readonly startTimeout?: string
  readonly readyFile?: string
  readonly writeEnv?: string
  readonly record?: string
  readonly redact?: boolean
  readonly format?: string
  /** False: --no-interactive. */
  readonly interactive?: boolean
  readonly json?: boolean
}

/** What is forwarded, where to, and what happens to it on the way. */
export interface SieveFlags {
  readonly events?: readonly string[]
  readonly filter?: readonly string[]
  readonly route?: readonly string[]
  readonly verify?: boolean
  readonly rejectUnverified?: boolean
  readonly dedupe?: boolean
  readonly inject?: string
  readonly seed?: string
}

/** The endpoint that is registered for the time of listening. */
export interface CreateFlags {
  readonly create?: boolean
  readonly api?: string
  readonly workspace?: string
}
