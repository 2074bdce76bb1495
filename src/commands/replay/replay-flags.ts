import type { Json } from "../../providers/provider.ts"
import { WhkError } from "../../errors.ts"
import type { Context } from "../context.ts"
import type { CaptureFlags } from "../fire/resend.ts"
import { readSetFlag } from "../request/read-flags.ts"
import type { TlsFlags } from "../request/read-tls-flags.ts"
import { chooseEditor } from "./edit-body.ts"

/** The flags of a replay that is sent from here, or is not the same bytes. */
export interface ReplayFlags extends CaptureFlags, TlsFlags {
  readonly to?: string
  readonly timeout?: string
  readonly edit?: boolean
  readonly set?: readonly string[]
}

/** What is to be changed of a request before it is sent again. */
export interface Changes {
  readonly set: readonly (readonly [path: string, value: Json])[]
  /** Undefined: nothing is edited by hand. */
  readonly editor: string | undefined
  readonly resign: boolean
}

/** Reads them; undefined: the same bytes. Throws USAGE or VALUE_MISSING. */
export function readChanges(context: Context, flags: ReplayFlags): Changes | undefined {
  const { edit, set, resign } = flags
  if (!edit && !set && !resign) return undefined
  return {
    set: (set ?? []).map(readSetFlag),
    editor: edit ? chooseEditor(context) : undefined,
    resign: resign === true,
  }
}

const ONLY_FROM_HERE = {
  timeout: "--timeout",
  insecure: "--insecure",
  cacert: "--cacert",
  clientCert: "--client-cert",
  clientKey: "--client-key",
}
const ONLY_SIGNING = {
  secret: "--secret",
  url: "--url",
  signatureHeader: "--signature-header",
  assume: "--assume",
}

/** Refuses flags that would go unheard. Throws USAGE. */
export function refuseUnheard(flags: ReplayFlags, changes: Changes | undefined): void {
  const found =
    flags.to === undefined ? Object.entries(ONLY_FROM_HERE).find(([name]) => name in flags) : undefined
  if (found)
    throw new WhkError("USAGE", `${found[1]} is for a replay from this machine: else the relay sends it.`, {
      hint: `Add --to <target>, or leave out ${found[1]}.`,
    })
  const signing = changes ? undefined : Object.entries(ONLY_SIGNING).find(([name]) => name in flags)
  if (signing)
    throw new WhkError("USAGE", `${signing[1]} says nothing about a replay of the same bytes.`, {
      hint: `Add --resign, or leave out ${signing[1]}.`,
    })
}
