import { writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import { type AddressInfo, connect } from "node:net"
import { join } from "node:path"
import { Chalk } from "chalk"
import { expect, test } from "vitest"
import type { AuditEntryJson, DeliveryJson, EndpointJson, InboxJson } from "../../src/domain/api-types.ts"
import { cleanText, printJson } from "../../src/domain/text.ts"
import { auditTable } from "../../src/ui/audit-table.ts"
import { deliveryTable } from "../../src/ui/delivery-views.ts"
import { endpointDetail, endpointTable } from "../../src/ui/endpoint-views.ts"
import { inboxTable } from "../../src/ui/inbox-table.ts"
import { compactReady, compactSettled, prettyReady, prettySettled } from "../../src/ui/listen-lines.ts"
import { workspaceTable } from "../../src/ui/workspace-table.ts"
import { whkHome } from "../support/whk-home.ts"
import { figures } from "./support/figures.ts"

/** What a terminal may be sent besides letters, signs and spaces: only a line's end. */
const REFUSED = /[^\P{C}\n\p{Cn}\p{Co}]|[\p{Zl}\p{Zp}]/u

/** Attacks on terminals, each of which does something to one that obeys it. */
const ATTACKS = [
  "\u001b[2J\u001b[H",
  "\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007",
  "\u001b]52;c;cm0gLXJmIC8=\u0007",
  "\u001b]0;title\u001b\\",
  "\u001bP1$r0m\u001b\\",
  "\u001b_G;\u001b\\",
  "\u001b^pm\u001b\\",
  "\u009b31m\u009d0;t\u009c",
  "\u0090q\u009c",
  "fine\rdelivered 200",
  "a\b\b\bb\u007f",
  "\u0007\u000b\u000c\u000e\u000f",
  "\u202eevil\u202c\u2066x\u2069",
  "one\u2028two\u2029three\u0085four",
  "\u{e0041}\u{e007f}\u00ad\ufeff\u200d",
]

const EVERY_CODE_POINT = 0x110000
const AT_ONCE = 16

function* stretches(): Generator<string> {
  for (let start = 0; start < EVERY_CODE_POINT; start += AT_ONCE)
    yield String.fromCodePoint(...Array.from({ length: AT_ONCE }, (_, index) => start + index))
}

const SCREEN = { color: new Chalk({ level: 0 }), columns: 200 }
const VIEW = { ...SCREEN, nowMs: Date.parse("2026-01-15T02:03:04Z") }

/** Every line that people are shown, with this text wherever text from outside can stand. */
function linesWith(text: string): readonly string[] {
  const at = new Date(0)
  const createdAt = "2026-01-15T02:00:00Z"
  const ready = {
    url: text,
    inbox: text,
    forward: text,
    forwardFrom: text,
    probe: "ok",
    isLocalOnly: false,
    routes: [{ types: "user.*", target: "localhost:3000" }],
  } as const
  const settled = {
    at,
    id: text,
    method: text,
    target: text,
    event: text,
    bytes: 1,
    attempt: 1,
    elapsedMs: 1,
    // These are whk's own words, or the user's.
    verdict: { verified: false, reason: "no-match" },
    injected: ["delay"],
    to: "localhost:3000",
  }
  const results = [{ status: 200 }, { outcome: "refused", detail: text }, { skipped: "filter" }]
  const delivery: DeliveryJson = {
    id: text,
    event: text,
    provider: text,
    endpoint: text,
    createdAt,
    status: "pending",
    responseStatus: 200,
    elapsedMs: 1,
    attempts: 1,
    nextAttemptAt: null,
    replayOf: text,
  }
  const endpoint: EndpointJson = {
    id: text,
    provider: text,
    url: text,
    name: text,
    description: text,
    events: [text],
    active: true,
    secret: text,
    secrets: 1,
    lastDeliveryAt: null,
    createdAt,
    updatedAt: createdAt,
  }
  const inbox: InboxJson = {
    id: text,
    name: text,
    url: text,
    provider: text,
    hasSecret: true,
    listening: true,
    pending: 1,
    createdAt,
  }
  const entry: AuditEntryJson = {
    id: text,
    workspace: text,
    number: 1,
    at: createdAt,
    actor: text,
    action: text,
    object: text,
    address: text,
    detail: text,
    before: text,
    hash: text,
  }
  return [
    cleanText(text, Infinity),
    printJson({ [text]: text }),
    prettyReady({ ...ready, queued: 1 }, SCREEN),
    compactReady({ ...ready, queued: 1 }, SCREEN),
    ...results.flatMap((result) => [
      prettySettled({ ...settled, result }, SCREEN),
      compactSettled({ ...settled, result }, SCREEN),
    ]),
    deliveryTable([delivery], VIEW),
    endpointTable([endpoint], VIEW),
    endpointDetail(endpoint, VIEW),
    inboxTable([inbox], VIEW),
    auditTable([entry], VIEW),
    workspaceTable([{ id: text, name: text }], VIEW),
  ]
}

test("A11: no code point from outside reaches a terminal as anything but a visible sign", ({ task }) => {
  const passed = new Set<string>()
  let lines = 0
  const look = (place: string, line: string): void => {
    lines += 1
    const found = REFUSED.exec(line)
    if (found) passed.add(`${place}: U+${found[0].codePointAt(0)!.toString(16)}`)
  }
  for (const text of stretches()) {
    look("cleanText", cleanText(text, Infinity))
    look("printJson", printJson({ [text]: text }))
    // A screen that cuts a table's cells cuts none of so few.
    if (REFUSED.test(text)) for (const [place, line] of linesWith(text).entries()) look(`line ${place}`, line)
  }
  for (const attack of ATTACKS)
    for (const [place, line] of linesWith(attack).entries()) look(`line ${place}`, line)
  figures(task, { "code points": EVERY_CODE_POINT, attacks: ATTACKS.length, lines, passed: passed.size })
  expect([...passed].slice(0, 20)).toEqual([])
})

test("A11: what listen, deliveries, delivery and verify print of hostile requests holds nothing that a terminal obeys", async ({
  task,
}) => {
  await using home = await whkHome()
  const app = createServer((request, response) => request.resume().on("end", () => response.end("ok")))
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve))
  const { port } = app.address() as AddressInfo
  const styles = ["pretty", "compact", "json"]
  const outputs: string[] = []
  for (const format of styles) {
    const listener = home.start(["listen", "--forward", String(port), "--inbox", "it", "--format", format], {
      asText: true,
    })
    await listener.count(() => true, 1)
    const url = await inboxUrl()
    let taken = 0
    for (const [index, attack] of ATTACKS.entries()) if (await postRaw(url, attack, index)) taken += 1
    expect(taken).toBeGreaterThan(ATTACKS.length / 2)
    await listener.count(({ text }) => /\b200\b/.test(String(text)), taken)
    await listener.kill("SIGINT")
    outputs.push(...listener.lines.map(({ text }) => String(text)), listener.stderr())
  }
  const listed = JSON.parse((await home.run(["deliveries", "--json"])).stdout) as { items: { id: string }[] }
  const captures = join(home.path, "hostile.json")
  await writeFile(captures, ATTACKS.map(asCapture).join("\n"))
  const runs = [
    ["deliveries"],
    ["deliveries", "--json"],
    ["delivery", listed.items[0]!.id],
    ["delivery", listed.items[0]!.id, "--json"],
    ["verify", "--from", captures, "--provider", "github", "--secret", "s"],
    ["verify", captures, "--provider", "github", "--secret", "s"],
    ["verify", captures, "--provider", "github", "--secret", "s", "--json"],
    ["list", "--search", ATTACKS[0]!],
    [ATTACKS[1]!],
    ["get", ATTACKS[2]!],
  ]
  for (const args of runs) {
    const { stdout, stderr } = await home.run(args)
    outputs.push(stdout, stderr)
  }
  app.close()
  const passed = outputs.flatMap((output) => {
    const found = REFUSED.exec(output)
    return found ? [JSON.stringify(output.slice(Math.max(0, found.index - 60), found.index + 20))] : []
  })
  figures(task, {
    styles: styles.length,
    commands: runs.length,
    outputs: outputs.length,
    passed: passed.length,
  })
  expect(passed).toEqual([])
  expect(outputs.join("")).toContain("\\x1b")

  async function inboxUrl(): Promise<URL> {
    const { items } = JSON.parse((await home.run(["inboxes", "list", "--json"])).stdout) as {
      items: { url: string }[]
    }
    return new URL(items[0]!.url)
  }
})

