import { Chalk } from "chalk"
import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import type { VerifyInput } from "../../src/signing/verification.ts"
import { verify } from "../../src/signing/verify.ts"
import { verdictJson, verdictView } from "../../src/ui/verdict-view.ts"
import { signedByCode } from "../support/coded-request.ts"
import { RSA_TEST_CERTIFICATE } from "../support/rsa-test-key.ts"

const out = { color: new Chalk({ level: 0 }), columns: 80 }

async function judged(request: VerifyInput) {
  const provider = findProvider("aws-sns")
  const { secrets } = request
  return { provider, secrets, verification: await verify(provider.scheme, request) }
}

async function view(request: VerifyInput): Promise<string> {
  return verdictView(await judged(request), { capture: request, out, isOnly: true })
}

test("a signature that is missing in the body is not looked for among the headers", async () => {
  const request = { ...(await signedByCode("aws-sns")), body: Buffer.from("raw") }
  expect(await view(request)).toContain("the request has no /Signature in its body")
})

test("no secret is named where a certificate verified", async () => {
  const request = { ...(await signedByCode("aws-sns")), secrets: [], certificates: [RSA_TEST_CERTIFICATE] }
  expect(await view(request)).toMatch(/^✓ verified\n(?!.*secret)/s)
  expect(verdictJson(await judged(request))).toMatchObject({ match: { secretIndex: null } })
})
