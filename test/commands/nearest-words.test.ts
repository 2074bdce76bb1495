import { expect, test } from "vitest"
import { parseCommandLine } from "../../src/program/program.ts"
import { WhkError } from "../../src/errors.ts"
import { runWhk } from "../support/run-whk.ts"

async function hintFor(line: string): Promise<string> {
  const error = await parseCommandLine(line.split(" ")).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof WhkError ? error.hint : "no error"
}

test.each([
  ["lisen", "Did you mean `whk listen`?"],
  ["triger user.created", "Did you mean `whk trigger`?"],
  ["inboxes lst", "Did you mean `whk inboxes list`?"],
  ["keys revok key_1", "Did you mean `whk keys revoke`?"],
  ["config ste x y", "Did you mean `whk config set`?"],
  ["--profile work lisen", "Did you mean `whk listen`?"],
  ["--json inboxes lst", "Did you mean `whk inboxes list`?"],
  ["lisen --help", "Did you mean `whk listen`?"],
  ["inboxes lst --help", "Did you mean `whk inboxes list`?"],
  ["help lisen", "Did you mean `whk listen`?"],
  ["help inboxes lst", "Did you mean `whk inboxes list`?"],
  ["wombat", "Run `whk --help` to see the commands."],
  ["keys wombat", "Run `whk keys --help` to see the commands."],
])("`whk %s` is answered with the line to run", async (line, hint) => {
  expect(await hintFor(line)).toBe(hint)
})

test.each([
  ["forward 3000", "Run `whk listen --forward 3000`."],
  ["forward", "Run `whk listen --forward localhost:3000`."],
  ["tunnel", "Run `whk listen --forward localhost:3000`."],
  ["http 3000", "Run `whk listen --forward 3000`."],
  ["logs", "Run `whk deliveries --follow`."],
  ["send user.created", "Run `whk trigger user.created`."],
  ["endpoints", "Run `whk list`."],
  ["resend dlv_1", "Run `whk replay dlv_1`."],
  ["status", "Run `whk doctor`."],
  ["ls", "Run `whk list`."],
])("`whk %s`, a word of another tool, is answered with whk's own", async (line, hint) => {
  expect(await hintFor(line)).toBe(hint)
})

test("what a shell would take for more than a word is not put into the line", async () => {
  const error = await parseCommandLine(["send", "$(rm -rf ~)"]).catch((thrown: unknown) => thrown)
  expect((error as WhkError).hint).toBe("Run `whk trigger user.created --to localhost:3000`.")
})

test("a word like those that every object has is a word like any other", async () => {
  expect(await hintFor("constructor")).toMatch(/^(?:Run|Did)/)
})

test("the lines for words of other tools are lines that whk takes", async () => {
  const { OTHER_WORDS } = await import("../../src/program/other-words.ts")
  for (const [word, line] of Object.entries(OTHER_WORDS)) {
    const argv = line("").split(" ").slice(1)
    const error = await parseCommandLine(argv).catch((thrown: unknown) => thrown)
    // An argument may be left to be filled in; the command and its flags have to be there.
    if (error instanceof WhkError) expect([word, error.code]).toEqual([word, "VALUE_MISSING"])
  }
})

test.each([
  [["get", "dlv_01jd3k8x9q"], "a delivery's id; here an endpoint's id", "whk delivery dlv_01jd3k8x9q"],
  [["delivery", "ep_01jd3k8x9q"], "an endpoint's id; here a delivery's id", "whk get ep_01jd3k8x9q"],
  [["replay", "ep_01jd3k8x9q"], "an endpoint's id; here a delivery's id", "whk get ep_01jd3k8x9q"],
  [["inboxes", "rotate", "ep_01jd3k8x9q"], "an endpoint's id; here an inbox's id", "whk get ep_01jd3k8x9q"],
  [
    ["keys", "revoke", "in_01jd3k8x9q", "--yes"],
    "an inbox's id; here an API key's id",
    "whk deliveries in_01jd3k8x9q",
  ],
])("`whk %j` says what the id is of", async (args, said, line) => {
  const { exitCode, stderr } = await runWhk(args)
  expect(exitCode).toBe(2)
  expect(stderr).toContain(said)
  expect(stderr).toContain(`→ Run \`${line}\`.`)
})

test("help of a command of a command is shown by both ways of asking", async () => {
  const one = await runWhk(["help", "inboxes", "list"])
  const other = await runWhk(["inboxes", "list", "--help"])
  expect(one.stdout).toBe(other.stdout)
  expect(one.stdout).toContain("Usage: whk inboxes list")
})
