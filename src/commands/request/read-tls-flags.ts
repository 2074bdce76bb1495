import type { TlsOptions } from "../../sender/egress.ts"
import { readNamedFile } from "./read-flags.ts"

/** How an https target is trusted; certificates and keys are PEM files. */
export interface TlsFlags {
  readonly insecure?: boolean
  readonly cacert?: string
  readonly clientCert?: string
  readonly clientKey?: string
}

/** Reads the files that the flags name. Throws FILE_UNREADABLE. */
export async function readTlsFlags(flags: TlsFlags, cwd: string): Promise<TlsOptions> {
  const [cacert, clientCert, clientKey] = await Promise.all(
    [flags.cacert, flags.clientCert, flags.clientKey].map(async (path) =>
      path === undefined ? undefined : await readNamedFile(path, cwd),
    ),
  )
  return {
    ...(flags.insecure && { insecure: true }),
    ...(cacert && { cacert }),
    ...(clientCert && { clientCert }),
    ...(clientKey && { clientKey }),
  }
}
