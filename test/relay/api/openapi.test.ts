import { afterAll, beforeAll, expect, test } from "vitest"
import { z } from "zod"
import { type Rig, startApi } from "./rig.ts"

let api: Rig
// oxlint-disable-next-line typescript/no-explicit-any -- a JSON document of the server
let document: any
beforeAll(async () => {
  api = await startApi()
  document = (await api.call("GET", "/v1/openapi.json", { key: null })).json
})
afterAll(() => api.close())

test("the document needs no key and names every route", () => {
  expect(document.openapi).toBe("3.1.0")
  const routes = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  expect(routes.toSorted()).toMatchInlineSnapshot(`
    [
      "delete /v1/endpoints/{id}",
      "delete /v1/inboxes/{id}",
      "delete /v1/inspector/sessions",
      "delete /v1/keys/{id}",
      "get /v1/audit",
      "get /v1/changes",
      "get /v1/deliveries",
      "get /v1/deliveries/{id}",
      "get /v1/deliveries/{id}/export",
      "get /v1/endpoints",
      "get /v1/endpoints/{id}",
      "get /v1/events/{id}/deliveries",
      "get /v1/inboxes",
      "get /v1/keys",
      "get /v1/providers",
      "get /v1/providers/{id}",
      "get /v1/stats",
      "get /v1/stats/endpoints",
      "get /v1/stats/series",
      "get /v1/workspace",
      "get /v1/workspaces",
      "patch /v1/endpoints/{id}",
      "post /v1/deliveries/{id}/replay",
      "post /v1/deliveries/{id}/verify",
      "post /v1/endpoints",
      "post /v1/endpoints/check",
      "post /v1/endpoints/{id}/rotate",
      "post /v1/endpoints/{id}/test",
      "post /v1/events",
      "post /v1/events/preview",
      "post /v1/inboxes",
      "post /v1/inboxes/{id}/rotate",
      "post /v1/inspector/codes",
      "post /v1/inspector/sessions",
      "post /v1/keys",
      "post /v1/replay",
      "post /v1/workspaces",
    ]
  `)
})

test("a request is described by the schema that checks it", () => {
  const { requestBody, responses } = document.paths["/v1/endpoints"].post
  expect(requestBody.content["application/json"].schema).toMatchObject({
    required: ["provider", "url", "events"],
    additionalProperties: false,
  })
  expect(Object.keys(responses)).toEqual(["201", "default"])
})

test("path and query parameters are described", () => {
  expect(document.paths["/v1/events/{id}/deliveries"].get.parameters).toMatchObject([
    { name: "id", in: "path", required: true },
    { name: "limit", in: "query", required: false, schema: { type: "integer", maximum: 1000 } },
    { name: "after", in: "query", required: false },
  ])
})

test("every reference in the document leads somewhere", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!)
  const target = (path: string) => path.split("/").reduce((node, part) => node?.[part], document)
  expect(references.length).toBeGreaterThan(10)
  expect(references.filter((path) => target(path) === undefined)).toEqual([])
})

test("answers are as they are described", async () => {
  const { id } = await api.endpoint({ provider: "axelered", events: ["document.ready"] })
  const inbox = (await api.call("POST", "/v1/inboxes", { json: { name: "shop" } })).json
  const tested = (await api.call("POST", `/v1/endpoints/${id}/test`)).json
  const published = await api.call("POST", "/v1/events", {
    json: { provider: "axelered", type: "document.ready" },
  })
  const answers: [path: string, method: string, status: string, json: unknown][] = [
    ["/v1/endpoints/{id}/test", "post", "200", tested],
    ["/v1/events", "post", "201", published.json],
    ["/v1/inboxes", "post", "200", inbox],
    ["/v1/endpoints/{id}", "patch", "200", (await api.call("PATCH", `/v1/endpoints/${id}`)).json],
    ["/v1/endpoints/{id}/rotate", "post", "200", (await api.call("POST", `/v1/endpoints/${id}/rotate`)).json],
    ["/v1/endpoints", "get", "200", (await api.call("GET", "/v1/endpoints")).json],
    ["/v1/deliveries", "get", "200", (await api.call("GET", "/v1/deliveries")).json],
    [
      "/v1/deliveries/{id}",
      "get",
      "200",
      (await api.call("GET", `/v1/deliveries/${tested.delivery.id}`)).json,
    ],
    ["/v1/replay", "post", "200", (await api.call("POST", "/v1/replay", { json: { endpoint: id } })).json],
    ["/v1/inboxes", "get", "200", (await api.call("GET", "/v1/inboxes")).json],
    ["/v1/keys", "get", "200", (await api.call("GET", "/v1/keys")).json],
    ["/v1/keys", "post", "201", (await api.call("POST", "/v1/keys", { json: { name: "k" } })).json],
    ["/v1/stats", "get", "200", (await api.call("GET", "/v1/stats")).json],
    ["/v1/workspace", "get", "200", (await api.call("GET", "/v1/workspace")).json],
  ]
  const wrong = answers.flatMap(([path, method, status, json]) => {
    const { schema } = document.paths[path][method].responses[status].content["application/json"]
    const { error } = z.fromJSONSchema(schema).safeParse(json)
    return error ? [`${method} ${path}: ${error.message}`] : []
  })
  expect(wrong).toEqual([])
})
