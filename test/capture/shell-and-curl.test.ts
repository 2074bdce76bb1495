import { spawnSync } from "node:child_process"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { execa } from "execa"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { CapturedRequest } from "../../src/capture/capture.ts"
import { shellTokens } from "../../src/capture/curl/shell-words.ts"
import { startRawServer } from "../support/raw-server.ts"
import { readOne } from "../support/read-captures.ts"
import { temporaryFolder } from "../support/run-whk.ts"

const text = fc.string({ unit: fc.constantFrom(..."ab'\"\\ \n#=@\u00e9\u4e2d{}!*?~".split("")) })
const word = fc
  .array(
    fc.oneof(
      text.map((plain) => `'${plain.replaceAll("'", "'\\''")}'`),
      text.map((plain) => `"${plain.replaceAll(/["\\]/g, "\\$&")}"`),
      text.map((plain) => `"${plain.replaceAll('"', "").replace(/\\+$/, "")}"`),
      fc
        .array(
          fc.constantFrom(
            "a",
            " ",
            "\u00e9",
            "\\n",
            "\\'",
            "\\\\",
            "\\x41",
            "\\xe9",
            "\\351",
            "\\u00e9",
            "\\ud83d",
            "\\U0001f600",
            "\\cA",
            "\\q",
            "\\e",
            '"',
          ),
        )
        .map((parts) => `$'${parts.join("")}'`),
      fc.constantFrom("a", "=", "@", "/", "\\ ", "\\'", "\\\n", "\u00e9", "%", ":", ",", "-"),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(""))

test("words are what bash makes of them", async () => {
  const words = fc.sample(word, 500)
  const script = words.map((one) => `printf '%s\\0' x${one}`).join("\n")
  const { stdout } = await execa("bash", [], {
    input: script,
    env: { LC_ALL: "C.UTF-8" },
    stripFinalNewline: false,
    encoding: "buffer",
  })
  const expected = Buffer.from(stdout).toString("latin1").split("\0").slice(0, -1)
  const { tokens } = shellTokens(Buffer.from(script).toString("latin1"), "it")
  const args = tokens.filter(({ kind, text: value }) => kind === "word" && value.startsWith("x"))
  expect(args.map(({ text: value }) => value)).toEqual(expected)
})

const hasCurl = spawnSync("bash", ["-c", "command -v curl"]).status === 0

const COMMANDS: readonly string[] = [
  "-d a=1 -d 'b c' --data-raw @x --data-urlencode 'n=a b&\u00e9~*' --data-urlencode 'x y' --data-urlencode '=a=b' --data-urlencode a@body",
  "--data @body --data-binary @body",
  "--json '{\"a\":1}' -u user:pass -A agent/1 -e https://ref/ -b 'a=1; b=2' -b c=3 -H 'X-A:  1 ' -H 'x-a: 2' -H 'X-E;' -H 'Accept:' -H nothing",
  "--json @body --json 2 -H 'Content-Type: text/plain'",
  "-G -d a=1 --data-urlencode 'b= ' -r 0-3",
  "-X PATCH --data-binary @body -H 'Content-Type:'",
  "-XDELETE -sS --compressed -H 'User-Agent: x' -A y",
  "-I -b 'a=1'",
  "--oauth2-bearer token -H @headers",
  "-d ''",
  "-H 'Authorization: Custom x' -u a:b -H 'Cookie: z=1' -b a=1",
]
const PATHS = ["/a/../b/./c?x=1&y=%2F", "/p\\[1\\]?q=\\{2\\}", "", "?only=query", "/a#fragment", "/%41//b/.."]

// What curl adds by itself, and the connection's own.
const OWN = /^(?:Host|Content-Length|Accept-Encoding|User-Agent: curl|Accept: \*\/\*)/i

test.runIf(hasCurl).each(COMMANDS.map((command, index) => [command, PATHS[index % PATHS.length]!]))(
  "real curl sends what is read of %s to %s",
  async (command, path) => {
    await using server = await startRawServer()
    await using folder = await temporaryFolder()
    const files = { body: "line 1\r\nline 2\n\u00e9", headers: "A: 1\nB: 2\n" }
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder.path, name), content)
    const script = `curl -s 'http://${server.host}${path}' ${command}`
    await execa("bash", [], { input: script, cwd: folder.path, reject: false })
    const [sent] = await server.waitFor(1)
    const read = await readOne(script, { files })
    const [line, ...lines] = messageLines(read, server.host)
    expect([line, ...lines.toSorted()]).toEqual([
      sent!.lines[0],
      ...sent!.lines
        .slice(1)
        .map(tidy)
        .filter((header) => !OWN.test(header))
        .toSorted(),
    ])
    expect(Buffer.from(read.body)).toEqual(sent!.body)
  },
)

function messageLines({ method, url, headers }: CapturedRequest, host: string): string[] {
  const target = url.slice(`http://${host}`.length)
  return [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => tidy(`${name}: ${value}`))]
}

/** White space around a value is not part of it. */
function tidy(line: string): string {
  return line.replace(/:[ \t]*(.*?)[ \t]*$/, ": $1").trimEnd()
}
