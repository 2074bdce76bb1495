import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { runWhk, temporaryFolder } from "../support/run-whk.ts"

const TO = ["--to", "localhost:1"]

// What was typed, the line that says what is wrong with it, and the line that says what to do.
test.each<[args: readonly string[], message: string, hint: string]>([
  [
    ["payload"],
    "<event> is missing.",
    "Name an event type (`whk events` lists them), or give exact bytes with --body @file.",
  ],
  [["payload", "user.craeted"], 'No provider has an event type "user.craeted".', "Did you mean user.created"],
  [
    ["payload", "user.created", "--provider", "strpie"],
    '"strpie" is not a provider.',
    "Did you mean stripe?",
  ],
  [["payload", "user.x", "--provider", "axiestudio"], '"user.x" is not an event type of Axie Studio.', ""],
  [["payload", "user.created", "--data", "{a:1}"], '"{a:1}" is not JSON.', "The parser says: "],
  [
    ["payload", "user.created", "--data", "[1]"],
    "[1] is not a JSON object.",
    "The data of an event is an object",
  ],
  [
    ["payload", "user.created", "--data", "@none.json"],
    'The file "none.json" does not exist.',
    "Check the path",
  ],
  [["payload", "user.created", "--set", "role"], '"role" is not path=value.', "Write for example --set"],
  [
    ["payload", "user.created", "--set", "data.rol=x"],
    '"data.rol" is not a field of this payload.',
    "Did you mean data.role?",
  ],
  [["payload", "--body", "{}"], '"{}" is neither @file nor - for --body.', "Write --body @file"],
  [["payload", "--body", "@none"], 'The file "none" does not exist.', "Check the path and its permissions."],
  [
    ["payload", "user.created", "--body", "-", "--data", "{}"],
    "Option '--body <@file|->' cannot be used with option '--data <json|@file>'.",
    "Run `whk payload --help`",
  ],
  [
    ["payload", "user.created", "--header", "nocolon"],
    '"nocolon" is not a header.',
    "Write a header as name:value",
  ],
  [
    ["payload", "user.created", "--header", "a b: c"],
    '"a b: c" is not a header.',
    "Write a header as name:value",
  ],
  [
    ["payload", "user.created", "--timestamp", "noon"],
    '"noon" is not a time.',
    "Use an ISO 8601 time or unix seconds.",
  ],
  [
    ["payload", "user.created", "--seed", "x"],
    '"x" is not a seed.',
    "Use a whole number, for example --seed 7.",
  ],
  [["payload", "user.created", "--method", "GE T"], '"GE T" is not a method.', "Use POST"],
  [
    ["payload", "user.created", "--format", "xml"],
    '"xml" is not a format.',
    "Use http, curl, httpie, har, capture, webhook-site, ngrok or json.",
  ],
  [
    ["payload", "user.created", "--url", "ftp://x"],
    '"ftp://x" is not a port, a host or an http URL.',
    "Pass a port",
  ],
  [
    ["payload", "user.created", "--url", "unix:/x.sock"],
    '"unix:/x.sock" is a socket file; a URL is needed here.',
    "Pass --url",
  ],
  [
    ["payload", "user.created", "--secret", "env:NOPE"],
    'The environment variable "NOPE" of --secret is not set.',
    "Set NOPE",
  ],
  [
    ["payload", "user.created", "--secret", ""],
    "The secret given with --secret is empty.",
    "Pass the secret",
  ],
  [
    ["payload", "user.created", "--unsigned", "--secret", "s"],
    "Option '--unsigned' cannot be used with option '--secret <value>'.",
    "Run `whk payload --help`",
  ],
  [
    ["payload", "user.created", "--unsigned"],
    "axiestudio has no way to send without a secret.",
    "Pass --secret",
  ],
  [
    ["payload", "example.event", "--secret", "not base64!"],
    "The secret is not base64, which standard-webhooks requires.",
    "Copy the whole secret",
  ],
  [["payload", "user.created", "--profile", "none"], '"none" is not a profile.', "There are no profiles yet"],
  [
    ["payload", "invoice.paid", "--signature-header", "X-Sig"],
    '"signature.header" is not a value of Stripe that can be replaced.',
    "These can: ",
  ],
  [
    ["payload", "chat.message", "--signature-header", "X Sig"],
    '"X Sig" is not the name of a header.',
    "Pass a name alone",
  ],
  [
    ["payload", "chat.message", "--assume", "timeout"],
    '"timeout" is not key=value.',
    "Write for example --assume",
  ],
  [["verify", "--body", "@/dev/null", "--assume", "a=b"], "--provider is missing.", "Say whose values"],
  [["payload", "user.created", "--nope"], "Unknown option '--nope'.", "Run `whk payload --help`"],
  [
    ["trigger", "user.created", "--to", "localhost:99999"],
    '"localhost:99999" has no port between 1 and 65535.',
    "Pass a port",
  ],
  [["trigger", "user.created", ...TO, "--timeout", "5"], '"5" is not a duration.', "Use a number and a unit"],
  [
    ["trigger", "user.created", ...TO, "--cacert", "none.pem"],
    'The file "none.pem" does not exist.',
    "Check the path",
  ],
  [["trigger", "--to", "localhost:1"], "<event> is missing.", "Name an event type"],
  [["verify"], "standard input is empty.", "Pass capture/1, a raw HTTP message"],
  [["verify", "none.json"], 'The file "none.json" does not exist.', "Check the path"],
  [
    ["verify", "none.json", "--body", "-"],
    '"none.json" and --body both give a request.',
    "Pass a capture file",
  ],
  [
    ["verify", "none.json", "--header", "a:b"],
    "--header says nothing about a captured request.",
    "Pass --body",
  ],
  [["verify", "--provider", "strpie", "--body", "-"], '"strpie" is not a provider.', "Did you mean stripe?"],
  [["verify", "--tolerance", "5"], '"5" is not a duration.', "Use a number and a unit"],
  [["listen", "--redact"], "--redact goes with --record.", "Say where"],
  [["delivery", "dlv_1", "--redact"], "--redact goes with --format.", "Say how"],
  [["events", "--provider", "strpie"], '"strpie" is not a provider.', "Did you mean stripe?"],
  [["providers", "strpie"], '"strpie" is not a provider.', "Did you mean stripe?"],
  [["secret", "strpie"], '"strpie" is not a provider.', "Did you mean stripe?"],
])("whk %j exits 2 with one line and one hint", async (args, message, hint) => {
  const { exitCode, stdout, stderr } = await runWhk([...args, "-q"])
  const [first, second, ...rest] = stderr.split("\n")
  expect({ exitCode, stdout, first, rest }).toEqual({
    exitCode: 2,
    stdout: "",
    first: `error ${message}`,
    rest: [""],
  })
  expect(second!.startsWith(`  → ${hint}`)).toBe(true)
})

test("with --json the error is one object on stderr", async () => {
  const { exitCode, stdout, stderr } = await runWhk(["providers", "strpie", "--json"])
  expect([exitCode, stdout]).toEqual([2, ""])
  expect(JSON.parse(stderr)).toEqual({
    error: {
      code: "PROVIDER_UNKNOWN",
      message: '"strpie" is not a provider.',
      hint: "Did you mean stripe?",
    },
  })
})

test("a project file with a literal secret is refused without showing it", async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, "whk.config.json")
  await writeFile(path, '{"secret":"whsec_topsecret"}')
  const { exitCode, stderr } = await runWhk(["payload", "user.created"], { cwd: folder.path })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('error "secret" in ')
  expect(stderr).not.toContain("topsecret")
})

test("a wrong value cannot steer the terminal", async () => {
  const { stderr } = await runWhk(["payload", "user.created", "--seed", "\u001b[2J\nfake line"])
  expect(stderr).toContain('error "\\x1b[2J\\nfake line" is not a seed.')
})
