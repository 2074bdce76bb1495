import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { coversBody, isCoded } from "../../src/signing/scheme.ts"
import { providers } from "../../src/providers/catalogue.ts"
import { diagnosed, idsOf, sentRequest } from "./planted.ts"

const coded = providers.filter(({ scheme }) => isCoded(scheme))
/** Those that sign the body as it is sent: what arrives changed fails. */
const signsBytes = coded.filter(({ scheme }) => coversBody(scheme)).map(({ id }) => id)

test("coded schemes are among those that are diagnosed", () => {
  expect(signsBytes.length).toBeGreaterThan(4)
})

test.each(signsBytes)("%s: a body that got a line feed at its end is told", async (id) => {
  const secret = generateSecret(findProvider(id), Buffer.alloc(32, 1))
  const { headers, body, url } = await sentRequest(id, secret)
  const said = await diagnosed({
    provider: id,
    secret,
    url,
    headers,
    body: Buffer.concat([body, Buffer.from("\n")]),
  })
  expect(idsOf(said)).toEqual(["body-newline-removed"])
})

test.each(coded.map(({ id }) => id))("%s: another secret that is known is named", async (id) => {
  const provider = findProvider(id)
  const [used, given] = [1, 2].map((byte) => generateSecret(provider, Buffer.alloc(32, byte))) as [
    string,
    string,
  ]
  const { headers, body, url } = await sentRequest(id, used)
  const said = await diagnosed({
    provider: id,
    secret: given,
    url,
    headers,
    body,
    otherSecrets: [
      { name: "none of its keys", value: "text" },
      { name: "LIVE", value: used },
    ],
  })
  expect(idsOf(said)).toEqual(["secret-other"])
  expect(said.causes[0]!.title).toContain("LIVE")
})
