import { isJsonObject } from "../../domain/json.ts"
import { cleanText } from "../../domain/text.ts"
import { decodeUtf8 } from "../../domain/utf8.ts"
import type { WhkError } from "../../errors.ts"
import { readCapture } from "../capture-file.ts"
import { readHarEntry } from "../read-har.ts"
import { readNgrokRequest } from "../read-ngrok.ts"
import { readWebhookSiteRequest } from "../read-webhook-site.ts"
import { invalid, type LeftOut, lengthNotes, type Reading } from "../reading.ts"
import { type JsonPiece, JsonSplitter } from "./json-splitter.ts"

/**
 * Reads captures in JSON, one by one and in memory for one: capture/1, HAR, and the exports of webhook.site and ngrok,
 * as a document, as lines or as a list. Throws CAPTURE_INVALID.
 */
export async function* readJson(
  chunks: AsyncIterable<Buffer>,
  place: string,
): AsyncGenerator<Reading | LeftOut> {
  const splitter = new JsonSplitter(place)
  for await (const chunk of chunks) {
    for (const piece of splitter.push(chunk)) {
      const json = parse(piece, place)
      if (piece.kind !== "frame") yield readRequest(json, placeOf(piece, place))
    }
  }
  splitter.end()
}

const ITEM_WORDS = { "": "item", data: "request", requests: "request", "log.entries": "entry" }

function placeOf(piece: JsonPiece, place: string): string {
  return piece.kind === "element"
    ? `${ITEM_WORDS[piece.list]} ${piece.index} (line ${piece.line}) of ${place}`
    : `line ${piece.line} of ${place}`
}

/** By what each of the known exports has and no other. */
function readRequest(json: unknown, place: string): Reading | LeftOut {
  if (!isJsonObject(json)) throw invalid(`${capitalised(place)} is not a JSON object.`)
  const { request } = json
  if ("whk" in json) {
    const capture = readCapture(json, place)
    return { capture, notes: lengthNotes(capture, place) }
  }
  if ("uuid" in json && "headers" in json) return readWebhookSiteRequest(json, place)
  if (isJsonObject(request) && ("url" in request || Array.isArray(request["headers"])))
    return readHarEntry(json, place)
  if (isJsonObject(request) && ("raw" in request || "proto" in request)) return readNgrokRequest(json, place)
  throw invalid(
    `${capitalised(place)} is JSON, but none of the known captures: it has no "whk" (capture/1), no "request.url" (HAR), no "uuid" with "headers" (webhook.site) and no "request.raw" (ngrok).`,
    "To check a body that stands alone, pass it with --body @file and its headers with --header.",
  )
}

function parse(piece: JsonPiece, place: string): unknown {
  const text = decodeUtf8(piece.bytes)
  if (text === undefined) throw invalid(`${capitalised(placeOf(piece, place))} is not UTF-8 text.`)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw notJson(error, text, piece, place)
  }
}

/** The parser counts characters from the beginning of the piece; people count lines of the file. */
function notJson(error: unknown, text: string, { line }: JsonPiece, place: string): WhkError {
  const said = error instanceof Error ? error.message : ""
  const position = /\bposition (\d+)/.exec(said)?.[1]
  const before = text.slice(text.search(/\S|$/), position === undefined ? undefined : Number(position))
  const lines = before.match(/\n/g)?.length ?? 0
  return invalid(`Line ${line + lines} of ${place} is not JSON.`, `The parser says: ${cleanText(said, 200)}`)
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
