import { expect, test } from "vitest"
import { parseProjectFile } from "../../src/config/project-schema.ts"

const PATH = "/p/whk.config.json"

test("every setting of a project is read", () => {
  const values = {
    provider: "axiestudio",
    secret: "env:WEBHOOK_SECRET",
    forward: "localhost:4000/hooks",
    inbox: "shop",
    relay: "https://relay.example.com",
    workspace: "ws_1",
    routes: ["invoice.*=localhost:4000/inv"],
  }
  expect(parseProjectFile(JSON.stringify(values), PATH)).toEqual(values)
})

test.each([
  ['{"forwrad":"3000"}', `"forwrad" in ${PATH} is not a setting.`, 'Did you mean "forward"?'],
  [
    '{"exec":"rm -rf /"}',
    `"exec" in ${PATH} is not a setting.`,
    "Settings are provider, secret, forward, inbox, relay, workspace, routes.",
  ],
  ['{"forward":3000}', `"forward" in ${PATH} is 3000, not text.`, "Fix the file, or take the setting out."],
  ['{"routes":"a=b"}', `"routes" in ${PATH} is "a=b", not a list of "pattern=target".`, expect.any(String)],
  [
    '{"routes":["a=b","c"]}',
    `"routes.1" in ${PATH} is "c", not a list of "pattern=target".`,
    expect.any(String),
  ],
  ["[]", `${PATH} holds no JSON object.`, expect.any(String)],
  ["{,}", `${PATH} is not JSON.`, expect.stringContaining("The parser says: ")],
])("%s is refused by the field's name", (content, message, hint) => {
  expect(() => parseProjectFile(content, PATH)).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", exitCode: 2, message, hint }),
  )
})

test.each([
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  "$(pass show hook)",
  "!op read x",
  "-",
  "env:",
  "env:A B",
  1,
])("the secret %s is refused without being repeated", (secret) => {
  const read = (): unknown => parseProjectFile(JSON.stringify({ secret }), PATH)
  expect(read).toThrow(
    expect.objectContaining({
      code: "CONFIG_INVALID",
      message: `"secret" in ${PATH} is not env:NAME or file:PATH.`,
    }),
  )
})
