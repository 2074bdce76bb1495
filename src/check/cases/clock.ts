import type { Header } from "../../domain/headers.ts"
import { isCoded, type Scheme, signsTimestamp, type TimestampRule } from "../../signing/scheme.ts"
import { formatTimestamp } from "../../signing/timestamp.ts"
import type { Shot } from "../case.ts"
import { withTimeOf } from "../signature-text.ts"
import type { Subject } from "../subject.ts"
import { type CaseRule, expecting, type Plan, type Skip, skip } from "./rule.ts"

const HOUR_MS = 3_600_000
/** Well beyond a tolerance, so that a slow machine changes nothing. */
const MARGIN_MS = 10 * 60_000

/** Slack's page judges the distance to now in both directions; its own package, @slack/bolt 5, judges the age alone. */
const FUTURE_LEFT_OPEN = new Set(["slack", "slack-events-api"])

/** Right signatures at a wrong time. */
export const clockCases: readonly CaseRule[] = [
  {
    id: "timestamp-stale",
    title: "an old request is refused, although its signature is right",
    why: "Whoever recorded a request once can send it again for ever.",
    needsSignature: true,
    plan: async (subject) =>
      await atTime(subject, ({ toleranceSeconds }) => ({
        offMs: toleranceSeconds === undefined ? -24 * HOUR_MS : -(toleranceSeconds * 1000 + MARGIN_MS),
        isRuled: toleranceSeconds !== undefined,
      })),
  },
  {
    id: "timestamp-future",
    title: "a request from the future is refused, although its signature is right",
    why: "A request dated ahead stays fresh for as long as its author likes.",
    needsSignature: true,
    plan: async (subject) =>
      await atTime(subject, ({ futureToleranceSeconds }, id) => ({
        offMs: (futureToleranceSeconds ?? 0) * 1000 + MARGIN_MS,
        isRuled: futureToleranceSeconds !== undefined && !FUTURE_LEFT_OPEN.has(id),
      })),
  },
  {
    id: "timestamp-changed",
    title: "a fresh time in front of the signature of another is refused",
    why: "An old request becomes a new one by writing another time on it.",
    needsSignature: true,
    async plan(subject) {
      const { scheme, name } = subject.provider
      if (!scheme.timestamp || !hasTimeBeside(scheme)) return skip(`${name} sends no time beside the body`)
      const { nowMs } = subject.options
      const old = await subject.shot({ timeMs: nowMs - 60_000 })
      const changed = withTimeOf(scheme, old, await subject.shot())
      return expecting(isBinding(scheme) ? "reject" : "any", { ...changed, confidential: "" })
    },
  },
  {
    id: "timestamp-twice",
    title: "a second, old time beside the signed one breaks nothing",
    why: "Frameworks join repeated headers, and a text that is no number makes every age pass a careless comparison.",
    needsSignature: true,
    async plan(subject) {
      const { scheme, name } = subject.provider
      if (!scheme.timestamp || !hasTimeBeside(scheme)) return skip(`${name} sends no time beside the body`)
      const old = formatTimestamp(subject.options.nowMs - 24 * HOUR_MS, scheme.timestamp.unit)
      return expecting("any", withSecondTime(scheme, await subject.shot(), old))
    },
  },
]

/** A request that is rightly signed at another time than now. */
async function atTime(
  subject: Subject,
  choose: (rule: TimestampRule, id: string) => { readonly offMs: number; readonly isRuled: boolean },
): Promise<Plan | Skip> {
  const { scheme, name, id } = subject.provider
  if (!scheme.timestamp) return skip(`${name} signs no time`)
  if (isTimeGiven(subject)) return skip("the time stands in the body that was given")
  const { offMs, isRuled } = choose(scheme.timestamp, id)
  const shot = await subject.shot({ timeMs: subject.options.nowMs + offMs })
  return expecting(isBinding(scheme) && isRuled ? "reject" : "any", shot)
}

/** The request with another time behind its own: in a header of its own, or inside the signature's. */
function withSecondTime({ headers: templates }: Scheme, shot: Shot, time: string): Shot {
  const [name = "", template = ""] = templates.find(([, text]) => text.includes("{timestamp}")) ?? []
  if (template === "{timestamp}") return { ...shot, headers: [...shot.headers, [name, time]] }
  const part = /[,;]?([\w-]+=)\{timestamp\}/.exec(template)?.[1] ?? ""
  const divider = template.includes(";") ? ";" : ","
  const headers = shot.headers.map(([one, value]): Header =>
    one === name ? [one, `${value}${divider}${part}${time}`] : [one, value],
  )
  return { ...shot, headers }
}

/** A real event keeps the time at which it happened. */
function isTimeGiven({ provider, options }: Subject): boolean {
  return options.body !== undefined && provider.scheme.timestamp?.at !== undefined
}

/** Whether the time is part of what is signed; of a scheme that is code, it always is. */
function isBinding(scheme: Scheme): boolean {
  return isCoded(scheme) || signsTimestamp(scheme)
}

function hasTimeBeside(scheme: Scheme): boolean {
  return (
    scheme.timestamp?.at === undefined &&
    scheme.headers.some(([, template]) => template.includes("{timestamp}"))
  )
}
