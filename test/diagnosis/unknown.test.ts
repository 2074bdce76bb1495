import fc from "fast-check"
import { expect, test } from "vitest"
import { providers } from "../../src/providers/catalogue.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { isCoded } from "../../src/signing/scheme.ts"
import { CANARY, diagnosed, sentRequest, STRIPE_SECRET, stripeSigned } from "./planted.ts"

const signing = providers
  .filter(({ scheme }) => isCoded(scheme) || scheme.algorithm !== "none")
  .map(({ id }) => id)

// What is true of none of the hypotheses must be explained by none of them.
test.each(signing)("%s: a signature by a secret that nobody knows yields no cause", async (id) => {
  const provider = findProvider(id)
  const [used, given] = [1, 2].map((byte) => generateSecret(provider, Buffer.alloc(32, byte)))
  const { headers, body, url } = await sentRequest(id, used!)
  const said = await diagnosed({ provider: id, secret: given!, url, headers, body })
  expect([said.verified, said.causes]).toEqual([false, []])
  expect(said.excluded.hypotheses).toBeGreaterThan(10)
})

test("a body in which anybody changed bytes of a value yields no cause", async () => {
  const at = CANARY.indexOf("padded")
  const change = fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 255 }))
  await fc.assert(
    fc.asyncProperty(change, async ([offset, bits]) => {
      const signed = Buffer.from(CANARY)
      signed[at + offset]! ^= bits
      const said = await diagnosed({
        provider: "stripe",
        secret: STRIPE_SECRET,
        headers: stripeSigned(signed),
      })
      expect([said.verified, said.causes]).toEqual([false, []])
    }),
    { numRuns: 60 },
  )
})

test("random bytes in the place of a signature yield no cause", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 8, maxLength: 80 }), async (bytes) => {
      const text = Buffer.from(bytes)
      for (const value of [text.toString("hex"), text.toString("base64")]) {
        const headers = [["X-Hub-Signature-256", `sha256=${value}`]] as const
        const said = await diagnosed({ provider: "github", secret: "github-secret", headers })
        expect(said.causes).toEqual([])
      }
    }),
    { numRuns: 40 },
  )
})
