import type { CauseId } from "../causes.ts"
import type { JsonStyle } from "./json-tree.ts"

/** A serialiser whose output differs from the others'. */
export interface Serialiser {
  readonly id: CauseId
  /** The call as a programmer writes it. */
  readonly call: string
  readonly style: JsonStyle
}

const hex4 = (unit: number, isUpper = false): string => {
  const digits = unit.toString(16).padStart(4, "0")
  return `\\u${isUpper ? digits.toUpperCase() : digits}`
}

/** `JSON.stringify` of a string, then every UTF-16 unit that the pattern finds as `\uXXXX`. */
const escaping =
  (pattern: RegExp, isUpper = false) =>
  (value: string): string =>
    JSON.stringify(value).replace(pattern, (unit) => hex4(unit.charCodeAt(0), isUpper))

const plain = (value: string): string => JSON.stringify(value)
const NON_ASCII = /[\u0080-\uffff]/g
// Python escapes DEL as well; the others leave it.
const asciiOnly = escaping(NON_ASCII)
const asciiWithDel = escaping(/[\u007f-\uffff]/g)
const asciiSlashes = (value: string): string => asciiOnly(value).replaceAll("/", "\\/")
/** Go and Rails keep JSON safe inside HTML and JavaScript. */
const htmlSafe = escaping(/[<>&\u2028\u2029]/g)
const gsonSafe = escaping(/[<>&='\u2028\u2029]/g)
const dotnetSafe = (value: string): string =>
  escaping(/[<>&'+`\u007f-\uffff]/g, true)(value).replaceAll('\\"', "\\u0022")

/** A number as JavaScript prints it: `1.0` is 1, `1e3` is 1000, digits beyond 2^53 are rounded. */
export function javascriptNumber(literal: string): string {
  return JSON.stringify(Number(literal))
}

const isInteger = (literal: string): boolean => /^-?\d+$/.test(literal)

/** Python keeps integers whole and prints a float with a point: `1e3` is 1000.0. */
const pythonNumber = (literal: string): string =>
  isInteger(literal)
    ? literal.replace(/^-0$/, "0")
    : floatText(literal, {
        from: 1e-4,
        below: 1e16,
        exponent: (sign, digits) => `e${sign}${digits.padStart(2, "0")}`,
      })

const rubyNumber = (literal: string): string =>
  isInteger(literal)
    ? literal.replace(/^-0$/, "0")
    : floatText(literal, {
        from: 1e-4,
        below: 1e16,
        exponent: (sign, digits) => `e${sign}${digits.padStart(2, "0")}`,
        pointInMantissa: true,
      })

const javaFloat = (literal: string): string =>
  floatText(literal, {
    from: 1e-3,
    below: 1e7,
    exponent: (sign, digits) => `E${sign === "-" ? "-" : ""}${digits}`,
    pointInMantissa: true,
  })

const javaNumber = (literal: string): string =>
  isInteger(literal) ? literal.replace(/^-0$/, "0") : javaFloat(literal)

/** PHP prints a float without a fraction as an integer. */
const phpNumber = (literal: string): string =>
  isInteger(literal)
    ? literal.replace(/^-0$/, "0")
    : floatText(literal, {
        from: 1e-4,
        below: 1e17,
        exponent: (sign, digits) => `e${sign}${digits}`,
        pointInMantissa: true,
        pointInPlain: false,
      }).replace(/^-0\.0$/, "-0")

/** Go reads every number as a float64 and prints it as JavaScript does, but for a negative zero. */
const goNumber = (literal: string): string =>
  Object.is(Number(literal), -0) ? "-0" : javascriptNumber(literal)

/** How a language prints a float. */
interface FloatStyle {
  /** Sizes from here to below there are printed without an exponent. */
  readonly from: number
  readonly below: number
  readonly exponent: (sign: string, digits: string) => string
  readonly pointInMantissa?: boolean
  readonly pointInPlain?: boolean
}

function floatText(literal: string, style: FloatStyle): string {
  const { from, below, exponent, pointInMantissa = false, pointInPlain = true } = style
  const value = Number(literal)
  const size = Math.abs(value)
  if (size === 0 || (size >= from && size < below)) {
    const text = Object.is(value, -0)
      ? "-0.0"
      : size < 1e-6
        ? value.toFixed(20).replace(/0+$/, "")
        : String(value)
    return pointInPlain ? pointed(text) : text
  }
  const [mantissa = "", power = ""] = value.toExponential().split("e")
  return `${pointInMantissa ? pointed(mantissa) : mantissa}${exponent(power.slice(0, 1), power.slice(1))}`
}

function pointed(text: string): string {
  return text.includes(".") ? text : `${text}.0`
}

const compact = { comma: ",", colon: ":" } as const
const spaced = { comma: ", ", colon: ": " } as const
const javascript: JsonStyle = { string: plain, number: javascriptNumber, ...compact }

/** The serialisers that frameworks use when they print a parsed body again, the most usual first. */
export const serialisers: readonly Serialiser[] = [
  {
    id: "body-reserialised-python",
    call: "json.dumps(json.loads(body))",
    style: { string: asciiWithDel, number: pythonNumber, ...spaced },
  },
  {
    id: "body-reserialised-python-unicode",
    call: "json.dumps(json.loads(body), ensure_ascii=False)",
    style: { string: plain, number: pythonNumber, ...spaced },
  },
  {
    id: "body-reserialised-python-compact",
    call: 'json.dumps(json.loads(body), separators=(",", ":"))',
    style: { string: asciiWithDel, number: pythonNumber, ...compact },
  },
  {
    id: "body-reserialised-python-compact-unicode",
    call: 'json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=False)',
    style: { string: plain, number: pythonNumber, ...compact },
  },
  {
    id: "body-reserialised-php",
    call: "json_encode(json_decode($body))",
    style: { string: asciiSlashes, number: phpNumber, ...compact },
  },
  {
    id: "body-reserialised-php-array",
    call: "json_encode(json_decode($body, true))",
    style: { string: asciiSlashes, number: phpNumber, ...compact, emptyObjectIsArray: true },
  },
  {
    id: "body-reserialised-php-unescaped-slashes",
    call: "json_encode(json_decode($body), JSON_UNESCAPED_SLASHES)",
    style: { string: asciiOnly, number: phpNumber, ...compact },
  },
  {
    id: "body-reserialised-php-unescaped-unicode",
    call: "json_encode(json_decode($body), JSON_UNESCAPED_UNICODE)",
    style: {
      string: (value) => escaping(/[\u2028\u2029]/g)(value).replaceAll("/", "\\/"),
      number: phpNumber,
      ...compact,
    },
  },
  {
    id: "body-reserialised-go",
    call: "json.Marshal of a map",
    style: { string: htmlSafe, number: goNumber, ...compact, sortKeys: true },
  },
  {
    id: "body-reserialised-go-struct",
    call: "json.Marshal of a struct",
    style: { string: htmlSafe, number: goNumber, ...compact },
  },
  {
    id: "body-reserialised-rails",
    call: "JSON.parse(body).to_json (Rails)",
    style: { string: htmlSafe, number: rubyNumber, ...compact },
  },
  {
    id: "body-reserialised-ruby",
    call: "JSON.generate(JSON.parse(body))",
    style: { string: plain, number: rubyNumber, ...compact },
  },
  {
    id: "body-reserialised-java-gson",
    call: "gson.toJson(gson.fromJson(body, Object.class))",
    style: { string: gsonSafe, number: javaFloat, ...compact, dropNulls: true },
  },
  {
    id: "body-reserialised-java-gson-tree",
    call: "gson.toJson(JsonParser.parseString(body))",
    style: { string: gsonSafe, number: (literal) => literal, ...compact, dropNulls: true },
  },
  {
    id: "body-reserialised-java",
    call: "mapper.writeValueAsString(mapper.readTree(body))",
    style: { string: plain, number: javaNumber, ...compact },
  },
  {
    id: "body-reserialised-dotnet",
    call: "JsonSerializer.Serialize(…)",
    style: { string: dotnetSafe, number: (literal) => literal, ...compact },
  },
]

/** Indented the way tools show JSON. */
export const prettyStyles: readonly Serialiser[] = [
  {
    id: "body-pretty-2",
    call: "JSON.stringify(value, null, 2)",
    style: { ...javascript, colon: ": ", indent: "  " },
  },
  {
    id: "body-pretty-4",
    call: "JSON.stringify(value, null, 4)",
    style: { ...javascript, colon: ": ", indent: "    " },
  },
  {
    id: "body-pretty-tab",
    call: 'JSON.stringify(value, null, "\\t")',
    style: { ...javascript, colon: ": ", indent: "\t" },
  },
  {
    id: "body-pretty-python",
    call: "json.dumps(json.loads(body), indent=2)",
    style: { string: asciiWithDel, number: pythonNumber, comma: ",", colon: ": ", indent: "  " },
  },
  {
    id: "body-pretty-php",
    call: "json_encode(json_decode($body), JSON_PRETTY_PRINT)",
    style: { string: asciiSlashes, number: phpNumber, comma: ",", colon: ": ", indent: "    " },
  },
  {
    id: "body-pretty-java",
    call: "mapper.writerWithDefaultPrettyPrinter()",
    style: { string: plain, number: javaNumber, comma: ",", colon: " : ", indent: "  ", flatArrays: true },
  },
]

/** Keys in order at every level, as canonicalising libraries and JSON columns of databases have them. */
export const sortedStyles: readonly Serialiser[] = [
  { id: "body-keys-sorted", call: "sorted keys, compact", style: { ...javascript, sortKeys: true } },
  {
    id: "body-keys-sorted-python",
    call: "json.dumps(json.loads(body), sort_keys=True)",
    style: { string: asciiWithDel, number: pythonNumber, ...spaced, sortKeys: true },
  },
  {
    id: "body-keys-sorted-python-compact",
    call: 'json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"))',
    style: { string: asciiWithDel, number: pythonNumber, ...compact, sortKeys: true },
  },
]

/** A string with everything outside ASCII as `\uXXXX`. */
export function escapeUnicode(value: string, isUpper: boolean): string {
  return escaping(NON_ASCII, isUpper)(value)
}
