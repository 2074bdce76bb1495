import { isCurl, readCurl } from "./curl/read-curl.ts"
import { readJson } from "./json/read-json.ts"
import { readRawHttp } from "./read-raw-http.ts"
import {
  type CaptureSource,
  invalid,
  LARGEST_REQUEST_BYTES,
  type LeftOut,
  type Reading,
  tooLarge,
} from "./reading.ts"
import { refuseBinary } from "./refuse-binary.ts"

const MARK = Buffer.from([0xef, 0xbb, 0xbf])
const WHITE_SPACE = new Set([0x20, 0x09, 0x0a, 0x0d])
const OPEN_OBJECT = 0x7b
const OPEN_LIST = 0x5b

/**
 * Reads the requests of a source in any known notation, told by its content: capture/1, HAR, the JSON of webhook.site
 * and ngrok (each one by one, in memory for one), a raw HTTP message, or curl commands. Requests that are not there
 * whole are yielded as such. Throws CAPTURE_INVALID, also when there is no whole request at all, and FILE_UNREADABLE.
 */
export async function* readCaptures(source: CaptureSource): AsyncGenerator<Reading | LeftOut> {
  const { place } = source
  let first: LeftOut | undefined
  let leftOut = 0
  let read = 0
  for await (const item of readItems(source)) {
    if ("leftOut" in item) {
      leftOut += 1
      if (read === 0 && leftOut === 1) first = item
      else yield item
      continue
    }
    if (first) yield first
    first = undefined
    read += 1
    yield item
  }
  if (read > 0) return
  if (!first) throw invalid(`${place} has no requests in it: its list is empty.`)
  if (leftOut === 1) throw first.leftOut
  const { message, hint } = first.leftOut
  throw invalid(`None of the ${leftOut} requests in ${place} is there whole. ${message}`, hint)
}

async function* readItems(source: CaptureSource): AsyncGenerator<Reading | LeftOut> {
  const { place } = source
  const chunks = withoutMark(source.bytes)
  try {
    const head: Buffer[] = []
    let size = 0
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      head.push(next.value)
      size += next.value.length
      const first = next.value.find((byte) => !WHITE_SPACE.has(byte))
      if (first !== undefined) {
        const all = continued(head, chunks)
        if (first === OPEN_OBJECT || first === OPEN_LIST) yield* readJson(all, place)
        else yield* readText(await joined(all, place), source)
        return
      }
      if (size > LARGEST_REQUEST_BYTES) throw tooLarge(place)
    }
    throw invalid(`${place} is empty.`)
  } finally {
    await chunks.return(undefined)
  }
}

async function* readText(bytes: Buffer, source: CaptureSource): AsyncGenerator<Reading> {
  refuseBinary(bytes, source.place)
  const script = bytes.toString("latin1")
  if (isCurl(script)) yield* readCurl(script, source)
  else yield readRawHttp(bytes, source.place)
}

/** The chunks of a source as buffers, without a byte order mark. */
async function* withoutMark(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, undefined> {
  let start: Buffer | undefined = Buffer.alloc(0)
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (!start) {
      yield buffer
      continue
    }
    start = Buffer.concat([start, buffer])
    if (start.length < MARK.length) continue
    yield start.subarray(0, MARK.length).equals(MARK) ? start.subarray(MARK.length) : start
    start = undefined
  }
  if (start && start.length > 0) yield start
}

async function* continued(head: readonly Buffer[], rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield* head
  yield* rest
}

async function joined(chunks: AsyncIterable<Buffer>, place: string): Promise<Buffer> {
  const all: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    all.push(chunk)
    size += chunk.length
    if (size > LARGEST_REQUEST_BYTES) throw tooLarge(place)
  }
  return Buffer.concat(all)
}
