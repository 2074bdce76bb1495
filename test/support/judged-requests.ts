import { successStatus } from "../../src/domain/delivery.ts"
import { buildPayload, sign } from "../../src/index.ts"
import { providers } from "../../src/providers/catalogue.ts"
import type { Provider } from "../../src/providers/provider.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { carriesSeveral, type DeclaredScheme } from "../../src/signing/scheme.ts"
import { handlerRule } from "../../src/snippets/rule.ts"

/** A request for a handler, and what it has to answer. */
export interface JudgedRequest {
  readonly provider: string
  readonly what: string
  readonly secret: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
  /** The status, or what the handler says when it does not start. */
  readonly answer: string
}

const LARGEST_BODY = 5 * 1024 * 1024

const github = findProvider("github")

function madeUp(id: string, scheme: Partial<DeclaredScheme>): Provider {
  const { delivery } = github
  const base = github.scheme as DeclaredScheme
  return { ...github, id, delivery: { ...delivery, success: [202] }, scheme: { ...base, ...scheme } }
}

/** Rules that no provider has, and a provider file can. */
const MADE_UP: readonly Provider[] = [
  madeUp("sha512-by-hex-with-a-prefix", {
    algorithm: "hmac-sha512",
    key: { decoding: "hex", prefix: "k_" },
    digest: "base64url",
    headers: [["X-Sig", "v.1+{signature}"]],
    separator: "+ {.",
  }),
  madeUp("hex-or-text", { key: { decoding: "hex", prefix: "k_", withoutPrefix: "utf8" } }),
  madeUp("fields-with-an-unsigned-time", {
    headers: [["X-Sig", "t={timestamp};s={signature}"]],
    separator: ";s=",
    timestamp: { unit: "s", toleranceSeconds: 300 },
  }),
  madeUp("time-in-a-field-and-a-header", {
    content: "{id}/{timestamp}/{body}",
    headers: [
      ["X-Sig", "t={timestamp}, s={signature}"],
      ["X-Time", "{timestamp}"],
      ["X-Id", "{id}"],
    ],
    timestamp: { unit: "ms", toleranceSeconds: 60 },
  }),
  madeUp("iso-in-a-field", {
    content: "{timestamp}{body}",
    headers: [["X-Sig", "t={timestamp},s={signature}"]],
    timestamp: { unit: "iso", toleranceSeconds: 60 },
  }),
  madeUp("text-behind-the-body", {
    content: "a.{body}.b.{timestamp}",
    headers: [
      ["X-Sig", "{signature}"],
      ["X-Time", "{timestamp}"],
    ],
    timestamp: { unit: "ms", toleranceSeconds: 60 },
  }),
]

/** Paddle's five seconds would be a test of how busy the machine is. */
function patient(provider: Provider): Provider {
  const scheme = provider.scheme as DeclaredScheme
  const { timestamp } = scheme
  const seconds = timestamp?.toleranceSeconds
  if (!timestamp || seconds === undefined || seconds >= 60) return provider
  return { ...provider, scheme: { ...scheme, timestamp: { ...timestamp, toleranceSeconds: 60 } } }
}

/** Every provider whose signature a handler verifies by itself, and what provider files add to them. */
export const JUDGED: readonly Provider[] = [
  ...providers.filter((provider) => handlerRule(provider)).map(patient),
  ...MADE_UP,
]

/** What each of them has to take and to refuse. */
export async function judgedRequests(): Promise<readonly JudgedRequest[]> {
  const lists = await Promise.all(JUDGED.map(async (provider) => await requestsOf(provider)))
  return [...lists.flat(), ...(await atTheLimit()), ...(await byOtherSecrets()), ...byNoKey()]
}

async function requestsOf(provider: Provider): Promise<readonly JudgedRequest[]> {
  const rule = handlerRule(provider)!
  const success = successStatus(provider.delivery.success)
  const secret = secretOf(provider)
  const event = provider.events[0]?.type ?? "example.event"
  const { body } = buildPayload({ provider, event })
  const signed = async (by: Provider = provider, secrets = [secret], timestamp = Date.now()) =>
    (await sign({ provider: by, secret: secrets, event, body, timestamp })).headers
  const genuine = await signed()
  const unjudged = [rule.idHeader, rule.freshness ? undefined : rule.timeHeader]
  const odd = Buffer.from([0xff, 0xe9])
  const needed = new Set([...rule.signatureHeaders, rule.timeHeader, rule.idHeader])
  const change = (how: (value: string) => string, others: readonly (string | undefined)[] = []) =>
    genuine.map(([name, value]) => {
      const isChanged = [...rule.signatureHeaders, ...others].includes(name.toLowerCase())
      return [name, isChanged ? how(value) : value] as const
    })
  const request = (
    what: string,
    headers: JudgedRequest["headers"],
    status: number,
    sent = Buffer.from(body),
  ) => ({
    provider: provider.id,
    what,
    secret,
    headers,
    body: sent,
    answer: String(status),
  })
  const requests = [
    request("genuine", genuine, success),
    request("its body changed", genuine, 401, Buffer.concat([body, Buffer.from(" ")])),
    request("its signature changed", change(flippedAtTheEnd), 401),
    request(
      "its signature cut",
      change((value) => value.slice(0, -3)),
      401,
    ),
    request(
      "its signature longer",
      change((value) => `${value}0`),
      401,
    ),
    request(
      "its signature empty",
      change(() => ""),
      401,
    ),
    request(
      "without its headers",
      genuine.filter(([name]) => !needed.has(name.toLowerCase())),
      401,
    ),
    request("without anything", [], 401, Buffer.alloc(0)),
    // As many bytes as in the genuine ones.
    request(
      "letters that are not ASCII",
      change((value) => `${value.slice(0, -2)}é`, unjudged),
      401,
      odd,
    ),
  ]
  if (rule.signature.kind === "fields") {
    const { separator, time } = rule.signature
    requests.push(
      request(
        "a second, old time",
        change((value) => `${value}${separator}${time}=1`),
        success,
      ),
      request(
        "fields that it does not know",
        change((value) => `a${separator}b=c${separator}${value}`),
        success,
      ),
    )
  }
  if (carriesSeveral(provider.scheme)) {
    const other = secretOf(provider)
    requests.push(
      request("the right signature first", await signed(provider, [secret, other]), success),
      request("the right signature last", await signed(provider, [other, secret]), success),
    )
  }
  if (!rule.freshness) return requests
  const { seconds, unit } = rule.freshness
  const at = (ms: number): number => Date.now() + ms
  requests.push(
    request("half its time old", await signed(provider, [secret], at(-seconds * 500)), success),
    request("half its time ahead", await signed(provider, [secret], at(seconds * 500)), success),
    request("too old", await signed(provider, [secret], at(-seconds * 1000 - 5000)), 401),
    request("too far ahead", await signed(provider, [secret], at(seconds * 1000 + 120_000)), 401),
  )
  for (const text of noTimes(unit))
    requests.push(request(`the time "${text}"`, await signed(withTime(provider, text)), 401))
  if (unit === "iso")
    for (const text of isoTimes())
      requests.push(request(`the time "${text}"`, await signed(withTime(provider, text)), success))
  return requests
}

