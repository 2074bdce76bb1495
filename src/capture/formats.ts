import { VERSION } from "../version.ts"
import type { Capture } from "./capture.ts"
import { writeCapture } from "./capture-file.ts"
import { writeRawHttp } from "./raw-http.ts"
import { writeCurl } from "./write-curl.ts"
import { writeHar } from "./write-har.ts"
import { writeHttpie } from "./write-httpie.ts"

/** The notations a request can be shown in. */
export const REQUEST_FORMATS = ["http", "curl", "httpie", "har", "capture"] as const
export type RequestFormat = (typeof REQUEST_FORMATS)[number]

/** A request in one notation. Only `http` may hold bytes that are not text, and only it does not end in a newline. */
export function formatRequest(format: RequestFormat, capture: Capture): Buffer {
  if (format === "http") return writeRawHttp(capture)
  const text = {
    curl: () => writeCurl(capture),
    httpie: () => writeHttpie(capture),
    har: () => writeHar([capture], VERSION),
    capture: () => writeCapture(capture),
  }[format]()
  return Buffer.from(`${text}\n`, "utf8")
}
