import { WhkError } from "../errors.ts"
import { FRAME_TYPES, type Frame } from "./frames.ts"
import {
  Fields,
  readAck,
  readGap,
  readGoAway,
  readHello,
  readRequest,
  readResponse,
  readWelcome,
} from "./heads.ts"

// One frame: type (u8), flags (u8, bit 0 = last), stream (u32), then
//   request, response   length of the head (u32), head (JSON), body
//   data                body
//   credit              bytes (u32)
//   cancel              reason (UTF-8)
//   the other ones      JSON, or nothing
// All numbers are big-endian.
const PREFIX_BYTES = 6
const LAST = 1
const NO_BYTES = new Uint8Array(0)

/** The frame as one WebSocket message, in one allocation. */
export function encodeFrame(frame: Frame): Uint8Array {
  switch (frame.type) {
    case "request":
    case "response":
      return encodeWithHead(frame, JSON.stringify(frame.info))
    case "data": {
      const bytes = start("data", frame.stream, 0, frame.body.length)
      bytes.set(frame.body, PREFIX_BYTES)
      return bytes
    }
    case "credit": {
      const bytes = start("credit", frame.stream, 0, 4)
      bytes.writeUInt32BE(frame.bytes, PREFIX_BYTES)
      return bytes
    }
    case "cancel":
      return encodeText("cancel", frame.stream, frame.reason)
    case "end":
      return start("end", frame.stream, 0, 0)
    case "ping":
    case "pong":
      return start(frame.type, 0, 0, 0)
    default:
      return encodeText(frame.type, 0, JSON.stringify(frame.info))
  }
}

/**
 * The frame in one WebSocket message, or undefined for a type this version does not know, which is to be ignored.
 * Bodies are views of `bytes`, not copies. Throws TUNNEL_BROKEN for anything that is not a frame of this protocol.
 */
export function decodeFrame(bytes: Uint8Array): Frame | undefined {
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (message.length < PREFIX_BYTES) throw broken("a message too short for a frame")
  const type = FRAME_TYPES[message[0]! - 1]
  const stream = message.readUInt32BE(2)
  const payload = new Uint8Array(bytes.buffer, bytes.byteOffset + PREFIX_BYTES, bytes.length - PREFIX_BYTES)
  switch (type) {
    case undefined:
      return undefined
    case "request":
    case "response":
      return decodeWithHead(type, stream, message)
    case "data":
      return { type, stream, body: payload }
    case "credit":
      if (payload.length < 4) throw broken("a credit frame without a number")
      return { type, stream, bytes: message.readUInt32BE(PREFIX_BYTES) }
    case "cancel":
      return { type, stream, reason: message.toString("utf8", PREFIX_BYTES) }
    case "end":
      return { type, stream }
    case "ping":
    case "pong":
      return { type }
    default:
      return decodeInfo(type, new Fields(type, parseJson(type, message.toString("utf8", PREFIX_BYTES))))
  }
}

function decodeInfo(type: "hello" | "welcome" | "ack" | "gap" | "goaway", fields: Fields): Frame {
  switch (type) {
    case "hello":
      return { type, info: readHello(fields) }
    case "welcome":
      return { type, info: readWelcome(fields) }
    case "ack":
      return { type, info: readAck(fields) }
    case "gap":
      return { type, info: readGap(fields) }
    case "goaway":
      return { type, info: readGoAway(fields) }
  }
}

function decodeWithHead(type: "request" | "response", stream: number, message: Buffer): Frame {
  const headFrom = PREFIX_BYTES + 4
  const headLength = message.length < headFrom ? Infinity : message.readUInt32BE(PREFIX_BYTES)
  if (headFrom + headLength > message.length) throw broken(`a ${type} frame shorter than its head`)
  const bodyFrom = headFrom + headLength
  const fields = new Fields(type, parseJson(type, message.toString("utf8", headFrom, bodyFrom)))
  const last = (message[1]! & LAST) !== 0
  const bodyLength = message.length - bodyFrom
  const body =
    bodyLength === 0 ? NO_BYTES : new Uint8Array(message.buffer, message.byteOffset + bodyFrom, bodyLength)
  return type === "request"
    ? { type, stream, last, info: readRequest(fields), body }
    : { type, stream, last, info: readResponse(fields), body }
}

function encodeWithHead(frame: Extract<Frame, { type: "request" | "response" }>, head: string): Uint8Array {
  const headLength = Buffer.byteLength(head)
  const { type, stream, last, body } = frame
  const bytes = start(type, stream, last ? LAST : 0, 4 + headLength + body.length)
  bytes.writeUInt32BE(headLength, PREFIX_BYTES)
  bytes.write(head, PREFIX_BYTES + 4)
  bytes.set(body, PREFIX_BYTES + 4 + headLength)
  return bytes
}

function encodeText(type: Frame["type"], stream: number, text: string): Uint8Array {
  const bytes = start(type, stream, 0, Buffer.byteLength(text))
  bytes.write(text, PREFIX_BYTES)
  return bytes
}

function start(type: Frame["type"], stream: number, flags: number, payloadLength: number): Buffer {
  const bytes = Buffer.allocUnsafe(PREFIX_BYTES + payloadLength)
  bytes[0] = FRAME_TYPES.indexOf(type) + 1
  bytes[1] = flags
  bytes.writeUInt32BE(stream, 2)
  return bytes
}

function parseJson(type: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw broken(`a ${type} frame whose head is not JSON`, cause)
  }
}

function broken(what: string, cause?: unknown): WhkError {
  return new WhkError("TUNNEL_BROKEN", `The peer sent ${what}.`, { cause })
}