/** What a lenient reader takes for now, and what none takes for a time. */
function noTimes(unit: "s" | "ms" | "iso"): readonly string[] {
  if (unit === "iso") {
    const now = new Date().toISOString()
    return [
      "",
      "now",
      `${now}x`,
      `x${now}`,
      `${now} `,
      now.replace("Z", ""),
      now.replace("T", " "),
      "2026-02-31T00:00:00Z",
      "2026-13-41T00:00:00Z",
    ]
  }
  const now = unit === "s" ? Math.floor(Date.now() / 1000) : Date.now()
  return ["", "now", `${now}x`, `x${now}`, `+${now}`, `${now}.5`, `${now}e0`, "9".repeat(40)]
}

/** The same moment as others write it. */
function isoTimes(): readonly string[] {
  const seconds = new Date().toISOString().slice(0, 19)
  const east = new Date(Date.now() + 7_200_000).toISOString().slice(0, 19)
  return [`${seconds}Z`, `${seconds}.123456789Z`, `${east}+02:00`]
}

/** The same provider with a text in the place of the time, signed like one. */
function withTime(provider: Provider, text: string): Provider {
  const scheme = provider.scheme as DeclaredScheme
  const put = (template: string): string => template.replaceAll("{timestamp}", () => text)
  return {
    ...provider,
    scheme: {
      ...scheme,
      content: put(scheme.content),
      headers: scheme.headers.map(([name, template]) => [name, put(template)] as const),
    },
  }
}

async function atTheLimit(): Promise<readonly JudgedRequest[]> {
  const secret = "s3cret"
  return await Promise.all(
    [LARGEST_BODY, LARGEST_BODY + 1].map(async (size) => {
      const body = Buffer.alloc(size, "a")
      const { headers } = await sign({ provider: "github", secret, body })
      const answer = size > LARGEST_BODY ? "413" : "200"
      return { provider: "github", what: `${size} bytes`, secret, headers, body, answer }
    }),
  )
}

/** Secrets in each way of writing that a rule allows. */
async function byOtherSecrets(): Promise<readonly JudgedRequest[]> {
  const secrets = [
    ["standard-webhooks", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    ["openai", "only text"],
    ["adyen-platform", "A0".repeat(32)],
    ["sha512-by-hex-with-a-prefix", "c0ffee"],
    ["hex-or-text", "c0ffee"],
    ["github", "sécrét #{x} $x {$x} ' \" \\"],
  ] as const
  return await Promise.all(
    secrets.map(async ([id, secret]) => {
      const provider = JUDGED.find((one) => one.id === id)!
      const { headers } = await sign({ provider, secret, body: "{}" })
      const answer = String(successStatus(provider.delivery.success))
      return { provider: id, what: `by "${secret}"`, secret, headers, body: Buffer.from("{}"), answer }
    }),
  )
}

function secretOf(provider: Provider): string {
  const { key } = provider.scheme as DeclaredScheme
  if (key.decoding !== "hex" || key.prefix === undefined) return generateSecret(provider)
  return key.prefix + Buffer.from(generateSecret(github)).toString("hex")
}

function flippedAtTheEnd(value: string): string {
  return value.replace(/[0-9a-z](?=[^0-9a-z]*$)/i, (digit) => (digit === "1" ? "2" : "1"))
}

/** Secrets that hold no key. */
function byNoKey(): readonly JudgedRequest[] {
  const secrets = [
    ["github", "", "HANDLER_SECRET is not set"],
    ["standard-webhooks", "whsec_", "HANDLER_SECRET holds no key in base64"],
    ["standard-webhooks", "whsec_no key", "HANDLER_SECRET holds no key in base64"],
    ["standard-webhooks", "whsec_bm90!IGEg!a2V5", "HANDLER_SECRET holds no key in base64"],
    ["openai", "whsec_!", "HANDLER_SECRET holds no key in base64"],
    ["adyen-platform", "c0ffee0", "HANDLER_SECRET holds no key in hex"],
    ["hex-or-text", "k_", "HANDLER_SECRET holds no key in hex"],
    ["hex-or-text", "k_no", "HANDLER_SECRET holds no key in hex"],
  ] as const
  return secrets.map(([provider, secret, answer]) => {
    return { provider, what: `by "${secret}"`, secret, headers: [], body: Buffer.alloc(0), answer }
  })
}
