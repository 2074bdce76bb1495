import { Chalk } from "chalk"
import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { createOutput } from "../../src/ui/output.ts"
import {
  type SignatureMatch,
  verdict,
  type VerifyInput,
  type VerifyReason,
} from "../../src/signing/verification.ts"
import { verify } from "../../src/signing/verify.ts"
import { verdictJson } from "../../src/ui/verdict-json.ts"
import { verdictView } from "../../src/ui/verdict-view.ts"
import { signedByCode } from "../support/coded-request.ts"
import { RSA_TEST_CERTIFICATE } from "../support/rsa-test-key.ts"

const out = { ...createOutput(quietOptions()), color: new Chalk({ level: 0 }), columns: 120 }
const capture = { method: "POST", url: "https://example.com/hooks", headers: [], body: Buffer.alloc(0) }
const MATCH: SignatureMatch = {
  header: "Authorization",
  field: null,
  signatureIndex: 0,
  secretIndex: 0,
  bodyForm: "raw",
  urlForm: "raw",
  form: { template: "{signature}", digest: "utf8" },
}

const NOTHING_MORE = { diagnosis: null, notes: [], expected: undefined, got: undefined, framework: undefined }

function quietOptions() {
  const { stdout, stderr, stdin } = process
  return { stdout, stderr, stdin, env: {}, json: false, quiet: true, color: false }
}

function view(id: string, reason: VerifyReason, match: SignatureMatch | null = null): string {
  const provider = findProvider(id)
  const verification = verdict(provider.scheme, reason, match)
  return verdictView(
    { provider, verification, keys: { secrets: ["a secret"] }, ...NOTHING_MORE },
    { capture, out, isOnly: true },
  )
}

test("a verified token that says nothing about the body is shown as one", () => {
  expect(view("monday", "ok", MATCH)).toContain("  signed     not the body: anybody could have changed it")
  expect(view("vonage", "ok", MATCH)).toContain("  signed     the body as it was sent")
})

test("a published key that matched is named as one, and no secret is", () => {
  const shown = view("fal", "ok", { ...MATCH, secretIndex: null })
  expect(shown).toContain("  secret     a key that the provider publishes")
  expect(shown).not.toContain("cret\n")
})

test.each([
  ["kinde", "header-missing", "the request has no body"],
  ["kinde", "malformed", "the body does not read as {signature}"],
  ["plaid", "header-missing", "the request has no Plaid-Verification header"],
  [
    "plaid",
    "downgrade",
    "the request says it is unsigned, or its signature proves less than Plaid's does: refuse it",
  ],
] as const)("%s, %s: %s", (id, reason, why) => {
  expect(view(id, reason)).toContain(`  why        ${why}`)
})

async function judged(request: VerifyInput) {
  const provider = findProvider("aws-sns")
  const { secrets } = request
  return {
    provider,
    keys: { secrets },
    verification: await verify(provider.scheme, request),
    ...NOTHING_MORE,
  }
}

async function viewOf(request: VerifyInput): Promise<string> {
  return verdictView(await judged(request), { capture: request, out, isOnly: true })
}

test("a signature that is missing in the body is not looked for among the headers", async () => {
  const request = { ...(await signedByCode("aws-sns")), body: Buffer.from("raw") }
  expect(await viewOf(request)).toContain("the request has no /Signature in its body")
})

test("no secret is named where a certificate verified", async () => {
  const request = { ...(await signedByCode("aws-sns")), secrets: [], certificates: [RSA_TEST_CERTIFICATE] }
  expect(await viewOf(request)).toContain("  secret     a key that the provider publishes")
  expect(verdictJson(await judged(request))).toMatchObject({ match: { secretIndex: null } })
})
