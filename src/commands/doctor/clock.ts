import { providers } from "../../providers/catalogue.ts"
import type { Provider } from "../../providers/provider.ts"
import { type Finding, ok, problem, warning } from "./finding.ts"

/** A Date header counts in seconds, and says when the answer was begun. */
const UNSURE_MS = 1500

/** What another machine's clock says, and how long its answer took. */
export interface OtherClock {
  readonly dateHeader: string | undefined
  readonly askedAtMs: number
  readonly answeredAtMs: number
}

/** Compares this machine's clock with another one's, and says whose signatures the difference would break. */
export function clockFinding(other: OtherClock, of: Provider | undefined): Finding {
  const theirs = Date.parse(other.dateHeader ?? "")
  if (Number.isNaN(theirs)) return ok("clock", "The relay does not say what time it is: not compared.")
  const middleMs = (other.askedAtMs + other.answeredAtMs) / 2
  const slackMs = UNSURE_MS + (other.answeredAtMs - other.askedAtMs) / 2
  const skewMs = middleMs - theirs
  if (Math.abs(skewMs) <= slackMs) return ok("clock", "This machine and the relay agree about the time.")
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const direction = skewMs > 0 ? "ahead of" : "behind"
  const broken = providers
    .map(({ name, id, scheme }) => ({ name, id, tolerance: scheme.timestamp?.toleranceSeconds }))
    .filter(({ tolerance }) => tolerance !== undefined && tolerance < seconds)
    .sort((a, b) => a.tolerance! - b.tolerance!)
  const breaks =
    broken.length === 0
      ? "no provider's tolerance is that small"
      : `more than ${list(broken.map(({ name, tolerance }) => `${name} (${tolerance} s)`))} allow${broken.length === 1 ? "s" : ""}`
  const make = broken.some(({ id }) => id === of?.id) ? problem : warning
  return make(
    "clock",
    `This machine's clock is ${seconds} s ${direction} the relay's: ${breaks}.`,
    setClock(),
  )
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ")
  return names.length > 3 ? `${shown} and ${names.length - 3} others` : shown
}

function setClock(): string {
  if (process.platform === "darwin") return "sudo sntp -sS time.apple.com"
  return process.platform === "win32" ? "w32tm /resync" : "sudo timedatectl set-ntp true"
}
