import { isSuccess } from "../../domain/delivery.ts"
import type { CauseId } from "../../diagnosis/causes.ts"
import { fixFor } from "../../diagnosis/fixes.ts"
import { signatureName } from "../../signing/scheme.ts"
import type { Rules } from "../judge.ts"
import type { CaseResult, Runner } from "../run.ts"
import type { Subject } from "../subject.ts"
import { answerBugs } from "./answer-bugs.ts"
import { advice, type Bug } from "./bug.ts"
import { caseBug } from "./case-bugs.ts"
import { type Probe, probesFor } from "./probe.ts"

interface Means {
  readonly subject: Subject
  readonly rules: Rules
  readonly runner: Runner
}

/** Every one of these accepted means that nothing is verified. */
const FORGED = ["signature-garbage", "signature-wrong", "secret-wrong"]
const FIRST_CASE = "genuine"
const LAST_CASE = "still-alive"
/** A handler that accepts any value accepts these as well. */
const ANY_VALUE = "signature-wrong"
const OF_ANY_VALUE = new Set([
  "signature-half-wrong",
  "signature-of-another",
  "secret-wrong",
  "secret-empty",
  "body-tampered-first",
  "body-tampered-middle",
  "body-tampered-last",
  "timestamp-stale",
  "timestamp-future",
  "timestamp-changed",
])
const PROBES_AT_ONCE = 16

/** The mistakes that the results prove, after probing for those that the cases alone cannot name; the gravest first. */
export async function nameBugs(results: readonly CaseResult[], means: Means): Promise<Bug[]> {
  const failed = results.filter(({ ok }) => ok === false)
  if (failed.length === 0) return []
  const accepted = failed.filter((result) => cameAs("accepted", result, means.rules))
  const refused = failed.filter((result) => cameAs("refused", result, means.rules))
  const isBroken = failed.some(({ id }) => id === LAST_CASE) && !failed.some(({ id }) => id === FIRST_CASE)
  const ofSignature = await signatureBugs({ failed, accepted }, means)
  return distinctBugs([
    ...(isBroken
      ? refused.filter(({ id }) => id === LAST_CASE).flatMap((last) => told(last, "refused", means))
      : []),
    ...ofSignature,
    ...(isBroken ? [] : refusalBugs({ failed, refused, isNamed: ofSignature.length > 0 }, means)),
    ...answerBugs(failed, { provider: means.subject.provider, rules: means.rules }),
  ])
}

/** What the accepted forgeries and the probes tell about how it verifies. */
async function signatureBugs(
  { failed, accepted }: { readonly failed: readonly CaseResult[]; readonly accepted: readonly CaseResult[] },
  means: Means,
): Promise<Bug[]> {
  const isAccepted = (id: string): boolean => accepted.some((result) => result.id === id)
  if (FORGED.every(isAccepted)) return [verifiesNothing(accepted, means)]
  const others = accepted.filter(
    ({ id }) => id === ANY_VALUE || !isAccepted(ANY_VALUE) || !OF_ANY_VALUE.has(id),
  )
  return [...(await probed(failed, means)), ...others.flatMap((result) => told(result, "accepted", means))]
}

/** Where even a plain genuine event is refused, the rest of the refusals say nothing more. */
function refusalBugs(
  {
    failed,
    refused,
    isNamed,
  }: {
    readonly failed: readonly CaseResult[]
    readonly refused: readonly CaseResult[]
    /** Why it refuses is known already. */
    readonly isNamed: boolean
  },
  means: Means,
): Bug[] {
  if (!failed.some(({ id }) => id === FIRST_CASE))
    return refused.flatMap((result) => told(result, "refused", means))
  const genuine = refused.find(({ id }) => id === FIRST_CASE)
  if (!genuine || isNamed) return []
  const { name, id } = means.subject.provider
  return [
    {
      id: "genuine-refused",
      title: "The handler refuses a genuine event.",
      proof: `Case ${genuine.id}: ${genuine.detail}.`,
      fix: advice(
        `Give the handler and \`whk check\` the same secret and address, and compare its steps with \`whk providers ${id}\`; log what it computes and let \`whk verify --got\` explain it. ${name} would get the same answer.`,
      ),
    },
  ]
}

