import { formatDuration } from "../domain/duration.ts"
import { maxAttempts, type RetrySchedule } from "../domain/schedule.ts"
import type { Place, Provider } from "../providers/provider.ts"
import { type Scheme, signatureHeader } from "../signing/scheme.ts"
import type { Field } from "./fields.ts"

const BODY_FORM = { raw: "the bytes as sent", reserialised: "JSON.stringify(JSON.parse(body))" } as const
const ROTATION = {
  "old-dies-at-once": "the old secret stops at once",
  overlap: "old and new secret sign together for a time",
} as const

export function requestFields({ headers, names, testEvent }: Provider): readonly Field[] {
  return [
    ...headers.map(([name, value]): Field => [name, value]),
    ["event type in", placeText(names.event)],
    ["event id in", names.id ? placeText(names.id) : "none"],
    ["test event", testEvent],
  ]
}

/** The scheme as a recipe that can be followed by hand. */
export function signatureFields(scheme: Scheme): readonly Field[] {
  const {
    algorithm,
    key,
    content,
    bodyForms,
    digest,
    headers,
    timestamp,
    unsigned,
    alsoAccepts = [],
  } = scheme
  const [name] = signatureHeader(scheme)
  const prefix = key.prefix === undefined ? "" : `, without the leading ${key.prefix}`
  return [
    ["scheme", scheme.id],
    ["algorithm", `${algorithm}, written as ${digest}`],
    [
      "key",
      `${key.decoding === "utf8" ? "the secret as UTF-8 text" : `the secret decoded from ${key.decoding}`}${prefix}`,
    ],
    ["signed", content],
    ["{body}", bodyForms.map((form) => BODY_FORM[form]).join(", else ")],
    ...headers.map(([header, template]): Field => [header, template]),
    [
      "also accepted",
      alsoAccepts.map((form) => `${name}: ${form.template} in ${form.digest}`).join(", ") || undefined,
    ],
    ["timestamp", timestamp && timestampText(scheme)],
    [
      "without a key",
      unsigned &&
        (unsigned.map(([header, value]) => `${header}: ${value || "(empty)"}`).join(", ") ||
          "no signature header"),
    ],
  ]
}

export function secretFields({ secret }: Provider): readonly Field[] {
  const { minLength, warnBelow, keyBytes, optional } = secret
  return [
    ["length", lengthText(minLength, warnBelow)],
    ["key bytes", keyBytes && `${keyBytes[0]} to ${keyBytes[1]}`],
    ["required", optional ? "no: an endpoint may have none" : "yes"],
  ]
}

export function endpointFields({ endpoint }: Provider): readonly Field[] {
  return [
    ["https", endpoint.httpsOnly ? endpoint.httpsRule : `not required. ${endpoint.httpsRule}`],
    ["can be disabled", endpoint.hasActiveFlag ? "yes" : "not documented"],
    ["secret set by", endpoint.secretByUpdate ? "update" : "rotate"],
    ["rotation", ROTATION[endpoint.rotation]],
  ]
}

export function deliveryFields({ delivery }: Provider): readonly Field[] {
  const { success, timeoutMs, timeoutCertainty, schedule, sourceIps } = delivery
  return [
    ["success", success === "2xx" ? "any 2xx" : `exactly ${success.join(" or ")}`],
    ["timeout", `${formatDuration(timeoutMs)}${timeoutCertainty === "assumed" ? " (assumed)" : ""}`],
    ["attempts", scheduleText(schedule)],
    ["schedule from", schedule.source],
    ["source addresses", sourceIps?.join(", ") ?? "not documented"],
  ]
}

/** `5 at 0s, 2s, 6s, 14s, 30s`: when each attempt is made if every one before it failed at once. */
function scheduleText(schedule: RetrySchedule): string {
  let atMs = 0
  const times = schedule.delaysMs.map((delayMs) => formatDuration((atMs += delayMs)))
  const certainty = schedule.certainty === "assumed" ? " (assumed)" : ""
  return `${maxAttempts(schedule)}${certainty} at ${["0s", ...times].join(", ")}`
}

function timestampText(scheme: Scheme): string {
  const { timestamp, content } = scheme
  const unit = { s: "unix seconds", ms: "unix milliseconds", iso: "ISO 8601" }[timestamp?.unit ?? "s"]
  const isSigned = content.includes("{timestamp}") ? "signed" : "not signed, so it proves nothing"
  const tolerance = timestamp?.toleranceSeconds
  const judged =
    tolerance === undefined ? "no tolerance stated" : `${formatDuration(tolerance * 1000)} tolerance`
  return `${unit}; ${isSigned}; ${judged}`
}

function lengthText(minLength: number | undefined, warnBelow: number | undefined): string {
  if (minLength !== undefined) return `at least ${minLength} characters`
  return warnBelow === undefined ? "any" : `any; a warning below ${warnBelow} characters`
}

function placeText(place: Place): string {
  return "header" in place ? `the header ${place.header}` : `${place.path} of the body`
}
