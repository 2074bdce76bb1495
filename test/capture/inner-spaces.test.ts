import { expect, test } from "vitest"
import { readOne } from "../support/read-captures.ts"

// A pattern that starts anew at each of these would take minutes.
const SPACES = " ".repeat(200_000)

test.each([
  ["a raw message", `POST / HTTP/1.1\r\nHost: h\r\nX-Wide:  \ta${SPACES}b \t\r\n\r\n`],
  ["a curl command", `curl -X POST https://h/ -H 'X-Wide:  \ta${SPACES}b \t'`],
])("the spaces inside a header of %s are read once and kept", async (_, source) => {
  const { headers } = await readOne(source)
  expect(headers.at(-1)).toEqual(["X-Wide", `a${SPACES}b`])
})

test("a carriage return behind many spaces makes a line no header", async () => {
  await expect(readOne(`POST / HTTP/1.1\r\nX-Wide: ${SPACES}\rb\r\n\r\n`)).rejects.toMatchObject({
    code: "CAPTURE_INVALID",
    message: expect.stringContaining('Line 2 of "file" is no header'),
  })
})

test("a curl command of very many words is read word by word", async () => {
  const { url } = await readOne(`curl https://h/ ${"-s ".repeat(300_000)}`)
  expect(url).toBe("https://h/")
})

test("braces that are opened again and again are no variables", async () => {
  const { body } = await readOne(`curl https://h/ -d "${"${".repeat(100_000)}"`)
  expect(body).toHaveLength(200_000)
})

test("a form field of a HAR may be as long as a body", async () => {
  const value = "%20".repeat(3_000_000)
  const request = {
    method: "POST",
    url: "https://h/",
    headers: [],
    postData: { params: [{ name: "a", value }] },
  }
  const { body } = await readOne(JSON.stringify({ log: { entries: [{ request }] } }))
  expect(body).toHaveLength("a=".length + value.length)
})
