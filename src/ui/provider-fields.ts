import { formatDuration } from "../domain/duration.ts"
import type { EventCase, Place, Provider } from "../providers/provider.ts"
import { keyBytesText, scheduleText, secretLengthText, successText } from "../providers/rule-texts.ts"
import {
  type CodedScheme,
  coversBody,
  type DeclaredScheme,
  isCoded,
  type Scheme,
  signatureName,
  signsTimestamp,
} from "../signing/scheme.ts"
import { keyText } from "../signing/recipe.ts"
import type { Field } from "./fields.ts"

const BODY_FORM = { raw: "the bytes as sent", reserialised: "JSON.stringify(JSON.parse(body))" } as const
const ROTATION = {
  "old-dies-at-once": "the old secret stops at once",
  overlap: "old and new secret sign together for a time",
} as const

export function requestFields({ headers, bodyEscapes, names, testEvent }: Provider): readonly Field[] {
  return [
    ...headers.map(([name, value]): Field => [name, value]),
    ["body", bodyEscapes && "JSON in which every character outside ASCII is written \\uXXXX"],
    ["event type in", eventPlaceText(names.event)],
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
    ...bodyFields.map(([pointer, template]): Field =>
      pointer === "" ? ["body", template] : ["in the body", `${pointer}: ${template}`],
    ),
    ...(isCoded(scheme) ? [] : varietyFields(scheme)),
    ["timestamp", scheme.timestamp && timestampText(scheme)],
    ["covers", coverageText(scheme)],
    ["checked", evidence],
  ]
}

/** What anybody can change without making the signature wrong; nothing to say where that is nothing. */
function coverageText(scheme: Scheme): string | undefined {
  return signatureName(scheme) === "" || coversBody(scheme)
    ? undefined
    : "not the whole body: what is not signed proves nothing"
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
      "{token}",
      content.includes("{token}")
        ? "random; remember it, because a copy of the request verifies again"
        : undefined,
    ],
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
        ? `in ${headerList(furtherHeaders)}`
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

function headerList(names: readonly string[]): string {
  return names.length > 4 ? `${names[0]} to ${names.at(-1)}` : names.join(", ")
}

export function secretFields({ secret, knownSecrets }: Provider): readonly Field[] {
  return [
    ["length", secretLengthText(secret)],
    ["key bytes", keyBytesText(secret)],
    ["required", secret.optional ? "no: an endpoint may have none" : "yes"],
    ["published", knownSecrets?.map(({ name, value }) => `${value} signs ${name}`).join("; ")],
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
    ["success", successText(success)],
    ["timeout", `${formatDuration(timeoutMs)}${timeoutCertainty === "assumed" ? " (assumed)" : ""}`],
    ["attempts", scheduleText(schedule)],
    ["schedule from", schedule.source],
    ["source addresses", sourceIps?.join(", ") ?? "not documented"],
  ]
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

function eventPlaceText(event: Provider["names"]["event"]): string {
  if (!event) return "nothing: a request does not say it"
  return "cases" in event ? casesText(event.cases) : placeText(event)
}

function placeText(place: Place): string {
  if ("header" in place) return `the header ${place.header}`
  if ("oneOfKeys" in place) return `the key of the body that is one of ${place.oneOfKeys.join(", ")}`
  return `${place.path} of the body${place.xml === undefined ? "" : `, <${place.xml}> in its XML`}`
}

/** `message.received if SmsStatus is received, else message.status.{MessageStatus}`. */
function casesText(cases: readonly EventCase[]): string {
  const texts = cases.map(({ type, when = {} }) => {
    const conditions = Object.entries(when).map(([path, text]) => `${path} is ${text}`)
    return conditions.length === 0 ? type : `${type} if ${conditions.join(" and ")}`
  })
  return `the fields of the body: ${texts.join(", else ")}`
}
