import { formatDuration } from "../domain/duration.ts"
import { maxAttempts, type RetrySchedule } from "../domain/schedule.ts"
import type { Place, Provider } from "../providers/provider.ts"
import {
  type CodedScheme,
  type DeclaredScheme,
  isCoded,
  type Scheme,
  signatureName,
  signsTimestamp,
} from "../signing/scheme.ts"
import type { Field } from "./fields.ts"

const BODY_FORM = { raw: "the bytes as sent", reserialised: "JSON.stringify(JSON.parse(body))" } as const
const ROTATION = {
  "old-dies-at-once": "the old secret stops at once",
  overlap: "old and new secret sign together for a time",
} as const

export function requestFields({ headers, names, testEvent }: Provider): readonly Field[] {
  return [
    ...headers.map(([name, value]): Field => [name, value]),
    ["event type in", names.event ? placeText(names.event) : "none"],
    ["event id in", names.id ? placeText(names.id) : "none"],
    ["test event", testEvent],
  ]
}

/** The scheme as a recipe that can be followed by hand. */
export function signatureFields({ scheme, evidence }: Provider): readonly Field[] {
  const { headers, bodyFields = [] } = scheme
  return [
    ["scheme", scheme.id],
    ...(isCoded(scheme) ? codedFields(scheme) : declaredFields(scheme)),
    ...headers.map(([header, template]): Field => [header, template]),
    ...bodyFields.map(([pointer, template]): Field => [`body ${pointer}`, template]),
    ...(isCoded(scheme) ? [] : varietyFields(scheme)),
    ["timestamp", scheme.timestamp && timestampText(scheme)],
    ["checked", evidence],
  ]
}

function codedFields({ recipe }: CodedScheme): readonly Field[] {
  return [
    ["algorithm", recipe.algorithm],
    ["key", recipe.key],
    ["signed", recipe.content],
  ]
}

function declaredFields({
  algorithm,
  key,
  content,
  bodyForms,
  urlForms,
  digest,
  query = [],
}: DeclaredScheme): readonly Field[] {
  if (algorithm === "none") return [["algorithm", "none: the provider does not sign"]]
  if (algorithm === "token") return [["algorithm", "none: the secret itself is sent, nothing is signed"]]
  return [
    ["algorithm", `${algorithm}, written as ${digest}`],
    ["key", keyText(key)],
    ["signed", content],
    [
      "{body}",
      content.includes("{body}") ? bodyForms.map((form) => BODY_FORM[form]).join(", else ") : undefined,
    ],
    [
      "{form}",
      content.includes("{form}") ? "the fields sorted by name, each name followed by its value" : undefined,
    ],
    ["{url}", content.includes("{url}") ? urlText(urlForms) : undefined],
    ...query.map(([name, template]): Field => [`?${name}=`, template]),
  ]
}

function keyText({ decoding, prefix, withoutPrefix }: DeclaredScheme["key"]): string {
  if (decoding === "keypair") return "the private key signs, the public key verifies"
  const read = decoding === "utf8" ? "the secret as UTF-8 text" : `the secret decoded from ${decoding}`
  const stripped = prefix === undefined ? "" : `, without the leading ${prefix}`
  return `${read}${stripped}${withoutPrefix === undefined ? "" : `; without ${prefix} the whole secret as UTF-8 text`}`
}

const URL_FORM = {
  raw: "as the sender has it",
  "without-port": "without its port",
  "with-port": "with its port",
  decoded: "with %3A %2F %3F %40 %21 %24 %27 %28 %29 %2A %2C %3B decoded",
} as const

function urlText(forms: DeclaredScheme["urlForms"] = ["raw"]): string {
  return `the whole URL ${forms.map((form) => URL_FORM[form]).join(", else ")}`
}

function varietyFields(scheme: DeclaredScheme): readonly Field[] {
  const { unsigned, weaker, furtherHeaders, separator, alsoAccepts = [] } = scheme
  const name = signatureName(scheme)
  return [
    [
      "also accepted",
      alsoAccepts.map((form) => `${name}: ${form.template} in ${form.digest}`).join(", ") || undefined,
    ],
    [
      "several secrets",
      furtherHeaders?.length
        ? `in ${furtherHeaders.join(", ")}`
        : separator && `one behind the other: ${JSON.stringify(separator)}`,
    ],
    [
      "weaker, beside it",
      weaker && `${weaker.header.join(": ")} (${weaker.algorithm}); alone it is refused as a downgrade`,
    ],
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
  const { timestamp } = scheme
  const unit = { s: "unix seconds", ms: "unix milliseconds", iso: "ISO 8601" }[timestamp?.unit ?? "s"]
  const isSigned = isCoded(scheme) || signsTimestamp(scheme) ? "signed" : "not signed, so it proves nothing"
  const where = timestamp?.at === undefined ? "" : ` at ${timestamp.at} of the body`
  const tolerance = timestamp?.toleranceSeconds
  const judged =
    tolerance === undefined ? "no tolerance stated" : `${formatDuration(tolerance * 1000)} tolerance`
  return `${unit}${where}; ${isSigned}; ${judged}`
}

function lengthText(minLength: number | undefined, warnBelow: number | undefined): string {
  if (minLength !== undefined) return `at least ${minLength} characters`
  return warnBelow === undefined ? "any" : `any; a warning below ${warnBelow} characters`
}

function placeText(place: Place): string {
  return "header" in place ? `the header ${place.header}` : `${place.path} of the body`
}
