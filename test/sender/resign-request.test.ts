import fc from "fast-check"
import { expect, test } from "vitest"
import { type Headers, withoutHeaders } from "../../src/domain/headers.ts"
import { providers } from "../../src/providers/catalogue.ts"
import type { Provider } from "../../src/providers/provider.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { resignRequest } from "../../src/sender/resign-request.ts"
import { signRequest } from "../../src/sender/sign-request.ts"
import { isCoded, signaturePlace } from "../../src/signing/scheme.ts"
import { verify } from "../../src/signing/verify.ts"
import { arbitraryCapture } from "../support/arbitrary-capture.ts"

const NOW = Date.parse("2026-01-15T02:03:04.567Z")
const URL_THEN = "https://shop.example/hooks"
const URL_NOW = "https://localhost:3000/hooks"
const signs = ({ scheme }: Provider): boolean =>
  signaturePlace(scheme) !== undefined && (isCoded(scheme) || scheme.algorithm !== "none")

test.each(providers.filter(signs).map((provider) => [provider.id, provider] as const))(
  "a request of %s, a week old and of another secret, verifies when it is signed anew",
  async (_, provider) => {
    const type = provider.testEvent ?? provider.events[0]!.type
    const { id, body } = buildPayload({ provider, type, timeMs: NOW, seed: "resign" })
    const then = { provider, type, id, timeMs: NOW - 7 * 86_400_000, method: "POST", url: URL_THEN, body }
    const old = await signRequest({ ...then, secrets: [generateSecret(provider)] })
    const secrets = [generateSecret(provider)]
    const request = { provider, method: "POST", url: URL_NOW, headers: old.headers, body: old.body }
    const { url, headers, body: sent } = await resignRequest({ ...request, timeMs: NOW, secrets })
    const received = { method: "POST", url, headers, body: sent, secrets, nowMs: NOW + 1000 }
    expect(await verify(provider.scheme, received)).toMatchObject({ reason: "ok" })
    expect(headers.map(([name]) => name)).toEqual(old.headers.map(([name]) => name))
  },
)

test("whatever was captured, its body and every header but the signature's stay, in their order", async () => {
  const provider = findProvider("github")
  await fc.assert(
    fc.asyncProperty(arbitraryCapture(), async ({ headers, body, method }) => {
      const captured = [...headers, ["X-Hub-Signature-256", "sha256=old"]] as const
      const signed = await resignRequest({
        provider,
        method,
        url: URL_NOW,
        headers: captured,
        body,
        timeMs: NOW,
        secrets: ["s"],
      })
      expect(Buffer.from(signed.body).equals(Buffer.from(body))).toBe(true)
      const names = provider.scheme.headers.map(([name]) => name)
      const kept = withoutHeaders(signed.headers, names).slice(0, headers.length)
      // Headers of one name stand together, where the first of them stood.
      const sorted = (pairs: Headers): string[] =>
        pairs.map(([name, value]) => `${name}: ${value}`).toSorted()
      expect(sorted(kept)).toEqual(sorted(headers))
      expect(new Set(kept.map(([name]) => name.toLowerCase()))).toEqual(
        new Set(headers.map(([name]) => name.toLowerCase())),
      )
      expect(signed.headers.filter(([name]) => name === "X-Hub-Signature-256")).toHaveLength(1)
    }),
  )
})
