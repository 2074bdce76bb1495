import { expect, test } from "vitest"
import type { Header } from "../../../src/domain/headers.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { officialRequest } from "../../support/official-request.ts"
import { verify } from "../../support/signing.ts"

test("Sentry's time is not signed: any other verifies as well, and says that it proves nothing", async () => {
  const { body, headers, secret } = await officialRequest("sentry", "issue")
  const moved = Object.entries({ ...headers, "sentry-hook-timestamp": "1000000000" })
  const verdict = (sent: readonly Header[]) =>
    verify(findProvider("sentry").scheme, { headers: sent, body, secrets: [secret], nowMs: Date.now() })
  expect(verdict(moved)).toMatchObject({
    verified: true,
    timestamp: { value: "1000000000", signed: false, fresh: null },
  })
  expect(verdict(Object.entries(headers))).toMatchObject({ verified: true, timestamp: { signed: false } })
})
