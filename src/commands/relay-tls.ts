import { createSecureContext } from "node:tls"
import { isLoopbackHost } from "../domain/target.ts"
import { WhkError } from "../errors.ts"
import { quoted, readNamedFile } from "./request/read-flags.ts"

export interface RelayTlsFlags {
  readonly host: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly insecureHttp?: boolean
}

/** A certificate and its key, PEM. */
export interface RelayTls {
  readonly cert: Buffer
  readonly key: Buffer
}

/**
 * How the relay's port is secured; undefined: plain HTTP. Throws VALUE_MISSING, FILE_UNREADABLE or USAGE for files
 * that are no such pair, RULE_REFUSED for plain HTTP to other machines that was not asked for.
 */
export async function readRelayTls(flags: RelayTlsFlags, cwd: string): Promise<RelayTls | undefined> {
  const { tlsCert, tlsKey } = flags
  if (tlsCert === undefined && tlsKey === undefined) {
    refuseClearText(flags)
    return undefined
  }
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

/** Keys and deliveries must not cross a network in clear text by accident. */
function refuseClearText({ host, insecureHttp }: RelayTlsFlags): void {
  if (insecureHttp === true || isLoopbackHost(host)) return
  throw new WhkError("RULE_REFUSED", `"${quoted(host)}" is reachable from other machines, without TLS.`, {
    hint: "Pass --tls-cert and --tls-key, or --insecure-http when a TLS proxy stands in front.",
  })
}
