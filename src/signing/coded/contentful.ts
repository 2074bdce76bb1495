import { createHmac } from "node:crypto"
import { type Headers, headerValues } from "../../domain/headers.ts"
import { WhkError } from "../../errors.ts"
import { decodeStrictly, equalDigests } from "../digest.ts"
import { judgeTimestamp } from "../freshness.ts"
import type { CodedScheme } from "../scheme.ts"
import { fillTemplate } from "../template.ts"
import { formatTimestamp } from "../timestamp.ts"
import { verdict } from "../verification.ts"
import { foundVerdict } from "./found.ts"
import { requireSecret } from "./require-secret.ts"

const SIGNATURE = "X-Contentful-Signature"
const SIGNED_HEADERS = "x-contentful-signed-headers"
const TIMESTAMP = "x-contentful-timestamp"

/** Of what is sent beside, these are signed. */
const ALSO_SIGNED = ["content-type", "x-contentful-topic", "x-contentful-webhook-name"]

/** Contentful: a signature over method, path, a list of headers that is sent along, and body. */
export const contentful: CodedScheme = {
  id: "contentful",
  headers: [
    [SIGNATURE, "{signature}"],
    ["X-Contentful-Signed-Headers", "{signed-headers}"],
    ["X-Contentful-Timestamp", "{timestamp}"],
  ],
  timestamp: { unit: "ms", toleranceSeconds: 30 },
  recipe: {
    algorithm: "hmac-sha256, written as hex",
    key: "the secret as UTF-8 text, 64 characters",
    content:
      "method, path with query, headers and body, a line break between them; the headers are name:value, sorted and joined by ;, the query is percent-encoded and then once more with the path",
  },
  coversBody: true,

  checkSecret(secret) {
    keyOf(secret)
  },

  async sign({ secrets, timestampMs, method, url, body, headers = [] }) {
    const key = keyOf(requireSecret(this, secrets))
    const timestamp = formatTimestamp(timestampMs, this.timestamp?.unit ?? "ms")
    const beside = ALSO_SIGNED.filter((name) => headerValues(headers, name).length > 0)
    const names = [...beside, SIGNED_HEADERS, TIMESTAMP].toSorted().join(",")
    const sent: Headers = [...headers, [SIGNED_HEADERS, names], [TIMESTAMP, timestamp]]
    const content = contentOf({ method, url, body, headers: sent }, names.split(","))
    if (!content)
      throw new WhkError("TARGET_INVALID", `"${url}" has no path that ${this.id} could sign.`, {
        hint: "Pass a whole URL, for example https://example.com/hooks.",
      })
    const value = digestOf(key, content).toString("hex")
    return {
      headers: this.headers.map(([name, template]) => [
        name,
        fillTemplate(template, { signature: value, "signed-headers": names, timestamp }),
      ]),
      url,
      body,
      signature: { header: SIGNATURE, field: null, value },
      signedBodyDiffers: false,
    }
  },

  async verify(input) {
    const values = [SIGNATURE, SIGNED_HEADERS, TIMESTAMP].map((name) => headerValues(input.headers, name))
    if (values.some(({ length }) => length === 0)) return verdict(this, "header-missing")
    const [text = "", list = "", time = ""] = values.flat()
    const names = list.split(",")
    const signature = decodeStrictly(text, "hex")
    const timestamp = judgeTimestamp(this.timestamp ?? { unit: "ms" }, { value: time, signed: true }, input)
    if (values.some(({ length }) => length > 1) || signature?.length !== 32 || !timestamp)
      return verdict(this, "malformed")
    if (!isCanonical(names)) return verdict(this, "malformed")
    if (names.some((name) => headerValues(input.headers, name).length === 0))
      return verdict(this, "header-missing")
    const content = contentOf(input, names)
    if (!content) return verdict(this, "malformed")
    const secretIndex = input.secrets.findIndex((secret) =>
      equalDigests(digestOf(keyOf(secret), content), signature),
    )
    return foundVerdict(this, secretIndex === -1 ? undefined : { secretIndex, digest: "hex" }, timestamp)
  },
}

/** The list as Contentful writes it: in lower case, sorted, each once, with the two that are always signed. */
function isCanonical(names: readonly string[]): boolean {
  const sorted = [...new Set([...names, SIGNED_HEADERS, TIMESTAMP])].toSorted()
  return names.join(",") === sorted.join(",") && names.every((name) => /^[!-~]+$/.test(name))
}

interface CanonicalRequest {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
}

function contentOf(
  { method, url, headers, body }: CanonicalRequest,
  names: readonly string[],
): Buffer | undefined {
  const path = canonicalPath(url)
  if (path === undefined) return undefined
  // A repeated header counts with all its values, so that none can be slipped in beside the signed one.
  const lines = names.map((name) => `${name}:${headerValues(headers, name).join(", ").trim()}`)
  // A line break in one part would let it pass for the next.
  if (/[\r\n]/.test(method + path + lines.join(""))) return undefined
  return Buffer.concat([Buffer.from(`${method}\n${path}\n${lines.join(";")}\n`, "utf8"), body])
}

/** As Contentful's own package has it: the query is escaped as one text, and both are escaped again. */
function canonicalPath(url: string): string | undefined {
  const rest = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1]
  if (rest === undefined) return undefined
  const [path = "", query = ""] = rest.split("?")
  try {
    return encodeURI((path || "/") + (query === "" ? "" : `?${encodeURIComponent(query)}`))
  } catch {
    return undefined
  }
}

function digestOf(key: Buffer, content: Buffer): Buffer {
  return createHmac("sha256", key).update(content).digest()
}

// https://www.contentful.com/developers/docs/webhooks/secrets/
function keyOf(secret: string): Buffer {
  if (/^[0-9a-zA-Z+/=_-]{64}$/.test(secret)) return Buffer.from(secret, "utf8")
  throw new WhkError("SECRET_INVALID", "The secret is not 64 letters, digits and + / = _ -.", {
    hint: "Copy the whole signing secret of the space, without spaces or quotes.",
  })
}