function cameAs(
  how: "accepted" | "refused",
  { expect, status, shots }: CaseResult,
  { success }: Rules,
): boolean {
  if (status === null) return false
  const bad = shots.find(({ problem }) => problem !== undefined)
  const expected = bad?.expected ?? expect
  return how === "accepted"
    ? expected === "reject" && isSuccess(success, status)
    : expected === "accept" && status >= 400 && status < 500
}

function verifiesNothing(accepted: readonly CaseResult[], { subject }: Means): Bug {
  const header = signatureName(subject.provider.scheme)
  return {
    id: "no-verification",
    title: "The handler does not verify at all.",
    proof: `It accepted ${accepted.length} forged requests, among them one whose ${header} is no signature, and one signed with another secret.`,
    fix: advice(
      `Verify ${header} over the raw body before anything else, and answer 401 where it is wrong.`,
      fixFor("body-reserialised-javascript", subject.provider).code,
    ),
  }
}

function told(result: CaseResult, came: "accepted" | "refused", { subject }: Means): Bug[] {
  const bug = caseBug(subject.provider, result.id, came)
  if (!bug) return []
  const proof = `Case ${result.id}: ${result.detail ?? ""}.`
  return [{ id: bug.id, title: bug.title, proof, fix: advice(bug.fix) }]
}

/** Sends a signature for each known mistake over one body: the one that is accepted is the mistake. */
async function probed(failed: readonly CaseResult[], means: Means): Promise<Bug[]> {
  const { subject, rules, runner } = means
  const isOfMessage = ({ id, expect, detail }: CaseResult): boolean =>
    expect === "accept" ? id.startsWith("genuine") : expect === "reject" && detail !== null
  if (!subject.isSigned || !failed.some(isOfMessage)) return []
  const probes = await probesFor(subject)
  if (!probes) return []
  const isAccepted = async (shot: Probe["shot"]): Promise<boolean> => {
    const { attempt } = await runner.send(shot)
    return attempt.outcome === "responded" && isSuccess(rules.success, attempt.status)
  }
  // Where a wrong signature is accepted, an accepted one proves nothing.
  if (await isAccepted(probes.wrong)) return []
  const isRightAccepted = await isAccepted(probes.right)
  const waiting = [...probes.probes]
  const found: Probe[] = []
  const take = async (): Promise<void> => {
    for (let probe = waiting.shift(); probe; probe = waiting.shift())
      if (await isAccepted(probe.shot)) found.push(probe)
  }
  await Promise.all(Array.from({ length: PROBES_AT_ONCE }, take))
  const ordered = probes.probes.filter((probe) => found.includes(probe))
  return ordered.map(({ part, variant }) => bugOf({ part, variant }, { subject, isRightAccepted }))
}

function bugOf(
  { part, variant }: Pick<Probe, "part" | "variant">,
  { subject, isRightAccepted }: { readonly subject: Subject; readonly isRightAccepted: boolean },
): Bug {
  const id: CauseId = variant.id
  const how = part === "secret" || part === "algorithm" ? "with" : "over"
  const also = isRightAccepted ? ", beside the right one" : ", and refused the right one"
  return {
    id,
    title: `The handler verifies ${how} ${variant.what}.`,
    proof: `Of ${signatureName(subject.provider.scheme)} values computed with every known mistake it accepted the one ${how} ${variant.what}${also}.`,
    fix: fixFor(id, subject.provider),
  }
}

function distinctBugs(bugs: readonly Bug[]): Bug[] {
  const known = new Map<string, Bug>()
  for (const bug of bugs) if (!known.has(bug.id)) known.set(bug.id, bug)
  return [...known.values()]
}
