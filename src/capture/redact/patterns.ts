import ipaddr from "ipaddr.js"
import { redactAfterNames } from "./after-names.ts"
import { mask } from "./mask.ts"
import { redactElements } from "./redact-elements.ts"

/**
 * Text with everything masked that shows by itself what it is: values after a telling name, private keys, tokens by
 * their prefixes, addresses of e-mail and the Internet, phone and card numbers. Each expression looks at a position a
 * bounded number of times: the text may be anything, and long.
 */
export function redactPlain(text: string): string {
  return PASSES.reduce((redacted, pass) => pass(redacted), text)
}

type Pass = (text: string) => string

/** Masks one group of every match, or all of it. */
function masking(pattern: RegExp, isMeant: (match: string) => boolean = () => true): Pass {
  return (text) =>
    text.replace(pattern, (match: string, ...groups: unknown[]) => {
      if (!isMeant(match)) return match
      const kept = typeof groups[0] === "string" ? groups[0] : ""
      return kept + mask(match.slice(kept.length))
    })
}

/** From a private key's first line to its last one, or to the end where that is missing. */
function privateKeys(text: string): string {
  if (!text.includes("PRIVATE KEY-----")) return text
  return text
    .split(/(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)/)
    .map((part, index) => {
      if (index % 2 === 1 || index === 0) return part
      const end = part.includes("-----END") ? part.indexOf("-----END") : part.length
      return mask(part.slice(0, end)) + part.slice(end)
    })
    .join("")
}

const AUTHORITY = /[^ \t\r\n/?#"'<>]*/y

/** What stands before the `@` of a URL. */
function userInfos(text: string): string {
  let redacted = ""
  let from = 0
  for (let at = text.indexOf("://"); at !== -1; at = text.indexOf("://", at + 3)) {
    const start = at + 3
    AUTHORITY.lastIndex = start
    const length = AUTHORITY.exec(text)![0].lastIndexOf("@")
    if (length <= 0) continue
    redacted += text.slice(from, start) + mask(text.slice(start, start + length))
    from = start + length
  }
  return redacted + text.slice(from)
}

/** The `@` is rare and everything around it is not, so it is where the search begins. */
function emails(text: string): string {
  let redacted = ""
  let from = 0
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const local = /[\w.%+'\u0080-\uffff-]+$/.exec(text.slice(Math.max(from, at - 64), at))?.[0]
    const domain = /^[A-Za-z0-9.\u0080-\uffff-]+/.exec(text.slice(at + 1, at + 256))?.[0]
    const host = /^.+\.[A-Za-z\u0080-\uffff]{2,}/.exec(domain ?? "")?.[0]
    if (local === undefined || host === undefined) continue
    const start = at - local.length
    const end = at + 1 + host.length
    redacted += text.slice(from, start) + mask(text.slice(start, end))
    from = end
  }
  return redacted + text.slice(from)
}

const DIGITS = /(?<![A-Za-z\d])\d(?:[ -]?\d){12,}(?![A-Za-z\d])/g

/** A card's number may stand between others: each group of digits may begin one, and end it. */
function cards(text: string): string {
  return text.replace(DIGITS, (run) => {
    let redacted = ""
    let from = 0
    for (const { index } of run.matchAll(/(?<!\d)[2-6]/g)) {
      const length = index < from ? 0 : cardLength(run.slice(index, index + 40))
      if (length === 0) continue
      redacted += run.slice(from, index) + mask(run.slice(index, index + length))
      from = index + length
    }
    return redacted + run.slice(from)
  })
}

/** How long the card number is that a text begins with; 0 when there is none. */
function cardLength(text: string): number {
  for (let end = text.length; end >= 13; end -= 1) {
    const isEnd = /\d/.test(text[end - 1]!) && !/\d/.test(text[end] ?? "")
    const digits = isEnd ? text.slice(0, end).replace(/\D/g, "") : ""
    if (digits.length >= 13 && digits.length <= 19 && passesLuhn(digits)) return end
  }
  return 0
}

/** The check digit of card numbers (ISO/IEC 7812-1, annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const counted = index % 2 === 1 ? digit * 2 : digit
    sum += counted > 9 ? counted - 9 : counted
  }
  return sum % 10 === 0
}

const OCTET = "(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)"

const PREFIXES =
  `whsec_ whk_ sk_live_ sk_test_ rk_live_ rk_test_ pk_live_ pk_test_ ghp_ gho_ ghu_ ghs_ ghr_ github_pat_
  glpat- xoxa- xoxb- xoxe- xoxe\\. xoxp- xoxr- xoxs- xapp- shpat_ shpca_ shppa_ shpss_ npm_ pypi- dop_v1_ hf_ lin_api_
  sq0atp- sq0csp- SG\\. AKIA ASIA AIza sk-`
    .trim()
    .split(/\s+/)
    .join("|")

const PASSES: readonly Pass[] = [
  redactAfterNames,
  redactElements,
  privateKeys,
  masking(/(?<![\w-])eyJ[\w-]{4,}\.[\w-]{2,}(?:\.[\w-]*){0,3}/g),
  masking(new RegExp(`(?<![A-Za-z0-9])(${PREFIXES})[\\w.+/=-]{8,}`, "g")),
  userInfos,
  // The address of an inbox ends in its token, which is a secret; so do those of Slack's and Discord's webhooks.
  masking(/((?:\\{0,3}\/|%(?:25){0,3}2F)in(?:\\{0,3}\/|%(?:25){0,3}2F))[\w-]{8,}/gi),
  masking(/(hooks\.slack\.com\/[a-z]{1,20}\/|discord(?:app)?\.com\/api\/webhooks\/)[\w/-]+/gi),
  emails,
  cards,
  // This machine's own address says nothing about anybody.
  masking(
    new RegExp(`(?<![\\d.])(?:${OCTET}\\.){3}${OCTET}(?!\\d|\\.\\d)`, "g"),
    (address) => !address.startsWith("127."),
  ),
  masking(
    /(?<![\w:.])[0-9A-Fa-f:]{3,39}(?![\w:])/g,
    (address) => address !== "::1" && /:.*:/.test(address) && ipaddr.IPv6.isValid(address),
  ),
  masking(/(?<![\w+])\+[1-9](?:[ .()-]{0,2}\d){6,14}(?!\w)/g),
  masking(/(?<![\w.-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])/g),
]
