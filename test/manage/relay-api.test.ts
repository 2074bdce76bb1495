import { expect, onTestFinished, test } from "vitest"
import { createRelayApi } from "../../src/manage/relay-api.ts"
import { closedAddress, type ScriptedAnswer, startScriptedApi } from "../support/scripted-api.ts"

const KEY = "whk_0123456789abcdef"

async function listAgainst(answer: ScriptedAnswer, key: string | undefined = KEY): Promise<unknown> {
  await using server = await startScriptedApi({ "GET /v1/endpoints": answer })
  const api = createRelayApi({ url: server.url, key })
  return await api.list({}).finally(() => api.close())
}

test("a list is asked for with its filters and the bearer key", async () => {
  await using server = await startScriptedApi({
    "GET /v1/endpoints?active=true&search=a%26b&limit=2&after=ep_9": {
      json: { items: [], next: null, total: 0 },
    },
  })
  const api = createRelayApi({ url: server.url, key: KEY })
  const page = await api.list({ active: true, search: "a&b", limit: 2, after: "ep_9" })
  await api.close()
  expect(page).toEqual({ items: [], next: null, total: 0 })
  expect(server.seen[0]!.headers.authorization).toBe(`Bearer ${KEY}`)
})

test("many requests at one time that one signal stops are no leak: Node warns of nothing", async () => {
  await using server = await startScriptedApi({
    "GET /v1/endpoints": { json: { items: [], next: null, total: 0 } },
  })
  const warnings: Error[] = []
  const note = (warning: Error): void => void warnings.push(warning)
  process.on("warning", note)
  onTestFinished(() => void process.off("warning", note))
  const api = createRelayApi({ url: server.url, key: KEY, stop: new AbortController().signal })
  await Promise.all(Array.from({ length: 30 }, () => api.list({})))
  await api.close()
  expect(warnings).toEqual([])
})

test("an id is one segment of the path, whatever is in it", async () => {
  await using server = await startScriptedApi({})
  const api = createRelayApi({ url: server.url, key: KEY })
  await expect(api.get("../keys?x#y")).rejects.toMatchObject({ code: "NOT_FOUND", exitCode: 4 })
  await api.close()
  expect(server.seen[0]!.line).toBe("GET /v1/endpoints/..%2Fkeys%3Fx%23y")
})

test("a problem document becomes the error the relay meant, with its hint", async () => {
  const problem = {
    status: 422,
    title: "refused",
    detail: "only https",
    code: "RULE_REFUSED",
    hint: "Use https.",
  }
  await expect(listAgainst({ status: 422, json: problem })).rejects.toMatchObject({
    code: "RULE_REFUSED",
    exitCode: 6,
    message: "only https",
    hint: "Use https.",
  })
})

test("text of a problem document cannot move the terminal's cursor", async () => {
  const problem = { detail: "a\u001b[2Jb", code: "RULE_REFUSED", hint: "c\u0007" }
  await expect(listAgainst({ status: 422, json: problem })).rejects.toMatchObject({
    message: "a\\x1b[2Jb",
    hint: "c\\x07",
  })
})

test("a code of a newer relay that is not known here is a failed request", async () => {
  const problem = { detail: "out of teapots", code: "TEAPOT", hint: "Wait." }
  await expect(listAgainst({ status: 418, json: problem })).rejects.toMatchObject({
    code: "API_FAILED",
    message: "out of teapots",
  })
})

test("a refused key is named by its last four characters only", async () => {
  const error = await listAgainst({ status: 401, json: {} }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: "KEY_REFUSED", exitCode: 3, message: expect.stringContaining("…cdef") })
  expect(String(error)).not.toContain(KEY)
})

test("a relay that asks for a key when there is none is answered with KEY_MISSING", async () => {
  await using server = await startScriptedApi({ "GET /v1/stats": { status: 401, json: {} } })
  const api = createRelayApi({ url: server.url, key: undefined })
  await expect(api.stats()).rejects.toMatchObject({ code: "KEY_MISSING", exitCode: 3 })
  await api.close()
  expect(server.seen[0]!.headers).not.toHaveProperty("authorization")
})

test("a relay that is not there is named with host and port, and how to start one", async () => {
  const address = await closedAddress()
  const api = createRelayApi({ url: `http://${address}`, key: KEY })
  await expect(api.stats()).rejects.toMatchObject({
    code: "RELAY_UNREACHABLE",
    exitCode: 5,
    message: `The relay at http://${address} cannot be reached: connection refused.`,
    hint: expect.stringContaining("whk relay"),
  })
  await api.close()
})

test.each<[string, ScriptedAnswer, RegExp]>([
  ["an HTML page", { text: "<!doctype html><title>Welcome to nginx</title>" }, /an HTML page/],
  ["an HTML error page", { status: 502, text: "<html>Bad gateway</html>" }, /502 with an HTML page/],
  ["text that is no JSON", { text: "pong" }, /"pong"/],
  ["JSON of something else", { json: { hello: "world" } }, /not a whk relay/],
  ["a JSON list", { json: [1, 2] }, /not a whk relay/],
  ["null", { json: null }, /not a whk relay/],
  ["an empty answer", { text: "" }, /not a whk relay/],
])("%s where a list was expected is a failed request in words", async (_, answer, message) => {
  await expect(listAgainst(answer)).rejects.toMatchObject({
    code: "API_FAILED",
    message: expect.stringMatching(message),
  })
})

test("a redirect is not followed, so the key stays at its origin", async () => {
  await using other = await startScriptedApi({})
  await expect(
    listAgainst({ status: 307, headers: { location: `${other.url}/v1/endpoints` } }),
  ).rejects.toMatchObject({ code: "API_FAILED", message: expect.stringContaining(other.url) })
  expect(other.seen).toEqual([])
})

test.each<[string, ScriptedAnswer | "gone"]>([
  ["has left", "gone"],
  ["says that it is stopping", { status: 503, text: "whk: stopping\n" }],
])("a request to a relay that %s goes to its successor, once and with its key", async (_, first) => {
  await using stopping = await startScriptedApi({ "POST /v1/endpoints": first === "gone" ? {} : first })
  await using next = await startScriptedApi({
    "POST /v1/endpoints": { status: 201, json: { id: "ep_1", url: "https://a/", events: [] } },
  })
  const url = first === "gone" ? `http://${await closedAddress()}` : stopping.url
  const api = createRelayApi({ url, key: KEY, successor: async () => ({ url: next.url, key: "whk_next" }) })
  const input = { provider: "axiestudio", url: "https://a/", events: ["*"] }
  expect(await api.create(input)).toMatchObject({ id: "ep_1" })
  await api.close()
  expect(next.seen).toMatchObject([{ headers: { authorization: "Bearer whk_next" }, json: input }])
})

test("a relay that is overloaded is not taken for one that has left", async () => {
  await expect(listAgainst({ status: 503, text: "busy" })).rejects.toMatchObject({ code: "API_FAILED" })
})

test("a successor that has left as well is given up in the end", async () => {
  const url = `http://${await closedAddress()}`
  const api = createRelayApi({ url, key: KEY, successor: async () => ({ url, key: KEY }) })
  await expect(api.stats()).rejects.toMatchObject({ code: "RELAY_UNREACHABLE" })
  await api.close()
})
