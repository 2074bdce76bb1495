import { execFileSync } from "node:child_process"
import { describe, expect, test } from "vitest"
import { buildPayload, sign } from "../../src/index.ts"
import { providers } from "../../src/providers/catalogue.ts"
import type { Provider } from "../../src/providers/provider.ts"
import { testWith } from "../support/program-test.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { generateSecret } from "../../src/providers/secrets.ts"
import { handlerFor, type HandlerFramework } from "../../src/snippets/handler.ts"
import { javascriptVerifier } from "../../src/snippets/javascript.ts"
import { handlerRule } from "../../src/snippets/rule.ts"
import { JUDGED, judgedRequests } from "../support/judged-requests.ts"

const PLAIN = providers.filter((provider) => handlerRule(provider))

/** One genuine request of each provider whose signature a handler verifies by itself. */
async function genuine(provider: Provider) {
  const secret = generateSecret(provider)
  const event = provider.events[0]?.type ?? "example.event"
  const { body } = buildPayload({ provider: provider.id, event })
  const { headers } = await sign({ provider: provider.id, secret, event, body })
  const lower = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
  return { secret, headers: lower, body: Buffer.from(body) }
}

const later = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replace(/[0-9a-f](?=[^0-9a-f]*$)/i, flipped),
    ]),
  )
const shorter = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.slice(0, -3)]))
const flipped = (digit: string): string => (digit === "1" ? "2" : "1")

async function javascriptJudge(provider: Provider, secret: string) {
  const { setup, functions, imports } = javascriptVerifier(handlerRule(provider)!, {
    secretEnv: "SNIPPET_SECRET",
    typed: false,
  })
  process.env["SNIPPET_SECRET"] = secret
  const source = `${imports.join("\n")}\n${setup}\n${functions}\nexport { isGenuine }`
  // A fragment of its own: modules are kept by their address.
  const address = `data:text/javascript,${encodeURIComponent(source)}#${provider.id}${secret}`
  const module = (await import(/* @vite-ignore */ address)) as {
    isGenuine: (body: Buffer, header: (name: string) => string) => boolean
  }
  return (body: Buffer, headers: Record<string, string>) =>
    module.isGenuine(body, (name) => headers[name] ?? "")
}

test("most providers are verified in a few lines of the platform's own crypto", () => {
  expect(PLAIN.length).toBeGreaterThan(45)
  const founding = ["axiestudio", "ainexlayer", "axelered", "axcelerate", "accelex"]
  expect(PLAIN.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      ...founding,
      "github",
      "stripe",
      "shopify",
      "slack",
      "standard-webhooks",
      "svix",
    ]),
  )
})

test.each(PLAIN.map(({ id }) => id))(
  "the JavaScript for %s takes what is genuine and refuses a changed body, a changed, a cut and a missing header",
  async (id) => {
    const provider = findProvider(id)
    const { secret, headers, body } = await genuine(provider)
    const isGenuine = await javascriptJudge(provider, secret)
    expect(isGenuine(body, headers)).toBe(true)
    expect(isGenuine(Buffer.concat([body, Buffer.from(" ")]), headers)).toBe(false)
    expect(isGenuine(body, later(headers))).toBe(false)
    expect(isGenuine(body, shorter(headers))).toBe(false)
    expect(isGenuine(body, {})).toBe(false)
  },
)

testWith("python3")("the Python for each of them judges the same", async () => {
  const cases = await Promise.all(
    PLAIN.map(async (provider) => {
      const { secret, headers, body } = await genuine(provider)
      const { code } = handlerFor({ framework: "flask", provider, secretEnv: "S", path: "/w", port: 1 })
      return {
        id: provider.id,
        code,
        secret,
        headers,
        changed: later(headers),
        body: body.toString("base64"),
      }
    }),
  )
  const script = `
import json, os, re, sys, types, base64
class App:
    def __init__(self, *_): self.config = {}
    def post(self, _): return lambda f: f
flask = types.ModuleType("flask"); flask.Flask = App; flask.request = None
sys.modules["flask"] = flask
results = {}
for case in json.load(sys.stdin):
    os.environ["S"] = case["secret"]
    scope = {"__name__": "handler"}
    exec(case["code"], scope)
    body = base64.b64decode(case["body"])
    get = lambda headers: (lambda name: headers.get(name, ""))
    judge = scope["is_genuine"]
    results[case["id"]] = [judge(body, get(case["headers"])), judge(body + b" ", get(case["headers"])), judge(body, get(case["changed"])), judge(body, get({}))]
print(json.dumps(results))`
  const printed = execFileSync("python3", ["-c", script], { input: JSON.stringify(cases) }).toString()
  const judged = JSON.parse(printed) as Record<string, boolean[]>
  expect(judged).toEqual(Object.fromEntries(PLAIN.map(({ id }) => [id, [true, false, false, false]])))
})

