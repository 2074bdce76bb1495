import { readdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test } from "vitest"
import { whkHome } from "../support/whk-home.ts"

const FORWARD = ["--forward", "3000"]

// What was typed, the line that says what is wrong with it, and the beginning of the one that says what to do.
test.each<[args: readonly string[], message: string, hint: string]>([
  [["--forward", "localhost:99999"], '"localhost:99999" has no port between 1 and 65535.', "Pass a port"],
  [
    ["localhost:3000"],
    "Too many arguments for 'listen'. Expected 0 arguments but got 1.",
    "Run `whk listen --help`",
  ],
  [["--inbox", "a/b"], '"a/b" is not a name for an inbox.', "Use up to 64 letters"],
  [["--provider", "strpie"], '"strpie" is not a provider.', "Did you mean stripe?"],
  [["--relay", "ftp://x"], '"ftp://x" (--relay) is not the address of a relay.', "Give its URL"],
  [["--public-url", "example.com"], '"example.com" is not an http or https URL.', "Pass the address"],
  [[...FORWARD, "--path", "hooks"], '"hooks" is not a path.', "Begin it with /"],
  [[...FORWARD, "--header", "nocolon"], '"nocolon" is not a header.', "Write a header as name:value"],
  [
    [...FORWARD, "--header", "Connection: x"],
    '"Connection" belongs to the connection and cannot be set.',
    "Leave it",
  ],
  [[...FORWARD, "--remove-header", "a b"], '"a b" is not the name of a header.', "Pass a name alone"],
  [[...FORWARD, "--host-header", "x"], '"x" is not a value of --host-header.', "Use rewrite or keep."],
  [[...FORWARD, "--timeout", "5"], '"5" is not a duration.', "Use a number and a unit"],
  [[...FORWARD, "--timeout", "0s"], '"0s" gives the local server no time to answer.', "Pass --timeout"],
  [[...FORWARD, "--cacert", "none.pem"], 'The file "none.pem" does not exist.', "Check the path"],
  [["--max-in-flight", "0"], '"0" is not a number of at least 1.', "Pass --max-in-flight a whole number"],
  [["--max-body", "big"], '"big" is not a size.', "Use a number and a unit"],
  [["--until", "0"], '"0" is not a number of at least 1.', "Pass --until a whole number"],
  [
    ["--once", "--until", "2"],
    "Option '--once' cannot be used with option '--until <n>'.",
    "Run `whk listen --help`",
  ],
  [["--events", "user created"], '"user created" (--events) is not an event type.', "Name event types"],
  [["--filter", "a<b"], '"a<b" is not a filter.', "Write path=value"],
  [["--route", "invoice.*"], '"invoice.*" (--route) is not pattern=target.', "Write for example --route"],
  [["--route", "a=localhost:0"], '"localhost:0" has no port between 1 and 65535.', "Pass a port"],
  [[...FORWARD, "--inject", "delay"], '"delay" is not a fault for --inject.', "Use delay=2s"],
  [[...FORWARD, "--inject", "delay=2"], '"2" is not a duration.', "Use a number and a unit"],
  [[...FORWARD, "--inject", "duplicate=2"], '"duplicate=2" is not a fault for --inject.', "Use delay=2s"],
  [[...FORWARD, "--inject", "explode=1"], '"explode=1" is not a fault for --inject.', "Use delay=2s"],
  [["--inject", "delay=1s"], "--inject goes with --forward or --route.", "Say what to forward to"],
  [["--exec", "true"], "--exec goes with --forward.", "Say where the app will listen"],
  [["--http2"], "--http2 goes with --forward or --route.", "Say what to forward to"],
  [
    ["--forward", "https://localhost:1", "--route", "a=4000", "--http2"],
    '"http://localhost:4000/" is no https target, which --http2 needs.',
    "HTTP/2 is agreed on in TLS",
  ],
  [["--create"], "--events is missing: which events should be sent here?", "For example --create"],
  [["--api", "provider"], "--api goes with --create.", "Say what to register"],
  [
    ["--reject-unverified"],
    "--provider is missing: whose signatures are to be trusted?",
    "For example --provider github",
  ],
  [["--signature-header", "x-sig"], "--provider is missing.", "Say whose values"],
  [
    ["--provider", "aws-sns", "--verify"],
    "Amazon SNS publishes its keys, which listen does not fetch.",
    "Leave out --verify, record",
  ],
  [["--format", "xml"], '"xml" is not a value of --format.', "Use pretty, compact or json."],
])("whk listen %j exits 2 with one line and one hint, and starts nothing", async (args, message, hint) => {
  await using home = await whkHome()
  const before = await readdir(join(home.env["WHK_HOME"]!, "data"))
  const { exitCode, stdout, stderr } = await home.run(["listen", ...args])
  const [first, second = "", ...rest] = stderr.split("\n")
  expect({ exitCode, stdout, first, rest }).toEqual({
    exitCode: 2,
    stdout: "",
    first: `error ${message}`,
    rest: [""],
  })
  expect(second.startsWith(`  → ${hint}`)).toBe(true)
  expect(await readdir(join(home.env["WHK_HOME"]!, "data"))).toEqual(before)
})

test("a folder for --record that cannot be made is named", async () => {
  await using home = await whkHome()
  await writeFile(join(home.path, "file"), "")
  const { exitCode, stderr } = await home.run(["listen", "--record", "file"])
  expect([exitCode, stderr.split("\n")[0]]).toEqual([
    2,
    `error "${join(home.path, "file")}" cannot be written (EEXIST).`,
  ])
})

test("with --json an error is one object on stderr", async () => {
  await using home = await whkHome()
  const { stdout, stderr } = await home.run(["listen", "--json", "--until", "0"])
  expect(stdout).toBe("")
  expect(JSON.parse(stderr)).toMatchObject({
    error: { code: "USAGE", message: '"0" is not a number of at least 1.' },
  })
})
