import { expect, test } from "vitest"
import type { Header } from "../../src/domain/headers.ts"
import { WhkError } from "../../src/errors.ts"
import { providers } from "../../src/providers/catalogue.ts"
import type { Scheme } from "../../src/signing/scheme.ts"
import type { VerifyInput } from "../../src/signing/verification.ts"
import { verify } from "../../src/signing/verify.ts"
import { CODED_SECRETS, type CodedId, signedByCode } from "../support/coded-request.ts"
import { makeFixtures, type Fixture } from "../support/fixtures.ts"
import { bitFlips } from "../support/flips.ts"
import { figures } from "./support/figures.ts"

/** Their signature, or the token that proves them, stands in the body: no header to flip. */
const PROVED_IN_BODY = "adyen aws-sns braintree kinde mailgun microsoft-graph paddle-classic".split(" ")

/** Their proof does not cover every byte of the body: a bare token, named fields, or a form read by its values. */
const BODY_NOT_COVERED =
  "adyen aws-sns chargebee cloudevents deepgram gitlab-token mailgun mandrill microsoft-graph monday okta postmark".split(
    " ",
  )

/** A body of this size has all its bits flipped; of a longer one every nth, this many bytes in all. */
const BODY_BYTES = 96

/** The first signed fixture of every provider, as its receiver gets it. */
async function signedRequests(): Promise<Map<string, VerifyInput>> {
  const requests = new Map<string, VerifyInput>()
  for (const fixture of (await makeFixtures()).values()) {
    if (fixture.secret === null || requests.has(fixture.provider)) continue
    const isByCode = fixture.provider in CODED_SECRETS
    requests.set(
      fixture.provider,
      isByCode ? await signedByCode(fixture.provider as CodedId) : inputOf(fixture),
    )
  }
  return requests
}

function inputOf({ url, headers, bodyBase64, secret, receivedAt }: Fixture): VerifyInput {
  return {
    method: "POST",
    url,
    headers,
    body: Buffer.from(bodyBase64, "base64"),
    secrets: [secret!],
    nowMs: Date.parse(receivedAt),
  }
}

async function isAccepted(scheme: Scheme, input: VerifyInput): Promise<boolean> {
  try {
    return (await verify(scheme, input)).verified
  } catch (error) {
    if (error instanceof WhkError) return false
    throw error
  }
}

/** Copies with one bit of the body flipped. */
function flippedBodies(input: VerifyInput): VerifyInput[] {
  const { body } = input
  if (body.length <= BODY_BYTES) return bitFlips(body).map((flipped) => ({ ...input, body: flipped }))
  const step = Math.floor(body.length / BODY_BYTES)
  return Array.from({ length: BODY_BYTES }, (_, index) => {
    const flipped = Buffer.from(body)
    flipped[index * step]! ^= 1 << (index & 7)
    return { ...input, body: flipped }
  })
}

/** Every copy of the input with another text in the place of one in one of its headers. */
interface Part {
  readonly header: string
  readonly text: string
  with(text: string): VerifyInput
}

/** The parts of the headers, as hexadecimal or base64, without any of which the request is not accepted. */
async function neededParts(scheme: Scheme, input: VerifyInput): Promise<Part[]> {
  const needed: Part[] = []
  for (const [index, [header, value]] of input.headers.entries()) {
    // A bare token is the whole value.
    const tokens = input.secrets.includes(value)
      ? [{ 0: value, index: 0 }]
      : value.matchAll(/[0-9a-f]{32,}|[A-Za-z0-9+/_-]{22,}={0,2}/gi)
    for (const { 0: text, index: at } of tokens) {
      const part: Part = {
        header,
        text,
        with: (other) => {
          const changed = value.slice(0, at) + other + value.slice(at + text.length)
          return { ...input, headers: input.headers.with(index, [header, changed] satisfies Header) }
        },
      }
      if (!(await isAccepted(scheme, part.with("0".repeat(text.length))))) needed.push(part)
    }
  }
  return needed
}

/** Every text that stands for the same bytes with one bit flipped. */
function flippedTexts(text: string): string[] {
  const encoding = encodingOf(text)
  return bitFlips(Buffer.from(text, encoding)).map((bytes) => bytes.toString(encoding))
}

function encodingOf(text: string): BufferEncoding {
  if (/^([0-9a-f]{2})+$/i.test(text)) return "hex"
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return "base64"
  return /^[\w-]+$/.test(text) ? "base64url" : "latin1"
}

async function countAccepted(scheme: Scheme, inputs: readonly VerifyInput[]): Promise<number> {
  let accepted = 0
  for (const input of inputs) if (await isAccepted(scheme, input)) accepted += 1
  return accepted
}

test("A10: of no built-in provider a request is accepted with any bit of its signature or its body flipped", async ({
  task,
}) => {
  const requests = await signedRequests()
  const refused: string[] = []
  const withoutParts: string[] = []
  const unsignedBodies: string[] = []
  const accepted: string[] = []
  let flips = 0
  for (const { id, scheme } of providers) {
    const input = requests.get(id)
    if (!input) continue
    if (!(await isAccepted(scheme, input))) refused.push(id)
    const parts = await neededParts(scheme, input)
    const signatures = parts.flatMap((part) => flippedTexts(part.text).map((text) => part.with(text)))
    const bodies = flippedBodies(input)
    flips += signatures.length + bodies.length
    if ((await countAccepted(scheme, signatures)) > 0) accepted.push(id)
    if (parts.length === 0) withoutParts.push(id)
    if ((await countAccepted(scheme, bodies)) > 0) unsignedBodies.push(id)
  }
  figures(task, { providers: requests.size, flips, refused: refused.length, accepted: accepted.length })
  expect({ refused, accepted }).toEqual({ refused: [], accepted: [] })
  expect({ withoutParts, unsignedBodies }).toEqual({
    withoutParts: PROVED_IN_BODY,
    unsignedBodies: BODY_NOT_COVERED,
  })
})
