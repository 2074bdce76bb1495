import { createSecureContext } from "node:tls"
import { WhkError } from "../errors.ts"
import type { TlsPair } from "../relay/http-ports.ts"
import type { Relay } from "../relay/server.ts"
import type { RelayLog } from "./relay-log.ts"
import { quoted, readNamedFile } from "./request/read-flags.ts"

export interface RelayTlsFlags {
  readonly tlsCert?: string
  readonly tlsKey?: string
}

/**
 * What the relay's port is secured with; undefined: plain HTTP. Throws VALUE_MISSING, FILE_UNREADABLE, or USAGE for
 * files that are no such pair.
 */
export async function readRelayTls(
  { tlsCert, tlsKey }: RelayTlsFlags,
  cwd: string,
): Promise<TlsPair | undefined> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined
  if (tlsCert === undefined || tlsKey === undefined)
    throw new WhkError("VALUE_MISSING", `--tls-${tlsCert === undefined ? "cert" : "key"} is missing.`, {
      hint: "TLS needs both --tls-cert <file> and --tls-key <file>.",
    })
  const tls = { cert: await readNamedFile(tlsCert, cwd), key: await readNamedFile(tlsKey, cwd) }
  try {
    createSecureContext(tls)
  } catch (cause) {
    throw new WhkError(
      "USAGE",
      `"${quoted(tlsCert)}" and "${quoted(tlsKey)}" are not a certificate and its key.`,
      {
        hint: "Pass two PEM files that belong together, the certificate with its chain.",
        cause,
      },
    )
  }
  return tls
}

/**
 * Reads both files again at every SIGHUP, as certificate renewals expect it: new connections get the new pair, those
 * that stand keep theirs. A pair that cannot be used is told of and the old one stays.
 */
export function renewTlsOnHangup(
  flags: RelayTlsFlags,
  {
    cwd,
    relay,
    log,
  }: { readonly cwd: string; readonly relay: Pick<Relay, "useTls">; readonly log: RelayLog },
): void {
  process.on("SIGHUP", () => {
    readRelayTls(flags, cwd)
      .then((tls) => {
        if (tls) relay.useTls(tls)
        log.say("info", tls ? "The certificate was read again." : "There is no certificate to read again.")
      })
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error)
        log.say("error", `The certificate stays the old one: ${why}`)
      })
  })
}