/** Posts past every client that would refuse to send it: the attack in the query, a header and the body. True: taken. */
function postRaw(url: URL, attack: string, index: number): Promise<boolean> {
  const body = JSON.stringify({ type: attack, event: attack })
  const sendable = Array.from(attack)
    .filter((character) => character > " " && character !== "\u007f")
    .join("")
  const raw = Buffer.from(sendable, "utf8").toString("latin1")
  const request = [
    `POST ${url.pathname}/${index}?q=${raw} HTTP/1.1`,
    `Host: ${url.host}`,
    `X-Hostile: ${raw}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
    "",
    "",
  ].join("\r\n")
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), url.hostname)
    let answer = ""
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")))
    socket.on("error", () => {}).on("close", () => resolve(answer.startsWith("HTTP/1.1 200")))
    socket.write(Buffer.from(request, "latin1"))
    socket.write(body)
  })
}

function asCapture(attack: string): string {
  return JSON.stringify({
    whk: "capture/1",
    id: attack,
    receivedAt: "2026-01-15T02:03:04.567Z",
    method: "POST",
    url: `https://example.com/${attack}`,
    headers: [
      [attack, attack],
      ["X-Hub-Signature-256", `sha256=${attack}`],
    ],
    bodyBase64: Buffer.from(attack).toString("base64"),
  })
}
