import { expect, test } from "vitest"
import { formatRequest } from "../../src/capture/formats.ts"
import { VERSION } from "../../src/version.ts"

test("an archive holds raw headers, the query as it stood, and text as text", () => {
  const har: unknown = JSON.parse(
    formatRequest("har", {
      method: "POST",
      url: "https://h.example/p?a&b=%2F",
      headers: [["Content-Type", "application/json"]],
      body: Buffer.from("{}"),
      receivedAtMs: 0,
    }).toString(),
  )
  expect(har).toMatchObject({
    log: {
      version: "1.2",
      creator: { name: "whk", version: VERSION },
      entries: [
        {
          startedDateTime: "1970-01-01T00:00:00.000Z",
          request: {
            method: "POST",
            url: "https://h.example/p?a&b=%2F",
            headers: [
              { name: "Host", value: "h.example" },
              { name: "Content-Type", value: "application/json" },
              { name: "Content-Length", value: "2" },
            ],
            queryString: [
              { name: "a", value: "" },
              { name: "b", value: "%2F" },
            ],
            postData: { mimeType: "application/json", text: "{}" },
            bodySize: 2,
          },
          response: { status: 0 },
        },
      ],
    },
  })
})

test("a body that is not text stands in base64 and says so", () => {
  const body = Buffer.from([0xff, 0x00])
  const capture = { method: "POST", url: "https://h/", headers: [], body }
  const text = formatRequest("har", { ...capture, response: { status: 200, headers: [], body } })
  expect(JSON.parse(text.toString()).log.entries[0]).toMatchObject({
    request: { postData: { text: "/wA=", encoding: "base64" } },
    response: { content: { size: 2, text: "/wA=", encoding: "base64" } },
  })
})
