import type { Provider } from "../../providers/provider.ts"
import type { Rules } from "../judge.ts"
import type { CaseResult } from "../run.ts"
import { advice, type Bug } from "./bug.ts"

/** Mistakes in how the handler answers. */
export function answerBugs(
  failed: readonly CaseResult[],
  { provider, rules }: { readonly provider: Provider; readonly rules: Rules },
): Bug[] {
  const { name } = provider
  const bugs: Bug[] = []
  const listed = (some: readonly CaseResult[]): string => some.map(({ id }) => id).join(", ")
  const crashed = failed.filter(({ status }) => status !== null && status >= 500)
  if (crashed.length > 0)
    bugs.push({
      id: "crash",
      title: `The handler crashes (${crashed[0]!.status}) instead of answering.`,
      proof: `Cases ${listed(crashed)}: ${crashed[0]!.detail}.`,
      fix: advice(
        "Catch what reading and verifying throws, and answer 400 or 401: a 500 makes the provider try again for days.",
      ),
    })
  const shown = failed.filter(({ detail }) => detail?.includes("showed the right signature"))
  if (shown.length > 0)
    bugs.push({
      id: "signature-shown",
      title: "The handler shows the right signature to whoever sends a wrong one.",
      proof: `Cases ${listed(shown)}: the answer held it.`,
      fix: advice("Say only that the signature is wrong; log what you expected where nobody else reads it."),
    })
  const redirected = failed.filter(({ status }) => status !== null && status >= 300 && status < 400)
  if (redirected.length > 0)
    bugs.push({
      id: "redirect",
      title: `The handler answers with a redirect (${redirected[0]!.status}).`,
      proof: `Cases ${listed(redirected)}.`,
      fix: advice(`Give ${name} the final address, and refuse with 401: no provider follows redirects.`),
    })
  const genuine = failed.find(
    ({ id, status }) => id === "genuine" && status !== null && status >= 200 && status < 300,
  )
  if (genuine)
    bugs.push({
      id: "success-status",
      title: `The handler answers ${genuine.status}, which ${name} does not take for success.`,
      proof: `Case genuine: ${genuine.detail}.`,
      fix: advice(`Answer exactly ${rules.success === "2xx" ? "a 2xx" : rules.success.join(" or ")}.`),
    })
  const cutOff = failed.filter(({ detail }) => /^hung up|is not HTTP$/.test(detail ?? ""))
  if (cutOff.length > 0)
    bugs.push({
      id: "no-answer",
      title: "The handler does not answer as HTTP wants it.",
      proof: `Cases ${listed(cutOff)}: ${cutOff[0]!.detail}.`,
      fix: advice("Answer every request with a status; what closes a connection is an exception or a proxy."),
    })
  const silent = failed.filter(({ detail }) => detail?.includes("did not answer within"))
  if (silent.length > 0)
    bugs.push({
      id: "too-slow",
      title: `The handler takes longer than ${name} waits.`,
      proof: `Cases ${listed(silent)}: ${silent[0]!.detail}.`,
      fix: advice("Answer as soon as the signature is verified, and do the work afterwards."),
    })
  const shakes = failed.filter(({ id }) => id.startsWith("handshake-"))
  if (shakes.length > 0)
    bugs.push({
      id: "handshake",
      title: `The handler does not answer ${name}'s handshake as it has to.`,
      proof: `Cases ${listed(shakes)}: ${shakes[0]!.detail}.`,
      fix: advice(
        `Answer the handshake before the check that events go through; \`whk providers ${provider.id}\` shows what is wanted.`,
      ),
    })
  return bugs
}
