import { expect, test } from "vitest"
import { readAll, readOne } from "../support/read-captures.ts"

const FORM = ["Content-Type", "application/x-www-form-urlencoded"]

async function read(script: string | Buffer, files: Readonly<Record<string, string>> = {}) {
  const { method, url, headers, body } = await readOne(script, { files })
  return { method, url, headers, body: Buffer.from(body).toString() }
}

test("a command as Chrome copies it for bash", async () => {
  const script = [
    "curl 'https://h.example/p?q=\\[1\\]' \\",
    "  -H 'accept: */*' \\",
    "  -H 'x-empty;' \\",
    "  -b 'a=1; b=2' \\",
    '  --data-raw $\'{"a":"it\\\'s\\u0021\\\\n"}\\r\\n\' \\',
    "  --compressed ;",
    "curl 'https://h.example/second' -X 'DELETE' --insecure",
  ].join("\n")
  const { captures } = await readAll(script)
  expect(captures).toEqual([
    {
      method: "POST",
      url: "https://h.example/p?q=[1]",
      headers: [["Cookie", "a=1; b=2"], ["accept", "*/*"], ["x-empty", ""], FORM],
      body: Buffer.from('{"a":"it\'s!\\n"}\r\n'),
    },
    { method: "DELETE", url: "https://h.example/second", headers: [], body: Buffer.alloc(0) },
  ])
})

test.each<[script: string, expected: object]>([
  ["curl h.example", { method: "GET", url: "http://h.example/" }],
  ["$ curl -sSL https://h/a#frag", { url: "https://h/a" }],
  ["#!/bin/sh\nset -e\n/usr/bin/curl --url https://h/a -XPUT", { method: "PUT", url: "https://h/a" }],
  ["curl -I https://h/", { method: "HEAD" }],
  ['curl https://h/ -d a=1 -d "b=2"', { method: "POST", body: "a=1&b=2", headers: [FORM] }],
  ["curl https://h/ --data-ascii '' -H Content-Type:", { method: "POST", body: "", headers: [] }],
  ["curl https://h/ -d @f", { body: "abc" }],
  ["curl https://h/ --data-binary @f", { body: "a\r\nb\nc" }],
  ["curl https://h/ --data-raw @f", { body: "@f" }],
  [
    "curl https://h/ --data-urlencode 'n=a b&' --data-urlencode '=c=' --data-urlencode d@f",
    { body: "n=a+b%26&c%3D&d=a%0D%0Ab%0Ac" },
  ],
  [
    "curl https://h/ --json '{\"a\":' --json '1}'",
    {
      body: '{"a":1}',
      headers: [
        ["Content-Type", "application/json"],
        ["Accept", "application/json"],
      ],
    },
  ],
  [
    "curl https://h/?x=1 -G -d a=1 --data-urlencode 'b= '",
    { method: "GET", url: "https://h/?x=1&a=1&b=+", body: "", headers: [] },
  ],
  ["curl https://h/ --url-query a=1", { url: "https://h/?a=1" }],
  [
    "curl https://u:p%40@h/ -A me -e ref",
    {
      url: "https://h/",
      headers: [
        ["Authorization", "Basic dTpwQA=="],
        ["User-Agent", "me"],
        ["Referer", "ref"],
      ],
    },
  ],
  [
    "curl https://h/ -u user -H 'User-Agent: x' -A y",
    {
      headers: [
        ["Authorization", "Basic dXNlcjo="],
        ["User-Agent", "x"],
      ],
    },
  ],
  [
    "curl https://h/ --oauth2-bearer t -r 0-9",
    {
      headers: [
        ["Authorization", "Bearer t"],
        ["Range", "bytes=0-9"],
      ],
    },
  ],
  [
    "curl https://h/ -H @f2",
    {
      headers: [
        ["A", "1"],
        ["B", "2"],
      ],
    },
  ],
  ["curl https://h/a/./b/../c/..", { url: "https://h/a/" }],
  ["curl https://h/a/../b --path-as-is", { url: "https://h/a/../b" }],
  ["curl -g 'https://h/{a}?b=\\[1]'", { url: "https://h/{a}?b=\\[1]" }],
  ["printf %s aGk= | base64 -d | curl https://h/ --data-binary @-", { body: "hi" }],
  ["echo '{}' |\n  curl https://h/ -d @-", { body: "{}" }],
  ["cat f | curl https://h/ --data-binary @- | jq .", { body: "a\r\nb\nc" }],
  ["curl https://h/ --data-binary @- < f > /dev/null 2>&1", { body: "a\r\nb\nc" }],
  ["TOKEN=1 sudo curl https://h/ && echo done", { url: "https://h/" }],
  ["curl https://h/ -d 'a\nb' \\\r\n  -d c", { body: "a\nb&c" }],
  ['curl "https://h/" -H "X-A: \\"q\\" \\$1 \\x"', { headers: [["X-A", '"q" $1 \\x']] }],
  [
    "curl https://h/ -H $'X-A: caf\\351 \\u00e9\\x41\\101'",
    { headers: [["X-A", "caf\u00e9 \u00c3\u00a9AA"]] },
  ],
  ["curl 'https://h/\u00e9'", { url: "https://h/\u00e9" }],
  [
    "curl.exe --location --request POST 'https://h/' --header 'A: b'",
    { method: "POST", headers: [["A", "b"]] },
  ],
  ["curl -- https://h/ # a comment", { url: "https://h/" }],
])("%s", async (script, expected) => {
  expect(await read(script, { f: "a\r\nb\nc", f2: "A: 1\r\nB: 2\n" })).toMatchObject(expected)
})