test("of an ASP.NET handler all is as it was read: its framework is in no package of the tests", () => {
  const provider = findProvider("standard-webhooks")
  const place = { secretEnv: "HANDLER_SECRET", path: "/webhooks", port: 5000 }
  expect(handlerFor({ framework: "aspnet", provider, ...place }).code).toMatchSnapshot()
})

describe("what takes more than a few lines", () => {
  const input = { secretEnv: "PAYPAL_SECRET", path: "/webhooks", port: 3000 }
  const written = (framework: HandlerFramework, id: string) =>
    handlerFor({ ...input, framework, provider: findProvider(id) })

  test("is verified by the library on Node", () => {
    const { code, verifies, needsWhk } = written("express", "paypal")
    expect([verifies, needsWhk]).toEqual([true, true])
    expect(code).toContain('import { verify } from "whk"')
    expect(code).toContain("async (request, response) =>")
  })

  test("is given the address where the provider signs it", () => {
    expect(written("fastify", "square").code).toContain('process.env["WEBHOOK_URL"]')
  })

  test("shows how to get the raw bytes elsewhere", () => {
    expect(written("rails", "paypal")).toMatchObject({
      verifies: false,
      code: expect.stringContaining("verify(request.raw_post)"),
    })
    const others = ["flask", "django", "fastapi", "go", "laravel", "spring", "aspnet"] as const
    for (const framework of others) expect(written(framework, "paypal")).toMatchObject({ verifies: false })
  })

  test("is not pretended for a provider that signs nothing", () => {
    expect(written("koa", "mailchimp")).toMatchObject({ verifies: false })
  })
})

test("what a provider file says of a key is text in a handler, not a pattern", async () => {
  const { scheme, ...rest } = findProvider("github")
  for (const prefix of ["k.", "+k", "/,a=b,/"]) {
    const provider = {
      ...rest,
      id: "pattern",
      scheme: { ...scheme, key: { decoding: "hex", prefix } },
    } as Provider
    const secret = `${prefix}c0ffee`
    const { headers } = await sign({ provider, secret, body: "{}" })
    const sent = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
    const isGenuine = await javascriptJudge(provider, secret)
    expect([prefix, isGenuine(Buffer.from("{}"), sent)]).toEqual([prefix, true])
  }
})

test.each(JUDGED.filter(({ id }) => !PLAIN.some((provider) => provider.id === id)))(
  "the JavaScript by a rule of provider files, $id, takes what is genuine",
  async (provider) => {
    const requests = (await judgedRequests()).filter((request) => request.provider === provider.id)
    const { secret, headers, body } = requests.find(({ what }) => what === "genuine")!
    const sent = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
    const isGenuine = await javascriptJudge(provider, secret)
    expect([isGenuine(body, sent), isGenuine(body, {})]).toEqual([true, false])
  },
)

test("several signatures in each of several headers are no rule", () => {
  const { scheme, ...rest } = findProvider("box")
  const both = { ...rest, scheme: { ...scheme, separator: "," } } as Provider
  expect(handlerRule(findProvider("box"))).toBeDefined()
  expect(handlerRule(both)).toBeUndefined()
})

test("a provider file cannot put code into a handler", () => {
  const { scheme, ...rest } = findProvider("github")
  const evil = {
    ...rest,
    scheme: { ...scheme, headers: [["X-Sig", "`${process.exit()}`{signature}"]] },
  } as Provider
  expect(handlerRule(evil)).toBeUndefined()
})
