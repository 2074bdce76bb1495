import { createHash } from "node:crypto"
import type { RequestHead } from "../../domain/delivery.ts"
import { WhkError } from "../../errors.ts"
import type { Handshake } from "../../providers/handshake.ts"
import { writeAnswer, type WrittenAnswer } from "../../providers/handshake-answer.ts"
import { type HandshakeValues, readHandshake } from "../../providers/handshake-request.ts"
import { addressToVisit } from "../../providers/handshake-visit.ts"
import type { Provider } from "../../providers/provider.ts"
import { builtIn } from "../../providers/registry.ts"
import { equalDigests } from "../../signing/digest.ts"
import { verify } from "../../signing/verify.ts"
import type { InboxRow } from "../../store/port.ts"

/** A provider's question whether an inbox is the user's own, and what the relay answers. */
export interface AnsweredHandshake {
  readonly id: string
  readonly answer: WrittenAnswer
  /** The address the provider wants visited, on a host of its own. */
  readonly visit: string | null
}

/**
 * The answer to a request that is a handshake of the inbox's provider. Null for any other request, and for one that
 * the relay cannot judge with what the inbox was given: a secret where the signature counts or the answer is computed
 * from it, a verify token where one is asked for. Those go the way of any delivery, to the app.
 *
 * The relay fetches no certificate, so a confirmation of SNS counts as signed only where the inbox was given the key or
 * the certificate as its secret; without, it is answered unverified. What a forged one gains is a visit to SNS that
 * confirms a topic's subscription to this inbox, which the holder of that topic may ask for anyway.
 */
export async function answerHandshake(
  inbox: InboxRow,
  {
    request,
    body,
    url,
    now,
  }: { readonly request: RequestHead; readonly body: Uint8Array; readonly url: string; readonly now: number },
): Promise<AnsweredHandshake | null> {
  const provider = builtIn(inbox.provider)
  const fitting = (provider?.handshakes ?? []).flatMap((handshake) => {
    const values = readHandshake(handshake, { ...request, body })
    return values ? [{ handshake, values }] : []
  })
  if (!provider || fitting.length === 0) return null
  const isGenuine = await judge(provider, inbox, { request, body, url, now })
  for (const { handshake, values } of fitting) {
    if (!isMeant(handshake, values, { inbox, isGenuine, hasRival: fitting.length > 1 })) continue
    const answer = answerTo(handshake, values, inbox)
    if (answer)
      return {
        id: handshake.id,
        answer,
        visit: handshake.visit ? addressToVisit(handshake.visit, body) : null,
      }
  }
  return null
}

/** Undefined also where the inbox's secret is none that the proof can be computed with. */
function answerTo(
  handshake: Handshake,
  values: HandshakeValues,
  { secret }: InboxRow,
): WrittenAnswer | undefined {
  try {
    return writeAnswer(handshake, values, secret ?? undefined)
  } catch (error) {
    if (!(error instanceof WhkError)) throw error
    return undefined
  }
}

/** Whether the inbox's secret made the signature; undefined where the inbox has none, or none of this provider's. */
async function judge(
  { scheme }: Provider,
  { secret }: InboxRow,
  {
    request,
    body,
    url,
    now,
  }: { readonly request: RequestHead; readonly body: Uint8Array; readonly url: string; readonly now: number },
): Promise<boolean | undefined> {
  if (secret === null) return undefined
  try {
    const { verified } = await verify(scheme, {
      method: request.method,
      url,
      headers: request.headers,
      body,
      secrets: [secret],
      nowMs: now,
    })
    return verified
  } catch (error) {
    if (!(error instanceof WhkError)) throw error
    return undefined
  }
}

/** Of a request that must be taken and one that must be refused, which alone differ in what they prove, the right one. */
function isMeant(
  { request }: Handshake,
  { verifyToken }: HandshakeValues,
  known: { readonly inbox: InboxRow; readonly isGenuine: boolean | undefined; readonly hasRival: boolean },
): boolean {
  const { inbox, isGenuine, hasRival } = known
  if (asksForToken(request)) {
    if (inbox.verifyToken === null) return false
    return isSameToken(verifyToken, inbox.verifyToken) === (request.signature !== "wrong")
  }
  if (request.signature === "none") return true
  // Without a secret nothing can be told apart, and without a rival there is nothing to tell apart.
  if (isGenuine === undefined) return !hasRival
  return isGenuine === (request.signature === "right")
}

/** Compares hashes, so that its time tells a guesser neither where the difference is nor how long the token is. */
function isSameToken(given: string, known: string): boolean {
  const [a, b] = [given, known].map((token) => createHash("sha256").update(token, "utf8").digest())
  return a !== undefined && b !== undefined && equalDigests(a, b)
}

function asksForToken({ query = [] }: Handshake["request"]): boolean {
  return query.some(([, template]) => template === "{verify-token}")
}