test("variables stand as they are, with a note", async () => {
  const { captures, notes } = await readAll(
    "curl https://h/ -H \"Authorization: Bearer $TOKEN\" -H 'X: $NOT'",
  )
  expect(captures[0]!.headers).toEqual([
    ["Authorization", "Bearer $TOKEN"],
    ["X", "$NOT"],
  ])
  expect(notes).toEqual(['$TOKEN in "file" is not known and stands as it is.'])
})

test.each([
  [
    "curl https://h/ -F a=b",
    '--form on line 1 of "file" stands for a multipart body, whose boundary curl makes up when it runs: that is not read.',
  ],
  ["curl \\\n  https://h/ -T f", '--upload-file on line 2 of "file" stands for an upload: that is not read.'],
  [
    "curl https://a/ -: https://b/",
    '--next on line 1 of "file" stands for a second request: that is not read.',
  ],
  [
    "curl https://a/ b",
    'The curl command on line 1 of "file" names more than one URL: "https://a/" and "b".',
  ],
  ["curl -s\n", 'The curl command in "file" names no URL.'],
  ["curl ftp://h/", '"ftp://h/" in "file" is not an http URL.'],
  ["curl https://h/ -H", '-H on line 1 of "file" has no value.'],
  ["curl https://h/ --data", '--data on line 1 of "file" has no value.'],
  ["curl https://h/ \\\n -d 'abc", 'The quote \' on line 2 of "file" is not closed.'],
  ['curl https://h/ -d "abc', 'The quote " on line 1 of "file" is not closed.'],
  ["curl https://h/ -d $'abc", 'The quote $\' on line 1 of "file" is not closed.'],
  [
    'curl https://h/ -d "$(date)"',
    'Line 1 of "file" has a command within a command, and nothing is run here.',
  ],
  ["curl https://h/ -d `date`", 'Line 1 of "file" has a command within a command, and nothing is run here.'],
  [
    "curl https://h/ -d @- <<EOF\n{}\nEOF",
    '"<<" on line 1 of "file" asks for a shell, and nothing is run here.',
  ],
  [
    "(curl https://h/)\ncurl https://h/",
    '"(" on line 1 of "file" asks for a shell, and nothing is run here.',
  ],
  [
    "openssl rand 3 | curl https://h/ -d @-",
    'The body comes from "openssl" on line 1 of "file", and nothing is run here.',
  ],
  [
    "printf '%d' 1 | curl https://h/ -d @-",
    'The body comes from printf with a format other than %s on line 1 of "file", and nothing is run here.',
  ],
  [
    "printf %s aGV | base64 -d | curl https://h/ -d @-",
    'The body on line 1 of "file" is cut short: base64 comes in groups of 4 characters, and the last one here has 3.',
  ],
  [
    "curl https://h/ -d @-",
    '--data on line 1 of "file" reads standard input, and nothing is piped into it there.',
  ],
  [
    'curl ^"https://h/^" ^\r\n  -H ^"A: b^"',
    '"file" is a command for the Windows command prompt: its quotes are ^" and its lines end in ^.',
  ],
])("%j is refused in words of its own", async (script, message) => {
  await expect(readAll(script)).rejects.toMatchObject({ code: "CAPTURE_INVALID", exitCode: 2, message })
})

test("a file that a command names and that is not there is named with its place", async () => {
  await expect(readAll("curl https://h/ \\\n  --data-binary @none.json")).rejects.toMatchObject({
    code: "FILE_UNREADABLE",
    message: 'The file "none.json" does not exist: see --data-binary on line 2 of "file".',
  })
})
