import type { Settings } from "../../config/settings.ts"
import { parseDuration } from "../../domain/duration.ts"
import { type Filter, parseFilter } from "../../domain/filter.ts"
import { parseTarget, type Target } from "../../domain/target.ts"
import { WhkError } from "../../errors.ts"
import type { FaultRates } from "../../listen/faults.ts"
import { quoted, readSeedFlag } from "../request/read-flags.ts"
import type { SieveFlags } from "./flags.ts"

/** What is forwarded, where to, and what happens to it on the way. */
export interface SievePlan {
  /** Patterns; empty: everything. */
  readonly events: readonly string[]
  readonly filters: readonly Filter[]
  readonly routes: readonly RoutePlan[]
  readonly verify: boolean
  readonly rejectUnverified: boolean
  readonly dedupe: boolean
  readonly inject: FaultRates | undefined
  readonly seed: string | undefined
}

export interface RoutePlan {
  readonly patterns: readonly string[]
  readonly target: Target
}

/** Reads them; routes that are flags take the place of those in the project's file. Throws usage errors. */
export function readSieveFlags(settings: Settings, flags: SieveFlags): SievePlan {
  return {
    events: (flags.events ?? []).map((pattern) => readPattern(pattern, "--events")),
    filters: (flags.filter ?? []).map(parseFilter),
    routes: (settings.routes?.value ?? []).map((text) => readRoute(text, settings.routes?.place ?? "")),
    verify: flags.verify === true || flags.rejectUnverified === true,
    rejectUnverified: flags.rejectUnverified === true,
    dedupe: flags.dedupe === true,
    inject: flags.inject === undefined ? undefined : readFaults(flags.inject),
    seed: flags.seed === undefined ? undefined : readSeedFlag(flags.seed),
  }
}

/** Whether deliveries have to be looked into before they go anywhere. */
export function hasSieve({ events, filters, routes, verify, dedupe, inject }: SievePlan): boolean {
  return events.length + filters.length + routes.length > 0 || verify || dedupe || inject !== undefined
}

function readPattern(text: string, place: string): string {
  const pattern = text.trim()
  if (/^[^\s=]+$/.test(pattern)) return pattern
  throw new WhkError("USAGE", `"${quoted(text)}" (${place}) is not an event type.`, {
    hint: "Name event types, separated by commas; * stands for anything, dots too: 'user.*,role.changed'.",
  })
}

function readRoute(text: string, place: string): RoutePlan {
  const at = text.indexOf("=")
  if (at < 1 || at === text.length - 1)
    throw new WhkError("USAGE", `"${quoted(text)}" (${place}) is not pattern=target.`, {
      hint: "Write for example --route 'invoice.*=localhost:4000/inv'.",
    })
  const patterns = text.slice(0, at).split(",")
  return {
    patterns: patterns.map((pattern) => readPattern(pattern, place)),
    target: parseTarget(text.slice(at + 1)),
  }
}

const RATES = { duplicate: "duplicate", "drop-response": "dropResponse", "flip-byte": "flipByte" } as const

/** `delay=2s,duplicate=0.1,drop-response=0.05,flip-byte=0.01`, any of them, each once. */
function readFaults(text: string): FaultRates {
  const rates = { delayMs: 0, duplicate: 0, dropResponse: 0, flipByte: 0 }
  const seen = new Set<string>()
  for (const part of text.split(",")) {
    const [name = "", value = "", ...rest] = part.trim().split("=")
    if (seen.has(name) || value === "" || rest.length > 0) throw notAFault(part)
    seen.add(name)
    if (name === "delay") rates.delayMs = parseDuration(value)
    else if (Object.hasOwn(RATES, name)) rates[RATES[name as keyof typeof RATES]] = readRate(part, value)
    else throw notAFault(part)
  }
  return rates
}

function readRate(part: string, value: string): number {
  const rate = Number(value)
  if (/^\d*\.?\d+$/.test(value) && rate <= 1) return rate
  throw notAFault(part)
}

function notAFault(part: string): WhkError {
  return new WhkError("USAGE", `"${quoted(part)}" is not a fault for --inject.`, {
    hint: "Use delay=2s and, each with a share from 0 to 1, duplicate=0.1, drop-response=0.05 and flip-byte=0.01.",
  })
}
