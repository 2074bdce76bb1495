import { invalid } from "./reading.ts"

/** How files begin that are often taken for a capture, as Latin-1. */
const BEGINNINGS: readonly (readonly [beginning: string, name: string, hint: string])[] = [
  ["\x1f\x8b", "gzip", "Unpack it first: gunzip -c <file> | whk verify."],
  ["PK\x03\x04", "a zip archive", "Unpack it first."],
  ["\xff\xfe", "UTF-16 text", "Save it as UTF-8."],
  ["\xfe\xff", "UTF-16 text", "Save it as UTF-8."],
  ["\xd4\xc3\xb2\xa1", "a packet capture (pcap)", "Save the HTTP request alone: Follow HTTP Stream, as raw."],
  ["\xa1\xb2\xc3\xd4", "a packet capture (pcap)", "Save the HTTP request alone: Follow HTTP Stream, as raw."],
  [
    "\x0a\x0d\x0d\x0a",
    "a packet capture (pcapng)",
    "Save the HTTP request alone: Follow HTTP Stream, as raw.",
  ],
  ["SQLite format 3\0", "a database", "Export the request from the program it belongs to."],
]

/** Throws CAPTURE_INVALID for a file whose first line is no text, saying what it is where its first bytes tell. */
export function refuseBinary(bytes: Buffer, place: string): void {
  const start = bytes.toString("latin1", 0, 512)
  const known = BEGINNINGS.find(([beginning]) => start.startsWith(beginning))
  if (known) throw invalid(`${place} is ${known[1]}, not a capture.`, known[2])
  const line = /^\s*[^\r\n]*/.exec(start)?.[0] ?? ""
  // oxlint-disable-next-line no-control-regex
  if (!/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(line)) return
  const shown = bytes
    .subarray(0, 8)
    .toString("hex")
    .replace(/(..)(?!$)/g, "$1 ")
  throw invalid(`${place} is binary, not a capture: it begins with the bytes ${shown}.`)
}
