import { createPublicKey } from "node:crypto"
import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { signDeclared } from "../../src/signing/sign-declared.ts"
import { declared } from "../support/signing.ts"
import { CANARY, diagnosed, idsOf, names, NOW_MS, sentHeaders } from "./planted.ts"

const PRIVATE = generateSecret(findProvider("discord"), Buffer.alloc(32, 1))
const PUBLIC = createPublicKey(PRIVATE).export({ format: "pem", type: "spki" }).toString()
const compact = Buffer.from(JSON.stringify(JSON.parse(CANARY.toString())))

test.each([
  ["body-reserialised-javascript", compact],
  ["body-newline-removed", Buffer.from(CANARY.toString().slice(0, -2))],
  ["body-empty", Buffer.alloc(0)],
])("an Ed25519 signature over %s is explained by exactly that", async (id, signed) => {
  const headers = sentHeaders("discord", { secret: PRIVATE, body: signed })
  expect(names(await diagnosed({ provider: "discord", secret: PUBLIC, headers }), id)).toBe(true)
})

test("an ECDSA signature over a body that lost its last CR LF is explained", async () => {
  const secret = generateSecret(findProvider("sendgrid"), Buffer.alloc(32, 1))
  const sent = Buffer.from('[{"event":"open"}]\r\n')
  const headers = sentHeaders("sendgrid", { secret, body: sent })
  const diagnosis = await diagnosed({ provider: "sendgrid", secret, body: sent.subarray(0, -2), headers })
  expect(names(diagnosis, "body-newline-added"), idsOf(diagnosis).join()).toBe(true)
})

test("a signature over the body alone is explained as a timestamp left out", async () => {
  const { headers } = signDeclared(
    { ...declared(findProvider("discord").scheme), content: "{body}" },
    {
      secrets: [PRIVATE],
      id: "1",
      timestampMs: NOW_MS,
      eventType: "",
      method: "POST",
      url: "",
      body: CANARY,
    },
  )
  const diagnosis = await diagnosed({ provider: "discord", secret: PUBLIC, headers })
  expect(names(diagnosis, "content-timestamp-omitted")).toBe(true)
})

test("another key that is known is named", async () => {
  const other = generateSecret(findProvider("discord"), Buffer.alloc(32, 2))
  const diagnosis = await diagnosed({
    provider: "discord",
    secret: PUBLIC,
    headers: sentHeaders("discord", { secret: other }),
    more: {
      otherSecrets: [
        { name: "no key at all", value: "text" },
        { name: "STAGING", value: other },
      ],
    },
  })
  expect(names(diagnosis, "secret-other")).toBe(true)
  expect(diagnosis.causes[0]!.title).toContain("STAGING")
})

test("a signature by an unknown key yields no cause", async () => {
  const unknown = generateSecret(findProvider("discord"), Buffer.alloc(32, 3))
  const diagnosis = await diagnosed({
    provider: "discord",
    secret: PUBLIC,
    headers: sentHeaders("discord", { secret: unknown }),
  })
  expect(diagnosis.causes).toEqual([])
  expect(diagnosis.excluded.hypotheses).toBeGreaterThan(50)
})
