import type { Capture } from "../capture/capture.ts"
import { formatDuration } from "../domain/duration.ts"
import { firstHeader } from "../domain/headers.ts"
import { cleanText, maskSecret } from "../domain/text.ts"
import type { Provider } from "../providers/provider.ts"
import { coversBody, isCoded, placeText, signatureName, signaturePlace } from "../signing/scheme.ts"
import type { Verification } from "../signing/verification.ts"
import { diagnosisFields, fixCode } from "./diagnosis-view.ts"
import { type Field, fieldLines } from "./fields.ts"
import type { Output } from "./output.ts"
import type { Judged } from "./verdict-json.ts"
import { wrapText } from "./wrap-text.ts"

/** A verdict for people: a line that says it, and the facts it stands on. */
export function verdictView(
  judged: Judged,
  {
    capture,
    out,
    isOnly,
  }: {
    readonly capture: Capture
    readonly out: Pick<Output, "color" | "columns">
    readonly isOnly: boolean
  },
): string {
  const { color } = out
  const { verified, reason } = judged.verification
  const which = isOnly ? "" : ` ${color.dim(cleanText(capture.id ?? capture.url))}`
  const line = verified
    ? `${color.green("✓ verified")}${which}`
    : `${color.red(`✗ not verified: ${reason}`)}${which}`
  const screen = { color, columns: out.columns - 2 }
  const code = judged.diagnosis && fixCode(judged.diagnosis, judged.framework)
  const title = code ? wrapText(code.title, screen.columns).map((text) => color.dim(text)) : []
  return [
    line,
    ...gotLine(judged, color),
    ...indented(fieldLines(fields(judged, { capture, color }), screen)),
    ...(code ? ["", ...indented(title), ...indented(indented(code.lines))] : []),
  ].join("\n")
}

function indented(lines: readonly string[]): string[] {
  return lines.map((text) => `  ${text}`)
}

/** What was given with `--got` is judged beside the request. */
function gotLine({ provider, diagnosis }: Judged, color: Output["color"]): string[] {
  switch (diagnosis?.got) {
    case "right":
      return [color.green("✓ --got is the right signature")]
    case "wrong":
      return [color.red("✗ --got is not the signature")]
    case "unknown":
      return [
        color.red(
          `✗ --got is not what arrived; more cannot be told of ${cleanText(provider?.name ?? "this")}'s signatures`,
        ),
      ]
    default:
      return []
  }
}

function fields(
  judged: Judged,
  { capture, color }: { readonly capture: Capture } & Pick<Output, "color">,
): readonly Field[] {
  const { provider, verification, keys, diagnosis, notes, expected } = judged
  if (verification.reason === "redacted")
    return [
      ["why", "this capture was redacted, so its signature cannot be judged"],
      ["provider", provider?.name],
    ]
  if (!provider)
    return [["why", "no header of the request is a known signature header; name it with --provider"]]
  const { match, timestamp } = verification
  const header = signatureName(provider.scheme)
  return [
    ["why", isExplained(judged) ? undefined : whyNot(provider, verification, capture)],
    ...(diagnosis && !isBare(judged)
      ? diagnosisFields(diagnosis, { provider, isOfGot: judged.got !== undefined, color })
      : []),
    ...notes.map((note): Field => ["note", note]),
    ["provider", provider.name],
    ["signature", match ? `${placeText(match)}: ${match.form.template} in ${match.form.digest}` : header],
    ["signed", match ? signedText(provider, match.bodyForm) : undefined],
    ["secret", match ? secretText(keys.secrets, match.secretIndex) : undefined],
    ["timestamp", timestamp ? timestampText(timestamp) : undefined],
    ["expected", expected],
  ]
}

/** Where no signature is, there is nothing to explain: the reason says it all. */
function isBare({ verification, diagnosis }: Judged): boolean {
  return verification.reason === "header-missing" && diagnosis?.causes.length === 0
}

/** A cause says more than the reason. */
function isExplained({ verification, diagnosis, got }: Judged): boolean {
  return verification.verified || (got === undefined && (diagnosis?.causes.length ?? 0) > 0)
}

function whyNot(provider: Provider, verification: Verification, capture: Capture): string {
  const { scheme, name } = provider
  const header = signatureName(scheme)
  const place = signaturePlace(scheme)
  const template = place?.template ?? ""
  const age = ageText(verification.timestamp?.ageSeconds ?? 0)
  switch (verification.reason) {
    case "header-missing": {
      if (place && "field" in place)
        return `the request has no ${place.field === "" ? "body" : `${place.field} in its body`}`
      const missing = scheme.headers.filter(([one]) => firstHeader(capture.headers, one) === undefined)
      const names = missing.map(([one]) => one).join(" and no ")
      return `the request has no ${names === "" ? header : `${names} header`}`
    }
    case "malformed":
      return firstHeader(capture.headers, header)?.trim() === ""
        ? `${header} is empty`
        : `${header} does not read as ${template}`
    case "no-match":
      return `no signature in ${header} was made with this secret over this request`
    case "stale":
      return `the signature is right, but the timestamp is ${age} old`
    case "future":
      return `the signature is right, but the timestamp lies ${age} ahead`
    case "downgrade":
      return `the request says it is unsigned, or its signature proves less than ${name}'s does: refuse it`
    default:
      return "the request carries no signature"
  }
}

function signedText({ scheme }: Provider, form: "raw" | "reserialised"): string {
  // A signature that stands in the body covers some of its fields.
  if (isCoded(scheme) && scheme.bodyFields) return scheme.recipe.content
  if (!coversBody(scheme)) return "not the body: anybody could have changed it"
  return form === "raw"
    ? "the body as it was sent"
    : "JSON.stringify(JSON.parse(body)), not the body as it was sent"
}

function secretText(secrets: readonly string[], index: number | null): string {
  if (index === null) return "a key that the provider publishes"
  const which = secrets.length > 1 ? ` (number ${index + 1} of ${secrets.length})` : ""
  return `${maskSecret(secrets[index] ?? "")}${which}`
}

function timestampText({ value, ageSeconds, fresh, signed }: NonNullable<Verification["timestamp"]>): string {
  const age = ageText(ageSeconds)
  const when = ageSeconds < 0 ? `${age} ahead` : `${age} old`
  const judged = fresh === null ? "age not judged" : fresh ? "fresh" : "outside the tolerance"
  return `${cleanText(value, 40)}, ${when}, ${judged}${signed ? "" : ", not part of the signature"}`
}

function ageText(seconds: number): string {
  return seconds === 0 ? "0s" : formatDuration(Math.abs(seconds) * 1000)
}
