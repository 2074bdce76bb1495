import type { Header } from "../../src/domain/headers.ts"
import type { EventType, Provider } from "../../src/providers/provider.ts"
import { providers } from "../../src/providers/catalogue.ts"
import { sampleContext } from "../../src/providers/sample.ts"
import { buildPayload } from "../../src/sender/build-payload.ts"
import { signRequest } from "../../src/sender/sign-request.ts"
import { RSA_TEST_KEY } from "./rsa-test-key.ts"

/** A webhook in the capture/1 format, with the secret that signed it and where it is from. */
export interface Fixture {
  readonly whk: "capture/1"
  readonly id: string
  readonly receivedAt: string
  readonly method: "POST"
  readonly url: string
  readonly headers: readonly Header[]
  readonly bodyBase64: string
  readonly provider: string
  /** For tests only; null where the provider sends without one. */
  readonly secret: string | null
  /** `model`: made from the provider's description, not captured from it. */
  readonly provenance: "model"
}

const TIME_MS = Date.parse("2026-01-15T02:03:04.567Z")
/** Of the providers that are not among the founding five, the main event types. */
const MAIN_EVENTS = 5

const SECRETS: Readonly<Record<string, string>> = {
  axelered: "whsec_demo_0123456789abcdef",
  axcelerate: "ax-private-key",
  accelex: "accelex_wh_demo_secret",
  axiestudio: "0123456789abcdef0123456789abcdef",
  ainexlayer: "ainex_demo_secret",
  // A new RSA key would give other signatures each time.
  kinde: RSA_TEST_KEY,
  "aws-sns": RSA_TEST_KEY,
  "paddle-classic": RSA_TEST_KEY,
  paypal: `WHKDEMO0WEBHOOK01:${RSA_TEST_KEY}`,
}

/** Every fixture by its path under `fixtures/`, always the same bytes. */
export async function makeFixtures(): Promise<Map<string, Fixture>> {
  const files = new Map<string, Fixture>()
  for (const [index, provider] of providers.entries()) {
    for (const event of index < 5 ? provider.events : provider.events.slice(0, MAIN_EVENTS)) {
      files.set(pathOf(provider, event.type), await makeFixture(provider, event, secretOf(provider)))
    }
    if (provider.secret.optional && !isNeverSigned(provider))
      files.set(pathOf(provider, "unsigned"), await makeFixture(provider, provider.events[0]!, null))
  }
  return files
}

/** One JSON object in one line, as capture files are written. */
export function formatFixture(fixture: Fixture): string {
  return `${JSON.stringify(fixture)}\n`
}

// Shopify's topics have a slash in them, Bitbucket's and Zendesk's a colon, which no file on Windows may have.
const pathOf = (provider: Provider, name: string): string =>
  `${provider.id}/${name.replace(/[/:]/g, "-")}.json`

const isNeverSigned = ({ scheme }: Provider): boolean => "algorithm" in scheme && scheme.algorithm === "none"

/** The secret that tests sign with; null for a provider that never signs. */
export const secretOf = (provider: Provider): string | null =>
  isNeverSigned(provider)
    ? null
    : (SECRETS[provider.id] ??
      provider.secret.generate(Buffer.from(`${provider.id} test secret`.padEnd(32, ".").slice(0, 32))))

async function makeFixture(provider: Provider, { type }: EventType, secret: string | null): Promise<Fixture> {
  const seed = `fixture/${provider.id}`
  const { id, body: payload } = buildPayload({ provider, type, timeMs: TIME_MS, seed })
  const secrets = secret === null ? [] : [secret]
  const configured = `https://example.com/webhooks/${provider.id}`
  const request = {
    provider,
    type,
    id,
    timeMs: TIME_MS,
    method: "POST",
    url: configured,
    body: payload,
    secrets,
  }
  const { url, headers, body } = await signRequest(request)
  return {
    whk: "capture/1",
    id: `dlv_${sampleContext(`${seed}/${type}/${secrets.length}`, TIME_MS).characters(26)}`,
    receivedAt: new Date(TIME_MS).toISOString(),
    method: "POST",
    url,
    headers: [["Host", "example.com"], ...headers, ["Content-Length", String(body.length)]],
    bodyBase64: Buffer.from(body).toString("base64"),
    provider: provider.id,
    secret,
    provenance: "model",
  }
}
