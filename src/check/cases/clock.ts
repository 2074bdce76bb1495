import type { Header } from "../../domain/headers.ts"
import { isCoded, type Scheme, signsTimestamp } from "../../signing/scheme.ts"
import { formatTimestamp } from "../../signing/timestamp.ts"
import type { Shot } from "../case.ts"
import { withTimeOf } from "../signature-text.ts"
import type { Subject } from "../subject.ts"
import { unsigned } from "./forged.ts"
import { type CaseRule, expecting, skip } from "./rule.ts"

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
    async plan(subject) {
      const { scheme, name } = subject.provider
      const { timestamp: rule } = scheme
      const skipped = unsigned(subject)
      if (skipped) return skipped
      if (!rule) return skip(`${name} signs no time`)
      if (isTimeGiven(subject)) return skip("the time stands in the body that was given")
      const ageMs =
        (rule.toleranceSeconds ?? 0) * 1000 + (rule.toleranceSeconds === undefined ? 24 * HOUR_MS : MARGIN_MS)
      const shot = await subject.shot({ timeMs: subject.options.nowMs - ageMs })
      return expecting(isBinding(scheme) && rule.toleranceSeconds !== undefined ? "reject" : "any", shot)
    },
  },
  {
    id: "timestamp-future",
    title: "a request from the future is refused, although its signature is right",
    why: "A request dated ahead stays fresh for as long as its author likes.",
    async plan(subject) {
      const { scheme, name } = subject.provider
      const { timestamp: rule } = scheme
      const skipped = unsigned(subject)
      if (skipped) return skipped
      if (!rule) return skip(`${name} signs no time`)
      if (isTimeGiven(subject)) return skip("the time stands in the body that was given")
      const aheadMs = (rule.futureToleranceSeconds ?? 0) * 1000 + MARGIN_MS
      const shot = await subject.shot({ timeMs: subject.options.nowMs + aheadMs })
      const isRuled = rule.futureToleranceSeconds !== undefined && !FUTURE_LEFT_OPEN.has(subject.provider.id)
      return expecting(isBinding(scheme) && isRuled ? "reject" : "any", shot)
    },
  },
  {
    id: "timestamp-changed",
    title: "a fresh time in front of the signature of another is refused",
    why: "An old request becomes a new one by writing another time on it.",
    async plan(subject) {
      const { scheme, name } = subject.provider
      const skipped = unsigned(subject)
      if (skipped) return skipped
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
    async plan(subject) {
      const { scheme, name } = subject.provider
      const skipped = unsigned(subject)
      if (skipped) return skipped
      if (!scheme.timestamp || !hasTimeBeside(scheme)) return skip(`${name} sends no time beside the body`)
      const old = formatTimestamp(subject.options.nowMs - 24 * HOUR_MS, scheme.timestamp.unit)
      return expecting("any", withSecondTime(scheme, await subject.shot(), old))
    },
  },
]

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
