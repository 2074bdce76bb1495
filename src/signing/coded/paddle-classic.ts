import { WhkError } from "../../errors.ts"
import { decodeStrictly } from "../digest.ts"
import type { CodedScheme } from "../scheme.ts"
import { verdict } from "../verification.ts"
import { isForm, putFormField, readFormBytes } from "./form-bytes.ts"
import { foundVerdict } from "./found.ts"
import { phpSerialize } from "./php-serialize.ts"
import { requireSecret } from "./require-secret.ts"
import { findSigner, readRsaKey, signRsa, verificationKeys } from "./rsa.ts"

const SIGNATURE = "p_signature"

/** Paddle Classic: an RSA signature in a form, over all of its other fields as PHP would serialise them. */
export const paddleClassic: CodedScheme = {
  id: "paddle-classic",
  headers: [],
  bodyFields: [[`/${SIGNATURE}`, "{signature}"]],
  recipe: {
    algorithm: "RSA with SHA-1, written as base64",
    key: "the private key in PEM signs, the public key of the dashboard verifies",
    content:
      "PHP's serialize() of the form's fields without p_signature, sorted by name, every value a string",
  },
  coversBody: true,

  checkSecret(secret) {
    readRsaKey(this, secret)
  },

  async sign({ secrets, body, url }) {
    const secret = requireSecret(this, secrets)
    const content = isForm(body) ? contentOf(readFormBytes(body)) : undefined
    if (!content) throw notAForm()
    const value = signRsa(this, secret, { hash: "sha1", content }).toString("base64")
    const signature = { header: null, field: `/${SIGNATURE}`, value }
    return {
      headers: [],
      url,
      body: putFormField(body, SIGNATURE, value),
      signature,
      signedBodyDiffers: false,
    }
  },

  async verify(input) {
    const fields = isForm(input.body) ? readFormBytes(input.body) : []
    const text = fields.find(([name]) => name === SIGNATURE)?.[1]
    if (text === undefined) return verdict(this, "header-missing")
    const signature = decodeStrictly(text, "base64")
    const content = contentOf(fields)
    if (!signature?.length || !content) return verdict(this, "malformed")
    const signed = { hash: "sha1", content, signature } as const
    return foundVerdict(this, findSigner(verificationKeys(this, input), signed, input.nowMs))
  },
}

/** The bytes that are signed; undefined where a name stands twice, for readers disagree about which one counts. */
function contentOf(fields: readonly (readonly [name: string, value: string])[]): Buffer | undefined {
  const names = new Set(fields.map(([name]) => name))
  if (names.size !== fields.length) return undefined
  const others = fields.filter(([name]) => name !== SIGNATURE)
  return phpSerialize(others.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function notAForm(): WhkError {
  return new WhkError(
    "DATA_INVALID",
    "The body is no form of Paddle Classic, so no signature fits into it.",
    {
      hint: "It is a form in which every name stands once; leave out --body to have one made.",
    },
  )
}
