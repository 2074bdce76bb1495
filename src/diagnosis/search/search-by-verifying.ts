import { firstHeader } from "../../domain/headers.ts"
import { isCoded, signatureName } from "../../signing/scheme.ts"
import { verify } from "../../signing/verify.ts"
import { bodyVariants } from "../variants/body-variants.ts"
import { contentVariants } from "../variants/content-variants.ts"
import type { CauseId } from "../causes.ts"
import type { DiagnosisInput } from "../diagnose.ts"
import type { Cause, Diagnosis } from "../diagnosis.ts"
import { firstDifference } from "../difference.ts"
import { factsOf } from "../explain.ts"
import { fixFor } from "../fixes.ts"
import type { Variant } from "../variants/variant.ts"

/** Public keys cannot compute a signature, and code cannot be rearranged: each hypothesis is verified instead. */
export async function searchByVerifying(
  input: DiagnosisInput,
): Promise<Pick<Diagnosis, "causes" | "excluded">> {
  const { provider, request, secrets, otherSecrets = [] } = input
  const { scheme } = provider
  const length = firstHeader(request.headers, "content-length")
  const bodies = bodyVariants(request.body, length === undefined ? undefined : Number(length))
  const contents = isCoded(scheme) ? [] : contentVariants(scheme.content, [])
  const own = secrets.map(({ value }) => value)
  let tried = 0
  const isMade = async (change: Change): Promise<boolean> => {
    tried += 1
    const { body = request.body, content, secret } = change
    const changed = content === undefined || isCoded(scheme) ? scheme : { ...scheme, content }
    try {
      const verification = await verify(changed, {
        ...request,
        ...input.conditions,
        body,
        secrets: secret === undefined ? own : [secret],
      })
      return verification.match !== null
    } catch {
      return false
    }
  }
  const found = (causes: Cause[]): Pick<Diagnosis, "causes" | "excluded"> => ({
    causes,
    excluded: {
      hypotheses: tried,
      varied: Object.fromEntries(
        Object.entries({
          body: bodies.length,
          secret: otherSecrets.length,
          content: contents.length,
        }).filter(([, count]) => count > 0),
      ),
    },
  })

  for (const variant of bodies)
    if (await isMade({ body: variant.value })) return found([bodyCause(input, variant)])
  for (const variant of contents)
    if (await isMade({ content: variant.value })) return found([contentCause(input, variant)])
  for (const { name, value } of otherSecrets)
    if (await isMade({ secret: value })) return found([secretCause(input, name)])
  return found([])
}

interface Change {
  readonly body?: Uint8Array
  readonly content?: string
  readonly secret?: string
}

function bodyCause(input: DiagnosisInput, { id, what, value, aliases }: Variant<Uint8Array>): Cause {
  return {
    ...cause(input, id, { title: `The signature was made over ${what}.`, change: `{body} being ${what}` }),
    proof: {
      text: proofText(input, `{body} being ${what}`),
      place: signatureName(input.provider.scheme),
      difference: firstDifference(input.request.body, value) ?? null,
    },
    aliases,
  }
}

function contentCause(input: DiagnosisInput, { id, what }: Variant<string>): Cause {
  return cause(input, id, { title: `The signature was made over ${what}.`, change: what })
}

function secretCause(input: DiagnosisInput, name: string): Cause {
  return cause(input, "secret-other", {
    title: `The signature was made with another key (${name}).`,
    change: `the key of ${name}`,
  })
}

function cause(
  input: DiagnosisInput,
  id: CauseId,
  { title, change }: { readonly title: string; readonly change: string },
): Cause {
  return {
    id,
    title,
    proof: { text: proofText(input, change), place: signatureName(input.provider.scheme), difference: null },
    fix: fixFor(id, factsOf(input.provider)),
    aliases: [],
  }
}

function proofText({ provider }: DiagnosisInput, change: string): string {
  return `Verified: with ${change} the signature in ${signatureName(provider.scheme)} is right.`
}
