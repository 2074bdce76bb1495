import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { readCapture } from "../../src/capture/capture-file.ts"
import type { ListenEvent } from "../../src/listen/events.ts"
import { createRecorder, type Recorder } from "../../src/listen/record.ts"
import type { RequestInfo } from "../../src/tunnel/frames.ts"
import { requestInfo } from "./collected-answer.ts"

const RECEIVED_AT = Date.parse("2026-01-15T02:03:04.567Z")

async function recording(redact = false): Promise<{ folder: string; recorder: Recorder; leftOut: string[] }> {
  const parent = await mkdtemp(join(tmpdir(), "whk-record-"))
  onTestFinished(() => rm(parent, { recursive: true }))
  const folder = join(parent, "deep", "folder")
  const leftOut: string[] = []
  const onLeftOut = (id: string, why: string): void => void leftOut.push(`${id}: ${why}`)
  const recorder = await createRecorder({ folder, provider: "stripe", redact, onLeftOut })
  const inbox = { id: "in_1", name: "shop", url: "http://127.0.0.1:4400/in/token" }
  const welcome = { session: "ses_1", epoch: 1, inbox, inspector: null, queued: 0 }
  recorder.take({ type: "welcome", welcome, probeNonce: "n", first: true })
  return { folder, recorder, leftOut }
}

function answered(request: RequestInfo, status = 200): ListenEvent {
  const body = Buffer.from("ok")
  return {
    type: "response",
    request,
    target: "x",
    status,
    headers: [["X-A", "1"]],
    elapsedMs: 7,
    body,
    bodyIsWhole: true,
  }
}

test("a delivery is written down with its exact bytes and the app's answer", async () => {
  const { folder, recorder } = await recording()
  const body = Uint8Array.of(0, 255, 195, 40)
  const headers = [["X-Dup", "1"] as const, ["x-dup", "caf\u00e9"] as const]
  const request = requestInfo({ target: "//a?b&b=%2F", headers, receivedAt: RECEIVED_AT })
  recorder.take({ type: "delivery", request, body })
  recorder.take(answered(request, 201))
  await recorder.finish()
  const text = await readFile(join(folder, "dlv_1.json"), "utf8")
  expect(readCapture(JSON.parse(text), "it")).toEqual({
    id: "dlv_1",
    receivedAtMs: RECEIVED_AT,
    provider: "stripe",
    method: "POST",
    url: "http://127.0.0.1:4400/in/token//a?b&b=%2F",
    headers,
    body: Buffer.from(body),
    response: { status: 201, headers: [["X-A", "1"]], body: Buffer.from("ok") },
    attempts: [{ at: "2026-01-15T02:03:04.567Z", outcome: "responded", status: 201, elapsedMs: 7 }],
  })
  expect((await stat(join(folder, "dlv_1.json"))).mode & 0o777).toBe(0o600)
})

test("what is recorded with redaction holds no secrets, and says so", async () => {
  const { folder, recorder } = await recording(true)
  const request = requestInfo({ target: "/?token=abc", headers: [["Stripe-Signature", "t=1,v1=ab12"]] })
  recorder.take({ type: "delivery", request, body: Buffer.from('{"email":"ada@example.com"}') })
  recorder.take(answered(request))
  await recorder.finish()
  const text = await readFile(join(folder, "dlv_1.json"), "utf8")
  const capture = readCapture(JSON.parse(text), "it")
  expect(capture).toMatchObject({ redacted: true, headers: [["Stripe-Signature", "t=0,v1=xx00"]] })
  expect(capture.url).toMatch(/\/\?token=xxx$/)
  expect(capture.body).toEqual(Buffer.from('{"email":"xxx@xxxxxxx.xxx"}'))
})

test("an attempt without an answer is written down as such; a later one takes its place", async () => {
  const { folder, recorder } = await recording()
  const first = requestInfo({ receivedAt: RECEIVED_AT })
  const failed = { target: "x", outcome: "refused", elapsedMs: 1, detail: "no" } as const
  recorder.take({ type: "delivery", request: first, body: Uint8Array.of(1) })
  recorder.take({ type: "failed", request: first, ...failed })
  await recorder.finish()
  const read = async (): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, "dlv_1.json"), "utf8")) as unknown
  expect(await read()).toMatchObject({ attempts: [{ outcome: "refused", status: null }] })
  expect(await read()).not.toHaveProperty("response")
  const second = requestInfo({ attempt: 2, receivedAt: RECEIVED_AT })
  recorder.take({ type: "delivery", request: second, body: Uint8Array.of(1) })
  recorder.take(answered(second))
  await recorder.finish()
  expect(await read()).toMatchObject({ response: { status: 200 } })
  expect(await readdir(folder)).toEqual(["dlv_1.json"])
})

test("an id chosen by the relay cannot lead out of the folder", async () => {
  const { folder, recorder } = await recording()
  const request = requestInfo({ delivery: "../../evil\0/x" })
  recorder.take({ type: "delivery", request, body: Uint8Array.of(1) })
  recorder.take(answered(request))
  await recorder.finish()
  expect(await readdir(folder)).toEqual(["______evil__x.json"])
})

test("a delivery too large to be kept is told and not written", async () => {
  const { folder, recorder, leftOut } = await recording()
  const request = requestInfo()
  recorder.take({ type: "delivery", request, body: null })
  recorder.take(answered(request))
  await recorder.finish()
  expect(leftOut).toEqual(["dlv_1: its body is too large to be kept"])
  expect(await readdir(folder)).toEqual([])
})

test("a folder that cannot be made is an error that names it", async () => {
  const { folder } = await recording()
  const file = join(folder, "..", "file")
  await writeFile(file, "")
  await expect(createRecorder({ folder: join(file, "sub"), onLeftOut() {} })).rejects.toMatchObject({
    code: "FILE_UNWRITABLE",
    message: expect.stringContaining(`"${join(file, "sub")}"`),
  })
})

test("a file that cannot be written is told, and the next one is written again", async () => {
  const { folder, recorder, leftOut } = await recording()
  const record = (delivery: string): Promise<void> => {
    const request = requestInfo({ delivery })
    recorder.take({ type: "delivery", request, body: Uint8Array.of(1) })
    recorder.take(answered(request))
    return recorder.finish()
  }
  await rm(folder, { recursive: true })
  await record("dlv_1")
  await mkdir(folder)
  await record("dlv_2")
  expect(leftOut).toEqual([`dlv_1: "${join(folder, "dlv_1.json")}" cannot be written (ENOENT).`])
  expect(await readdir(folder)).toEqual(["dlv_2.json"])
})
