import { declaredLength } from "../../domain/headers.ts"
import { WhkError } from "../../errors.ts"
import { isCoded, placeName, signatureName } from "../../signing/scheme.ts"
import { verify } from "../../signing/verify.ts"
import type { CauseId } from "../causes.ts"
import type { DiagnosisInput } from "../diagnose.ts"
import type { Cause, Diagnosis } from "../diagnosis.ts"
import { firstDifference } from "../difference.ts"
import { fixFor } from "../fixes.ts"
import { bodyVariants } from "../variants/body-variants.ts"
import { contentVariants } from "../variants/content-variants.ts"

/** One respect in which the request, the scheme or the secret may differ, and what that would prove. */
interface Trial {
  readonly id: CauseId
  readonly title: string
  /** What was changed, as the proof says it. */
  readonly change: string
  readonly aliases: readonly CauseId[]
  readonly body?: Uint8Array
  readonly content?: string
  readonly secret?: string
}

/** Public keys cannot compute a signature, and code cannot be rearranged: each hypothesis is verified instead. */
export async function searchByVerifying(
  input: DiagnosisInput,
): Promise<Pick<Diagnosis, "causes" | "excluded">> {
  const { request, otherSecrets = [] } = input
  const trials = [...bodyTrials(input), ...contentTrials(input), ...secretTrials(input)]
  for (const [index, trial] of trials.entries()) {
    if (!(await isRight(input, trial))) continue
    return { causes: [causeOf(input, trial)], excluded: { hypotheses: index + 1, pairs: 0, varied: {} } }
  }
  const counts = {
    body: trials.filter(({ body }) => body !== undefined && body !== request.body).length,
    secret: otherSecrets.length,
    content: trials.filter(({ content }) => content !== undefined).length,
  }
  const varied = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
  return { causes: [], excluded: { hypotheses: trials.length, pairs: 0, varied } }
}

function bodyTrials({ request }: DiagnosisInput): Trial[] {
  const { body, headers } = request
  return bodyVariants(body, { truth: body, contentLength: declaredLength(headers) }).map(
    ({ id, what, value, aliases }) => ({
      id,
      aliases,
      title: `The signature was made over ${what}.`,
      change: `{body} being ${what}`,
      body: value,
    }),
  )
}

function contentTrials({ provider: { scheme } }: DiagnosisInput): Trial[] {
  if (isCoded(scheme)) return []
  return contentVariants(scheme.content, []).map(({ id, what, value, aliases }) => ({
    id,
    aliases,
    title: `The signature was made over ${what}.`,
    change: what,
    content: value,
  }))
}

function secretTrials({ otherSecrets = [] }: DiagnosisInput): Trial[] {
  return otherSecrets.map(({ name, value }) => ({
    id: "secret-other",
    aliases: [],
    title: `The signature was made with another key (${name}).`,
    change: `the key of ${name}`,
    secret: value,
  }))
}

async function isRight(
  { provider: { scheme }, request, secrets, conditions }: DiagnosisInput,
  { body = request.body, content, secret }: Trial,
): Promise<boolean> {
  const changed = content === undefined || isCoded(scheme) ? scheme : { ...scheme, content }
  const tried = secret === undefined ? secrets.map(({ value }) => value) : [secret]
  try {
    const verification = await verify(changed, { ...request, ...conditions, body, secrets: tried })
    return verification.match !== null
  } catch (error) {
    // Not a key of this scheme.
    if (error instanceof WhkError) return false
    throw error
  }
}

function causeOf({ provider, request }: DiagnosisInput, { id, title, change, aliases, body }: Trial): Cause {
  const place = signatureName(provider.scheme)
  return {
    id,
    title,
    proof: {
      text: `Verified: with ${change} the signature in ${place} is right.`,
      ...placeName(provider.scheme),
      difference: (body && firstDifference(request.body, body)) ?? null,
    },
    fix: fixFor(id, provider),
    aliases,
  }
}
