import { expect, test } from "vitest"
import { readAll, readOne } from "../support/read-captures.ts"

/** The example of docs.webhook.site/api/requests.html in its shape, with a body of its own. */
const ITEM = {
  uuid: "a2a6a4ae-4130-4063-953a-84fa29d81d43",
  type: "web",
  token_id: "a94a7294-c4aa-4074-ab77-c4cf86fd53b1",
  ip: "127.0.0.1",
  hostname: "webhook.site",
  method: "POST",
  user_agent: "Provider/1.0",
  content: '{"name":"caf\u00e9"}',
  query: { action: "create" },
  request: null,
  files: [],
  headers: { "content-length": ["16"], "x-two": ["1", "2"], "x-name": ["caf\u00e9"] },
  url: "https://webhook.site/a94a7294-c4aa-4074-ab77-c4cf86fd53b1/201?action=create",
  size: 16,
  custom_action_output: {},
  time: 0.0015,
  created_at: "2019-10-03 19:06:35",
  sorting: 1778164375611988,
}

test("a request that stands alone is read; header text stands for UTF-8", async () => {
  expect(await readOne(JSON.stringify(ITEM, null, 2))).toEqual({
    id: ITEM.uuid,
    receivedAtMs: Date.parse("2019-10-03T19:06:35Z"),
    method: "POST",
    url: ITEM.url,
    headers: [
      ["content-length", "16"],
      ["x-two", "1"],
      ["x-two", "2"],
      ["x-name", "caf\u00c3\u00a9"],
    ],
    body: Buffer.from(ITEM.content),
  })
})

test("a page of requests gives them all, but e-mails and bodies that were taken apart", async () => {
  const data = [ITEM, { ...ITEM, type: "email" }, { ...ITEM, content: "", files: { a: {} } }]
  const { captures, leftOut } = await readAll(JSON.stringify({ data, total: 3, is_last_page: true }))
  expect(captures).toHaveLength(1)
  expect(leftOut).toEqual([
    '"type" of request 2 (line 1) of "file" is "email": only web requests are read.',
    '"content" of request 3 (line 1) of "file" is empty, though the body had 16 bytes: webhook.site takes multipart bodies apart.',
  ])
})

test.each([
  ["2019-10-03 19:06:35.250", Date.parse("2019-10-03T19:06:35.250Z")],
  ["2019-10-03T19:06:35+02:00", Date.parse("2019-10-03T17:06:35Z")],
  ["yesterday", undefined],
  [null, undefined],
])("the time %s is read", async (created_at, timeMs) => {
  expect((await readOne(JSON.stringify({ ...ITEM, created_at }))).receivedAtMs).toBe(timeMs)
})

test.each([
  [{ content: { a: 1 } }, '"content" of line 1 of "file" is not a string.'],
  [{ headers: [] }, '"headers" of line 1 of "file" is not a JSON object.'],
  [{ headers: { a: [1] } }, '"headers.a" of line 1 of "file" is not a list of texts.'],
  [{ method: undefined }, '"method" of line 1 of "file" is missing.'],
])("%j is refused by its field", async (more, message) => {
  await expect(readAll(JSON.stringify({ ...ITEM, ...more }))).rejects.toMatchObject({
    code: "CAPTURE_INVALID",
    message,
  })
})
