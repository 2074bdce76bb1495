import { expect, test } from "vitest"
import { providers } from "../../src/providers/catalogue.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { isHash } from "../../src/signing/digest.ts"
import { isCoded } from "../../src/signing/scheme.ts"
import { diagnosed, idsOf, names, sentRequest, sha256 } from "./planted.ts"

const signing = providers.filter(({ scheme }) => isCoded(scheme) || scheme.algorithm !== "none")
const computed = signing.filter(({ scheme }) => !isCoded(scheme) && isHash(scheme.algorithm))

async function sent(id: string) {
  const secret = generateSecret(findProvider(id), Buffer.alloc(32, 1))
  const { signature, headers, body, url } = await sentRequest(id, secret)
  return { value: signature.value, plan: { provider: id, secret, headers, body, url } }
}

test.each(signing.map(({ id }) => id))("%s: its own signature is the right one", async (id) => {
  const { value, plan } = await sent(id)
  expect(await diagnosed({ ...plan, got: value })).toMatchObject({ verified: true, got: "right" })
})

test.each(signing.map(({ id }) => id))("%s: another digest is never called right", async (id) => {
  const { plan } = await sent(id)
  const said = await diagnosed({ ...plan, got: "0123456789abcdef".repeat(4) })
  const expected = computed.some((one) => one.id === id) ? "wrong" : "unknown"
  expect([said.got, said.causes]).toEqual([expected, []])
})

test.each(computed.map(({ id }) => id))(
  "%s: what is expected of a verified request is what arrived",
  async (id) => {
    const { value, plan } = await sent(id)
    expect((await diagnosed({ ...plan, showExpected: true })).signature.expected).toBe(value)
  },
)

test("AccelEx signs the body printed again: a digest of the bytes is not its signature", async () => {
  const body = Buffer.from('{"event_id":"evt_1","amount":12450.00}')
  const secret = "accelex_wh_demo_secret"
  const signature = sha256(secret, JSON.stringify(JSON.parse(body.toString()))).toString("hex")
  const headers = [["X-AccelEx-Signature", signature]] as const
  const judge = (got: string) => diagnosed({ provider: "accelex", secret, headers, body, got })
  expect(await judge(signature)).toMatchObject({ verified: true, got: "right" })
  const raw = await judge(sha256(secret, body).toString("hex"))
  expect([raw.got, names(raw, "body-not-reserialised")], idsOf(raw).join()).toEqual(["wrong", true])
})
