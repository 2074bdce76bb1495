import { nearest } from "../../domain/event-types.ts"
import { fillTextTemplate } from "../json-template.ts"
import { sampleContext } from "../sample.ts"

/** What a template says wrongly, and what to write instead. */
export interface TemplateProblem {
  readonly problem: string
  readonly hint: string
}

export const HEADER_NAMES = ["event", "id", "uuid", "now-iso"]
export const SIGNATURE_NAMES = ["signature", "timestamp", "id", "event", "token"]
export const CONTENT_NAMES = [
  "body",
  "timestamp",
  "id",
  "url",
  "method",
  "form",
  "token",
  "secret",
  "body-sha256",
]

const WITH_LENGTH = ["hex", "digits", "base62", "lower", "upper"]
const JSON_NAMES = [
  "id",
  "event",
  "uuid",
  "ulid",
  "now-iso",
  "now-iso-seconds",
  "now-rfc2822",
  "now-ctime",
  "now-date",
  "now-time",
  "now-unix",
  "now-s",
  "now-ms",
  ...WITH_LENGTH,
  "int",
  "brace",
]

const LONGEST = 1000

/** The first placeholder of a template of the scheme or of a header that stands for nothing there. */
export function templateProblem(template: string, names: readonly string[]): TemplateProblem | undefined {
  const unknown = [...template.matchAll(/\{([A-Za-z][\w-]*)(?:[:#][^{}]*)?\}/g)].find(
    ([whole, name]) => whole !== `{${name}}` || !names.includes(name!),
  )
  return unknown && notAPlaceholder(unknown[0], unknown[1]!, names)
}

/**
 * The first placeholder of a text in a sample, an envelope or an id that stands for nothing or has a wrong size. What
 * the template language takes for plain text (`{Name}`, `{/path}`) is no placeholder. `moreNames` are taken beside its
 * own; with `data` among them also the parts of the data, `{data.id}`.
 */
export function jsonTextProblem(
  text: string,
  moreNames: readonly string[] = [],
): TemplateProblem | undefined {
  const hasData = moreNames.includes("data")
  if (text === "{data}" && hasData) return undefined
  const names = [...moreNames.filter((name) => name !== "data"), ...JSON_NAMES]
  for (const [whole, name = "", size, label] of text.matchAll(
    /\{(data\.[\w.-]+|[a-z][a-z0-9-]*)(?::([^{}#\s"]*))?(?:#([^{}\s"]*))?\}/g,
  )) {
    if (name.startsWith("data.") && hasData) continue
    if (!names.includes(name) && !isFilled(`{${name}}`)) {
      if (size === undefined || /^[0-9-]+[smhd]?$/.test(size)) return notAPlaceholder(whole, name, names)
      continue
    }
    const wanted = sizeProblem(name, size)
    if (wanted !== undefined) return { problem: `holds ${whole}, which has a wrong size`, hint: wanted }
    if (label !== undefined && !/^[a-z0-9-]+$/.test(label))
      return {
        problem: `holds ${whole}, whose label is not a plain name`,
        hint: `Write small letters, digits and dashes behind #, for example {${name}#order}.`,
      }
  }
  return undefined
}

function notAPlaceholder(whole: string, name: string, names: readonly string[]): TemplateProblem {
  const [near] = nearest(name.replaceAll("_", "-"), names, 1)
  const here = `Placeholders here are ${names.map((known) => `{${known}}`).join(", ")}.`
  return {
    problem: `holds ${whole}, which stands for nothing here`,
    hint: near === undefined || near === name ? here : `Did you mean {${near}}? ${here}`,
  }
}

/** The template language itself knows best what it fills. */
function isFilled(placeholder: string): boolean {
  return fillTextTemplate(placeholder, { id: "", event: "" }, sampleContext("", 0)) !== placeholder
}

function sizeProblem(name: string, size: string | undefined): string | undefined {
  if (name === "int") {
    const [, min, max] = /^(\d{1,15})-(\d{1,15})$/.exec(size ?? "") ?? []
    return min !== undefined && Number(min) <= Number(max)
      ? undefined
      : "Write the smallest and the largest number, for example {int:1-100}."
  }
  if (size === undefined) return undefined
  if (name.startsWith("now-"))
    return /^-?\d+[smhd]$/.test(size) && isFilled(`{${name}:${size}}`)
      ? undefined
      : `Write how far from now, for example {${name}:30d} or {${name}:-60s}.`
  if (!WITH_LENGTH.includes(name)) return `{${name}} takes no size: leave out :${size}.`
  return /^\d{1,4}$/.test(size) && Number(size) >= 1 && Number(size) <= LONGEST
    ? undefined
    : `Write how many characters, 1 to ${LONGEST}, for example {${name}:16}.`
}
