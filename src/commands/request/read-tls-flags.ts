import { X509Certificate } from "node:crypto"
import { createSecureContext } from "node:tls"
import { WhkError } from "../../errors.ts"
import type { TlsOptions } from "../../sender/egress.ts"
import { readNamedFile } from "./read-flags.ts"

/** How an https target is trusted; certificates and keys are PEM files. */
export interface TlsFlags {
  readonly insecure?: boolean
  readonly cacert?: string
  readonly clientCert?: string
  readonly clientKey?: string
}

/** Reads the files that the flags name. Throws FILE_UNREADABLE, also for one that is not PEM, or VALUE_MISSING. */
export async function readTlsFlags(flags: TlsFlags, cwd: string): Promise<TlsOptions> {
  if ((flags.clientCert === undefined) !== (flags.clientKey === undefined))
    throw new WhkError(
      "VALUE_MISSING",
      `--client-${flags.clientKey === undefined ? "key" : "cert"} is missing.`,
      {
        hint: "A client certificate needs both --client-cert <file> and --client-key <file>.",
      },
    )
  const [cacert, clientCert, clientKey] = await Promise.all(
    [flags.cacert, flags.clientCert, flags.clientKey].map(async (path) =>
      path === undefined ? undefined : await readNamedFile(path, cwd),
    ),
  )
  if (cacert) refuseUnless(() => new X509Certificate(cacert), `"${flags.cacert}" is no certificate.`)
  if (clientCert && clientKey)
    refuseUnless(
      () => createSecureContext({ cert: clientCert, key: clientKey }),
      `"${flags.clientCert}" and "${flags.clientKey}" are no certificate with its key.`,
    )
  return {
    ...(flags.insecure && { insecure: true }),
    ...(cacert && { cacert }),
    ...(clientCert && { clientCert }),
    ...(clientKey && { clientKey }),
  }
}

/** TLS itself fails much later and in words of its own, or passes over a file it cannot read. */
function refuseUnless(check: () => unknown, message: string): void {
  try {
    check()
  } catch (cause) {
    throw new WhkError("FILE_UNREADABLE", message, { hint: "Pass files in the PEM form.", cause })
  }
}
