import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { WhkError } from "../../src/errors.ts"
import { findProvider } from "../../src/providers/registry.ts"
import type { DeclaredScheme } from "../../src/signing/scheme.ts"
import { bitFlips, textBitFlips } from "../support/flips.ts"
import { type Vector, vectors } from "../support/vectors.ts"
import { declared, sign, verify } from "../support/signing.ts"

/** The provider's scheme; a vector that says which bytes it signed is signed so. */
function schemeOf({ provider, bodyForm }: Vector): DeclaredScheme {
  const scheme = declared(findProvider(provider).scheme)
  return bodyForm ? { ...scheme, bodyForms: [bodyForm] } : scheme
}

const urlOf = (vector: Vector, url = vector.url) => (url === undefined ? {} : { url })

function signVector(vector: Vector) {
  return sign(schemeOf(vector), {
    secrets: [vector.secret],
    id: vector.id,
    timestampMs: vector.timestampSeconds * 1000,
    eventType: vector.event,
    body: Buffer.from(vector.body, "utf8"),
    ...urlOf(vector),
  })
}

interface Tampering {
  readonly body?: Uint8Array
  readonly headers?: readonly Header[]
  readonly secret?: string
  readonly url?: string
}

/** Verifies a vector, with one part exchanged, at the time it was signed. */
function verifyVector(vector: Vector, { body, headers, secret, url }: Tampering = {}) {
  return verify(findProvider(vector.provider).scheme, {
    headers: headers ?? signVector(vector).headers,
    body: body ?? Buffer.from(vector.body, "utf8"),
    secrets: [secret ?? vector.secret],
    nowMs: vector.timestampSeconds * 1000,
    ...urlOf(vector, url),
  })
}

/** Whether the tampered vector is accepted; a secret that cannot be decoded any more is not. */
function isAccepted(vector: Vector, tampering: Tampering): boolean {
  try {
    return verifyVector(vector, tampering).verified
  } catch (error) {
    if (error instanceof WhkError && error.code === "SECRET_INVALID") return false
    throw error
  }
}

test("the five founding providers and the published vectors are all there", () => {
  const expected =
    "accelex accelex accelex ainexlayer axcelerate axelered axiestudio github github hubspot-v1 mux paddle slack square standard-webhooks standard-webhooks stripe twilio"
  expect(vectors.map(({ provider }) => provider).toSorted()).toEqual(expected.split(" "))
})

test.each(vectors)("$name: signing gives the known signature", (vector) => {
  const { headers, signature } = signVector(vector)
  const [name, value] = vector.signature
  expect([signature.header?.toLowerCase(), signature.value]).toEqual([name, value])
  expect(headers.find(([header]) => header.toLowerCase() === name)?.[1]).toBe(value)
})

test.each(vectors)("$name: the known signature verifies", (vector) => {
  const { verified, match } = verifyVector(vector)
  expect(verified).toBe(true)
  expect(match?.bodyForm).toBe(schemeOf(vector).bodyForms[0])
})

// Re-serialising drops whitespace, so a signature made that way does not cover it.
const covered = vectors.filter(({ bodyForm }) => bodyForm !== "reserialised")

/** Twilio signs the fields of a form, which `%2B` and `%2b` write alike. */
const saysTheSame = ({ provider, body }: Vector, flipped: Uint8Array): boolean =>
  provider === "twilio" &&
  new URLSearchParams(Buffer.from(flipped).toString()).toString() === new URLSearchParams(body).toString()

test.each(covered)("$name: no body with one flipped bit is accepted", (vector) => {
  const bodies = bitFlips(Buffer.from(vector.body, "utf8")).filter((body) => !saysTheSame(vector, body))
  expect(bodies.filter((body) => isAccepted(vector, { body }))).toEqual([])
})

test.each(vectors)("$name: no signature header with one flipped bit is accepted", (vector) => {
  const { headers, signature } = signVector(vector)
  const flipped = textBitFlips(signature.value)
  const accepted = flipped.filter((value) =>
    isAccepted(vector, {
      headers: headers.map((header): Header =>
        header[0] === signature.header ? [header[0], value] : header,
      ),
    }),
  )
  expect(accepted).toEqual([])
})

test.each(vectors)("$name: no secret with one flipped bit verifies", (vector) => {
  const accepted = textBitFlips(vector.secret).filter((secret) => isAccepted(vector, { secret }))
  expect(accepted).toEqual([])
})

test.each(vectors.filter(({ url }) => url !== undefined))(
  "$name: no URL with one flipped bit is accepted",
  (vector) => {
    expect(textBitFlips(vector.url!).filter((url) => isAccepted(vector, { url }))).toEqual([])
  },
)

test.each(vectors.filter(({ provider }) => ["standard-webhooks", "slack"].includes(provider)))(
  "$name: no signed id or timestamp with one flipped bit is accepted",
  (vector) => {
    const { headers, signature } = signVector(vector)
    const others = headers.filter(([name]) => name !== signature.header)
    const accepted = others.flatMap(([name, value]) =>
      textBitFlips(value).filter((flip) =>
        isAccepted(vector, {
          headers: headers.map((header): Header => (header[0] === name ? [name, flip] : header)),
        }),
      ),
    )
    expect(accepted).toEqual([])
  },
)
