import { X509Certificate } from "node:crypto"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { createSender, type Sender } from "../../sender/send.ts"
import { isCoded, type KeySource } from "../../signing/scheme.ts"
import type { VerifyInput } from "../../signing/verification.ts"
import type { Context } from "../context.ts"
import { quoted, readNamedFile } from "../request/read-flags.ts"

export interface KeyFlags {
  readonly cert?: readonly string[]
  readonly jwks?: readonly string[]
  readonly online?: boolean
}

export type KeyMaterial = Pick<VerifyInput, "certificates" | "keySets">

/** Certificates and key sets for schemes whose keys are published. */
export interface KeyRing {
  /** What there is to verify this request with: what the flags gave and, where that is allowed, what is published. */
  materialFor(provider: Provider, request: Pick<VerifyInput, "headers" | "body">): Promise<KeyMaterial>
  /** Where the missing key of this request is published, when nothing may be fetched. */
  missingFor(provider: Provider, request: Pick<VerifyInput, "headers" | "body">): KeySource | undefined
  close(): Promise<void>
}

/** The text at the URL. Throws TARGET_UNREACHABLE. */
type FetchKey = (sender: Sender, url: string, signal: AbortSignal) => Promise<string>

const FETCH_TIMEOUT_MS = 10_000

/**
 * Reads the files of the flags. With `--online` a key that a request names is fetched, once, and only from the hosts
 * that the provider's scheme allows. Throws FILE_UNREADABLE for a file that holds no certificate or key set.
 */
export async function openKeyRing(
  { cwd, stop }: Pick<Context, "cwd" | "stop">,
  flags: KeyFlags,
  fetchKey: FetchKey = fetchText,
): Promise<KeyRing> {
  const certificates = await Promise.all((flags.cert ?? []).map((path) => readCertificate(path, cwd)))
  const keySets = await Promise.all((flags.jwks ?? []).map((path) => readKeySet(path, cwd)))
  const given: KeyMaterial = {
    ...(certificates.length > 0 && { certificates }),
    ...(keySets.length > 0 && { keySets }),
  }
  const hasGiven = certificates.length + keySets.length > 0
  const fetched = new Map<string, Promise<string>>()
  let sender: Sender | undefined

  const sourceOf = (provider: Provider, request: Pick<VerifyInput, "headers" | "body">) =>
    isCoded(provider.scheme) ? provider.scheme.keySource?.(request) : undefined

  const fetchOnce = (url: string): Promise<string> => {
    sender ??= createSender({ policy: { allowPrivate: false } })
    const known = fetched.get(url) ?? fetchKey(sender, url, stop)
    fetched.set(url, known)
    return known
  }

  return {
    async materialFor(provider, request) {
      const source = hasGiven || flags.online !== true ? undefined : sourceOf(provider, request)
      if (!source) return given
      const text = await fetchOnce(source.url)
      return source.kind === "certificate" ? { certificates: [text] } : { keySets: [text] }
    },
    missingFor: (provider, request) =>
      hasGiven || flags.online === true ? undefined : sourceOf(provider, request),
    close: async () => await sender?.close(),
  }
}

async function fetchText(sender: Sender, url: string, signal: AbortSignal): Promise<string> {
  const { attempt, response } = await sender.send({
    url,
    method: "GET",
    headers: [["Accept", "*/*"]],
    body: new Uint8Array(),
    timeoutMs: FETCH_TIMEOUT_MS,
    signal,
  })
  if (attempt.outcome === "responded" && attempt.status === 200 && response && !response.truncated)
    return response.body.toString("utf8")
  const what =
    attempt.outcome === "responded" ? `answered ${attempt.status}` : (attempt.detail ?? attempt.outcome)
  throw new WhkError(
    "TARGET_UNREACHABLE",
    `The key at "${quoted(url)}" cannot be fetched (${quoted(what)}).`,
    {
      hint: "Check the network, or fetch it yourself and pass it with --cert or --jwks.",
    },
  )
}

async function readCertificate(path: string, cwd: string): Promise<string> {
  const text = (await readNamedFile(path, cwd)).toString("utf8")
  try {
    new X509Certificate(text)
    return text
  } catch (cause) {
    throw new WhkError("FILE_UNREADABLE", `"${quoted(path)}" holds no certificate.`, {
      hint: "Pass the certificate in PEM; a public key alone goes to --secret file:PATH.",
      cause,
    })
  }
}

async function readKeySet(path: string, cwd: string): Promise<string> {
  const text = (await readNamedFile(path, cwd)).toString("utf8")
  if (isKeySet(text)) return text
  throw new WhkError("FILE_UNREADABLE", `"${quoted(path)}" holds no JSON Web Key Set.`, {
    hint: 'Pass JSON of the form {"keys":[…]}, as the provider publishes it.',
  })
}

function isKeySet(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === "object" && json !== null && "keys" in json && Array.isArray(json.keys)
  } catch {
    return false
  }
}
