import { headerValues } from "../../../domain/headers.ts"
import { type CodedScheme, signaturePlace } from "../../scheme.ts"
import type { VerifyInput } from "../../verification.ts"
import { type JwtRule, keysOf } from "./jwt-rule.ts"
import { signJwt } from "./jwt-sign.ts"
import { type JwtToken, readToken } from "./jwt-token.ts"
import { verifyJwt } from "./jwt-verify.ts"
import { signingKey } from "../key-material.ts"

/** The scheme of a rule. The library behind it is loaded when something is signed or verified, not before. */
export function jwtScheme(rule: JwtRule): CodedScheme {
  const { id, recipe, header, timestamp } = rule
  const keys = keysOf(rule)
  return {
    id,
    recipe,
    coversBody: header === undefined || rule.bodyHash !== undefined,
    headers: header ? [header] : [],
    ...(!header && {
      bodyFields: [["", "{signature}"]] as const,
      eventIn: (body) => bodyToken(body)?.payload,
    }),
    ...(timestamp && { timestamp }),
    isCarried(request) {
      return tokens(this, request).some((token) => token !== undefined)
    },
    checkSecret(secret) {
      signingKey(keys, secret)
    },
    async sign(input) {
      return await signJwt(rule, this, input)
    },
    async verify(input) {
      return await verifyJwt(rule, this, { ...input, tokens: tokens(this, input) })
    },
  }
}

/** What stands in each place of a token; undefined where it is none. */
function tokens(
  scheme: CodedScheme,
  { headers, body }: Pick<VerifyInput, "headers" | "body">,
): (JwtToken | undefined)[] {
  const place = signaturePlace(scheme)
  if (!place || "field" in place) return body.length === 0 ? [] : [bodyToken(body)]
  const [before = ""] = place.template.split("{signature}")
  return headerValues(headers, place.header).map((value) => {
    const text = value.trim()
    return text.startsWith(before) ? readToken(text.slice(before.length)) : undefined
  })
}

function bodyToken(body: Uint8Array): JwtToken | undefined {
  return readToken(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1"))
}
