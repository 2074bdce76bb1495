var __knownSymbol = (name, symbol) =>
  (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name)
var __typeError = (msg) => {
  throw TypeError(msg)
}
var __using = (stack, value, async) => {
  if (value != null) {
    if (typeof value !== "object" && typeof value !== "function") __typeError("Object expected")
    var dispose, inner
    if (async) dispose = value[__knownSymbol("asyncDispose")]
    if (dispose === void 0) {
      dispose = value[__knownSymbol("dispose")]
      if (async) inner = dispose
    }
    if (typeof dispose !== "function") __typeError("Object not disposable")
    if (inner)
      dispose = function () {
        try {
          inner.call(this)
        } catch (e) {
          return Promise.reject(e)
        }
      }
    stack.push([async, dispose, value])
  } else if (async) {
    stack.push([async])
  }
  return value
}
var __callDispose = (stack, error, hasError) => {
  var E =
    typeof SuppressedError === "function"
      ? SuppressedError
      : function (e, s, m, _) {
          return ((_ = Error(m)), (_.name = "SuppressedError"), (_.error = e), (_.suppressed = s), _)
        }
  var fail = (e) =>
    (error = hasError ? new E(e, error, "An error was suppressed during disposal") : ((hasError = true), e))
  var next = (it) => {
    while ((it = stack.pop())) {
      try {
        var result = it[1] && it[1].call(it[2])
        if (it[0]) return Promise.resolve(result).then(next, (e) => (fail(e), next()))
      } catch (e) {
        fail(e)
      }
    }
    if (hasError) throw error
  }
  return next()
}

// src/domain/text.ts
var NAMED = { "\n": "\\n", "\r": "\\r", "	": "\\t" }
var UNSAFE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ud800-\udfff\u{e0000}-\u{e0fff}]/gu
function cleanText(untrusted, maxLength = 500) {
  const cut = untrusted.length > maxLength ? `${untrusted.slice(0, maxLength)}\u2026` : untrusted
  return cut.replace(UNSAFE, (character) => NAMED[character] ?? escapeCodePoint(character.codePointAt(0)))
}
function escapeCodePoint(codePoint) {
  return codePoint <= 255
    ? `\\x${codePoint.toString(16).padStart(2, "0")}`
    : `\\u{${codePoint.toString(16).padStart(4, "0")}}`
}

// src/errors.ts
var EXIT = {
  done: 0,
  bad: 1,
  usage: 2,
  denied: 3,
  notFound: 4,
  unreachable: 5,
  refused: 6,
  bug: 70,
  interrupted: 130,
  terminated: 143,
}
var CATALOGUE = {
  USAGE: { exit: EXIT.usage, hint: "Run the command with --help to see its arguments." },
  VALUE_MISSING: { exit: EXIT.usage, hint: "Run the command with --help to see its arguments." },
  TARGET_INVALID: {
    exit: EXIT.usage,
    hint: "Pass a port, host:port or URL, for example localhost:3000/hooks.",
  },
  DURATION_INVALID: { exit: EXIT.usage, hint: "Use a number and a unit: 500ms, 30s, 5m, 24h or 7d." },
  SIZE_INVALID: { exit: EXIT.usage, hint: "Use a number and a unit: 512b, 64kb or 25mb (powers of 1024)." },
  TIME_INVALID: { exit: EXIT.usage, hint: "Use an ISO 8601 time or unix seconds." },
  HEADER_INVALID: {
    exit: EXIT.usage,
    hint: "Write a header as name:value, for example --header 'x-team: billing'.",
  },
  PROVIDER_INVALID: {
    exit: EXIT.usage,
    hint: "Run `whk providers --template` to see a provider file that works.",
  },
  PROVIDER_UNKNOWN: { exit: EXIT.usage, hint: "Run `whk providers` to see every provider." },
  EVENT_UNKNOWN: { exit: EXIT.usage, hint: "Run `whk events` to see every event type." },
  DATA_INVALID: { exit: EXIT.usage, hint: "Pass JSON, or @file with JSON in it." },
  PATH_UNKNOWN: { exit: EXIT.usage, hint: "Run `whk payload <event>` to see the fields that can be set." },
  FILE_UNREADABLE: { exit: EXIT.usage, hint: "Check the path and its permissions." },
  FILE_UNWRITABLE: { exit: EXIT.usage, hint: "Check the path, its permissions and the space on the disk." },
  CAPTURE_INVALID: {
    exit: EXIT.usage,
    hint: "Pass capture/1, a raw HTTP message, a HAR, a curl command, or JSON of webhook.site or ngrok.",
  },
  SECRET_INVALID: {
    exit: EXIT.usage,
    hint: "Pass the secret as the provider shows it, env:NAME, file:PATH or -.",
  },
  SECRET_MISSING: {
    exit: EXIT.usage,
    hint: "Pass --secret env:NAME, --secret file:PATH or --secret - (standard input).",
  },
  CONFIG_INVALID: { exit: EXIT.usage, hint: "Fix the file, or take the setting out." },
  STDIN_TWICE: {
    exit: EXIT.usage,
    hint: "Only one value can come from standard input; put the other one in a file.",
  },
  PORT_IN_USE: { exit: EXIT.usage, hint: "Pass another port with --port." },
  KEY_MISSING: { exit: EXIT.denied, hint: "Set WHK_API_KEY to a key of that relay or provider." },
  KEY_REFUSED: { exit: EXIT.denied, hint: "Set WHK_API_KEY to a key that is valid there." },
  NOT_FOUND: { exit: EXIT.notFound, hint: "Run the matching list command to see what exists." },
  ID_AMBIGUOUS: { exit: EXIT.usage, hint: "Give more characters of the id." },
  RELAY_UNREACHABLE: {
    exit: EXIT.unreachable,
    hint: "Start one with `whk relay`, or name another with --relay.",
  },
  TUNNEL_BROKEN: { exit: EXIT.unreachable, hint: "Run the same version of whk on both ends." },
  API_UNREACHABLE: { exit: EXIT.unreachable, hint: "Check the address given with --api and the network." },
  TARGET_UNREACHABLE: {
    exit: EXIT.unreachable,
    hint: "Start the server that should answer there, or name another target.",
  },
  RULE_REFUSED: { exit: EXIT.refused, hint: "Run `whk providers <id>` to see the provider's rules." },
  NOT_DOCUMENTED: { exit: EXIT.refused, hint: "Leave out --api to use the relay, which offers it." },
  DASHBOARD_ONLY: { exit: EXIT.refused, hint: "Leave out --api to use the relay, which offers it." },
  DATA_FOLDER_LOCKED: {
    exit: EXIT.refused,
    hint: "Stop the other relay, or pass another folder with --data.",
  },
  INBOX_BUSY: { exit: EXIT.refused, hint: "Choose another --inbox, or stop the other listener." },
  SESSION_REPLACED: {
    exit: EXIT.refused,
    hint: "Start this one again to take it back, or choose another --inbox.",
  },
  ALREADY_EXISTS: { exit: EXIT.refused, hint: "Choose another name or id, or update the one that exists." },
  STORE_FAILED: {
    exit: EXIT.bug,
    hint: "Check the disk that holds the data folder: space, permissions, errors.",
  },
  STORE_MISSING: {
    exit: EXIT.refused,
    hint: "Install without --omit=optional on Node 20, or use Node 22.13 or newer.",
  },
  QUESTION_LEFT: { exit: EXIT.interrupted, hint: "Give the values as flags to be asked nothing." },
  NOBODY_SUBSCRIBED: {
    exit: EXIT.bad,
    hint: "Register an endpoint with `whk create`, or send it to one address with --to.",
  },
  BUG: { exit: EXIT.bug, hint: "Run again with WHK_DEBUG=1 and report what it prints." },
  DEMO_FAILED: {
    exit: EXIT.bad,
    hint: "Run again with WHK_DEBUG=1; if it fails again, report what it prints.",
  },
  API_FAILED: { exit: EXIT.bad, hint: "Check the address; if it is the right one, try again later." },
}
var WhkError = class extends Error {
  name = "WhkError"
  code
  hint
  exitCode
  constructor(code, message6, options = {}) {
    super(oneLine(message6, LONGEST_MESSAGE), options.cause === void 0 ? void 0 : { cause: options.cause })
    this.code = code
    this.hint = oneLine(options.hint ?? CATALOGUE[code].hint, LONGEST_HINT)
    this.exitCode = CATALOGUE[code].exit
  }
}
var LONGEST_MESSAGE = 400
var LONGEST_HINT = 2e3
function oneLine(text, longest) {
  const end = 150
  const line2 = text.length > longest ? `${text.slice(0, longest - end)}\u2026${text.slice(-end)}` : text
  return cleanText(line2, Infinity)
}

// src/domain/target.ts
function parseTarget(text) {
  const trimmed = text.trim()
  const unix = /^unix:([^:]+)(?::(\/.*))?$/.exec(trimmed)
  if (unix)
    return { protocol: "http:", host: "localhost", port: 80, socketPath: unix[1], path: unix[2] ?? "/" }
  const bare2 = /^:?(\d{1,5})([/?][^\s#]*)?$/.exec(trimmed)
  if (bare2) return atPort("http:", "localhost", Number(bare2[1]), rawPath(bare2[2]), text)
  const match =
    /^(?:(https?):\/\/)?(\[[0-9a-fA-F:.]+\]|[\p{L}\p{N}_.-]+)(?::(\d{1,5}))?([/?][^\s#]*)?$/u.exec(trimmed)
  if (!match) throw new WhkError("TARGET_INVALID", `"${text}" is not a port, a host or an http URL.`)
  const protocol = match[1] === "https" ? "https:" : "http:"
  const port = match[3] === void 0 ? (protocol === "https:" ? 443 : 80) : Number(match[3])
  return atPort(protocol, match[2], port, rawPath(match[4]), text)
}
function rawPath(text) {
  if (text === void 0) return "/"
  return text.startsWith("?") ? `/${text}` : text
}
function atPort(protocol, host, port, path, text) {
  if (port < 1 || port > 65535)
    throw new WhkError("TARGET_INVALID", `"${text}" has no port between 1 and 65535.`)
  return { protocol, host, port, path }
}
function targetOrigin(target) {
  if (target.socketPath !== void 0) return `unix:${target.socketPath}:`
  const usual = target.protocol === "https:" ? 443 : 80
  return `${target.protocol}//${target.host}${target.port === usual ? "" : `:${target.port}`}`
}
function formatTarget(target) {
  return `${targetOrigin(target)}${target.path}`
}

// src/domain/event-types.ts
import leven from "leven"
function nearest(name, known, count = 3) {
  const lower = name.toLowerCase()
  return known
    .map((candidate) => ({ candidate, distance: distance(lower, candidate.toLowerCase()) }))
    .filter(({ candidate, distance: distance2 }) => distance2 <= Math.max(2, candidate.length / 3))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate)
}
function distance(name, candidate) {
  return candidate.includes(name) && name.length > 2 ? 1 : leven(name, candidate)
}

// src/domain/duration.ts
var UNIT_MS = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5 }
function parseDuration(text) {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim())
  if (!match) throw new WhkError("DURATION_INVALID", `"${text}" is not a duration.`)
  return Number(match[1]) * UNIT_MS[match[2]]
}
function formatDuration(durationMs) {
  if (durationMs < 1e3) return `${Math.round(durationMs)}ms`
  const parts = []
  let leftMs = Math.round(durationMs / 1e3) * 1e3
  for (const [unit, size] of [
    ["d", UNIT_MS.d],
    ["h", UNIT_MS.h],
    ["m", UNIT_MS.m],
    ["s", UNIT_MS.s],
  ]) {
    const count = Math.floor(leftMs / size)
    if (count > 0) parts.push(`${count}${unit}`)
    leftMs -= count * size
  }
  return parts.slice(0, 2).join(" ")
}

// src/providers/event-type.ts
function live(type, title, sample) {
  return { type, title, status: "live", sample }
}
function comingSoon(...event5) {
  return { ...live(...event5), status: "coming-soon" }
}
function testOnly(...event5) {
  return { ...live(...event5), status: "test-only" }
}

// src/providers/sample.ts
import { createHash } from "node:crypto"
var LOWER_ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789"
var UPPER_ALPHANUMERIC = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
var ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
function sampleContext(seed, nowMs) {
  let block = Buffer.alloc(0)
  let blockNumber = 0
  const byte = () => {
    if (block.length === 0) block = createHash("sha256").update(`${seed}/${blockNumber++}`).digest()
    const value = block[0]
    block = block.subarray(1)
    return value
  }
  const random = () => (byte() * 2 ** 24 + byte() * 2 ** 16 + byte() * 2 ** 8 + byte()) / 2 ** 32
  const integer = (min, max) => min + Math.floor(random() * (max - min + 1))
  const characters = (length, alphabet = LOWER_ALPHANUMERIC) =>
    Array.from({ length }, () => alphabet[integer(0, alphabet.length - 1)]).join("")
  return {
    nowMs,
    random,
    integer,
    pick: (choices) => choices[integer(0, choices.length - 1)],
    characters,
    uuid(version = 4) {
      const bytes = Buffer.from(Array.from({ length: 16 }, byte))
      if (version === 7) bytes.writeUIntBE(Math.max(0, Math.floor(nowMs)), 0, 6)
      bytes[6] = (bytes[6] & 15) | (version << 4)
      bytes[8] = (bytes[8] & 63) | 128
      return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
    },
  }
}
function isoSeconds(timeMs) {
  return new Date(timeMs).toISOString().replace(/\.\d+Z$/, "Z")
}
function unixSeconds(timeMs) {
  return Math.floor(timeMs / 1e3)
}
function ulid(context) {
  let timeMs = Math.max(0, Math.floor(context.nowMs))
  let time = ""
  for (let place = 0; place < 10; place++) {
    time = UPPER_ALPHANUMERIC[timeMs % 32] + time
    timeMs = Math.floor(timeMs / 32)
  }
  return time + context.characters(16, UPPER_ALPHANUMERIC)
}

// src/providers/catalogue/accelex-events.ts
var DAY_MS = 864e5
var WORKFLOWS = {
  "invoice.resolved": "wf_finance_invoice_v2",
  "contract.processed": "wf_legal_contract_v1",
  "case.closed": "wf_support_case_v1",
  "compliance.record_generated": "wf_compliance_record_v1",
  "workflow.failed": "wf_finance_invoice_v2",
}
function workflowOf(type) {
  return WORKFLOWS[type] ?? "wf_finance_invoice_v2"
}
function outcome(context, status, confidence, businessObject, checks) {
  return {
    status,
    confidence_score: context.integer(confidence[0] * 1e3, confidence[1] * 1e3) / 1e3,
    business_object: businessObject,
    provenance: { document_id: `doc_${context.characters(12)}`, received_via: "email" },
    validation_trace: checks.map((check) => ({ check, result: "passed" })),
  }
}
var reference = (context, prefix) => `${prefix}-${context.characters(6, UPPER_ALPHANUMERIC)}`
var accelexEvents = [
  live("invoice.resolved", "Finance pipeline completed verification and anomaly detection", (context) => {
    const [quantity, unitPrice] = [context.integer(1, 20), context.integer(50, 900)]
    const invoice2 = {
      invoice_number: reference(context, "INV"),
      amount: quantity * unitPrice,
      currency: "USD",
      vendor: context.pick(["Acme Supplies Ltd", "Northwind Traders", "Globex GmbH"]),
      due_date: isoSeconds(context.nowMs + 30 * DAY_MS).slice(0, 10),
      line_items: [
        { description: "Consulting hours", quantity, unit_price: unitPrice, amount: quantity * unitPrice },
      ],
    }
    return outcome(context, "approved", [0.98, 0.999], invoice2, ["totals", "duplicate", "anomaly"])
  }),
  live("contract.processed", "Legal pipeline extracted clauses and classified the risk", (context) => {
    const contract = {
      contract_id: reference(context, "C"),
      risk_tier: "medium",
      flagged_clauses: ["auto_renewal"],
      metadata: { counterparty: "Globex GmbH", governing_law: "Sweden" },
    }
    return outcome(context, "processed", [0.92, 0.98], contract, ["clauses", "risk"])
  }),
  live("case.closed", "Support pipeline produced a summary and a routing decision", (context) => {
    const supportCase = {
      case_id: reference(context, "K"),
      summary: "Customer was charged twice for one order.",
      assigned_team: "billing",
      priority_score: 0.4,
      suggested_actions: ["refund_duplicate_charge"],
    }
    return outcome(context, "closed", [0.93, 0.99], supportCase, ["summary", "routing"])
  }),
  live("compliance.record_generated", "Audit-ready structured record was created", (context) => {
    const record = {
      record_id: reference(context, "R"),
      verification_status: "verified",
      regulatory_tags: ["kyc"],
      log_reference: `log_${context.characters(10)}`,
    }
    return outcome(context, "verified", [0.95, 0.99], record, ["identity", "sanctions"])
  }),
  live(
    "workflow.failed",
    "Confidence below the threshold or a validation error: human review",
    (context) => ({
      ...outcome(context, "failed", [0.3, 0.6], {}, []),
      validation_trace: [{ check: "confidence", result: "failed" }],
      error: { code: "LOW_CONFIDENCE", message: "Confidence is below the threshold of 0.85." },
    }),
  ),
]

// src/providers/catalogue/shared-samples.ts
import { generateKeyPairSync } from "node:crypto"

// src/signing/keys.ts
import { createECDH, createPrivateKey, createPublicKey, X509Certificate } from "node:crypto"

// src/signing/digest.ts
import { createHash as createHash2, createHmac, timingSafeEqual } from "node:crypto"
var LENGTH = {
  "hmac-sha1": 20,
  "hmac-sha256": 32,
  "hmac-sha512": 64,
  sha256: 32,
  ed25519: 64,
}
function digestLength(algorithm) {
  return LENGTH[algorithm]
}
function isKeyPair(algorithm) {
  return algorithm === "ed25519" || algorithm === "ecdsa-p256-sha256"
}
function isHash(algorithm) {
  return algorithm.startsWith("hmac-") || algorithm === "sha256"
}
function isShared(algorithm) {
  return isHash(algorithm) || algorithm === "token"
}
function computeDigest(algorithm, key, content) {
  if (algorithm === "token") return Buffer.from(key)
  const hash =
    algorithm === "sha256" ? createHash2("sha256") : createHmac(algorithm.slice("hmac-".length), key)
  for (const piece of content) hash.update(piece)
  return hash.digest()
}
function decodeStrictly(text, encoding) {
  const bytes = Buffer.from(text, encoding)
  return bytes.toString(encoding) === text ? bytes : void 0
}
function equalDigests(a, b) {
  return a.length === b.length && timingSafeEqual(a, b)
}

// src/signing/keys.ts
var KIND_NAME = {
  ed25519: "an Ed25519 key",
  ec: "an ECDSA (P-256) key",
  rsa: "an RSA key",
}
function keyPairKind(algorithm) {
  return algorithm === "ed25519" ? "ed25519" : "ec"
}
function keyBytes(scheme, secret) {
  const bytes = tryKeyBytes(scheme.key, secret)
  if (bytes) return bytes
  const { decoding, prefix } = scheme.key
  if (secret === "" || secret === prefix) throw new WhkError("SECRET_INVALID", "The secret is empty.")
  throw new WhkError("SECRET_INVALID", `The secret is not ${decoding}, which ${scheme.id} requires.`, {
    hint: `Copy the whole secret${prefix ? `, ${prefix}\u2026` : ""}, without spaces or quotes.`,
  })
}
function tryKeyBytes({ decoding, prefix, withoutPrefix: withoutPrefix2 }, secret) {
  const hasPrefix = prefix !== void 0 && secret.startsWith(prefix)
  const text = hasPrefix ? secret.slice(prefix.length) : secret
  const isText = decoding === "utf8" || decoding === "keypair" || (withoutPrefix2 === "utf8" && !hasPrefix)
  const digits = decoding === "hex" ? text.toLowerCase() : text
  const bytes = isText ? Buffer.from(text, "utf8") : decodeStrictly(digits, decoding)
  return bytes?.length === 0 ? void 0 : bytes
}
function readPrivateKey(schemeId, text, kind) {
  const key = parseKey(text, kind)
  if (!key) throw notAKey(schemeId, kind, "private")
  if (key.type === "public")
    throw new WhkError(
      "SECRET_INVALID",
      `The key given is a public key; ${schemeId} signs with a private one.`,
      {
        hint: "Pass the private key (PEM) to sign; the public one can only verify.",
      },
    )
  return requireKind(schemeId, key, kind)
}
function readPublicKey(schemeId, text, kind) {
  const key = parseKey(text, kind)
  if (!key) throw notAKey(schemeId, kind, "public")
  return requireKind(schemeId, key.type === "private" ? createPublicKey(key) : key, kind)
}
function requireKind(schemeId, key, kind) {
  const isRightCurve = kind !== "ec" || key.asymmetricKeyDetails?.namedCurve === "prime256v1"
  if (key.asymmetricKeyType === kind && isRightCurve) return key
  const { asymmetricKeyType: type = "", asymmetricKeyDetails: details } = key
  const isOtherCurve = type === "ec" && details?.namedCurve !== "prime256v1"
  const found = isOtherCurve
    ? `an ECDSA key on the curve ${details?.namedCurve}`
    : (KIND_NAME[type] ?? `a key of type ${type}`)
  throw new WhkError("SECRET_INVALID", `The key given is ${found}; ${schemeId} uses ${KIND_NAME[kind]}.`, {
    hint: "Pass the key that the provider shows for its webhooks.",
  })
}
function notAKey(schemeId, kind, use) {
  return new WhkError(
    "SECRET_INVALID",
    `The secret is no ${use} key; ${schemeId} needs ${KIND_NAME[kind]}.`,
    {
      hint:
        use === "private"
          ? "Pass a private key in PEM, for example --secret file:private.pem."
          : "Pass the public key in PEM, base64 or hexadecimal, as the provider shows it.",
    },
  )
}
function parseKey(given, kind) {
  const text = given.replaceAll("\\n", "\n").trim()
  try {
    if (text.includes("-----BEGIN CERTIFICATE-----")) return new X509Certificate(text).publicKey
    if (text.includes("PRIVATE KEY-----")) return createPrivateKey(text)
    if (text.includes("-----BEGIN ")) return createPublicKey(text)
    if (text.startsWith("{")) return parseJwk(JSON.parse(text))
    return parseBytes(text, kind)
  } catch {
    return void 0
  }
}
function parseJwk(jwk) {
  return "d" in jwk
    ? createPrivateKey({ key: jwk, format: "jwk" })
    : createPublicKey({ key: jwk, format: "jwk" })
}
function parseBytes(text, kind) {
  const isPrivate = text.startsWith("whsk_")
  const bare2 = text.replace(/^wh[sp]k_/, "")
  const bytes = /^[0-9a-f]{64}$/i.test(bare2) ? Buffer.from(bare2, "hex") : decodeStrictly(bare2, "base64")
  if (!bytes) return void 0
  if (isPrivate && (bytes.length === 32 || bytes.length === 64)) return ed25519FromSeed(bytes.subarray(0, 32))
  if (bytes.length === 32 && kind === "ed25519") return ed25519FromPublic(bytes)
  return bytes[0] === 48 && /^30(?:81..|82....|..)020100/.test(bytes.toString("hex", 0, 8))
    ? createPrivateKey({ key: bytes, format: "der", type: "pkcs8" })
    : createPublicKey({ key: bytes, format: "der", type: "spki" })
}
var ED25519_PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex")
var ED25519_SPKI = Buffer.from("302a300506032b6570032100", "hex")
function ed25519FromSeed(seed) {
  return createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: "der", type: "pkcs8" })
}
function ed25519FromPublic(bytes) {
  return createPublicKey({ key: Buffer.concat([ED25519_SPKI, bytes]), format: "der", type: "spki" })
}
function p256FromSeed(seed) {
  const curve = createECDH("prime256v1")
  const scalar = Buffer.from(seed)
  scalar[0] &= 127
  curve.setPrivateKey(scalar)
  const point = curve.getPublicKey()
  const part = (bytes) => Buffer.from(bytes).toString("base64url")
  const jwk = {
    kty: "EC",
    crv: "P-256",
    d: part(scalar),
    x: part(point.subarray(1, 33)),
    y: part(point.subarray(33)),
  }
  return createPrivateKey({ key: jwk, format: "jwk" })
}
function ed25519PublicBytes(key) {
  const spki = (key.type === "private" ? createPublicKey(key) : key).export({ format: "der", type: "spki" })
  return spki.subarray(ED25519_SPKI.length)
}
function privatePem(key) {
  return key.export({ format: "pem", type: "pkcs8" }).toString().trim()
}

// src/providers/catalogue/shared-samples.ts
var PEOPLE = [
  { name: "John Smith", email: "john@company.com" },
  { name: "Maya Lindqvist", email: "maya@company.com" },
  { name: "Tom\xE1s Ferreira", email: "tomas@company.com" },
  { name: "Aiko Tanaka", email: "aiko@company.com" },
]
var ADMIN_EMAIL = "sarah@company.com"
function secretHex(random) {
  return Buffer.from(random).toString("hex")
}
function secretHex16(random) {
  return secretHex(random.subarray(0, 16))
}
function secretWhsec(random) {
  return `whsec_${Buffer.from(random).toString("base64")}`
}
function secretWhsecText(random) {
  return `whsec_${Array.from(random, (byte) => ALPHANUMERIC[byte % ALPHANUMERIC.length]).join("")}`
}
function secretText(prefix, length = 32) {
  return (random) =>
    prefix +
    Array.from({ length }, (_, index) => {
      const byte = random[index % random.length] ^ (index >= random.length ? 85 : 0)
      return ALPHANUMERIC[byte % ALPHANUMERIC.length]
    }).join("")
}
function secretBase64(random) {
  return Buffer.from(random).toString("base64")
}
function secretEd25519(random) {
  return privatePem(ed25519FromSeed(random))
}
function secretWhsk(random) {
  const publicKey = ed25519PublicBytes(ed25519FromSeed(random))
  return `whsk_${Buffer.concat([random, publicKey]).toString("base64")}`
}
function secretP256(random) {
  return privatePem(p256FromSeed(random))
}
function basicSecret(random) {
  return `webhooks:${secretHex(random)}`
}
function basicSecretMisuse(provider) {
  return (secret) =>
    /^[^:]+:./.test(secret) ? void 0 : `${provider}: the secret is a user name and a password, user:password.`
}
function secretRsa() {
  return privatePem(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey)
}

// src/providers/catalogue/accelex.ts
var DOCS = "https://accelexpress.com/product/webhooks.html"
var AUTH = "https://accelexpress.com/product/auth.html"
var accelex = {
  id: "accelex",
  name: "AccelEx",
  sources: [DOCS, AUTH],
  scheme: {
    id: "accelex",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    // The documented recipe is JSON.stringify(req.body); the raw body differs where a number is written 12450.00.
    bodyForms: ["reserialised", "raw"],
    digest: "hex",
    headers: [["X-AccelEx-Signature", "{signature}"]],
  },
  secret: {
    generate: secretHex,
    misuse: (secret) =>
      /^accelex_(live|test|ro)_/.test(secret)
        ? "AccelEx: this looks like an API key; keys that verify webhook signatures begin with accelex_wh_."
        : void 0,
  },
  headers: [["Content-Type", "application/json"]],
  events: accelexEvents,
  dataKey: "data",
  envelope: ({ id: id3, type, timeMs, data }) => ({
    event_id: id3,
    event_type: type,
    created_at: isoSeconds(timeMs),
    workflow_id: workflowOf(type),
    tenant_id: "org_acme_inc",
    data,
  }),
  newEventId: (context) => `evt_${context.characters(16, UPPER_ALPHANUMERIC)}`,
  names: { event: { path: "event_type" }, id: { path: "event_id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 5e3,
    timeoutCertainty: "exact",
    schedule: {
      // 4355 s for the listed five, then 22 hours more: the last attempt is still within 24 h of the first.
      delaysMs: [
        ...["5s", "30s", "2m", "10m", "1h"].map(parseDuration),
        ...Array(22).fill(parseDuration("1h")),
      ],
      certainty: "assumed",
      source: `"5s, 30s, 2min, 10min, 1h (up to 24h)", read as hourly until 24 h after the first attempt: ${DOCS}`,
    },
    sourceIps: ["52.44.120.0/24", "3.216.98.0/24"],
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "AccelEx rejects plain HTTP endpoints: HTTPS with a valid certificate is required",
    hasActiveFlag: true,
    secretByUpdate: true,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "dashboard",
    url: DOCS,
    steps: {
      create: [
        "Open AccelEx Dashboard \u2192 Webhooks \u2192 Add endpoint.",
        "Enter the URL: HTTPS with a valid certificate.",
        "Choose the events.",
      ],
      list: ["Open AccelEx Dashboard \u2192 Webhooks."],
      update: [],
      rotate: [],
      test: [
        "Open AccelEx Dashboard \u2192 Webhooks \u2192 Test Webhook.",
        "Or use the dry-run payload generator there: it signs for real.",
      ],
      deliveries: ["Open AccelEx Dashboard \u2192 Webhook Logs."],
      replay: ["Replay and dead-letter queues are part of the enterprise plans: ask AccelEx."],
      delete: [],
    },
  },
  assumptions: [
    {
      key: "signature.body",
      value: "JSON.stringify(JSON.parse(body)) first, then the raw body",
      why: "The recipe re-serialises, and the page's own payload (12450.00) tells the two apart.",
    },
    {
      key: "signature.key",
      value: "any string, as UTF-8 text",
      why: "The recipe reads it from an environment variable; whether it is an accelex_wh_ key is not said.",
    },
    {
      key: "envelope.events",
      value: "data of contract.processed, case.closed, compliance.record_generated and workflow.failed",
      why: "Only the payload of invoice.resolved is shown; the others follow the outputs of the API's pipelines.",
    },
    {
      key: "envelope.invoice.resolved",
      value: "line_items, provenance and validation_trace",
      why: 'The sample breaks off at "line_item; provenance and validation traces are promised without names.',
    },
    {
      key: "headers.content-type",
      value: "application/json",
      why: "The handler parses JSON; no header is listed.",
    },
    {
      key: "delivery.schedule",
      value: "28 attempts: 5s, 30s, 2m, 10m, 1h, then every hour until 24h after the first",
      why: '"(up to 24h)" could also mean that the listed five are all: 6 attempts in 4355 s.',
    },
    {
      key: "event.id",
      value: "event_id, the same on every attempt",
      why: "Unique ids for deduplication are documented.",
    },
    { key: "secret.generated", value: "64 hexadecimal characters", why: "No form or length is stated." },
    {
      key: "rotation.overlap",
      value: "none: the old secret stops at once",
      why: "Rotation is not mentioned.",
    },
    { key: "endpoint.active", value: "can be switched off", why: "Not stated." },
  ],
}

// src/signing/scheme.ts
function isCoded(scheme) {
  return "recipe" in scheme
}
function signaturePlace({ headers, bodyFields = [] }) {
  const header = headers.find(([, template]) => template.includes("{signature}"))
  if (header) return { header: header[0], template: header[1] }
  const field = bodyFields.find(([, template]) => template.includes("{signature}"))
  return field && { field: field[0], template: field[1] }
}
function placeName(scheme) {
  const place = signaturePlace(scheme)
  return {
    header: place && "header" in place ? place.header : null,
    field: place && "field" in place ? place.field : null,
  }
}
function signatureName(scheme) {
  return placeText(placeName(scheme))
}
function placeText({ header, field }) {
  if (header !== null) return header
  return field === null ? "" : field === "" ? "the body" : `${field} of the body`
}
function signsTimestamp(scheme) {
  return (
    scheme.content.includes("{timestamp}") ||
    (scheme.timestamp?.at !== void 0 && scheme.content.includes("{body}"))
  )
}
function coversBody(scheme) {
  return isCoded(scheme)
    ? scheme.coversBody
    : /\{(?:body|body-sha256|form)\}/.test(scheme.content) || bindsBodyByQuery(scheme)
}
function carriesSeveral(scheme) {
  return !isCoded(scheme) && (scheme.separator !== void 0 || scheme.furtherHeaders !== void 0)
}
function bindsBodyByQuery({ query = [], content }) {
  return content.includes("{url}") && query.some(([, template]) => template.includes("{body-sha256}"))
}

// src/providers/json-template.ts
function fillJson(template, values, context) {
  const named = /* @__PURE__ */ new Map()
  const fill = (node) => {
    if (typeof node === "string") return fillValue(node, { values, context, named })
    if (typeof node !== "object" || node === null) return node
    if (Array.isArray(node)) return node.map(fill)
    return Object.fromEntries(
      Object.entries(node).flatMap(([key, value]) => {
        const filled = fill(value)
        return key === SPREAD && isObject(filled) ? Object.entries(filled) : [[key, filled]]
      }),
    )
  }
  return fill(template)
}
var SPREAD = "..."
function isObject(node) {
  return typeof node === "object" && node !== null && !Array.isArray(node)
}
function fillTextTemplate(template, values, context) {
  return fillText(template, { values, context, named: /* @__PURE__ */ new Map() })
}
var PLACEHOLDER = /\{(data\.[\w.-]+|[a-z][a-z0-9-]*)(?::([0-9-]+[smhd]?))?(?:#([a-z0-9-]+))?\}/g
var NUMBER = /^\{(?:now-m?s(?::-?\d+[smhd])?|int:\d+-\d+)(?:#[a-z0-9-]+)?\}$/
var DATA_PART = /^\{data\.([\w.-]+)\}$/
var MOST_MS = 864e13
function fillValue(text, filling) {
  const { data } = filling.values
  if (text === "{data}" && data !== void 0) return data
  const part = DATA_PART.exec(text)?.[1]
  if (part !== void 0 && data !== void 0) return valueIn(data, part) ?? null
  const filled = fillText(text, filling)
  return NUMBER.test(text) ? Number(filled) : filled
}
function fillText(text, filling) {
  return text.replace(PLACEHOLDER, (placeholder, kind, size, name) => {
    const known = name === void 0 ? void 0 : filling.named.get(name)
    if (known !== void 0) return known
    const value = valueOf(kind, size ?? "", filling)
    if (value !== void 0 && name !== void 0) filling.named.set(name, value)
    return value ?? placeholder
  })
}
function valueOf(kind, size, { values, context }) {
  const length = Number(size) || 16
  if (kind.startsWith("data."))
    return values.data === void 0 ? void 0 : textOf(valueIn(values.data, kind.slice("data.".length)))
  switch (kind) {
    case "id":
      return values.id
    case "event":
      return values.event
    case "uuid":
      return context.uuid()
    case "ulid":
      return ulid(context)
    case "hex":
      return context.characters(length, "0123456789abcdef")
    case "digits":
      return `${context.integer(1, 9)}${context.characters(Math.max(0, length - 1), "0123456789")}`
    case "base62":
      return context.characters(length, ALPHANUMERIC)
    case "lower":
      return context.characters(length)
    case "upper":
      return context.characters(length, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    case "int": {
      const [min = 0, max = 0] = size.split("-").map(Number)
      return String(context.integer(min, max))
    }
    case "brace":
      return "{"
    default:
      return timeText(kind, context.nowMs + offsetMs(size))
  }
}
function offsetMs(text) {
  const [, minus, duration] = /^(-?)(\d+[smhd])$/.exec(text) ?? []
  return duration === void 0 ? 0 : parseDuration(duration) * (minus === "-" ? -1 : 1)
}
function timeText(kind, timeMs) {
  if (Math.abs(timeMs) > MOST_MS) return void 0
  const date = new Date(timeMs)
  switch (kind) {
    case "now-iso":
      return date.toISOString()
    case "now-iso-seconds":
      return isoSeconds(timeMs)
    case "now-rfc2822":
      return date.toUTCString().replace("GMT", "+0000")
    case "now-ctime":
      return ctime(timeMs)
    case "now-date":
      return date.toISOString().slice(0, 10)
    case "now-time":
      return date.toISOString().slice(11, 19)
    case "now-s":
    case "now-unix":
      return String(unixSeconds(timeMs))
    case "now-ms":
      return String(timeMs)
    default:
      return void 0
  }
}
function ctime(timeMs) {
  const [day = "", date, month, year, time] = new Date(timeMs).toUTCString().split(/,? /)
  return `${day} ${month} ${date} ${time} +0000 ${year}`
}
function valueIn(data, path) {
  let value = data
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return void 0
    value = value[key]
  }
  return value
}
function textOf(value) {
  return typeof value === "object" || value === void 0 ? "" : String(value)
}
function dataPath(template) {
  if (template === "{data}") return ""
  if (typeof template !== "object" || template === null) return void 0
  for (const [key, child] of Object.entries(template)) {
    const path = dataPath(child)
    if (path === void 0) continue
    if (key === SPREAD) return path
    return path === "" ? key : `${key}.${path}`
  }
  return void 0
}

// src/providers/define-provider.ts
var USUAL_ENDPOINT = {
  httpsOnly: true,
  hasActiveFlag: true,
  secretByUpdate: false,
}
function defineProvider(file) {
  const {
    id: id3,
    name,
    scheme: described4,
    delivery,
    events: events6,
    envelope: envelope2 = "{data}",
  } = file
  const scheme = "recipe" in described4 ? described4 : { ...described4, id: id3 }
  const { timeout, retries, success = "2xx", sourceIps } = delivery
  return {
    id: id3,
    name,
    sources: file.sources,
    ...(file.evidence !== void 0 && { evidence: file.evidence }),
    scheme,
    secret: file.secret ?? usualSecret(scheme),
    ...(file.knownSecrets && { knownSecrets: file.knownSecrets }),
    headers: file.headers ?? [["Content-Type", "application/json"]],
    events: events6.map(({ type, title, status = "live", headers, sample }) => ({
      type,
      title,
      status,
      ...(headers && { headers }),
      sample: (context, eventId) => fillJson(sample, { id: eventId, event: type }, context),
    })),
    envelope: ({ id: eventId, type, data, context }) =>
      fillJson(envelope2, { id: eventId, event: type, data }, context),
    dataKey: dataPath(envelope2) ?? "",
    ...(file.bodyFormat && { bodyFormat: file.bodyFormat }),
    ...(file.bodyEscapes && { bodyEscapes: file.bodyEscapes }),
    ...(file.bodyEnd !== void 0 && { bodyEnd: file.bodyEnd }),
    newEventId: (context) => fillTextTemplate(file.eventId ?? "{uuid}", {}, context),
    names: file.names,
    ...(file.testEvent !== void 0 && { testEvent: file.testEvent }),
    ...(file.unknownEvents && { unknownEvents: takeUnknown(file.unknownEvents) }),
    ...(file.handshakes && { handshakes: file.handshakes }),
    delivery: {
      success,
      timeoutMs: parseDuration(timeout.value),
      timeoutCertainty: timeout.assumed === void 0 ? "exact" : "assumed",
      schedule: {
        delaysMs: retries.value.map(parseDuration),
        certainty: retries.assumed === void 0 ? "exact" : "assumed",
        source: retries.source,
      },
      ...(sourceIps && { sourceIps }),
    },
    endpoint: {
      ...USUAL_ENDPOINT,
      httpsRule: `${name}: whk asks for https://`,
      rotation: carriesSeveral(scheme) ? "overlap" : "old-dies-at-once",
      ...file.endpoint,
    },
    management: { kind: "elsewhere", url: file.manage ?? file.sources[0] },
    assumptions: [...(file.assumptions ?? []), ...assumedFacts(file)],
  }
}
function usualSecret(scheme) {
  const isNeverSigned = !isCoded(scheme) && scheme.algorithm === "none"
  return {
    generate: (random) => Buffer.from(random).toString("hex"),
    ...(isNeverSigned && { optional: true }),
  }
}
function takeUnknown({ accept, sample }) {
  return { accept, sample: (type, context) => fillJson(sample, { event: type }, context) }
}
function assumedFacts({ delivery, endpoint: endpoint2 = {} }) {
  const { timeout, retries } = delivery
  return [
    ...(timeout.assumed === void 0
      ? []
      : [
          {
            key: "delivery.timeout",
            value: formatDuration(parseDuration(timeout.value)),
            why: timeout.assumed,
          },
        ]),
    ...(retries.assumed === void 0
      ? []
      : [{ key: "delivery.schedule", value: scheduleText(retries.value), why: retries.assumed }]),
    ...(endpoint2.httpsRule === void 0
      ? [
          {
            key: "endpoint.https",
            value: "required",
            why: "Good practice; the provider's rule was not read.",
          },
        ]
      : []),
    ...(endpoint2.rotation === void 0
      ? [{ key: "rotation.overlap", value: "as the scheme allows", why: "The provider's rule was not read." }]
      : []),
  ]
}
function scheduleText(delays2) {
  if (delays2.length === 0) return "1 attempt"
  const count = `${delays2.length + 1} attempts`
  const last = delays2.at(-1)
  const before = delays2.slice(0, delays2.findLastIndex((delay) => delay !== last) + 1)
  if (delays2.length - before.length < 5) return `${count}: ${delays2.join(", ")} apart`
  return `${count}: ${before.length === 0 ? "" : `${before.join(", ")}, then `}every ${last}`
}

// src/providers/catalogue/adyen-platform.ts
var SET_UP = "https://docs.adyen.com/platforms/set-up-webhooks"
var HMAC = "https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures"
var TROUBLESHOOT = "https://docs.adyen.com/development-resources/webhooks/troubleshoot"
var ACCEPTING = "https://www.adyen.com/knowledge-hub/webhooks-accept-2xx"
var PLATFORM = "CompanyPlatform"
var LISTED = ["9s", "9s", "9s", "2m", "5m", "10m", "15m", "30m", "1h", "2h", "4h"]
var adyenPlatform = defineProvider({
  id: "adyen-platform",
  name: "Adyen (platform and management)",
  sources: [SET_UP, HMAC, TROUBLESHOOT, ACCEPTING],
  evidence: "@adyen/api-library 32.1.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "hex" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["HmacSignature", "{signature}"],
      ["Protocol", "HmacSHA256"],
    ],
    unsigned: [],
  },
  secret: { optional: true, generate: (random) => secretHex(random).toUpperCase() },
  headers: [
    ["Content-Type", "application/json; charset=utf-8"],
    ["User-Agent", "Adyen HttpClient 1.0"],
  ],
  events: [
    {
      type: "balancePlatform.accountHolder.created",
      title: "An account holder was created",
      sample: {
        balancePlatform: PLATFORM,
        accountHolder: {
          balancePlatform: PLATFORM,
          capabilities: {
            receiveFromPlatformPayments: {
              allowed: false,
              enabled: true,
              problems: [],
              requested: true,
              verificationStatus: "pending",
            },
          },
          contactDetails: {
            email: "maya@company.com",
            phone: { number: "+46700000000", type: "mobile" },
            address: {
              city: "Stockholm",
              country: "SE",
              houseNumberOrName: "12",
              postalCode: "111 20",
              street: "Vasagatan",
            },
          },
          description: "Company AB",
          id: "AH{upper:23}",
          legalEntityId: "LE{upper:23}",
          reference: "seller-{int:1000-9999}",
          status: "active",
        },
      },
    },
    {
      type: "balancePlatform.balanceAccount.created",
      title: "A balance account was created",
      sample: {
        balancePlatform: PLATFORM,
        balanceAccount: {
          accountHolderId: "AH{upper:23}",
          balances: [],
          defaultCurrencyCode: "EUR",
          description: "Main account",
          id: "BA{upper:23}",
          reference: "seller-{int:1000-9999}",
          status: "active",
          timeZone: "Europe/Stockholm",
        },
      },
    },
    {
      type: "balancePlatform.balanceAccount.balance.updated",
      title: "The balance of an account changed",
      sample: {
        balanceAccountId: "BA{upper:23}",
        balancePlatform: PLATFORM,
        balances: { available: 499900, balance: 499900, pending: 35e4, reserved: 12e4 },
        creationDate: "{now-iso-seconds}",
        currency: "EUR",
        settingIds: ["WK{digits:1}"],
      },
    },
    {
      type: "balancePlatform.transfer.created",
      title: "Money began to move",
      sample: {
        id: "{upper:18}",
        balancePlatform: PLATFORM,
        creationDate: "{now-iso-seconds}",
        amount: { currency: "EUR", value: "{int:100-90000}" },
        accountHolder: { id: "AH{upper:23}", description: "Company AB", reference: "seller-1001" },
        balanceAccount: { id: "BA{upper:23}", description: "Main account", reference: "seller-1001" },
        category: "bank",
        counterparty: {
          bankAccount: {
            accountHolder: { fullName: "Maya Lindqvist" },
            accountIdentification: { type: "iban", iban: "NL91ABNA0417164300" },
          },
        },
        description: "Payout",
        direction: "outgoing",
        reason: "approved",
        reference: "payout-{int:1000-9999}",
        status: "received",
        type: "bankTransfer",
      },
    },
  ],
  envelope: {
    data: "{data}",
    environment: "test",
    timestamp: "{now-iso}",
    type: "{event}",
  },
  names: { event: { path: "type" } },
  delivery: {
    timeout: { value: "10s" },
    retries: {
      // Three quick attempts, the listed delays, and the last of them again and again up to 30 days.
      value: [...LISTED, ...Array.from({ length: 88 }, () => "8h")],
      assumed:
        "The delays and the limit of 30 days are documented; that the last delay repeats until then is not.",
      source: TROUBLESHOOT,
    },
  },
  endpoint: {
    httpsRule: "Adyen: an open TCP port for HTTPS traffic on port 443, 8443 or 8843",
    hasActiveFlag: true,
  },
  manage: "https://ca-test.adyen.com/",
  assumptions: [
    { key: "headers.user-agent", value: "Adyen HttpClient 1.0", why: "Seen in requests, not documented." },
    {
      key: "headers.signature-case",
      value: "HmacSignature, Protocol",
      why: "Adyen's own samples write them in several ways; header names have no case.",
    },
    {
      key: "envelope.data",
      value: "the main fields of each resource",
      why: "Taken from the types of Adyen's own library.",
    },
  ],
})

// src/signing/coded/adyen.ts
import { createHmac as createHmac2 } from "node:crypto"

// src/domain/utf8.ts
var strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
function decodeUtf8(bytes) {
  try {
    return strict.decode(bytes)
  } catch {
    return void 0
  }
}

// src/domain/json.ts
function isJsonObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
function readJson(bytes) {
  const text = decodeUtf8(bytes)
  if (text === void 0) return void 0
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, "")) }
  } catch {
    return void 0
  }
}
function readJsonObject(bytes) {
  const value = readJson(bytes)?.value
  return isJsonObject(value) ? value : void 0
}
function ownValue(object, key) {
  return Object.hasOwn(object, key) ? object[key] : void 0
}

// src/signing/form.ts
function sortedForm(body) {
  const fields2 = /* @__PURE__ */ new Map()
  for (const [name, value] of readForm(body)) {
    const values = fields2.get(name) ?? /* @__PURE__ */ new Set()
    fields2.set(name, values.add(value))
  }
  const text = [...fields2]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, values]) => [...values].toSorted().map((value) => name + value))
    .join("")
  return Buffer.from(text, "utf8")
}
function readForm(body) {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8")
  return [...new URLSearchParams(text.startsWith("?") ? `&${text}` : text)]
}
function writeForm(fields2) {
  const params = new URLSearchParams()
  for (const [name, value] of fields2) params.append(name, value)
  return Buffer.from(params.toString(), "utf8")
}

// src/signing/body-field.ts
function readBodyField(body, pointer) {
  const json = readJson(body)
  if (json === void 0)
    return looksLikeForm(body) ? readForm(body).find(([name]) => name === lastPart(pointer))?.[1] : void 0
  const value = valueAt(json.value, pointer)
  if (typeof value === "string") return value
  return typeof value === "number" ? String(value) : void 0
}
function writeBodyFields(body, fields2) {
  const json = readJson(body)
  if (json !== void 0 && typeof json.value === "object" && json.value !== null) {
    for (const [pointer, value] of fields2) putAt(json.value, pointer, value)
    return Buffer.from(JSON.stringify(json.value), "utf8")
  }
  if (json !== void 0 || !looksLikeForm(body))
    throw new WhkError(
      "DATA_INVALID",
      "The body is neither a JSON object nor a form, so no signature fits into it.",
      {
        hint: "Leave out --body to have the provider's own payload made.",
      },
    )
  const names = new Set(fields2.map(([pointer]) => lastPart(pointer)))
  const others = readForm(body).filter(([name]) => !names.has(name))
  return writeForm([...others, ...fields2.map(([pointer, value]) => [lastPart(pointer), value])])
}
function looksLikeForm(body) {
  return body.length === 0 || /^[^\s=&{[<]+=/.test(Buffer.from(body.subarray(0, 200)).toString("latin1"))
}
function partsOf(pointer) {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
}
function lastPart(pointer) {
  return partsOf(pointer).at(-1) ?? ""
}
function valueAt(json, pointer) {
  let value = json
  for (const part of partsOf(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return void 0
    value = value[part]
  }
  return value
}
function putAt(json, pointer, text) {
  const parts = partsOf(pointer)
  let node = json
  for (const part of parts.slice(0, -1)) {
    const next = Object.hasOwn(node, part) ? node[part] : void 0
    if (typeof next !== "object" || next === null) setOwn(node, part, {})
    node = node[part]
  }
  setOwn(node, parts.at(-1) ?? "", text)
}
function setOwn(node, key, value) {
  Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true })
}

// src/signing/duplicate-keys.ts
function hasDuplicateKeys(body) {
  const json = decodeUtf8(body) ?? ""
  const open = []
  let isKeyNext = false
  for (let at = 0; at < json.length; at += 1) {
    const mark = json[at]
    if (mark === '"') {
      const end = endOfString(json, at)
      const keys = isKeyNext ? open.at(-1) : void 0
      const key = keys && keyIn(json.slice(at, end + 1))
      if (key !== void 0 && keys?.has(key)) return true
      if (key !== void 0) keys?.add(key)
      at = end
      isKeyNext = false
    } else if (mark === "{") open.push(/* @__PURE__ */ new Set())
    else if (mark === "[") open.push(void 0)
    else if (mark === "}" || mark === "]") open.pop()
    if (mark === "{" || mark === ",") isKeyNext = open.at(-1) !== void 0
  }
  return false
}
function endOfString(json, start) {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let before = end
    while (json[before - 1] === "\\") before -= 1
    if ((end - before) % 2 === 0) return end
  }
  return json.length
}
function keyIn(text) {
  try {
    return JSON.parse(text)
  } catch {
    return void 0
  }
}

// src/signing/verification.ts
function verdict(scheme, reason, match = null, timestamp = null) {
  return { verified: reason === "ok", reason, scheme: scheme.id, match, timestamp }
}

// src/signing/coded/found.ts
function foundVerdict(scheme, found, timestamp = null) {
  if (!found) return verdict(scheme, "no-match", null, timestamp)
  const late = timestamp?.fresh === false ? (timestamp.ageSeconds < 0 ? "future" : "stale") : "ok"
  return verdict(scheme, found.reason ?? late, matchOf(scheme, found), timestamp)
}
function matchOf(scheme, found) {
  const { secretIndex, signatureIndex = 0, digest, template } = found
  const form = { template: template ?? signaturePlace(scheme)?.template ?? "", digest }
  return { ...placeName(scheme), signatureIndex, secretIndex, bodyForm: "raw", urlForm: "raw", form }
}

// src/signing/coded/json-message.ts
function isWellFormed(text) {
  return !new RegExp("\\p{Surrogate}", "u").test(text)
}

// src/signing/coded/require-secret.ts
function requireSecret(scheme, [secret]) {
  if (secret !== void 0) return secret
  throw new WhkError("SECRET_MISSING", `${scheme.id} has no way to send without a secret.`)
}

// src/signing/coded/adyen.ts
var SIGNED_FIELDS = [
  "pspReference",
  "originalReference",
  "merchantAccountCode",
  "merchantReference",
  "amount.value",
  "amount.currency",
  "eventCode",
  "success",
]
var pointerOf = (index) => `/notificationItems/${index}/NotificationRequestItem/additionalData/hmacSignature`
var adyen = {
  id: "adyen",
  headers: [],
  bodyFields: [[pointerOf(0), "{signature}"]],
  recipe: {
    algorithm: "hmac-sha256, written as base64, for each item by itself",
    key: "the secret decoded from hex",
    content: `${SIGNED_FIELDS.join(":")}, the values alone; no other field`,
  },
  coversBody: false,
  checkSecret(secret) {
    keyOf(this, secret)
  },
  async sign({ secrets, body, url }) {
    const key = keyOf(this, requireSecret(this, secrets))
    const items = readItems(body)
    const contents = items?.map((item3) => contentOf(item3))
    if (!contents?.length) throw notANotification()
    const signatures = contents.map((content, index) => {
      if (content === void 0) throw notANotification()
      return [pointerOf(index), digestOf(key, content).toString("base64")]
    })
    const [field, value] = signatures[0]
    const signature = { header: null, field, value }
    return { headers: [], url, body: writeBodyFields(body, signatures), signature, signedBodyDiffers: false }
  },
  async verify({ body, secrets }) {
    const items = readItems(body)
    if (!items?.length) return verdict(this, "header-missing")
    const signatures = items.map(signatureOf)
    if (signatures.includes("missing")) return verdict(this, "header-missing")
    const pairs = items.flatMap((item3, index) => {
      const [content, signature] = [contentOf(item3), signatures[index]]
      return content !== void 0 && Buffer.isBuffer(signature) ? [{ content, signature }] : []
    })
    if (pairs.length < items.length || hasDuplicateKeys(body)) return verdict(this, "malformed")
    const secretIndex = secrets.findIndex((secret) => {
      const key = keyOf(this, secret)
      return pairs.every(({ content, signature }) => equalDigests(digestOf(key, content), signature))
    })
    return foundVerdict(this, secretIndex === -1 ? void 0 : { secretIndex, digest: "base64" })
  },
}
function keyOf({ id: id3 }, secret) {
  return keyBytes({ id: id3, key: { decoding: "hex" } }, secret)
}
function digestOf(key, content) {
  return createHmac2("sha256", key).update(content, "utf8").digest()
}
function readItems(body) {
  const message6 = readJsonObject(body)
  const wrapped = message6 && ownValue(message6, "notificationItems")
  if (!Array.isArray(wrapped)) return void 0
  return wrapped.map((one) => {
    const item3 = isJsonObject(one) ? ownValue(one, "NotificationRequestItem") : void 0
    return isJsonObject(item3) ? item3 : {}
  })
}
function signatureOf(item3) {
  const data = ownValue(item3, "additionalData")
  if (!isJsonObject(data) || !Object.hasOwn(data, "hmacSignature")) return "missing"
  const text = data["hmacSignature"]
  const bytes = typeof text === "string" ? decodeStrictly(text, "base64") : void 0
  return bytes?.length === 32 ? bytes : void 0
}
function contentOf(item3) {
  const amount2 = ownValue(item3, "amount") ?? {}
  if (!isJsonObject(amount2)) return void 0
  const values = SIGNED_FIELDS.map((path) => {
    const [name = "", inner] = path.split(".")
    return plainText(inner === void 0 ? ownValue(item3, name) : ownValue(amount2, inner))
  })
  return values.includes(void 0) ? void 0 : values.join(":")
}
function plainText(value) {
  if (value === void 0 || value === null) return ""
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  return typeof value === "string" && isWellFormed(value) ? value : void 0
}
function notANotification() {
  return new WhkError("DATA_INVALID", "The body is no notification of Adyen, so no signature fits into it.", {
    hint: "It is JSON with notificationItems; leave out --body to have one made.",
  })
}

// src/providers/catalogue/adyen.ts
var VERIFYING = "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures"
var STRUCTURE = "https://docs.adyen.com/development-resources/webhooks/webhook-types"
var HANDLING = "https://docs.adyen.com/development-resources/webhooks/handle-webhook-events"
var RETRIES = "https://docs.adyen.com/development-resources/webhooks/troubleshoot"
function event(type, title, { isModification }) {
  return {
    type,
    title,
    sample: {
      additionalData: { hmacSignature: "" },
      amount: { currency: "EUR", value: 1130 },
      eventCode: "{event}",
      eventDate: "{now-iso-seconds}",
      merchantAccountCode: "CompanyECOM",
      merchantReference: "order-{digits:6}",
      ...(isModification && { originalReference: "{upper:16}" }),
      paymentMethod: "visa",
      pspReference: "{id}",
      reason: "",
      success: "true",
    },
  }
}
var adyen2 = defineProvider({
  id: "adyen",
  name: "Adyen (payments)",
  sources: [VERIFYING, STRUCTURE, HANDLING, RETRIES],
  evidence: "@adyen/api-library 32.1.0 accepts it",
  scheme: adyen,
  secret: { generate: (random) => Buffer.from(random).toString("hex").toUpperCase() },
  events: [
    event("AUTHORISATION", "A payment was authorised, or not: see success", { isModification: false }),
    event("CAPTURE", "A captured payment was processed", { isModification: true }),
    event("REFUND", "A refund was processed", { isModification: true }),
    event("CANCELLATION", "A cancellation was processed", { isModification: true }),
    event("CHARGEBACK", "A payment was charged back", { isModification: true }),
  ],
  envelope: { live: "false", notificationItems: [{ NotificationRequestItem: "{data}" }] },
  eventId: "{upper:16}",
  names: {
    event: { path: "notificationItems.0.NotificationRequestItem.eventCode" },
    id: { path: "notificationItems.0.NotificationRequestItem.pspReference" },
  },
  delivery: {
    timeout: { value: "10s" },
    retries: {
      value: [
        ..."9s 18s 27s 2m 5m 10m 15m 30m 1h 2h 4h".split(" "),
        ...Array.from({ length: 89 }, () => "8h"),
      ],
      assumed:
        "The intervals are published up to 8h; that the last one repeats until 30 days are over is not.",
      source: RETRIES,
    },
  },
  manage: "https://ca-test.adyen.com",
  assumptions: [
    {
      key: "signature.several-items",
      value: "every item has to be right under one key",
      why: "JSON webhooks are documented to hold one item.",
    },
    {
      key: "signature.escaping",
      value: "none",
      why: "Adyen's Node library escapes nothing here; what happens to a colon in a reference is not documented.",
    },
  ],
})

// src/providers/catalogue/ainexlayer-events.ts
var id = (context, prefix) => `${prefix}_${context.characters(10)}`
function document(status, more = {}) {
  return (context) => ({
    documentId: id(context, "doc"),
    workspaceId: id(context, "ws"),
    filename: context.pick(["handbook.pdf", "contract.pdf", "price-list.xlsx"]),
    status,
    ...more,
  })
}
function conversation(context) {
  return {
    conversationId: id(context, "conv"),
    workspaceId: id(context, "ws"),
    userId: id(context, "user"),
  }
}
function message(role, content) {
  return (context) => ({
    messageId: id(context, "msg"),
    ...conversation(context),
    role,
    content,
  })
}
var workspace = (context) => ({
  workspaceId: id(context, "ws"),
  name: context.pick(["Research", "Customer Support", "Legal"]),
})
var member = (context) => ({
  workspaceId: id(context, "ws"),
  userId: id(context, "user"),
})
function user(context) {
  const { name, email: email3 } = context.pick(PEOPLE)
  return { userId: id(context, "user"), email: email3, name }
}
function session(context) {
  return { userId: id(context, "user"), email: context.pick(PEOPLE).email }
}
var ainexlayerEvents = [
  live("document.uploaded", "Document uploaded to a workspace", document("uploaded")),
  live("document.processed", "Document processing completed", document("processed")),
  live(
    "document.failed",
    "Document processing failed",
    document("failed", { error: "The file is password-protected." }),
  ),
  live("document.deleted", "Document deleted from a workspace", document("deleted")),
  live(
    "document.updated",
    "Document metadata updated",
    document("processed", { updatedFields: ["filename"] }),
  ),
  live(
    "chat.message",
    "New chat message sent",
    message("user", "Which suppliers have a notice period of 30 days?"),
  ),
  live("chat.conversation.started", "New conversation started", conversation),
  live("chat.conversation.ended", "Conversation ended", conversation),
  live(
    "chat.response.generated",
    "AI response generated",
    message("assistant", "Three suppliers: Northwind Traders, Globex and Initech."),
  ),
  live("workspace.created", "New workspace created", workspace),
  live("workspace.updated", "Workspace settings updated", (context) => ({
    ...workspace(context),
    updatedFields: ["name"],
  })),
  live("workspace.deleted", "Workspace deleted", workspace),
  live("workspace.user.added", "User added to a workspace", member),
  live("workspace.user.removed", "User removed from a workspace", member),
  live("user.created", "New user registered", user),
  live("user.updated", "User profile updated", (context) => ({ ...user(context), updatedFields: ["name"] })),
  live("user.deleted", "User account deleted", session),
  live("user.login", "User logged in", session),
  live("user.logout", "User logged out", session),
]

// src/providers/catalogue/ainexlayer.ts
var DOCS2 = "https://doc.ainexlayer.com/documentation/integration-guides/webhook-integration"
var API = "https://doc.ainexlayer.com/documentation/integration-guides/api-documentation"
var ainexlayer = {
  id: "ainexlayer",
  name: "AINexLayer",
  sources: [DOCS2, API],
  scheme: {
    id: "ainexlayer",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Webhook-Signature", "sha256={signature}"]],
    alsoAccepts: [
      { template: "{signature}", digest: "hex" },
      { template: "{signature}", digest: "base64" },
    ],
  },
  secret: { warnBelow: 16, generate: secretHex },
  headers: [["Content-Type", "application/json"]],
  events: ainexlayerEvents,
  dataKey: "data",
  envelope: ({ id: id3, type, timeMs, data }) => ({
    id: id3,
    event: type,
    timestamp: isoSeconds(timeMs),
    data,
  }),
  newEventId: (context) => `evt_${context.characters(16)}`,
  names: { event: { path: "event" }, id: { path: "id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 3e4,
    timeoutCertainty: "assumed",
    schedule: {
      delaysMs: [2e3, 4e3, 8e3, 16e3],
      certainty: "assumed",
      source: `Automatic retries are documented, their number and delays are not: ${DOCS2}`,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "AINexLayer: use HTTPS for webhook endpoints",
    hasActiveFlag: true,
    secretByUpdate: true,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "api",
    dialect: "ainexlayer",
    baseUrl: "https://api.ainexlayer.com/api/v1",
    operations: {
      create: "assumed",
      list: "assumed",
      get: "assumed",
      update: "assumed",
      rotate: "assumed",
      delete: "assumed",
      test: "assumed",
      deliveries: "assumed",
    },
  },
  assumptions: [
    {
      key: "signature.header",
      value: "X-Webhook-Signature",
      why: "A signature header is documented, its name is not.",
    },
    { key: "signature.encoding", value: "hex", why: "The page says HMAC-SHA256 and shows no value." },
    {
      key: "signature.prefix",
      value: "sha256=",
      why: "Not shown; a bare value in hex or base64 is accepted as well when verifying.",
    },
    {
      key: "signature.body",
      value: "raw",
      why: "The page says the payload is signed, not over which bytes.",
    },
    { key: "signature.key", value: "the whole secret as UTF-8 text", why: "No secret is shown." },
    { key: "signature.timestamp", value: "none", why: "No timestamp header is documented." },
    { key: "envelope", value: "{id, event, timestamp, data}", why: "The page shows no payload." },
    {
      key: "envelope.data",
      value: "camelCase ids and fields",
      why: "The page shows no payload; the API writes camelCase.",
    },
    {
      key: "event.id",
      value: "id, the same on every attempt",
      why: "Receivers must be idempotent; no id is documented.",
    },
    { key: "headers.content-type", value: "application/json", why: "No header is listed." },
    {
      key: "delivery.timeout",
      value: "30s",
      why: "Receivers should answer within 30 seconds; that the sender waits no longer is not said.",
    },
    {
      key: "delivery.schedule",
      value: "5 attempts: 2s, 4s, 8s, 16s apart",
      why: "Failed deliveries are retried automatically, without numbers.",
    },
    { key: "secret.length", value: "a warning below 16 characters", why: "No length rule is stated." },
    {
      key: "rotation.overlap",
      value: "none: the old secret stops at once",
      why: "Rotation is not mentioned.",
    },
    {
      key: "endpoint.https",
      value: "required",
      why: "HTTPS is a best practice on the page, not said to be enforced.",
    },
    {
      key: "endpoint.active",
      value: '"active" on the webhook',
      why: "The list can be filtered by active status.",
    },
    {
      key: "management.paths",
      value: "/webhooks, /webhooks/{id}, /webhooks/{id}/deliveries, /webhooks/{id}/test",
      why: "Create, list, delivery logs and a test endpoint are named without method or path.",
    },
    {
      key: "management.answers",
      value: '{"success":true,"data":\u2026,"pagination":\u2026}; delivery status success, failed or pending',
      why: "The success and error envelopes are the API's; what follows data is not shown.",
    },
  ],
}

// src/providers/catalogue/asana.ts
var DOCS3 = "https://developers.asana.com/docs/webhooks-guide"
var CREATE = "https://developers.asana.com/reference/createwebhook"
var SAMPLE = "https://github.com/Asana/devrel-examples"
var user2 = { gid: "{digits:16}", resource_type: "user" }
var task = { gid: "{digits:16}", resource_type: "task", resource_subtype: "default_task" }
var asana = defineProvider({
  id: "asana",
  name: "Asana",
  sources: [DOCS3, CREATE, SAMPLE],
  evidence: "Asana's own sample servers (Asana/devrel-examples) compute the same",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Hook-Signature", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random).toString("hex") },
  events: [
    {
      type: "task.added",
      title: "A task was created or added to a project",
      sample: {
        user: user2,
        created_at: "{now-iso}",
        action: "added",
        resource: task,
        parent: { gid: "{digits:16}", resource_type: "project" },
      },
    },
    {
      type: "task.changed",
      title: "A field of a task was changed",
      sample: {
        user: user2,
        created_at: "{now-iso}",
        action: "changed",
        resource: task,
        parent: null,
        change: { field: "due_on", action: "changed" },
      },
    },
    {
      type: "task.deleted",
      title: "A task was deleted",
      sample: { user: user2, created_at: "{now-iso}", action: "deleted", resource: task, parent: null },
    },
    {
      type: "story.added",
      title: "A comment was added to a task",
      sample: {
        user: user2,
        created_at: "{now-iso}",
        action: "added",
        resource: { gid: "{digits:16}", resource_type: "story", resource_subtype: "comment_added" },
        parent: task,
      },
    },
  ],
  envelope: { events: ["{data}"] },
  names: { event: { cases: [{ type: "{events.0.resource.resource_type}.{events.0.action}" }] } },
  handshakes: [
    {
      id: "hook-secret",
      title: "The first request carries the secret in X-Hook-Secret, which the answer repeats",
      request: { method: "POST", headers: [["X-Hook-Secret", "{challenge}"]], signature: "none" },
      answer: { status: 200, headers: [["X-Hook-Secret", "{challenge}"]] },
      alsoAnswers: [{ status: 204, headers: [["X-Hook-Secret", "{challenge}"]] }],
      becomesSecret: true,
      certainty: "exact",
      source: CREATE,
    },
  ],
  delivery: {
    success: [200, 204],
    timeout: { value: "10s" },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", "128m", "256m", "512m"],
      assumed: "Exponential backoff for up to 24 hours is documented; the intervals are not.",
      source: DOCS3,
    },
  },
  manage: CREATE,
  assumptions: [
    {
      key: "envelope.events",
      value: "one event per request",
      why: "A request carries what happened in the meantime, or nothing as a heartbeat.",
    },
  ],
})

// src/domain/headers.ts
function headersFromFlat(flat) {
  const pairs = []
  for (let index = 0; index + 1 < flat.length; index += 2) pairs.push([flat[index], flat[index + 1]])
  return pairs
}
function headersToFlat(headers) {
  const flat = []
  for (const [name, value] of headers) flat.push(name, value)
  return flat
}
function headerValues(headers, name) {
  const wanted2 = name.toLowerCase()
  return headers.filter(([candidate]) => candidate.toLowerCase() === wanted2).map(([, value]) => value)
}
function firstHeader(headers, name) {
  const wanted2 = name.toLowerCase()
  return headers.find(([candidate]) => candidate.toLowerCase() === wanted2)?.[1]
}
function withoutHeaders(headers, names) {
  const unwanted = new Set(names.map((name) => name.toLowerCase()))
  return headers.filter(([name]) => !unwanted.has(name.toLowerCase()))
}
var HOP_BY_HOP = /* @__PURE__ */ new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
])
var NEVER_NAMED_BY_CONNECTION = /signature|hmac|webhook|^(host|content-|authorization|x-whk-)/
function endToEndHeaders(headers) {
  const named = /* @__PURE__ */ new Set()
  for (const value of headerValues(headers, "connection")) {
    for (const token of value.split(",")) {
      const name = token.trim().toLowerCase()
      if (!NEVER_NAMED_BY_CONNECTION.test(name)) named.add(name)
    }
  }
  return headers.filter(([name]) => {
    const lower = name.toLowerCase()
    return !HOP_BY_HOP.has(lower) && !named.has(lower)
  })
}
var HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
var HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
function isWritableHeader([name, value]) {
  return HEADER_NAME.test(name) && HEADER_VALUE.test(value)
}
function declaredLength(headers) {
  const text = firstHeader(headers, "content-length")
  return text !== void 0 && /^\d{1,15}$/.test(text) ? Number(text) : void 0
}

// src/signing/timestamp.ts
function formatTimestamp(timeMs, unit) {
  if (unit === "s") return String(Math.floor(timeMs / 1e3))
  return unit === "ms" ? String(timeMs) : new Date(timeMs).toISOString()
}
function parseTimestamp(text, unit) {
  if (unit === "iso") {
    const timeMs = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : NaN
    return Number.isNaN(timeMs) ? void 0 : timeMs
  }
  if (!/^\d{1,16}$/.test(text)) return void 0
  return unit === "s" ? Number(text) * 1e3 : Number(text)
}
function isExactTimestamp(text, unit) {
  if (unit === "iso") return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(text)
  return unit === "s" ? /^\d{10}$/.test(text) : /^\d{13}$/.test(text)
}

// src/signing/freshness.ts
function judgeTimestamp(rule, { value, signed }, { nowMs, toleranceSeconds }) {
  const timeMs = parseTimestamp(value, rule.unit)
  if (timeMs === void 0) return null
  const ageSeconds = Math.floor((nowMs - timeMs) / 1e3)
  const oldest = toleranceSeconds ?? rule.toleranceSeconds
  const furthest = toleranceSeconds ?? rule.futureToleranceSeconds
  const judged = oldest !== void 0 || furthest !== void 0
  const fresh = ageSeconds <= (oldest ?? Infinity) && -ageSeconds <= (furthest ?? Infinity)
  return { value, ageSeconds, fresh: judged ? fresh : null, signed }
}

// src/signing/coded/rsa.ts
import { sign, verify, X509Certificate as X509Certificate2 } from "node:crypto"
function* verificationKeys(scheme, { secrets, certificates = [] }) {
  for (const [secretIndex, secret] of secrets.entries()) {
    const key = readPublicKey(scheme.id, secret, "rsa")
    yield { key, ...keyOfCertificate(secret), secretIndex }
  }
  for (const key of certificates.map(keyOfCertificate)) if (key) yield { ...key, secretIndex: null }
}
function keyOfCertificate(text) {
  const pem = text.replaceAll("\\n", "\n")
  if (!pem.includes("-----BEGIN CERTIFICATE-----")) return void 0
  try {
    const { publicKey, validFrom, validTo } = new X509Certificate2(pem)
    if (publicKey.asymmetricKeyType !== "rsa") return void 0
    return { key: publicKey, validMs: [Date.parse(validFrom), Date.parse(validTo)] }
  } catch {
    return void 0
  }
}
function signRsa(scheme, secret, { hash, content }) {
  const key = readPrivateKey(scheme.id, secret, "rsa")
  try {
    return sign(hash, content, key)
  } catch (cause) {
    throw new WhkError("SECRET_INVALID", `The RSA key is too short for ${scheme.id}.`, { cause })
  }
}
function findSigner(keys, signed, nowMs) {
  let dated
  for (const { key, validMs: [from, to] = [-Infinity, Infinity], secretIndex } of keys) {
    if (!isSignedBy(key, signed)) continue
    if (nowMs >= from && nowMs <= to) return { secretIndex, digest: "base64" }
    dated ??= { secretIndex, digest: "base64", reason: nowMs < from ? "future" : "stale" }
  }
  return dated
}
function isSignedBy(key, { hash, content, signature }) {
  try {
    return verify(hash, content, key, signature)
  } catch {
    return false
  }
}

// src/signing/coded/aws-sns.ts
var OF_NOTIFICATION = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
var OF_CONFIRMATION = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
var SIGNED_FIELDS2 = /* @__PURE__ */ new Map([
  ["Notification", OF_NOTIFICATION],
  ["SubscriptionConfirmation", OF_CONFIRMATION],
  ["UnsubscribeConfirmation", OF_CONFIRMATION],
])
var HASH = /* @__PURE__ */ new Map([
  ["1", "sha1"],
  ["2", "sha256"],
])
var CERTIFICATE_URL = /^https:\/\/sns\.[a-z0-9-]{3,}\.amazonaws\.com(?:\.cn)?\/[\w-]+\.pem$/
var SAMPLE_CERTIFICATE_URL =
  "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-00000000000000000000000000000000.pem"
var awsSns = {
  id: "aws-sns",
  headers: [],
  bodyFields: [
    ["/SignatureVersion", "1 or 2"],
    ["/Signature", "{signature}"],
    ["/SigningCertURL", "https://sns.<region>.amazonaws.com/<name>.pem"],
  ],
  timestamp: { unit: "iso", at: "/Timestamp" },
  recipe: {
    algorithm: "RSA with SHA-1 (SignatureVersion 1) or SHA-256 (2), written as base64",
    key: "the private key in PEM signs; the certificate at SigningCertURL verifies",
    content:
      "name, line break, value, line break for each of Message, MessageId, Subject if there is one, Timestamp, TopicArn and Type; in a confirmation SubscribeURL and Token as well, without Subject; no other field",
  },
  coversBody: false,
  keySource({ body }) {
    const message6 = readJsonObject(body)
    const url = message6 && ownValue(message6, "SigningCertURL")
    return typeof url === "string" && CERTIFICATE_URL.test(url) ? { url, kind: "certificate" } : void 0
  },
  checkSecret(secret) {
    readPrivateKey(this.id, secret, "rsa")
  },
  async sign({ secrets, body, url }) {
    const secret = requireSecret(this, secrets)
    const message6 = readJsonObject(body)
    const content = message6 && contentOf2(message6)
    if (!message6 || !content) throw notAMessage()
    const version = HASH.has(ownValue(message6, "SignatureVersion"))
      ? String(message6["SignatureVersion"])
      : "1"
    const value = signRsa(this, secret, { hash: HASH.get(version), content }).toString("base64")
    const fields2 = [
      ["/SignatureVersion", version],
      ["/Signature", value],
    ]
    if (!Object.hasOwn(message6, "SigningCertURL")) fields2.push(["/SigningCertURL", SAMPLE_CERTIFICATE_URL])
    const signature = { header: null, field: "/Signature", value }
    return { headers: [], url, body: writeBodyFields(body, fields2), signature, signedBodyDiffers: false }
  },
  async verify(input) {
    const message6 = isRaw(input.headers) ? void 0 : readJsonObject(input.body)
    if (!message6 || !Object.hasOwn(message6, "Signature")) return verdict(this, "header-missing")
    const text = message6["Signature"]
    const signature = typeof text === "string" ? decodeStrictly(text, "base64") : void 0
    const hash = HASH.get(ownValue(message6, "SignatureVersion"))
    const content = contentOf2(message6)
    if (!signature?.length || !hash || !content) return verdict(this, "malformed")
    const found = findSigner(verificationKeys(this, input), { hash, content, signature }, input.nowMs)
    const value = String(message6["Timestamp"])
    const timestamp = judgeTimestamp(this.timestamp ?? { unit: "iso" }, { value, signed: true }, input)
    return timestamp ? foundVerdict(this, found, timestamp) : verdict(this, "malformed")
  },
}
function isRaw(headers) {
  return firstHeader(headers, "x-amz-sns-rawdelivery")?.toLowerCase() === "true"
}
function contentOf2(message6) {
  const names = SIGNED_FIELDS2.get(ownValue(message6, "Type"))?.filter(
    (name) => name !== "Subject" || (ownValue(message6, name) ?? null) !== null,
  )
  const lines = names?.map((name) => [name, ownValue(message6, name)])
  if (!lines?.every(([, value]) => typeof value === "string" && isWellFormed(value))) return void 0
  return Buffer.from(
    lines
      .map(
        ([name, value]) => `${name}
${String(value)}
`,
      )
      .join(""),
    "utf8",
  )
}
function notAMessage() {
  return new WhkError("DATA_INVALID", "The body is no message of SNS, so no signature fits into it.", {
    hint: "It is JSON with Type, MessageId, TopicArn, Message and Timestamp; leave out --body to have one made.",
  })
}

// src/providers/catalogue/rsa-secret.ts
import { generateKeyPairSync as generateKeyPairSync2 } from "node:crypto"
function secretRsa2() {
  return privatePem(generateKeyPairSync2("rsa", { modulusLength: 2048 }).privateKey)
}

// src/providers/catalogue/aws-sns.ts
var VERIFYING2 = "https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html"
var NOTIFICATION = "https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html"
var CONFIRMATION = "https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html"
var HEADERS = "https://docs.aws.amazon.com/sns/latest/dg/http-header.html"
var RAW = "https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html"
var RETRIES2 = "https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.retry.html"
var HOST = "https://sns.us-east-1.amazonaws.com"
var TOPIC = "arn:aws:sns:us-east-1:123456789012:orders"
var SUBSCRIPTION = `${TOPIC}:c9135db0-26c4-47ec-8998-413945fb5a96`
var SIGNATURE = {
  SignatureVersion: "1",
  Signature: "",
  SigningCertURL: `${HOST}/SimpleNotificationService-00000000000000000000000000000000.pem`,
}
var described = defineProvider({
  id: "aws-sns",
  name: "Amazon SNS",
  sources: [VERIFYING2, NOTIFICATION, CONFIRMATION, HEADERS, RAW, RETRIES2],
  evidence: "sns-validator 0.3.5 accepts it",
  scheme: awsSns,
  secret: { generate: secretRsa2 },
  headers: [
    ["Content-Type", "text/plain; charset=UTF-8"],
    ["User-Agent", "Amazon Simple Notification Service Agent"],
    ["x-amz-sns-message-type", "{event}"],
    ["x-amz-sns-message-id", "{id}"],
    ["x-amz-sns-topic-arn", TOPIC],
    ["x-amz-sns-subscription-arn", SUBSCRIPTION],
  ],
  events: [
    {
      type: "Notification",
      title: "A message was published to the topic",
      sample: { order: "{digits:8}", status: "shipped", at: "{now-iso}" },
    },
    {
      type: "SubscriptionConfirmation",
      title: "The endpoint was subscribed; it has to visit SubscribeURL before anything else is sent",
      sample: {
        Token: "{hex:64#token}",
        Message: `You have chosen to subscribe to the topic ${TOPIC}.
To confirm the subscription, visit the SubscribeURL included in this message.`,
        SubscribeURL: `${HOST}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token={hex:64#token}`,
      },
    },
    {
      type: "UnsubscribeConfirmation",
      title: "The endpoint was unsubscribed; visiting SubscribeURL subscribes it again",
      sample: {
        Token: "{hex:64#token}",
        Message: `You have chosen to deactivate subscription ${SUBSCRIPTION}.
To cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
        SubscribeURL: `${HOST}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token={hex:64#token}`,
      },
    },
  ],
  names: { event: { header: "x-amz-sns-message-type" }, id: { header: "x-amz-sns-message-id" } },
  handshakes: [
    {
      id: "subscription-confirmation",
      title: "A signed message with an address that has to be visited",
      request: {
        method: "POST",
        headers: [["x-amz-sns-message-type", "SubscriptionConfirmation"]],
        body: {
          Type: "SubscriptionConfirmation",
          MessageId: "{uuid}",
          Token: "{hex:64#token}",
          TopicArn: "arn:aws:sns:us-east-1:{digits:12#account}:orders",
          Message:
            "You have chosen to subscribe to the topic arn:aws:sns:us-east-1:{digits:12#account}:orders.\nTo confirm the subscription, visit the SubscribeURL included in this message.",
          SubscribeURL: `${HOST}/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:{digits:12#account}:orders&Token={hex:64#token}`,
          Timestamp: "{now-iso}",
        },
        signature: "right",
      },
      answer: { status: "2xx" },
      visit: { pointer: "/SubscribeURL", hosts: /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(?:\.cn)?$/ },
      certainty: "exact",
      source: CONFIRMATION,
    },
  ],
  delivery: {
    timeout: { value: "15s", assumed: "Commonly known; the pages that were read do not state it." },
    retries: { value: ["20s", "20s", "20s"], source: RETRIES2 },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "Amazon SNS: an endpoint uses http:// or https://, as it was subscribed",
  },
  manage: "https://console.aws.amazon.com/sns",
  assumptions: [
    {
      key: "signature.unsubscribe-fields",
      value: "as for SubscriptionConfirmation",
      why: "So the documentation; sns-validator takes the fields of a Notification instead.",
    },
    {
      key: "envelope.message",
      value: "the event's data as JSON text",
      why: "Message is whatever text was published.",
    },
  ],
})
var awsSns2 = {
  ...described,
  dataKey: null,
  envelope: ({ type, id: id3, timeMs, data }) => {
    const head = { Type: type, MessageId: id3 }
    const Timestamp = new Date(timeMs).toISOString()
    if (type !== "Notification") {
      const { Token = "", Message = "", SubscribeURL = "", ...others } = data
      return { ...head, Token, TopicArn: TOPIC, Message, SubscribeURL, Timestamp, ...SIGNATURE, ...others }
    }
    return {
      ...head,
      TopicArn: TOPIC,
      Subject: "Order shipped",
      Message: JSON.stringify(data),
      Timestamp,
      ...SIGNATURE,
      UnsubscribeURL: `${HOST}/?Action=Unsubscribe&SubscriptionArn=${SUBSCRIPTION}`,
    }
  },
}

// src/providers/catalogue/axcelerate-events.ts
var CHANGES = ["created", "updated", "deleted"]
var recordId = (context) => context.integer(1e3, 99999)
var student = (context) => ({ contactId: recordId(context) })
function family(namespace, noun, key, verbs = CHANGES) {
  return { namespace, noun, verbs, message: (context) => ({ [key]: { id: recordId(context) } }) }
}
function enrolment(what, verbs, enrolled) {
  return {
    namespace: "student",
    noun: `${what}_enrolment`,
    verbs,
    message(context, verb) {
      const status = what === "workshop" || verb === "status_changed" ? { status: "Tentative" } : {}
      return { enrolment: { ...status, student: student(context), [what]: enrolled(context) } }
    },
  }
}
var byId = (context) => ({ id: recordId(context) })
var FAMILIES = [
  family("calendar", "event", "event"),
  {
    namespace: "contact",
    noun: "contact",
    verbs: [...CHANGES, "merged"],
    message(context, verb) {
      const kept = recordId(context)
      const merged = verb === "merged" ? { mergedContactIds: [kept + 1, kept + 8] } : {}
      return { contact: { id: kept }, ...merged }
    },
  },
  family("course", "venue", "venue"),
  family("course", "qualification", "qualification"),
  family("course", "workshop_type", "workshopType"),
  family("course", "workshop", "workshop"),
  family("course", "class", "class"),
  enrolment("workshop", [...CHANGES, "status_changed"], byId),
  enrolment("class", [...CHANGES, "status_changed"], (context) => ({
    id: recordId(context),
    qualification: { code: "BSB30120" },
  })),
  enrolment("unit", ["created", "status_changed"], byId),
  enrolment("activity", CHANGES, byId),
  family("trainer", "trainer", "trainer"),
]
var axcelerateEvents = FAMILIES.flatMap(({ namespace, noun, verbs, message: message6 }) =>
  verbs.map((verb) =>
    live(`${namespace}.${noun}_${verb}`, titleOf(namespace, noun, verb), (context) =>
      message6(context, verb),
    ),
  ),
)
function titleOf(namespace, noun, verb) {
  const words = `${namespace === "calendar" ? "calendar " : ""}${noun} ${verb}`.replaceAll("_", " ")
  const title = words.charAt(0).toUpperCase() + words.slice(1)
  return verb === "merged" ? `${title}: one is kept, the others are gone` : title
}

// src/providers/catalogue/axcelerate.ts
var HELP = "https://support.axcelerate.com.au/hc/en-gb/articles/12411698043791-Webhooks"
var DEVELOPER = "https://developer.axcelerate.com/docs/Webhooks"
var WEBHOOKS_PAGE = "Go to Settings \u2192 Webhooks (you need administrator rights)."
var axcelerate = {
  id: "axcelerate",
  name: "aXcelerate",
  sources: [HELP, DEVELOPER],
  scheme: {
    id: "axcelerate",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["Ax-Signature-Version", "1"],
      ["Ax-Signature", "{signature}"],
    ],
    unsigned: [
      ["Ax-Signature-Version", "0"],
      ["Ax-Signature", ""],
    ],
  },
  secret: { optional: true, generate: secretHex },
  headers: [["Content-Type", "application/json"]],
  events: axcelerateEvents,
  dataKey: "message",
  envelope: ({ type, id: id3, timeMs, data }) => ({
    type,
    message: data,
    clientId: 12345678,
    messageId: id3,
    timestamp: new Date(timeMs).toISOString(),
  }),
  newEventId: (context) => context.uuid(5),
  names: { event: { path: "type" }, id: { path: "messageId" } },
  // The published list may have grown since it was read.
  unknownEvents: {
    accept: "dotted",
    sample: (type, context) => ({ [type.split(".")[0]]: { id: context.integer(1e3, 99999) } }),
  },
  delivery: {
    success: "2xx",
    timeoutMs: 3e4,
    timeoutCertainty: "assumed",
    schedule: {
      delaysMs: Array.from({ length: 20 }, (_, retry) => 1e3 * 2 ** retry),
      certainty: "assumed",
      source: `20 retries, "1 second after the first failure, 2 after the second, 4 after the third", no cap: ${HELP}`,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "aXcelerate: the Target URL includes the protocol portion, https://",
    hasActiveFlag: true,
    secretByUpdate: true,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "dashboard",
    url: HELP,
    steps: {
      create: [
        "Once per account: enable webhooks under System Settings \u2192 Web & Other Integrations.",
        WEBHOOKS_PAGE,
        "Click New Webhook.",
        "Enter a Name and the Target URL, including https://.",
        "Select the Event Type; add one webhook for each event type.",
        "Enter a private key to have deliveries signed; without one they carry version 0 and no signature.",
        "Click Save.",
      ],
      list: [WEBHOOKS_PAGE],
      update: [WEBHOOKS_PAGE, "Click the name of the webhook, change it and click Save."],
      rotate: [WEBHOOKS_PAGE, "Click the name of the webhook.", "Enter a new private key and click Save."],
      test: [],
      deliveries: [
        "Go to Web & Other Integrations.",
        "Click the name of the webhook.",
        "Scroll to Recent Activity for the delivery status and the payload.",
      ],
      replay: [],
      delete: [],
    },
  },
  assumptions: [
    {
      key: "signature.algorithm",
      value: "HMAC-SHA256 with the private key as UTF-8 text",
      why: "The pages say sha256 with the private key; receivers published by others use HMAC.",
    },
    {
      key: "signature.encoding",
      value: "hex",
      why: "Seen in a published receiver; the pages show no value.",
    },
    { key: "signature.prefix", value: "", why: "Seen in a published receiver; the pages show no value." },
    { key: "signature.body", value: "raw", why: "Seen in a published receiver." },
    {
      key: "events.names",
      value: "38 names; any other namespace.name is taken with a warning",
      why: "One name stands on the developer page; the others come from a public copy of the API reference.",
    },
    {
      key: "envelope.message",
      value: "{contact}, {enrolment}, {workshop} \u2026 with ids only",
      why: "Paths of contacts, workshops and enrolments are read by published receivers; the others follow their pattern.",
    },
    {
      key: "envelope.ids",
      value: "numbers",
      why: "Published receivers coerce them, so strings are possible.",
    },
    {
      key: "envelope.placeholders",
      value: 'class.id, and the status "Tentative"',
      why: "No page shows a class id or lists the status words.",
    },
    {
      key: "event.id",
      value: "messageId, the same on every attempt",
      why: "A message id is documented, its use is not.",
    },
    {
      key: "headers.content-type",
      value: "application/json",
      why: "The payload is JSON; no header is listed.",
    },
    { key: "delivery.timeout", value: "30s", why: "No timeout is stated." },
    {
      key: "delivery.schedule",
      value: "21 attempts: 1s, 2s, 4s \u2026 doubling to 524288s",
      why: "20 retries are documented, the doubling by example; no cap is stated.",
    },
    { key: "delivery.after-last", value: "marked failed, stays active", why: "Not stated." },
    {
      key: "secret.length",
      value: "any",
      why: "The key is optional and supplied by the user; no rule is stated.",
    },
    { key: "rotation.overlap", value: "none: the old key stops at once", why: "Not stated." },
    {
      key: "endpoint.https",
      value: "required",
      why: "The page tells to type https://; it does not say that http is refused.",
    },
    { key: "endpoint.active", value: "can be switched off", why: "Not stated." },
    {
      key: "endpoint.events",
      value: "several event types for one endpoint",
      why: "The form takes one event type for each webhook; the developer page speaks of event listeners.",
    },
    {
      key: "management.update",
      value: "by opening the webhook",
      why: "Only its Recent Activity is described.",
    },
  ],
}

// src/providers/catalogue/axelered.ts
var DOCS4 = "https://docs.axelered.com/webhooks"
var axelered = {
  id: "axelered",
  name: "Axelered",
  sources: [DOCS4],
  scheme: {
    id: "axelered",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Axelered-Signature", "{signature}"]],
    alsoAccepts: [
      { template: "sha256={signature}", digest: "hex" },
      { template: "{signature}", digest: "base64" },
    ],
  },
  secret: { warnBelow: 16, generate: secretWhsecText },
  headers: [["Content-Type", "application/json"]],
  events: [
    live(
      "process.completed",
      "A stateless processing run reached a terminal state (done or failed)",
      (context) => ({
        id: context.uuid(7),
        status: "done",
        files: ["invoice.pdf"],
      }),
    ),
    comingSoon(
      "document.ready",
      "A document in a persistent collection has finished indexing",
      (context) => ({
        id: context.uuid(7),
        collectionId: context.uuid(7),
        name: "contract.pdf",
      }),
    ),
  ],
  dataKey: "data",
  envelope: ({ id: id3, type, timeMs, data }) => ({
    id: id3,
    type,
    createdAt: isoSeconds(timeMs),
    workspaceId: "018f8e02-0000-7000-8000-000000000001",
    data,
  }),
  newEventId: (context) => `evt_${context.characters(24)}`,
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 1e4,
    timeoutCertainty: "assumed",
    schedule: {
      delaysMs: ["30s", "1m", "2m", "4m", "8m"].map(parseDuration),
      certainty: "assumed",
      source: `Exponential backoff is documented, its numbers are not: ${DOCS4}`,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Axelered only delivers to https:// endpoints",
    hasActiveFlag: false,
    secretByUpdate: true,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "api",
    dialect: "axelered",
    baseUrl: "https://api.axelered.com/v1",
    operations: {
      create: "documented",
      list: "assumed",
      get: "assumed",
      update: "assumed",
      rotate: "assumed",
      delete: "assumed",
    },
  },
  assumptions: [
    { key: "signature.encoding", value: "hex", why: "The page says HMAC-SHA256 and shows no value." },
    {
      key: "signature.prefix",
      value: "",
      why: "Not shown; sha256= and base64 are accepted as well when verifying.",
    },
    {
      key: "signature.body",
      value: "raw",
      why: "The page says that every delivery is signed, not over which bytes.",
    },
    {
      key: "signature.key",
      value: "the whole secret as UTF-8 text",
      why: "The sample secret begins with whsec_; whether that is taken off and decoded is not said.",
    },
    { key: "signature.timestamp", value: "none", why: "No timestamp header or replay window is documented." },
    {
      key: "envelope",
      value: "{id, type, createdAt, workspaceId, data}",
      why: "No payload is shown; data follows the process-run object of the API (id, status, files).",
    },
    {
      key: "envelope.document.ready",
      value: "{id, collectionId, name}",
      why: "Announced without a payload.",
    },
    { key: "headers.content-type", value: "application/json", why: "The page says a signed JSON payload." },
    { key: "delivery.timeout", value: "10s", why: "A timeout window of unstated length is documented." },
    {
      key: "delivery.schedule",
      value: "6 attempts: 30s, 1m, 2m, 4m, 8m apart",
      why: "Exponential backoff and a final failure are documented, no numbers.",
    },
    { key: "secret.length", value: "a warning below 16 characters", why: "No length rule is stated." },
    {
      key: "rotation.overlap",
      value: "none: the old secret stops at once",
      why: "Rotation is an update; overlap is not mentioned.",
    },
    {
      key: "endpoint.active",
      value: "no such flag",
      why: "The list shows active subscriptions only; no switch is documented.",
    },
    {
      key: "management.paths",
      value: "GET, PATCH and DELETE /w/{workspace_id}/webhooks[/{webhook_id}]",
      why: "List, read, update and delete are named; only the path of create is shown.",
    },
    {
      key: "management.answers",
      value: '{"status":"ok","data":\u2026}; errors {"detail":\u2026}; create answers 200 or 201',
      why: "Taken over from the API-key pages of the same API.",
    },
  ],
}

// src/providers/catalogue/axiestudio.ts
var DOCS5 = "https://docs.axiestudio.se/docs/enterprise/webhooks"
var WEBHOOKS_PAGE2 = "Open Dashboard \u2192 Enterprise \u2192 Webhooks."
var userId = (context) => `user_${context.characters(6)}`
var events = [
  live("user.created", "New team member added to the enterprise", (context) => {
    const { email: email3, name } = context.pick(PEOPLE)
    const inviter = ADMIN_EMAIL
    return {
      userId: userId(context),
      email: email3,
      name,
      role: "user",
      invitedBy: inviter,
      invitedByEmail: inviter,
    }
  }),
  live("user.updated", "Team member profile or settings updated", (context) => {
    const { email: email3, name } = context.pick(PEOPLE)
    return { userId: userId(context), email: email3, name, role: "user", updatedFields: ["name", "role"] }
  }),
  live("user.deleted", "Team member removed from the enterprise", (context) => {
    const { email: email3 } = context.pick(PEOPLE)
    return { userId: userId(context), email: email3, deletedBy: ADMIN_EMAIL }
  }),
  live("role.changed", "Team member role changed (owner, admin or user)", (context) => {
    const { email: email3 } = context.pick(PEOPLE)
    return {
      userId: userId(context),
      email: email3,
      oldRole: "user",
      newRole: "admin",
      changedBy: ADMIN_EMAIL,
    }
  }),
  live("enterprise.created", "Enterprise account created", () => ({
    name: "Company Inc",
    createdBy: ADMIN_EMAIL,
  })),
  live("enterprise.updated", "Enterprise settings or configuration updated", () => ({
    updatedFields: ["name"],
    updatedBy: ADMIN_EMAIL,
  })),
  live("settings.updated", "Enterprise settings changed", () => ({
    updatedFields: ["branding"],
    updatedBy: ADMIN_EMAIL,
  })),
  testOnly("webhook.test", "Sent by the Test button only; cannot be subscribed to", () => ({
    message: "This is a test webhook",
  })),
]
var axiestudio = {
  id: "axiestudio",
  name: "Axie Studio",
  sources: [DOCS5],
  scheme: {
    id: "axiestudio",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    // The prose and the troubleshooting list say the raw body, the sample says JSON.stringify(req.body).
    bodyForms: ["raw", "reserialised"],
    digest: "hex",
    headers: [
      ["X-Webhook-Event", "{event}"],
      ["X-Webhook-Signature", "sha256={signature}"],
      ["X-Webhook-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "s" },
  },
  secret: { minLength: 32, generate: secretHex },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "AxieStudio-Webhook/1.0"],
  ],
  events,
  dataKey: "data",
  envelope: ({ type, timeMs, data }) => ({
    event: type,
    timestamp: isoSeconds(timeMs),
    version: "v1",
    enterpriseId: "ent_abc123",
    data,
  }),
  newEventId: (context) => `evt_${context.characters(16)}`,
  names: { event: { header: "X-Webhook-Event" } },
  testEvent: "webhook.test",
  delivery: {
    success: [200],
    timeoutMs: 3e4,
    timeoutCertainty: "exact",
    schedule: { delaysMs: [2e3, 4e3, 8e3, 16e3], certainty: "exact", source: DOCS5 },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Axie Studio: the webhook URL must start with https://",
    hasActiveFlag: true,
    secretByUpdate: false,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "dashboard",
    url: DOCS5,
    steps: {
      create: [
        WEBHOOKS_PAGE2,
        "Click Create.",
        "Enter the webhook URL (it must start with https://) and select the events.",
        "Leave Secret blank to have one made, or enter your own of at least 32 characters.",
        "Leave Active on and click Create Webhook.",
        "Copy the secret now: it is shown only once.",
      ],
      list: [WEBHOOKS_PAGE2, "Search, or filter by All, Active or Inactive."],
      update: [
        WEBHOOKS_PAGE2,
        "Click Edit on the webhook.",
        "Change the URL, the events or Active, and click Save: it takes effect at once.",
      ],
      rotate: [
        WEBHOOKS_PAGE2,
        "Click Rotate Secret on the webhook.",
        "Copy the new secret now, it is shown only once; the old one stops working.",
      ],
      test: [
        WEBHOOKS_PAGE2,
        "Click Test on the webhook: it sends webhook.test.",
        "The result is shown on the page.",
      ],
      deliveries: [WEBHOOKS_PAGE2, "Click View History on the webhook."],
      replay: [
        WEBHOOKS_PAGE2,
        "Click View History on the webhook.",
        "Click Replay on the failed delivery: it is sent again at once.",
      ],
      delete: [WEBHOOKS_PAGE2, "Click Delete on the webhook and confirm: it is gone for good."],
    },
  },
  assumptions: [
    {
      key: "headers.content-type",
      value: "application/json",
      why: "The page lists no Content-Type; its handler uses express.json(), which needs this one.",
    },
    {
      key: "envelope.enterprise-events",
      value:
        "enterprise.created {name, createdBy}; enterprise.updated and settings.updated {updatedFields, updatedBy}",
      why: "The page shows no payload for these three; the fields follow the other events.",
    },
    {
      key: "signature.body",
      value: "raw body first, then JSON.stringify(JSON.parse(body))",
      why: "The prose says raw body, the sample code re-serialises; both agree on compact JSON.",
    },
    {
      key: "timestamp.meaning",
      value: "X-Webhook-Timestamp is the time of the attempt, in unix seconds",
      why: "The page's header and body times lie a year apart; the timestamp is not part of the signature.",
    },
    {
      key: "timestamp.tolerance",
      value: "not judged",
      why: "The page reads the timestamp but states no tolerance.",
    },
    {
      key: "delivery.schedule-basis",
      value: "each delay counts from the end of the attempt before",
      why: '"2 seconds later" names no starting point.',
    },
    {
      key: "delivery.retry-body",
      value: "the same bytes on every attempt",
      why: "Not stated.",
    },
    {
      key: "delivery.replay",
      value: "one attempt",
      why: "Not stated whether a replay starts new retries.",
    },
    {
      key: "delivery.dedupe-id",
      value: "none in the request; SHA-256 of the body",
      why: "No delivery id is documented.",
    },
    {
      key: "secret.generated",
      value: "64 hexadecimal characters",
      why: "The form of a generated secret is not shown.",
    },
    {
      key: "rotation.in-flight",
      value: "retries after a rotation are signed with the new secret",
      why: "The old secret stops working; deliveries under way are not mentioned.",
    },
    { key: "endpoint.test-when-inactive", value: "allowed", why: "Not stated for a disabled webhook." },
    { key: "endpoint.limit", value: "none", why: "No limit on the number of webhooks is stated." },
  ],
}

// src/providers/catalogue/azure-event-grid.ts
var VALIDATION = "https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema"
var RETRY = "https://learn.microsoft.com/azure/event-grid/delivery-and-retry"
var SCHEMA = "https://learn.microsoft.com/azure/event-grid/event-schema"
var TOPIC2 =
  "/subscriptions/{uuid}/resourceGroups/production/providers/Microsoft.Storage/storageAccounts/acmefiles"
function blob(api, more = {}) {
  return {
    api,
    clientRequestId: "{uuid}",
    requestId: "{uuid}",
    eTag: "0x8D{upper:12}",
    contentType: "application/pdf",
    contentLength: "{int:1000-900000}",
    blobType: "BlockBlob",
    ...more,
    url: "https://acmefiles.blob.core.windows.net/reports/report.pdf",
    sequencer: "{hex:48}",
    storageDiagnostics: { batchId: "{uuid}" },
  }
}
var azureEventGrid = defineProvider({
  id: "azure-event-grid",
  name: "Azure Event Grid",
  sources: [VALIDATION, RETRY, SCHEMA],
  scheme: {
    algorithm: "none",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [],
  },
  headers: [
    ["Content-Type", "application/json; charset=utf-8"],
    ["aeg-subscription-name", "WEBHOOK"],
    ["aeg-delivery-count", "0"],
    ["aeg-data-version", ""],
    ["aeg-metadata-version", "1"],
    ["aeg-event-type", "Notification"],
  ],
  events: [
    {
      type: "Microsoft.Storage.BlobCreated",
      title: "A blob was created or replaced",
      sample: blob("PutBlob"),
    },
    { type: "Microsoft.Storage.BlobDeleted", title: "A blob was deleted", sample: blob("DeleteBlob") },
    {
      type: "Microsoft.Storage.BlobTierChanged",
      title: "A blob was moved to another access tier",
      sample: blob("SetBlobTier", { accessTier: "Cool", previousTier: "Hot" }),
    },
  ],
  envelope: [
    {
      id: "{id}",
      topic: TOPIC2,
      subject: "/blobServices/default/containers/reports/blobs/report.pdf",
      eventType: "{event}",
      eventTime: "{now-iso}",
      data: "{data}",
      dataVersion: "",
      metadataVersion: "1",
    },
  ],
  names: { event: { path: "0.eventType" }, id: { path: "0.id" } },
  unknownEvents: { accept: "any", sample: { id: "{uuid}" } },
  handshakes: [
    {
      id: "subscription-validation",
      title: "An event whose validationCode the endpoint gives back as validationResponse",
      request: {
        method: "POST",
        headers: [["aeg-event-type", "SubscriptionValidation"]],
        body: [
          {
            data: { validationCode: "{challenge}" },
            eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
          },
        ],
        sentBody: [
          {
            id: "{uuid}",
            topic: TOPIC2,
            subject: "",
            data: {
              validationCode: "{challenge}",
              validationUrl: "https://rp-westeurope.eventgrid.azure.net/eventsubscriptions/acme/validate",
            },
            eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
            eventTime: "{now-iso}",
            metadataVersion: "1",
            dataVersion: "1",
          },
        ],
        signature: "none",
      },
      answer: { status: 200, body: { validationResponse: "{challenge}" } },
      timeoutMs: 3e4,
      certainty: "exact",
      source: VALIDATION,
    },
  ],
  delivery: {
    success: [200, 201, 202, 203, 204],
    timeout: { value: "30s" },
    retries: {
      value: ["10s", "30s", "1m", "5m", "10m", "30m", "1h", "3h", "6h", "12h"],
      assumed: "The steps are documented, \u201Con a best effort basis\u201D and with a small randomisation.",
      source: RETRY,
    },
  },
  manage: "https://portal.azure.com",
  assumptions: [
    {
      key: "headers.aeg",
      value: "aeg-subscription-name, aeg-delivery-count, aeg-data-version, aeg-metadata-version",
      why: "Only aeg-event-type was read on the provider's pages.",
    },
    {
      key: "secret",
      value: "none",
      why: "Event Grid signs nothing; an endpoint can ask for a Microsoft Entra token or a secret in its URL.",
    },
  ],
})

// src/providers/catalogue/bitbucket-events.ts
var actor = {
  type: "user",
  display_name: "Maya Lindqvist",
  nickname: "maya",
  account_id: "557058:c0b72ad0-1cb5-4018-9cdc-0cde8492c443",
  uuid: "{6a3b8f5e-4a0e-4f0a-9a4b-1f2e3d4c5b6a}",
  links: { html: { href: "https://bitbucket.org/%7B6a3b8f5e-4a0e-4f0a-9a4b-1f2e3d4c5b6a%7D/" } },
}
var repository = {
  type: "repository",
  name: "diaspora",
  full_name: "company/diaspora",
  uuid: "{673a6070-3421-46c9-9d48-90745f7bfe8e}",
  scm: "git",
  is_private: true,
  website: null,
  workspace: { type: "workspace", slug: "company", name: "Company" },
  owner: { type: "team", display_name: "Company", username: "company" },
  project: { type: "project", key: "NOTES", name: "Notes" },
  links: { html: { href: "https://bitbucket.org/company/diaspora" } },
}
var commit = {
  type: "commit",
  hash: "{hex:40#commit}",
  message: "Correct the reading time\n",
  date: "{now-iso-seconds}",
  author: { type: "author", raw: "Maya Lindqvist <maya@company.com>", user: actor },
  parents: [{ type: "commit", hash: "{hex:40#parent}" }],
  links: { html: { href: "https://bitbucket.org/company/diaspora/commits/{hex:40#commit}" } },
}
var pullRequest = {
  type: "pullrequest",
  id: 7,
  title: "Correct the reading time",
  description: "Counts words, not characters.",
  state: "OPEN",
  draft: false,
  author: actor,
  source: {
    branch: { name: "reading-time" },
    commit: { type: "commit", hash: "{hex:12}" },
    repository,
  },
  destination: {
    branch: { name: "main" },
    commit: { type: "commit", hash: "{hex:12}" },
    repository,
  },
  merge_commit: null,
  participants: [],
  reviewers: [],
  close_source_branch: true,
  closed_by: null,
  reason: "",
  created_on: "{now-iso}",
  updated_on: "{now-iso}",
  comment_count: 0,
  task_count: 0,
  links: { html: { href: "https://bitbucket.org/company/diaspora/pull-requests/7" } },
}
var bitbucketEvents = [
  {
    type: "repo:push",
    title: "Commits were pushed to a repository",
    sample: {
      push: {
        changes: [
          {
            old: { type: "branch", name: "main", target: { type: "commit", hash: "{hex:40#parent}" } },
            new: { type: "branch", name: "main", target: commit },
            created: false,
            closed: false,
            forced: false,
            truncated: false,
            commits: [commit],
          },
        ],
      },
      actor,
      repository,
    },
  },
  {
    type: "pullrequest:created",
    title: "A pull request was opened",
    sample: { pullrequest: pullRequest, actor, repository },
  },
  {
    type: "pullrequest:fulfilled",
    title: "A pull request was merged",
    sample: {
      pullrequest: {
        ...pullRequest,
        state: "MERGED",
        merge_commit: { type: "commit", hash: "{hex:12}" },
        closed_by: actor,
      },
      actor,
      repository,
    },
  },
  {
    type: "pullrequest:comment_created",
    title: "A comment was made on a pull request",
    sample: {
      pullrequest: pullRequest,
      comment: {
        type: "pullrequest_comment",
        id: "{int:1000000-99999999#comment}",
        content: { type: "rendered", raw: "Looks right to me.", markup: "markdown" },
        user: actor,
        deleted: false,
        created_on: "{now-iso}",
        updated_on: "{now-iso}",
        links: {
          html: {
            href: "https://bitbucket.org/company/diaspora/pull-requests/7#comment-{int:1000000-99999999#comment}",
          },
        },
      },
      actor,
      repository,
    },
  },
  {
    type: "repo:commit_status_updated",
    title: "A build changed the status of a commit",
    sample: {
      commit_status: {
        type: "build",
        key: "unit-tests",
        name: "Unit tests",
        description: "All passed",
        state: "SUCCESSFUL",
        url: "https://ci.company.com/builds/{digits:5}",
        refname: "main",
        commit,
        created_on: "{now-iso}",
        updated_on: "{now-iso}",
      },
      actor,
      repository,
    },
  },
]

// src/providers/catalogue/bitbucket.ts
var EVENTS = "https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/"
var SECRETS = "https://bitbucket.org/blog/enhanced-webhook-security"
var MANAGE = "https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/"
var ELSEWHERE = "Known from the page of Bitbucket Data Center and from other receivers."
var bitbucket = defineProvider({
  id: "bitbucket",
  name: "Bitbucket",
  sources: [EVENTS, SECRETS, MANAGE],
  evidence: "x-hub-signature 2.1.3, a third party's package, accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Hub-Signature", "sha256={signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: secretHex },
  headers: [
    ["User-Agent", "Bitbucket-Webhooks/2.0"],
    ["Content-Type", "application/json"],
    ["X-Event-Key", "{event}"],
    ["X-Hook-UUID", "02affd2d-2cba-4033-917d-ec22d5dc4b38"],
    ["X-Request-UUID", "{id}"],
    ["X-Attempt-Number", "1"],
  ],
  events: bitbucketEvents,
  names: { event: { header: "X-Event-Key" }, id: { header: "X-Request-UUID" } },
  delivery: {
    timeout: {
      value: "10s",
      assumed: "A request that takes too long is logged as TIMEOUT; the limit was not read.",
    },
    retries: {
      value: ["5s", "30s"],
      assumed: "X-Attempt-Number goes up to 3 after server errors and timeouts; the delays are not stated.",
      source: EVENTS,
    },
  },
  manage: MANAGE,
  assumptions: [
    { key: "signature.header", value: "X-Hub-Signature", why: ELSEWHERE },
    { key: "signature.algorithm", value: "hmac-sha256", why: ELSEWHERE },
    { key: "signature.encoding", value: "hex", why: ELSEWHERE },
    { key: "signature.prefix", value: "sha256=", why: ELSEWHERE },
    { key: "envelope", value: "the main fields of each payload", why: "Real payloads carry more links." },
    {
      key: "headers.attempt-number",
      value: "X-Attempt-Number stays 1",
      why: "Bitbucket counts its attempts there.",
    },
    { key: "headers.user-agent", value: "Bitbucket-Webhooks/2.0", why: "Seen in requests." },
  ],
})

// src/providers/catalogue/box.ts
var WEBHOOKS = "https://developer.box.com/guides/webhooks/v2/"
var SIGNATURES = "https://developer.box.com/guides/webhooks/v2/signatures-v2/"
var LIMITS = "https://developer.box.com/guides/webhooks/v2/limitations-v2/"
var TRIGGERS = "https://developer.box.com/guides/webhooks/triggers/"
var user3 = { type: "user", id: "{digits:9#user}", name: "Maya Lindqvist", login: "maya@company.com" }
var item = {
  sequence_id: "0",
  etag: "0",
  created_at: "{now-iso-seconds}",
  modified_at: "{now-iso-seconds}",
  created_by: user3,
  modified_by: user3,
  owned_by: user3,
  shared_link: null,
  parent: { type: "folder", id: "{digits:10#parent}", sequence_id: "0", etag: "0", name: "Contracts" },
  item_status: "active",
}
var box = defineProvider({
  id: "box",
  name: "Box",
  sources: [WEBHOOKS, SIGNATURES, LIMITS, TRIGGERS],
  evidence: "box-node-sdk 10.12.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}{timestamp}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["BOX-DELIVERY-TIMESTAMP", "{timestamp}"],
      ["BOX-SIGNATURE-PRIMARY", "{signature}"],
      ["BOX-SIGNATURE-VERSION", "1"],
      ["BOX-SIGNATURE-ALGORITHM", "HmacSHA256"],
    ],
    furtherHeaders: ["BOX-SIGNATURE-SECONDARY"],
    unsigned: [],
    timestamp: { unit: "iso", toleranceSeconds: 600 },
  },
  secret: { optional: true, generate: secretText("") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Box-WH-Client/0.1"],
    ["BOX-DELIVERY-ID", "{uuid}"],
  ],
  events: [
    {
      type: "FILE.UPLOADED",
      title: "A file was uploaded or moved to the folder",
      sample: {
        id: "{digits:11}",
        type: "file",
        file_version: { type: "file_version", id: "{digits:11}", sha1: "{hex:40#sha1}" },
        sha1: "{hex:40#sha1}",
        name: "contract.pdf",
        description: "",
        size: "{int:1000-900000}",
        ...item,
      },
    },
    {
      type: "FOLDER.CREATED",
      title: "A folder was created",
      sample: { id: "{digits:10}", type: "folder", name: "2026", description: "", size: 0, ...item },
    },
    {
      type: "COMMENT.CREATED",
      title: "A comment was written",
      sample: {
        type: "comment",
        id: "{digits:9}",
        is_reply_comment: false,
        message: "Looks good to me.",
        created_by: user3,
        created_at: "{now-iso-seconds}",
        item: { id: "{digits:11}", type: "file" },
      },
    },
  ],
  envelope: {
    type: "webhook_event",
    id: "{id}",
    created_at: "{now-iso-seconds}",
    trigger: "{event}",
    webhook: { id: "{digits:8}", type: "webhook" },
    created_by: user3,
    source: "{data}",
    additional_info: [],
  },
  names: { event: { path: "trigger" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "30s" },
    retries: {
      value: Array.from({ length: 12 }, () => "10m"),
      assumed: "12 retries over 2 hours are documented and may change; the intervals are not.",
      source: WEBHOOKS,
    },
  },
  endpoint: {
    httpsRule: "Box: the notification URL must be a valid HTTPS URL, on port 443",
    rotation: "overlap",
  },
  manage: "https://app.box.com/developers/console",
  assumptions: [
    {
      key: "headers.delivery-id",
      value: "the same on every attempt",
      why: "Box makes a new one for each attempt; the id in the body stays.",
    },
    { key: "envelope.data", value: "the main fields of each item", why: "Real items carry many more." },
  ],
})

// src/signing/coded/braintree.ts
import { createHash as createHash3, createHmac as createHmac3 } from "node:crypto"

// src/signing/coded/form-bytes.ts
function readFormBytes(body) {
  return pairsOf(body).map((pair) => {
    const at = pair.indexOf("=")
    return at === -1 ? [decode(pair), ""] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))]
  })
}
function putFormField(body, name, value) {
  const others = pairsOf(body).filter((pair) => decode(pair.split("=", 1)[0] ?? "") !== name)
  return Buffer.from([...others, `${name}=${encodeURIComponent(value)}`].join("&"), "latin1")
}
function isForm(body) {
  return /^[^\s=&{[<"]+=/.test(Buffer.from(body.subarray(0, 200)).toString("latin1"))
}
function pairsOf(body) {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1")
  return text.split("&").filter((pair) => pair !== "")
}
function decode(text) {
  return text
    .replaceAll("+", " ")
    .replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}

// src/signing/coded/braintree.ts
var SIGNATURE2 = "bt_signature"
var PAYLOAD = "bt_payload"
var braintree = {
  id: "braintree",
  headers: [],
  bodyFields: [[`/${SIGNATURE2}`, "<public key>|{signature}"]],
  recipe: {
    algorithm: "hmac-sha1, written as hex; several pairs are joined by &",
    key: "the SHA-1 of the private key, as bytes; a secret is <public key>:<private key>",
    content: "bt_payload as it is, or with a line break behind it",
  },
  coversBody: true,
  checkSecret(secret) {
    readSecret(secret)
  },
  async sign({ secrets, body, url }) {
    const { publicKey, privateKey } = readSecret(requireSecret(this, secrets))
    const payload = payloadOf(isForm(body) ? readFormBytes(body) : [])
    if (payload === void 0) throw notANotification2()
    const value = `${publicKey}|${digestOf2(privateKey, payload).toString("hex")}`
    const signature = { header: null, field: `/${SIGNATURE2}`, value }
    return {
      headers: [],
      url,
      body: putFormField(body, SIGNATURE2, value),
      signature,
      signedBodyDiffers: false,
    }
  },
  async verify({ body, secrets }) {
    const fields2 = isForm(body) ? readFormBytes(body) : []
    const text = fields2.find(([name]) => name === SIGNATURE2)?.[1]
    if (text === void 0 || !fields2.some(([name]) => name === PAYLOAD)) return verdict(this, "header-missing")
    const payload = payloadOf(fields2)
    const pairs = readPairs(text)
    if (payload === void 0 || pairs.length === 0) return verdict(this, "malformed")
    for (const [secretIndex, secret] of secrets.entries()) {
      const { publicKey, privateKey } = readSecret(secret)
      const digests = [
        payload,
        `${payload}
`,
      ].map((data) => digestOf2(privateKey, data))
      const signatureIndex = pairs.findIndex(
        ([owner, bytes]) => owner === publicKey && digests.some((digest) => equalDigests(digest, bytes)),
      )
      if (signatureIndex !== -1) return foundVerdict(this, { secretIndex, signatureIndex, digest: "hex" })
    }
    return foundVerdict(this, void 0)
  },
}
var BRAINTREE_CHALLENGE = /^[a-f0-9]{20,32}$/
function braintreeProof(challenge, secret) {
  const { publicKey, privateKey } = readSecret(secret)
  return `${publicKey}|${digestOf2(privateKey, challenge).toString("hex")}`
}
function payloadOf(fields2) {
  const names = fields2.map(([name]) => name)
  const isKnown = names.every((name) => name === SIGNATURE2 || name === PAYLOAD)
  if (!isKnown || new Set(names).size !== names.length) return void 0
  const payload = fields2.find(([name]) => name === PAYLOAD)?.[1]
  return payload !== void 0 && /^[A-Za-z0-9+/=\n]+$/.test(payload) ? payload : void 0
}
function readPairs(text) {
  return text.split("&").flatMap((pair) => {
    const [publicKey = "", hex = "", ...others] = pair.split("|")
    const bytes = decodeStrictly(hex, "hex")
    return bytes?.length === 20 && others.length === 0 ? [[publicKey, bytes]] : []
  })
}
function digestOf2(privateKey, data) {
  const key = createHash3("sha1").update(privateKey, "utf8").digest()
  return createHmac3("sha1", key).update(data, "utf8").digest()
}
function readSecret(secret) {
  const [, publicKey, privateKey] = /^([^\s:|&]+):(\S+)$/.exec(secret) ?? []
  if (publicKey !== void 0 && privateKey !== void 0) return { publicKey, privateKey }
  throw new WhkError("SECRET_INVALID", "The secret is no pair of Braintree's keys.", {
    hint: "Pass <public key>:<private key>, both as the Control Panel shows them under API Keys.",
  })
}
function notANotification2() {
  return new WhkError("DATA_INVALID", "The body is no notification of Braintree, so no signature fits.", {
    hint: "It is a form with bt_payload in base64; leave out --body to have one made.",
  })
}

// src/providers/catalogue/braintree-xml.ts
function braintreeXml(object) {
  return Object.entries(object)
    .map(([name, value]) => element(name, value))
    .join("")
}
function element(name, value) {
  if (value === null) return `<${name} nil="true"/>`
  if (typeof value === "string") return `<${name}>${escape(value)}</${name}>`
  if (typeof value === "number") return `<${name} type="integer">${value}</${name}>`
  if (typeof value === "boolean") return `<${name} type="boolean">${value}</${name}>`
  if (!isList(value)) return `<${name}>${braintreeXml(value)}</${name}>`
  return `<${name} type="array">${value.map((one) => element("item", one)).join("")}</${name}>`
}
function isList(value) {
  return Array.isArray(value)
}
function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
}

// src/providers/catalogue/braintree.ts
var PARSE = "https://developer.paypal.com/braintree/docs/guides/webhooks/parse"
var OVERVIEW = "https://developer.paypal.com/braintree/docs/guides/webhooks/overview"
var PUBLIC_KEY_CHARACTERS = "abcdefghjkmnpqrstuvwxyz0123456789"
var SUBSCRIPTION2 = {
  id: "{lower:6}",
  "plan-id": "monthly",
  price: "29.00",
  "billing-day-of-month": 15,
  "current-billing-cycle": 1,
  "never-expires": true,
  transactions: [],
  discounts: [],
  "add-ons": [],
}
var described2 = defineProvider({
  id: "braintree",
  name: "Braintree",
  sources: [PARSE, OVERVIEW],
  evidence: "braintree 3.40.0 accepts it",
  scheme: braintree,
  secret: {
    generate: (random) => {
      const publicKey = Array.from(
        random.subarray(0, 16),
        (byte) => PUBLIC_KEY_CHARACTERS[byte % PUBLIC_KEY_CHARACTERS.length],
      ).join("")
      return `${publicKey}:${Buffer.from(random.subarray(16)).toString("hex")}`
    },
  },
  headers: [["Content-Type", "application/x-www-form-urlencoded"]],
  events: [
    { type: "check", title: "The test of the Control Panel", status: "test-only", sample: { check: true } },
    {
      type: "subscription_charged_successfully",
      title: "A subscription moved to its next billing cycle and was charged",
      sample: { subscription: { ...SUBSCRIPTION2, status: "Active" } },
    },
    {
      type: "subscription_canceled",
      title: "A subscription was cancelled",
      sample: { subscription: { ...SUBSCRIPTION2, status: "Canceled" } },
    },
    {
      type: "transaction_settled",
      title: "A transaction was settled",
      sample: {
        transaction: {
          id: "{lower:8}",
          status: "settled",
          type: "sale",
          "currency-iso-code": "USD",
          amount: "29.00",
          "merchant-account-id": "{lower:16}",
        },
      },
    },
    {
      type: "dispute_opened",
      title: "A dispute was opened",
      sample: {
        dispute: {
          id: "{lower:16}",
          amount: "29.00",
          "currency-iso-code": "USD",
          kind: "chargeback",
          status: "open",
          reason: "fraud",
          "received-date": "{now-date}",
          transaction: { id: "{lower:8}", amount: "29.00" },
        },
      },
    },
  ],
  bodyFormat: "form",
  names: { event: { path: "bt_payload", xml: "kind" } },
  testEvent: "check",
  handshakes: [
    {
      id: "bt-challenge",
      title: "A challenge that wants the public key and its HMAC",
      request: { method: "GET", query: [["bt_challenge", "{challenge}"]], signature: "none" },
      answer: { status: 200, body: "{proof}" },
      challenge: { template: "{hex:20}", pattern: BRAINTREE_CHALLENGE },
      proof: braintreeProof,
      certainty: "assumed",
      source: "https://developer.paypal.com/braintree/docs/guides/webhooks/create",
    },
  ],
  delivery: {
    timeout: { value: "30s" },
    retries: { value: Array.from({ length: 24 }, () => "1h"), source: PARSE },
  },
  manage: "https://www.braintreegateway.com",
  assumptions: [
    {
      key: "delivery.sandbox",
      value: "as in production",
      why: "In the sandbox the retries end after three hours.",
    },
    {
      key: "handshake.challenge",
      value: "20 to 32 hexadecimal digits",
      why: "Braintree's Node library refuses any other.",
    },
    {
      key: "envelope.subject",
      value: "the main fields",
      why: "The real subject is a whole object of Braintree's API.",
    },
  ],
})
var braintree2 = {
  ...described2,
  dataKey: null,
  envelope: ({ type, timeMs, data }) => {
    const notification2 = `<timestamp type="datetime">${isoSeconds(timeMs)}</timestamp><kind>${type}</kind><subject>${braintreeXml(data)}</subject>`
    const xml = `<notification>${notification2}</notification>`
    return {
      bt_signature: "",
      bt_payload: `${Buffer.from(xml, "utf8").toString("base64")}
`,
    }
  },
}

// src/providers/catalogue/calendly.ts
var OVERVIEW2 = "https://developer.calendly.com/docs/webhooks/overview"
var SIGNATURES2 = "https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures"
var ERRORS = "https://developer.calendly.com/api-docs/overview/webhooks/webhook-errors"
var TIMEOUTS = "https://developer.calendly.com/api-docs/overview/webhooks/webhook-timeouts"
var API2 = "https://api.calendly.com"
function invitee(status, more = {}) {
  const event5 = `${API2}/scheduled_events/{uuid#event}`
  return {
    uri: `${event5}/invitees/{uuid#invitee}`,
    email: "maya@company.com",
    first_name: "Maya",
    last_name: "Lindqvist",
    name: "Maya Lindqvist",
    status,
    timezone: "Europe/Stockholm",
    event: event5,
    text_reminder_number: null,
    rescheduled: false,
    old_invitee: null,
    new_invitee: null,
    cancel_url: "https://calendly.com/cancellations/{uuid#invitee}",
    reschedule_url: "https://calendly.com/reschedulings/{uuid#invitee}",
    routing_form_submission: null,
    payment: null,
    no_show: null,
    reconfirmation: null,
    ...more,
    tracking: {
      utm_campaign: null,
      utm_source: null,
      utm_medium: null,
      utm_content: null,
      utm_term: null,
      salesforce_uuid: null,
    },
    questions_and_answers: [
      {
        question: "What would you like to talk about?",
        answer: "The plan for next month.",
        position: 0,
      },
    ],
    scheduled_event: {
      uri: event5,
      name: "30 Minute Meeting",
      status,
      start_time: "{now-iso-seconds:1d}",
      end_time: "{now-iso-seconds:1470m}",
      event_type: `${API2}/event_types/{uuid}`,
      location: { type: "physical", location: "Vasagatan 12, Stockholm" },
      invitees_counter: { total: 1, active: status === "active" ? 1 : 0, limit: 1 },
      event_memberships: [{ user: `${API2}/users/{uuid}` }],
      event_guests: [],
      created_at: "{now-iso}",
      updated_at: "{now-iso}",
    },
    created_at: "{now-iso}",
    updated_at: "{now-iso}",
  }
}
var calendly = defineProvider({
  id: "calendly",
  name: "Calendly",
  sources: [OVERVIEW2, SIGNATURES2, ERRORS, TIMEOUTS],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["Calendly-Webhook-Signature", "t={timestamp},v1={signature}"]],
    unsigned: [],
    timestamp: { unit: "s", toleranceSeconds: 180 },
  },
  secret: { optional: true, generate: (random) => Buffer.from(random).toString("base64url") },
  events: [
    { type: "invitee.created", title: "An invitee booked a meeting", sample: invitee("active") },
    {
      type: "invitee.canceled",
      title: "An invitee or the host cancelled a meeting",
      sample: invitee("canceled", {
        cancellation: {
          canceled_by: "Maya Lindqvist",
          reason: "Something came up",
          canceler_type: "invitee",
        },
      }),
    },
    {
      type: "invitee_no_show.created",
      title: "An invitee was marked as a no-show",
      sample: invitee("active", {
        no_show: { uri: `${API2}/invitee_no_shows/{uuid}`, created_at: "{now-iso}" },
      }),
    },
    {
      type: "routing_form_submission.created",
      title: "A routing form was submitted, with or without a booking",
      sample: {
        uri: `${API2}/routing_form_submissions/{uuid}`,
        routing_form: `${API2}/routing_forms/{uuid}`,
        questions_and_answers: [
          { question_uuid: "{uuid}", question: "Company size", answer: "11 to 50" },
          { question_uuid: "{uuid}", question: "Email", answer: "maya@company.com" },
        ],
        tracking: {
          utm_campaign: null,
          utm_source: null,
          utm_medium: null,
          utm_content: null,
          utm_term: null,
        },
        result: { type: "event_type", value: `${API2}/event_types/{uuid}` },
        submitter: null,
        submitter_type: null,
        created_at: "{now-iso}",
        updated_at: "{now-iso}",
      },
    },
  ],
  envelope: {
    created_at: "{now-iso}",
    created_by: `${API2}/users/{uuid}`,
    event: "{event}",
    payload: "{data}",
  },
  names: { event: { path: "event" } },
  delivery: {
    timeout: { value: "15s" },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", "128m", "256m", "512m"],
      assumed: "Exponential backoff for 24 hours is documented, the intervals are not; 410 ends it at once.",
      source: ERRORS,
    },
  },
  endpoint: { hasActiveFlag: false },
  manage: `${API2}/webhook_subscriptions`,
  assumptions: [
    { key: "signature.tolerance", value: "3m", why: "From sample code, not stated as a rule." },
    {
      key: "events.samples",
      value: "the fields of the API's invitee resource",
      why: "The payload pages were not read in full.",
    },
  ],
})

// src/providers/catalogue/chargebee.ts
var SETTINGS = "https://www.chargebee.com/docs/webhook_settings.html"
var RETRIES3 =
  "https://support.chargebee.com/support/solutions/articles/257941-at-which-rate-can-we-expect-the-webhook-calls-in-chargebee-will-there-be-any-performance-disruption"
var FAILING =
  "https://www.chargebee.com/docs/billing/2.0/kb/platform/i-received-a-webhook-failure-email-from-chargebee-how-to-fix-this"
var customer = {
  id: "{base62:16#customer}",
  first_name: "Maya",
  last_name: "Lindqvist",
  email: "maya@company.com",
  auto_collection: "on",
  net_term_days: 0,
  created_at: "{now-s}",
  updated_at: "{now-s}",
  object: "customer",
  preferred_currency_code: "EUR",
  deleted: false,
}
var subscription = {
  id: "{base62:16#subscription}",
  billing_period: 1,
  billing_period_unit: "month",
  customer_id: "{base62:16#customer}",
  status: "active",
  current_term_start: "{now-s}",
  created_at: "{now-s}",
  started_at: "{now-s}",
  updated_at: "{now-s}",
  has_scheduled_changes: false,
  currency_code: "EUR",
  subscription_items: [
    {
      item_price_id: "basic-EUR-Monthly",
      item_type: "plan",
      quantity: 1,
      unit_price: 1900,
      amount: 1900,
      object: "subscription_item",
    },
  ],
  object: "subscription",
  deleted: false,
}
var chargebee = defineProvider({
  id: "chargebee",
  name: "Chargebee",
  sources: [SETTINGS, RETRIES3, FAILING],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["Authorization", "Basic {signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: basicSecret, misuse: basicSecretMisuse("Chargebee") },
  headers: [["Content-Type", "application/json;charset=UTF-8"]],
  events: [
    {
      type: "subscription_created",
      title: "A subscription was created",
      sample: { subscription, customer },
    },
    {
      type: "subscription_cancelled",
      title: "A subscription was cancelled",
      sample: { subscription: { ...subscription, status: "cancelled", cancelled_at: "{now-s}" }, customer },
    },
    {
      type: "payment_succeeded",
      title: "A payment was collected",
      sample: {
        transaction: {
          id: "txn_{base62:16}",
          customer_id: "{base62:16#customer}",
          subscription_id: "{base62:16#subscription}",
          gateway: "chargebee",
          payment_method: "card",
          type: "payment",
          date: "{now-s}",
          amount: 1900,
          status: "success",
          object: "transaction",
          currency_code: "EUR",
          deleted: false,
        },
        customer,
        subscription,
      },
    },
  ],
  envelope: {
    id: "{id}",
    occurred_at: "{now-s}",
    source: "admin_console",
    user: "maya@company.com",
    object: "event",
    api_version: "v2",
    content: "{data}",
    event_type: "{event}",
    webhook_status: "scheduled",
  },
  eventId: "ev_{base62:16}",
  names: { event: { path: "event_type" }, id: { path: "id" } },
  delivery: {
    timeout: {
      value: "60s",
      assumed: "A limit of the whole call is documented; its number is known from elsewhere.",
    },
    retries: { value: ["2m", "6m", "30m", "1h", "5h", "1d", "2d"], source: RETRIES3 },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "Chargebee: basic authentication and/or HTTPS is recommended",
  },
  manage: "https://app.chargebee.com",
  assumptions: [
    {
      key: "headers.content-type",
      value: "application/json;charset=UTF-8",
      why: "Seen in requests, not documented.",
    },
    { key: "envelope.data", value: "the main fields of each resource", why: "Real resources carry more." },
  ],
})

// src/providers/catalogue/clerk-events.ts
var TIMES = { created_at: "{now-ms}", updated_at: "{now-ms}" }
var USER = {
  birthday: "",
  created_at: "{now-ms}",
  email_addresses: [
    {
      email_address: "maya@company.com",
      id: "idn_{base62:27#address}",
      linked_to: [],
      object: "email_address",
      verification: { status: "verified", strategy: "ticket" },
    },
  ],
  external_accounts: [],
  external_id: null,
  first_name: "Maya",
  gender: "",
  has_image: false,
  id: "user_{base62:27}",
  image_url: "https://img.clerk.com/xxxxxx",
  last_name: "Lindqvist",
  last_sign_in_at: "{now-ms}",
  object: "user",
  password_enabled: true,
  phone_numbers: [],
  primary_email_address_id: "idn_{base62:27#address}",
  primary_phone_number_id: null,
  primary_web3_wallet_id: null,
  private_metadata: {},
  public_metadata: {},
  two_factor_enabled: false,
  unsafe_metadata: {},
  updated_at: "{now-ms}",
  username: null,
  web3_wallets: [],
}
var SESSION = {
  abandon_at: "{now-ms:30d}",
  actor: null,
  client_id: "client_{base62:27}",
  ...TIMES,
  expire_at: "{now-ms:7d}",
  id: "sess_{base62:27}",
  last_active_at: "{now-ms}",
  object: "session",
  status: "active",
  user_id: "user_{base62:27}",
}
var ORGANIZATION = {
  admin_delete_enabled: true,
  ...TIMES,
  created_by: "user_{base62:27#user}",
  has_image: false,
  id: "org_{base62:27#organization}",
  image_url: "https://img.clerk.com/xxxxxx",
  max_allowed_memberships: 5,
  name: "Company Inc",
  object: "organization",
  private_metadata: {},
  public_metadata: {},
  slug: "company-inc",
}
var clerkEvents = [
  { type: "user.created", title: "A user was created", sample: USER },
  { type: "user.updated", title: "A user was changed", sample: USER },
  {
    type: "user.deleted",
    title: "A user was deleted",
    sample: { deleted: true, id: "user_{base62:27}", object: "user" },
  },
  { type: "session.created", title: "A session began", sample: SESSION },
  {
    type: "session.ended",
    title: "A session ended because the user signed out",
    sample: { ...SESSION, status: "ended" },
  },
  { type: "organization.created", title: "An organization was created", sample: ORGANIZATION },
  {
    type: "organizationMembership.created",
    title: "A user became a member of an organization",
    sample: {
      ...TIMES,
      id: "orgmem_{base62:27}",
      object: "organization_membership",
      organization: ORGANIZATION,
      permissions: ["org:sys_memberships:read"],
      private_metadata: {},
      public_metadata: {},
      public_user_data: {
        first_name: "Maya",
        has_image: false,
        identifier: "maya@company.com",
        image_url: "https://img.clerk.com/xxxxxx",
        last_name: "Lindqvist",
        user_id: "user_{base62:27#user}",
      },
      role: "org:member",
    },
  },
  {
    type: "organizationInvitation.created",
    title: "Somebody was invited to an organization",
    sample: {
      ...TIMES,
      email_address: "aiko@company.com",
      expires_at: "{now-ms:30d}",
      id: "orginv_{base62:27}",
      object: "organization_invitation",
      organization_id: "org_{base62:27}",
      private_metadata: {},
      public_metadata: {},
      role: "org:member",
      role_name: "Member",
      status: "pending",
      url: null,
    },
  },
]

// src/providers/catalogue/standard-webhooks.ts
var SPEC = "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"
function contact(context) {
  const { name, email: email3 } = context.pick(PEOPLE)
  return { id: context.uuid(), type: "contact", fullName: name, email: email3, occupation: "Engineer" }
}
var events2 = [
  live("example.event", "The specification's shortest example", () => ({ foo: "bar", fizzbuzz: 2 })),
  live("contact.created", "A contact was created (the specification's own example)", contact),
  live("contact.updated", "A contact was changed", (context) => ({
    ...contact(context),
    updatedFields: ["occupation"],
  })),
  live("contact.deleted", "A contact was deleted", (context) => ({ id: context.uuid() })),
  live("user.created", "A user was created", (context) => {
    const { name, email: email3 } = context.pick(PEOPLE)
    return { id: context.uuid(), name, email: email3 }
  }),
]
var standardWebhooks = {
  id: "standard-webhooks",
  name: "Standard Webhooks",
  sources: [SPEC],
  evidence: "standardwebhooks 1.1.1 accepts it; two published vectors give the same",
  scheme: {
    id: "standard-webhooks",
    algorithm: "hmac-sha256",
    key: { decoding: "base64", prefix: "whsec_" },
    content: "{id}.{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["webhook-id", "{id}"],
      ["webhook-timestamp", "{timestamp}"],
      ["webhook-signature", "v1,{signature}"],
    ],
    separator: " ",
    // The specification leaves the tolerance open; its libraries use five minutes in both directions.
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  },
  secret: { keyBytes: [24, 64], generate: secretWhsec },
  headers: [["Content-Type", "application/json"]],
  events: events2,
  dataKey: "data",
  envelope: ({ type, timeMs, data }) => ({ type, timestamp: new Date(timeMs).toISOString(), data }),
  newEventId: (context) => `msg_${context.characters(27)}`,
  names: { event: { path: "type" }, id: { header: "webhook-id" } },
  unknownEvents: { accept: "any", sample: (_type, context) => ({ id: context.uuid() }) },
  delivery: {
    success: "2xx",
    timeoutMs: 15e3,
    timeoutCertainty: "assumed",
    schedule: {
      delaysMs: ["5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"].map(parseDuration),
      certainty: "assumed",
      source: `The specification's example schedule, without its jitter: ${SPEC}`,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Standard Webhooks: endpoints should use https://",
    hasActiveFlag: true,
    secretByUpdate: false,
    rotation: "overlap",
  },
  management: { kind: "elsewhere", url: "https://www.standardwebhooks.com" },
  assumptions: [
    {
      key: "envelope.events",
      value: "example.event, contact.* and user.created as examples; any other name is taken",
      why: "The specification names no event types.",
    },
    {
      key: "delivery.timeout",
      value: "15s",
      why: "The specification recommends a value between 15 and 30 seconds.",
    },
    {
      key: "delivery.schedule",
      value: "10 attempts: 5s, 5m, 30m, 2h, 5h, 10h, 14h, 20h, 24h apart",
      why: "The specification gives this as an example and recommends jitter.",
    },
    { key: "event.id", value: "msg_ and 27 characters", why: "The specification's examples look like this." },
  ],
}

// src/providers/catalogue/svix.ts
var RETRIES4 = "https://docs.svix.com/retries"
var OPERATIONAL = "https://docs.svix.com/incoming-webhooks"
var VERIFYING3 = "https://docs.svix.com/receiving/verifying-payloads/how-manual"
var ksuid = (context, prefix) => `${prefix}_${context.characters(27)}`
function endpoint(context) {
  return {
    appId: ksuid(context, "app"),
    appUid: "company-inc",
    endpointId: ksuid(context, "ep"),
    endpointUid: null,
  }
}
function attempt(context, responseStatusCode) {
  return {
    appId: ksuid(context, "app"),
    appUid: "company-inc",
    msgId: ksuid(context, "msg"),
    msgEventId: null,
    endpointId: ksuid(context, "ep"),
    lastAttempt: {
      id: ksuid(context, "atmpt"),
      responseStatusCode,
      timestamp: new Date(context.nowMs).toISOString(),
    },
  }
}
var svix = {
  id: "svix",
  name: "Svix",
  sources: [RETRIES4, OPERATIONAL, VERIFYING3],
  evidence: "svix 1.99.1 accepts it",
  scheme: {
    ...standardWebhooks.scheme,
    id: "svix",
    headers: [
      ["svix-id", "{id}"],
      ["svix-timestamp", "{timestamp}"],
      ["svix-signature", "v1,{signature}"],
    ],
  },
  secret: { keyBytes: [24, 64], generate: secretWhsec },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Svix-Webhooks/1.0"],
  ],
  events: [
    live("message.attempt.exhausted", "All attempts of a message to an endpoint failed", (context) =>
      attempt(context, 500),
    ),
    live("message.attempt.failing", "A message to an endpoint has failed several times", (context) =>
      attempt(context, 500),
    ),
    live("message.attempt.recovered", "A message was delivered after failed attempts", (context) =>
      attempt(context, 200),
    ),
    live("endpoint.created", "An endpoint was created", endpoint),
    live("endpoint.updated", "An endpoint was changed", endpoint),
    live("endpoint.deleted", "An endpoint was deleted", endpoint),
    live("endpoint.disabled", "An endpoint was disabled because all of its deliveries failed", (context) => ({
      ...endpoint(context),
      failSince: new Date(context.nowMs - 5 * 864e5).toISOString(),
    })),
  ],
  dataKey: "data",
  envelope: ({ type, data }) => ({ type, data }),
  newEventId: (context) => ksuid(context, "msg"),
  names: { event: { path: "type" }, id: { header: "svix-id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 15e3,
    timeoutCertainty: "exact",
    schedule: {
      delaysMs: ["5s", "5m", "30m", "2h", "5h", "10h", "10h"].map(parseDuration),
      certainty: "exact",
      source: RETRIES4,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Svix: endpoints use https://",
    hasActiveFlag: true,
    secretByUpdate: false,
    rotation: "overlap",
  },
  management: { kind: "elsewhere", url: "https://dashboard.svix.com" },
  assumptions: [
    {
      key: "envelope.data",
      value: "field values",
      why: "The fields follow the operational webhooks; whatever is sent through Svix has its sender's own shape.",
    },
    { key: "headers.user-agent", value: "Svix-Webhooks/1.0", why: "The version is not documented." },
    { key: "endpoint.https", value: "required", why: "Depends on the settings of the Svix environment." },
  ],
}

// src/providers/catalogue/clerk.ts
var OVERVIEW3 = "https://clerk.com/docs/guides/development/webhooks/overview"
var SVIX_RETRIES = "https://docs.svix.com/retries"
var clerk = defineProvider({
  id: "clerk",
  name: "Clerk",
  sources: [OVERVIEW3, SVIX_RETRIES],
  evidence: "@clerk/backend 3.15.0 and svix 1.99.1 accept it",
  scheme: svix.scheme,
  secret: { keyBytes: [24, 64], generate: secretWhsec },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Svix-Webhooks/1.0"],
  ],
  events: clerkEvents,
  envelope: {
    data: "{data}",
    instance_id: "ins_123",
    object: "event",
    timestamp: "{now-ms}",
    type: "{event}",
  },
  eventId: "msg_{base62:27}",
  names: { event: { path: "type" }, id: { header: "svix-id" } },
  delivery: {
    timeout: { value: "15s" },
    retries: {
      value: ["5s", "5m", "30m", "2h", "5h", "10h", "10h"],
      source: `Svix's schedule, to which Clerk's page leads: ${SVIX_RETRIES}`,
    },
  },
  manage: "https://dashboard.clerk.com/~/webhooks",
  assumptions: [
    {
      key: "headers.user-agent",
      value: "Svix-Webhooks/1.0",
      why: "Clerk sends through Svix; neither documents the version.",
    },
    {
      key: "envelope.data",
      value: "the main fields of each resource",
      why: "Only user.created is shown whole; the rest follows Clerk's own types.",
    },
  ],
})

// src/providers/catalogue/cloudevents.ts
var WEBHOOK = "https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md"
var HTTP = "https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md"
var cloudevents = defineProvider({
  id: "cloudevents",
  name: "CloudEvents",
  sources: [WEBHOOK, HTTP],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "utf8",
    headers: [["Authorization", "Bearer {signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: secretText("", 40) },
  headers: [
    ["Content-Type", "application/cloudevents+json; charset=utf-8"],
    ["WebHook-Request-Origin", "eventemitter.example.com"],
  ],
  events: [
    {
      type: "com.example.order.created",
      title: "An order was created (an example)",
      sample: { orderId: "{uuid}", total: "{int:10-500}", currency: "EUR" },
    },
    {
      type: "com.example.order.paid",
      title: "An order was paid (an example)",
      sample: { orderId: "{uuid}", paymentId: "{uuid}" },
    },
    {
      type: "com.example.order.cancelled",
      title: "An order was cancelled (an example)",
      sample: { orderId: "{uuid}", reason: "customer" },
    },
  ],
  envelope: {
    specversion: "1.0",
    type: "{event}",
    source: "https://example.com/orders",
    id: "{id}",
    time: "{now-iso}",
    datacontenttype: "application/json",
    data: "{data}",
  },
  names: { event: { path: "type" }, id: { path: "id" } },
  unknownEvents: { accept: "any", sample: { id: "{uuid}" } },
  handshakes: [
    {
      id: "request-origin",
      title: "An OPTIONS that asks for leave to send, given by WebHook-Allowed-Origin",
      request: {
        method: "OPTIONS",
        headers: [["WebHook-Request-Origin", "{challenge}"]],
        signature: "none",
      },
      answer: {
        status: "2xx",
        headers: [
          ["WebHook-Allowed-Origin", "{challenge}"],
          ["WebHook-Allowed-Rate", "*"],
        ],
      },
      // The rate should be there and must only when one was asked for.
      alsoAnswers: [
        { status: "2xx", headers: [["WebHook-Allowed-Origin", "{challenge}"]] },
        { status: "2xx", headers: [["WebHook-Allowed-Origin", "*"]] },
      ],
      certainty: "exact",
      source: WEBHOOK,
    },
  ],
  delivery: {
    timeout: { value: "10s", assumed: "Left to the sender." },
    retries: {
      value: [],
      assumed: "Left to the sender, except that Retry-After is observed and 410 ends all.",
      source: WEBHOOK,
    },
  },
  endpoint: { httpsRule: "CloudEvents: HTTPS must be used for the connection" },
  manage: "https://cloudevents.io",
  assumptions: [
    {
      key: "envelope.events",
      value: "com.example.order.* as examples; any other name is taken",
      why: "The specification names no event types.",
    },
    {
      key: "envelope.mode",
      value: "structured",
      why: "A sender may also put the attributes into ce- headers (binary mode).",
    },
    {
      key: "handshake.status",
      value: "2xx",
      why: "The specification looks at the headers of the answer and not at its status.",
    },
    {
      key: "signature.header",
      value: "Authorization: Bearer",
      why: "The token may also stand in the URL as access_token.",
    },
  ],
})

// src/signing/coded/hook0.ts
import { createHmac as createHmac4 } from "node:crypto"
var HEADER = "X-Hook0-Signature"
var SIGNED_HEADERS = ["content-type", "x-event-id", "x-event-type"]
var V1_CONTENT = "{timestamp}.<names in h>.<their values, joined by .>.{body}"
var V0_CONTENT = "{timestamp}.{body}"
function hook0Scheme({ id: id3, timestamp, v0 }) {
  const template =
    v0 === "beside"
      ? "t={timestamp},v0=<older signature>,h=<names>,v1={signature}"
      : "t={timestamp},h=<names>,v1={signature}"
  return {
    id: id3,
    headers: [[HEADER, template]],
    timestamp,
    recipe: {
      algorithm: "hmac-sha256, written as hex",
      key: "the secret as UTF-8 text",
      content: `v1: ${V1_CONTENT}; the older v0: ${V0_CONTENT}`,
    },
    coversBody: true,
    checkSecret(secret) {
      keyOf2(this, secret)
    },
    async sign({ secrets, timestampMs, url, body, headers = [] }) {
      const key = keyOf2(this, requireSecret(this, secrets))
      const t2 = formatTimestamp(timestampMs, "s")
      const names = SIGNED_HEADERS.filter((name) => headerValues(headers, name).length > 0).join(" ")
      const older = v0 === "beside" ? `v0=${digestOf3(key, v0Content(t2), body).toString("hex")},` : ""
      const digest = digestOf3(key, v1Content({ t: t2, names, headers }) ?? "", body)
      const value = `t=${t2},${older}h=${names},v1=${digest.toString("hex")}`
      return {
        headers: [[HEADER, value]],
        url,
        body,
        signature: { header: HEADER, field: null, value },
        signedBodyDiffers: false,
      }
    },
    async verify(input) {
      const [value, ...others] = headerValues(input.headers, HEADER)
      if (value === void 0) return verdict(this, "header-missing")
      const parts = others.length === 0 ? readParts(value) : void 0
      const judged =
        parts && judgeTimestamp(this.timestamp ?? timestamp, { value: parts.t, signed: true }, input)
      if (!parts || !judged) return verdict(this, "malformed")
      if (parts.v1) {
        const content = v1Content({ ...parts, headers: input.headers })
        if (content === void 0) return verdict(this, "header-missing")
        if (!isUnambiguous(parts.names, input)) return verdict(this, "malformed")
        return foundVerdict(this, findSecret(this, input, { content, digest: parts.v1 }), judged)
      }
      const found = findSecret(this, input, { content: v0Content(parts.t), digest: parts.v0 })
      const plain3 = foundVerdict(
        this,
        found && { ...found, template: "t={timestamp},v0={signature}" },
        judged,
      )
      return found && v0 === "beside" ? { ...plain3, verified: false, reason: "downgrade" } : plain3
    },
  }
}
function readParts(value) {
  const pairs = value.split(",").map((part) => {
    const at = part.indexOf("=")
    return [part.slice(0, at).trim(), part.slice(at + 1).trim()]
  })
  const parts = new Map(pairs)
  const v0 = digestIn(parts.get("v0"))
  const v1 = digestIn(parts.get("v1"))
  const t2 = parts.get("t")
  if (parts.size !== pairs.length || t2 === void 0 || (!v0 && !v1)) return void 0
  const isUnread = (parts.has("v1") && !v1) || parts.has("v1") !== parts.has("h")
  if (isUnread) return void 0
  return { t: t2, names: parts.get("h") ?? "", v0: v0 ?? Buffer.alloc(0), ...(v1 && { v1 }) }
}
function digestIn(text) {
  const bytes = text === void 0 ? void 0 : decodeStrictly(text, "hex")
  return bytes?.length === 32 ? bytes : void 0
}
function v1Content({ t: t2, names, headers }) {
  const values = names === "" ? [] : names.split(" ").map((name) => headerValues(headers, name))
  if (values.some(({ length }) => length === 0)) return void 0
  return `${t2}.${names}.${values.map((one) => one.join(", ")).join(".")}.`
}
function isUnambiguous(names, { headers, body }) {
  const list = names === "" ? [] : names.split(" ")
  const valueOf2 = (name) => headerValues(headers, name).join(", ")
  const isNamed = list.every((name) => /^[A-Za-z0-9-]+$/.test(name)) && new Set(list).size === list.length
  const isOfType = !list.includes("x-event-type") || EVENT_TYPE.test(valueOf2("x-event-type"))
  const isJson2 = list.includes("content-type") && valueOf2("content-type").startsWith("application/json")
  return isNamed && isOfType && (!isJson2 || readJson(body) !== void 0)
}
var EVENT_TYPE = /^[\w-]{1,100}(?:\.[\w-]{1,100}){0,9}$/
function v0Content(t2) {
  return `${t2}.`
}
function findSecret(scheme, { secrets, body }, { content, digest }) {
  const secretIndex = secrets.findIndex((secret) =>
    equalDigests(digestOf3(keyOf2(scheme, secret), content, body), digest),
  )
  return secretIndex === -1 ? void 0 : { secretIndex, digest: "hex" }
}
function keyOf2({ id: id3 }, secret) {
  return keyBytes({ id: id3, key: { decoding: "utf8" } }, secret)
}
function digestOf3(key, before, body) {
  return createHmac4("sha256", key).update(before, "utf8").update(body).digest()
}

// src/providers/catalogue/uuid-secret.ts
function secretUuid(random) {
  const bytes = Buffer.from(random.subarray(0, 16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

// src/providers/catalogue/coinbase-cdp.ts
var OVERVIEW4 = "https://docs.cdp.coinbase.com/webhooks/overview"
var VERIFYING4 = "https://docs.cdp.coinbase.com/webhooks/verify-signatures"
var ONRAMP = "https://docs.cdp.coinbase.com/webhooks/onramp"
var PAYLOAD2 = "https://docs.cdp.coinbase.com/api-reference/v2/webhooks/webhook-onramp-transaction-failed"
var usd = (value) => ({ currency: "USD", value })
var transaction = (status) => ({
  eventType: "{event}",
  transactionId: "{uuid}",
  status: `ONRAMP_TRANSACTION_STATUS_${status}`,
  purchaseCurrency: "USDC",
  purchaseNetwork: "base",
  purchaseAmount: { currency: "USDC", value: "100.00" },
  paymentTotal: usd("102.49"),
  paymentSubtotal: usd("100.00"),
  coinbaseFee: usd("2.49"),
  networkFee: usd("0.00"),
  exchangeRate: usd("1.00"),
  txHash: "0x{hex:64}",
  createdAt: "{now-iso-seconds}",
  completedAt: "{now-iso-seconds}",
  country: "US",
  userId: "{hex:32}",
  paymentMethod: "CARD",
  walletAddress: "0x{hex:40}",
  type: "ONRAMP_TRANSACTION_TYPE_BUY_AND_SEND",
  partnerUserRef: "user-{digits:4}",
})
var coinbaseCdp = defineProvider({
  id: "coinbase-cdp",
  name: "Coinbase Developer Platform",
  sources: [OVERVIEW4, VERIFYING4, ONRAMP, PAYLOAD2],
  evidence: "hook0-client 1.1.0 accepts it",
  scheme: hook0Scheme({
    id: "coinbase-cdp",
    timestamp: { unit: "s", toleranceSeconds: 300 },
    v0: "beside",
  }),
  secret: { generate: secretUuid },
  headers: [
    ["Content-Type", "application/json"],
    ["X-Event-Id", "{id}"],
    ["X-Event-Type", "{event}"],
  ],
  events: [
    {
      type: "onramp.transaction.created",
      title: "An onramp transaction was created",
      sample: transaction("CREATED"),
    },
    {
      type: "onramp.transaction.updated",
      title: "The status of an onramp transaction changed",
      sample: transaction("IN_PROGRESS"),
    },
    {
      type: "onramp.transaction.success",
      title: "An onramp transaction completed",
      sample: transaction("SUCCESS"),
    },
    {
      type: "onramp.transaction.failed",
      title: "An onramp transaction failed",
      sample: transaction("FAILED"),
    },
  ],
  names: { event: { header: "X-Event-Type" }, id: { header: "X-Event-Id" } },
  delivery: {
    timeout: { value: "15s", assumed: "Hook0's default; Coinbase states none." },
    retries: {
      value: [
        ..."5s 10s 20s 40s 80s 160s".split(" "),
        ...Array.from({ length: 24 }, () => "5m"),
        ...Array.from({ length: 30 }, () => "1h"),
      ],
      assumed: "Up to 60 retries with exponential backoff; the delays are not published.",
      source: OVERVIEW4,
    },
  },
  manage: "https://portal.cdp.coinbase.com",
  assumptions: [
    { key: "secret.format", value: "a UUID", why: "Hook0's form; Coinbase does not describe it." },
    {
      key: "signature.v0-alone",
      value: "refused as a downgrade",
      why: "Every request is documented to carry v1; v0 covers no header.",
    },
    {
      key: "envelope.fields",
      value: "field values",
      why: "They follow the page; the status names differ by transaction.",
    },
  ],
})

// src/providers/catalogue/coinbase-commerce.ts
var OVERVIEW5 = "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-overview"
var SECURITY = "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security"
var FIELDS = "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-fields"
var NEW = { time: "{now-iso-seconds:-10m}", status: "NEW" }
function charge(timeline, more = {}) {
  return {
    id: "{uuid}",
    code: "{upper:8#code}",
    pricing: {
      local: { amount: "25.00", currency: "USD" },
      settlement: { amount: "25", currency: "USDC" },
    },
    metadata: { name: "Maya Lindqvist", email: "maya@company.com" },
    timeline: [NEW, ...timeline],
    redirects: { cancel_url: "", success_url: "", will_redirect_after_success: false },
    created_at: "{now-iso-seconds:-10m}",
    expires_at: "{now-iso-seconds:2d}",
    hosted_url: "https://commerce.coinbase.com/pay/{upper:8#code}",
    pricing_type: "fixed_price",
    support_email: "support@company.com",
    organization_name: "Company",
    ...more,
  }
}
var coinbaseCommerce = defineProvider({
  id: "coinbase-commerce",
  name: "Coinbase Commerce",
  sources: [OVERVIEW5, SECURITY, FIELDS],
  evidence: "coinbase-commerce-node 1.0.4 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-CC-Webhook-Signature", "{signature}"]],
  },
  secret: {
    generate: (random) =>
      Buffer.from(random)
        .toString("hex")
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5"),
  },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "weipay-webhooks"],
  ],
  events: [
    { type: "charge:created", title: "A charge was created", sample: charge([]) },
    {
      type: "charge:pending",
      title: "A payment was seen on the blockchain",
      sample: charge([{ time: "{now-iso-seconds}", status: "PENDING" }]),
    },
    {
      type: "charge:confirmed",
      title: "A payment is final",
      sample: charge(
        [
          { time: "{now-iso-seconds:-1m}", status: "PENDING" },
          { time: "{now-iso-seconds}", status: "COMPLETED" },
        ],
        { confirmed_at: "{now-iso-seconds}" },
      ),
    },
    {
      type: "charge:failed",
      title: "A charge was not completed",
      sample: charge([{ time: "{now-iso-seconds}", status: "EXPIRED" }]),
    },
  ],
  envelope: {
    attempt_number: 1,
    event: {
      api_version: "2018-03-22",
      created_at: "{now-iso-seconds}",
      data: "{data}",
      id: "{id}",
      resource: "event",
      type: "{event}",
    },
    id: "{uuid}",
    scheduled_for: "{now-iso-seconds}",
  },
  names: { event: { path: "event.type" }, id: { path: "event.id" } },
  delivery: {
    success: [200],
    timeout: { value: "10s", assumed: "Not stated." },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", ...Array.from({ length: 70 }, () => "1h")],
      assumed:
        "Exponential backoff for up to three days and at most an hour between two attempts are documented, the first delays are not.",
      source: OVERVIEW5,
    },
  },
  endpoint: { httpsRule: "Coinbase Commerce: endpoint URLs are https only" },
  manage: "https://commerce.coinbase.com/",
  assumptions: [
    { key: "headers.user-agent", value: "weipay-webhooks", why: "Seen in requests, not documented." },
    {
      key: "envelope.attempt-number",
      value: "1 on every attempt",
      why: "Coinbase counts it up, which changes body and signature.",
    },
    { key: "secret.generated", value: "a UUID", why: "The form of the shared secret is not documented." },
  ],
})

// src/signing/coded/contentful.ts
import { createHmac as createHmac5 } from "node:crypto"

// src/signing/template.ts
function fillTemplate(template, values) {
  return template.replace(/\{([a-z][a-z0-9-]*)\}/g, (placeholder, name) =>
    Object.hasOwn(values, name) ? values[name] : placeholder,
  )
}

// src/signing/coded/contentful.ts
var SIGNATURE3 = "X-Contentful-Signature"
var SIGNED_HEADERS2 = "x-contentful-signed-headers"
var TIMESTAMP = "x-contentful-timestamp"
var ALSO_SIGNED = ["content-type", "x-contentful-topic", "x-contentful-webhook-name"]
var contentful = {
  id: "contentful",
  headers: [
    [SIGNATURE3, "{signature}"],
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
    keyOf3(secret)
  },
  async sign({ secrets, timestampMs, method, url, body, headers = [] }) {
    const key = keyOf3(requireSecret(this, secrets))
    const timestamp = formatTimestamp(timestampMs, this.timestamp?.unit ?? "ms")
    const beside = ALSO_SIGNED.filter((name) => headerValues(headers, name).length > 0)
    const names = [...beside, SIGNED_HEADERS2, TIMESTAMP].toSorted().join(",")
    const sent2 = [...headers, [SIGNED_HEADERS2, names], [TIMESTAMP, timestamp]]
    const content = contentOf3({ method, url, body, headers: sent2 }, names.split(","))
    if (!content)
      throw new WhkError("TARGET_INVALID", `"${url}" has no path that ${this.id} could sign.`, {
        hint: "Pass a whole URL, for example https://example.com/hooks.",
      })
    const value = digestOf4(key, content).toString("hex")
    return {
      headers: this.headers.map(([name, template]) => [
        name,
        fillTemplate(template, { signature: value, "signed-headers": names, timestamp }),
      ]),
      url,
      body,
      signature: { header: SIGNATURE3, field: null, value },
      signedBodyDiffers: false,
    }
  },
  async verify(input) {
    const values = [SIGNATURE3, SIGNED_HEADERS2, TIMESTAMP].map((name) => headerValues(input.headers, name))
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
    const content = contentOf3(input, names)
    if (!content) return verdict(this, "malformed")
    const secretIndex = input.secrets.findIndex((secret) =>
      equalDigests(digestOf4(keyOf3(secret), content), signature),
    )
    return foundVerdict(this, secretIndex === -1 ? void 0 : { secretIndex, digest: "hex" }, timestamp)
  },
}
function isCanonical(names) {
  const sorted2 = [.../* @__PURE__ */ new Set([...names, SIGNED_HEADERS2, TIMESTAMP])].toSorted()
  return names.join(",") === sorted2.join(",") && names.every((name) => /^[!-~]+$/.test(name))
}
function contentOf3({ method, url, headers, body }, names) {
  const path = canonicalPath(url)
  if (path === void 0) return void 0
  const lines = names.map((name) => `${name}:${headerValues(headers, name).join(", ").trim()}`)
  if (/[\r\n]/.test(method + path + lines.join(""))) return void 0
  return Buffer.concat([
    Buffer.from(
      `${method}
${path}
${lines.join(";")}
`,
      "utf8",
    ),
    body,
  ])
}
function canonicalPath(url) {
  const rest = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1]
  if (rest === void 0) return void 0
  const [path = "", query = ""] = rest.split("?")
  try {
    return encodeURI((path || "/") + (query === "" ? "" : `?${encodeURIComponent(query)}`))
  } catch {
    return void 0
  }
}
function digestOf4(key, content) {
  return createHmac5("sha256", key).update(content).digest()
}
function keyOf3(secret) {
  if (/^[0-9a-zA-Z+/=_-]{64}$/.test(secret)) return Buffer.from(secret, "utf8")
  throw new WhkError("SECRET_INVALID", "The secret is not 64 letters, digits and + / = _ -.", {
    hint: "Copy the whole signing secret of the space, without spaces or quotes.",
  })
}

// src/providers/catalogue/contentful.ts
var VERIFICATION = "https://contentful.com/developers/docs/extensibility/webhooks/request-verification"
var SECRETS2 = "https://contentful.com/developers/docs/webhooks/secrets"
var HEADERS2 = "https://contentful.com/developers/docs/extensibility/webhooks/headers"
var RETRIES5 = "https://www.contentful.com/developers/docs/webhooks/retry-policy/"
var link = (linkType, id3) => ({ sys: { type: "Link", linkType, id: id3 } })
var sys = (type, revision) => ({
  type,
  id: "{base62:22}",
  space: link("Space", "cfexampleapi"),
  environment: link("Environment", "master"),
  createdAt: "{now-iso}",
  updatedAt: "{now-iso}",
  revision,
})
var entry = { ...sys("Entry", "{int:1-40}"), contentType: link("ContentType", "article") }
var fields = { title: { "en-US": "What a river should be" }, slug: { "en-US": "river-{digits:4}" } }
var contentful2 = defineProvider({
  id: "contentful",
  name: "Contentful",
  sources: [VERIFICATION, SECRETS2, HEADERS2, RETRIES5],
  evidence: "@contentful/node-apps-toolkit 3.16.1 accepts it",
  scheme: contentful,
  secret: { keyBytes: [64, 64], generate: secretHex },
  headers: [
    ["Content-Type", "application/vnd.contentful.management.v1+json"],
    ["X-Contentful-Topic", "{event}"],
    ["X-Contentful-Webhook-Name", "whk"],
  ],
  events: [
    {
      type: "ContentManagement.Entry.publish",
      title: "An entry was published",
      sample: { metadata: { tags: [] }, fields, sys: entry },
    },
    {
      type: "ContentManagement.Entry.unpublish",
      title: "An entry was unpublished",
      sample: { sys: { ...entry, type: "DeletedEntry" } },
    },
    {
      type: "ContentManagement.Entry.save",
      title: "An entry was saved",
      sample: { metadata: { tags: [] }, fields, sys: entry },
    },
    {
      type: "ContentManagement.Asset.publish",
      title: "An asset was published",
      sample: {
        metadata: { tags: [] },
        fields: { title: { "en-US": "A river" } },
        sys: sys("Asset", "{int:1-40}"),
      },
    },
    {
      type: "ContentManagement.ContentType.publish",
      title: "A content type was published",
      sample: {
        name: "Article",
        displayField: "title",
        fields: [{ id: "title", name: "Title", type: "Symbol", required: true }],
        sys: sys("ContentType", "{int:1-40}"),
      },
    },
  ],
  names: { event: { header: "X-Contentful-Topic" } },
  delivery: {
    timeout: { value: "30s", assumed: "Said in the community forum, not in the documentation." },
    retries: { value: ["30s", "30s"], source: RETRIES5 },
  },
  manage: "https://app.contentful.com",
  assumptions: [
    {
      key: "signature.signed-headers",
      value: "content-type, x-contentful-topic, x-contentful-webhook-name and the two of the signature",
      why: "Which headers a webhook has signed is not documented; a verifier goes by the list in the request.",
    },
    {
      key: "signature.path",
      value: "the query escaped, then path and query escaped again",
      why: "So does Contentful's own package; the documentation does not say.",
    },
    {
      key: "headers.webhook-name",
      value: "whk",
      why: "It is the name that the webhook was given.",
    },
    { key: "envelope.fields", value: "field values", why: "They follow the space's own content types." },
  ],
})

// src/providers/catalogue/deepgram.ts
var CALLBACK = "https://developers.deepgram.com/docs/callback"
var CHANGE = "https://developers.deepgram.com/changelog/2026/10/27"
var MODEL = "30089e05-99d1-4376-b32e-c263170674af"
var deepgram = defineProvider({
  id: "deepgram",
  name: "Deepgram",
  sources: [CALLBACK, CHANGE],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["Authorization", "Basic {signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: basicSecret, misuse: basicSecretMisuse("Deepgram") },
  headers: [
    ["Content-Type", "application/json"],
    ["dg-token", "{uuid}"],
  ],
  events: [
    {
      type: "transcription",
      title: "A transcription is ready",
      sample: {
        channels: [
          {
            alternatives: [
              {
                transcript: "hello world",
                confidence: 0.9987,
                words: [
                  { word: "hello", start: 0.08, end: 0.42, confidence: 0.998 },
                  { word: "world", start: 0.42, end: 0.9, confidence: 0.999 },
                ],
              },
            ],
          },
        ],
      },
    },
  ],
  envelope: {
    metadata: {
      transaction_key: "deprecated",
      request_id: "{id}",
      sha256: "{hex:64}",
      created: "{now-iso}",
      duration: 1.2,
      channels: 1,
      models: [MODEL],
      model_info: { [MODEL]: { name: "general-nova-3", version: "2025-04-17.21547", arch: "nova-3" } },
    },
    results: "{data}",
  },
  // A callback says which request it answers and nothing else.
  names: { id: { path: "metadata.request_id" } },
  delivery: {
    timeout: { value: "10s", assumed: "No number was found on the provider's pages." },
    retries: {
      value: Array.from({ length: 10 }, () => "30s"),
      assumed: "Ten retries, 30 seconds apart, are told by others; that part of the page was not read.",
      source: CALLBACK,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "Deepgram: callback URLs may use http or https" },
  manage: "https://console.deepgram.com",
  assumptions: [
    {
      key: "headers.dg-token",
      value: "the identifier of the API key that made the request",
      why: "Since 27 October 2026 it is no supported proof of the sender; Basic Auth is recommended instead.",
    },
    {
      key: "envelope.data",
      value: "a short transcription",
      why: "The fields follow the API's answer; the values are made up.",
    },
  ],
})

// src/providers/catalogue/discord-events.ts
var USER2 = {
  id: "{digits:18}",
  username: "maya",
  global_name: "Maya Lindqvist",
  avatar: "{hex:32}",
  discriminator: "0",
  public_flags: 0,
  bot: false,
  system: false,
}
var ENTITLEMENT = {
  application_id: "1234560123453231555",
  consumed: false,
  deleted: false,
  gift_code_flags: 0,
  id: "{digits:19}",
  promotion_id: null,
  sku_id: "{digits:18}",
  type: 4,
  user_id: "{digits:18}",
}
var LOBBY_MESSAGE = {
  id: "{digits:19}",
  type: 0,
  content: "Is anybody up for another round?",
  lobby_id: "{digits:19}",
  channel_id: "{digits:19}",
  author: USER2,
}
var DIRECT_MESSAGE = {
  id: "{digits:19}",
  type: 0,
  content: "Ready when you are.",
  channel_id: "{digits:19}",
  author: USER2,
}
var APPLICATION = "1234560123453231555"
var discordEvents = [
  {
    type: "APPLICATION_AUTHORIZED",
    title: "The app was added to a server or to a user's account",
    sample: { integration_type: 1, scopes: ["applications.commands"], user: USER2 },
  },
  {
    type: "APPLICATION_DEAUTHORIZED",
    title: "A user took the app's authorization back",
    sample: { user: USER2 },
  },
  {
    type: "ENTITLEMENT_CREATE",
    title: "A user bought or was granted one of the app's SKUs",
    sample: ENTITLEMENT,
  },
  { type: "ENTITLEMENT_UPDATE", title: "An entitlement was changed", sample: ENTITLEMENT },
  {
    type: "ENTITLEMENT_DELETE",
    title: "An entitlement was deleted",
    sample: { ...ENTITLEMENT, deleted: true },
  },
  {
    type: "LOBBY_MESSAGE_CREATE",
    title: "A message was written in a lobby",
    sample: { ...LOBBY_MESSAGE, flags: 65536, application_id: APPLICATION },
  },
  {
    type: "LOBBY_MESSAGE_UPDATE",
    title: "A message in a lobby was changed",
    sample: { ...LOBBY_MESSAGE, edited_timestamp: "{now-iso}", flags: 0, timestamp: "{now-iso}" },
  },
  {
    type: "LOBBY_MESSAGE_DELETE",
    title: "A message in a lobby was deleted",
    sample: { id: "{digits:19}", lobby_id: "{digits:19}" },
  },
  {
    type: "GAME_DIRECT_MESSAGE_CREATE",
    title: "A direct message was written while a game was open",
    sample: { ...DIRECT_MESSAGE, timestamp: "{now-iso}", application_id: APPLICATION, attachments: [] },
  },
  {
    type: "GAME_DIRECT_MESSAGE_UPDATE",
    title: "A direct message was changed while a game was open",
    sample: { ...DIRECT_MESSAGE, recipient_id: "{digits:19}" },
  },
  {
    type: "GAME_DIRECT_MESSAGE_DELETE",
    title: "A direct message was deleted while a game was open",
    sample: { ...DIRECT_MESSAGE, timestamp: "{now-iso}", flags: 0, attachments: [], components: [] },
  },
]

// src/providers/catalogue/discord.ts
var INTERACTIONS = "https://discord.com/developers/docs/interactions/overview"
var EVENTS2 = "https://discord.com/developers/docs/events/webhook-events"
var PING = { type: 1, application_id: "{digits:19}", id: "{digits:19}" }
var EVENTS_PING = { version: 1, application_id: "{digits:19}", type: 0 }
var discord = defineProvider({
  id: "discord",
  name: "Discord",
  sources: [INTERACTIONS, EVENTS2],
  evidence: "discord-interactions 4.4.0 accepts it",
  scheme: {
    algorithm: "ed25519",
    key: { decoding: "keypair" },
    content: "{timestamp}{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["X-Signature-Ed25519", "{signature}"],
      ["X-Signature-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "s" },
  },
  secret: { generate: secretEd25519, publicForm: "hex" },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Discord-Webhook/1.0 (+https://discord.com)"],
  ],
  events: discordEvents,
  envelope: {
    version: 1,
    application_id: "1234560123453231555",
    type: 1,
    event: { type: "{event}", timestamp: "{now-iso}", data: "{data}" },
  },
  eventId: "{digits:19}",
  names: { event: { path: "event.type" } },
  handshakes: [
    {
      id: "events-ping",
      title: "A signed PING to an endpoint for webhook events, which wants an empty 204",
      request: { method: "POST", body: EVENTS_PING, signature: "right" },
      answer: { status: 204, body: "" },
      timeoutMs: 3e3,
      certainty: "exact",
      source: EVENTS2,
    },
    {
      id: "events-ping-forged",
      title: "The same PING with a wrong signature, which must be refused",
      request: { method: "POST", body: EVENTS_PING, signature: "wrong" },
      answer: { status: 401 },
      timeoutMs: 3e3,
      certainty: "exact",
      source: EVENTS2,
    },
    {
      id: "ping",
      title: "A signed PING to an endpoint for interactions, which wants a PONG",
      request: { method: "POST", body: PING, signature: "right" },
      answer: { status: 200, body: { type: 1 } },
      timeoutMs: 3e3,
      certainty: "exact",
      source: INTERACTIONS,
    },
    {
      id: "ping-forged",
      title: "The same PING with a wrong signature, which must be refused",
      request: { method: "POST", body: PING, signature: "wrong" },
      answer: { status: 401 },
      timeoutMs: 3e3,
      certainty: "exact",
      source: INTERACTIONS,
    },
  ],
  delivery: {
    // Webhook events want 204, interactions an answer with 200.
    success: [204, 200],
    timeout: { value: "3s" },
    retries: {
      value: Array.from({ length: 9 }, (_, retry) => `${2 ** retry}s`),
      assumed:
        "Several retries with exponential backoff for up to ten minutes; the intervals are not published.",
      source: EVENTS2,
    },
  },
  manage: "https://discord.com/developers/applications",
  assumptions: [
    {
      key: "headers.user-agent",
      value: "Discord-Webhook/1.0",
      why: "Seen in requests, not documented; interactions come with Discord-Interactions/1.0.",
    },
    {
      key: "envelope.timestamp",
      value: "milliseconds and a Z",
      why: "Discord writes microseconds and no zone.",
    },
  ],
})

// src/providers/catalogue/docusign.ts
var SIM = "https://developers.docusign.com/platform/webhooks/connect/json-sim-event-model"
var HMAC2 = "https://developers.docusign.com/platform/webhooks/connect/validate"
var SETTING_UP = "https://developers.docusign.com/platform/webhooks/connect/setting-up-hmac"
var MANUALLY =
  "https://www.docusign.com/blog/developers/manually-authenticating-hmac-signatures-docusign-connect-webhook-configurations"
var ACCOUNT = "5d2ebf09-6b1f-4f8e-9d53-2f6f5f0a1c11"
var KEYS = 100
function envelope(status, more = {}) {
  return {
    accountId: ACCOUNT,
    userId: "{uuid#sender}",
    envelopeId: "{uuid#envelope}",
    envelopeSummary: {
      status,
      documentsUri: "/envelopes/{uuid#envelope}/documents",
      recipientsUri: "/envelopes/{uuid#envelope}/recipients",
      envelopeUri: "/envelopes/{uuid#envelope}",
      emailSubject: "Please sign: Service agreement",
      envelopeId: "{uuid#envelope}",
      signingLocation: "online",
      createdDateTime: "{now-iso:-2h}",
      sentDateTime: "{now-iso:-7190s}",
      statusChangedDateTime: "{now-iso}",
      ...more,
      sender: {
        userName: "John Smith",
        userId: "{uuid#sender}",
        accountId: ACCOUNT,
        email: "john@company.com",
      },
    },
  }
}
var docusign = defineProvider({
  id: "docusign",
  name: "DocuSign Connect",
  sources: [SIM, HMAC2, SETTING_UP, MANUALLY],
  scheme: {
    algorithm: "hmac-sha256",
    // It looks like base64 and is not decoded.
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["X-Authorization-Digest", "HMACSHA256"],
      ["X-DocuSign-Signature-1", "{signature}"],
    ],
    furtherHeaders: Array.from({ length: KEYS - 1 }, (_, index) => `X-DocuSign-Signature-${index + 2}`),
    unsigned: [],
  },
  secret: { optional: true, generate: secretBase64 },
  events: [
    {
      type: "envelope-sent",
      title: "An envelope was sent to its first recipients",
      sample: envelope("sent"),
    },
    {
      type: "envelope-delivered",
      title: "Every recipient has opened the envelope",
      sample: envelope("delivered", { deliveredDateTime: "{now-iso}" }),
    },
    {
      type: "envelope-completed",
      title: "Every recipient has done their part",
      sample: envelope("completed", { deliveredDateTime: "{now-iso:-1m}", completedDateTime: "{now-iso}" }),
    },
    {
      type: "envelope-declined",
      title: "A recipient declined to sign",
      sample: envelope("declined", { declinedDateTime: "{now-iso}" }),
    },
    {
      type: "envelope-voided",
      title: "The sender voided the envelope",
      sample: envelope("voided", { voidedDateTime: "{now-iso}", voidedReason: "Sent by mistake" }),
    },
    {
      type: "recipient-completed",
      title: "One recipient has done their part",
      sample: {
        accountId: ACCOUNT,
        userId: "{uuid}",
        recipientId: "1",
        envelopeId: "{uuid}",
      },
    },
  ],
  envelope: {
    event: "{event}",
    apiVersion: "v2.1",
    uri: "/restapi/v2.1/accounts/{data.accountId}/envelopes/{data.envelopeId}",
    retryCount: 0,
    configurationId: 10418598,
    generatedDateTime: "{now-iso}",
    data: "{data}",
  },
  names: { event: { path: "event" } },
  delivery: {
    success: [200],
    timeout: { value: "100s", assumed: "Known from the older guides; the page was not read." },
    retries: {
      value: ["15s", "1m", "4m", "15m", "1h", "4h", "12h", "24h", "24h"],
      assumed: "Retries with growing intervals are known; their number and length were not found.",
      source: "https://developers.docusign.com/platform/webhooks/connect",
    },
  },
  manage: "https://developers.docusign.com/platform/webhooks/connect/create-configuration-trigger-event",
  assumptions: [
    {
      key: "delivery.success",
      value: "200",
      why: "An older Connect guide counts anything else as a failure; newer pages were not read on it.",
    },
    {
      key: "signature.keys",
      value: `up to ${KEYS} numbered headers`,
      why: "One header for each key is documented; the most an account can have is known from elsewhere.",
    },
    {
      key: "envelope.data",
      value: "the main fields of an envelope summary",
      why: "What is included is chosen per configuration.",
    },
  ],
})

// src/providers/catalogue/doppler.ts
var DOCS6 = "https://docs.doppler.com/docs/webhooks"
var doppler = defineProvider({
  id: "doppler",
  name: "Doppler",
  sources: [DOCS6],
  evidence: "@hookflo/tern 4.1.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Doppler-Signature", "sha256={signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: secretHex },
  events: [
    {
      type: "config.secrets.update",
      title: "Secrets of a config were changed",
      sample: { added: [], removed: [], updated: ["DATABASE_URL"] },
    },
  ],
  envelope: {
    type: "{event}",
    config: {
      name: "prd",
      root: true,
      locked: false,
      environment: "prd",
      project: "backend",
      created_at: "{now-iso}",
      initial_fetch_at: null,
      last_fetch_at: null,
    },
    project: { id: "backend", slug: "backend", name: "backend", description: "", created_at: "{now-iso}" },
    workplace: { id: "{hex:20}", name: "Acme" },
    diff: "{data}",
  },
  names: { event: { path: "type" } },
  delivery: {
    timeout: { value: "10s", assumed: "No number was found on the provider's page." },
    retries: {
      value: [],
      assumed: "\u201CGenerally delivered once\u201D is documented, and no schedule.",
      source: DOCS6,
    },
  },
  endpoint: { httpsRule: "Doppler: the webhook URL must be https" },
  manage: "https://dashboard.doppler.com",
  assumptions: [
    {
      key: "signature.header",
      value: "X-Doppler-Signature: sha256=\u2026",
      why: "A third party's package verifies it so; that part of the provider's page was not read.",
    },
    { key: "signature.algorithm", value: "hmac-sha256", why: "As the header." },
    { key: "signature.encoding", value: "hex", why: "As the header." },
    {
      key: "envelope",
      value: "type, config, project, workplace and diff",
      why: "Known of the default payload; that part of the page was not read. A webhook can have its own payload.",
    },
  ],
})

// src/providers/catalogue/dropbox.ts
var DOCS7 = "https://www.dropbox.com/developers/reference/webhooks"
var SAMPLE2 = "https://github.com/dropbox/mdwebhook"
var dropbox = defineProvider({
  id: "dropbox",
  name: "Dropbox",
  sources: [DOCS7, SAMPLE2],
  evidence: "Dropbox's own sample application (dropbox/mdwebhook) computes the same",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Dropbox-Signature", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random).toString("hex").slice(0, 15) },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "DropboxWebhooks/1.0"],
  ],
  events: [
    {
      type: "list_folder",
      title: "Files of an account that is linked to the app have changed",
      sample: { accounts: ["dbid:AA{base62:33}"] },
    },
  ],
  envelope: { list_folder: "{data}", delta: { users: ["{int:1000000-99999999}"] } },
  // A notification says whose files have changed and nothing else.
  names: {},
  handshakes: [
    {
      id: "challenge",
      title: "A GET whose challenge the endpoint echoes as text",
      request: { method: "GET", query: [["challenge", "{challenge}"]], signature: "none" },
      answer: {
        status: 200,
        headers: [
          ["Content-Type", "text/plain"],
          ["X-Content-Type-Options", "nosniff"],
        ],
        body: "{challenge}",
      },
      timeoutMs: 1e4,
      certainty: "exact",
      source: DOCS7,
    },
  ],
  delivery: {
    success: [200],
    timeout: {
      value: "10s",
      assumed: "Ten seconds are stated for the verification request, none for the others.",
    },
    retries: {
      value: ["10s", "20s", "40s", "80s", "160s", "290s"],
      assumed: "Exponential backoff over about ten minutes is documented; the intervals are not.",
      source: DOCS7,
    },
  },
  manage: "https://www.dropbox.com/developers/apps",
  assumptions: [
    { key: "headers.user-agent", value: "DropboxWebhooks/1.0", why: "Seen in requests, not documented." },
    {
      key: "delivery.success",
      value: "exactly 200",
      why: "An earlier edition of the page repeats every other status; today's was not read to its end.",
    },
  ],
})

// src/providers/catalogue/elevenlabs.ts
var WEBHOOKS2 = "https://elevenlabs.io/docs/eleven-api/resources/webhooks"
var POST_CALL = "https://elevenlabs.io/docs/eleven-agents/workflows/post-call-webhooks"
var IDS = { agent_id: "agent_{lower:28}", conversation_id: "conv_{lower:28}" }
var elevenlabs = defineProvider({
  id: "elevenlabs",
  name: "ElevenLabs",
  sources: [WEBHOOKS2, POST_CALL],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["ElevenLabs-Signature", "t={timestamp},v0={signature}"]],
    timestamp: { unit: "s", toleranceSeconds: 1800 },
  },
  secret: { generate: secretText("wsec_", 64) },
  events: [
    {
      type: "post_call_transcription",
      title: "A call has ended and was analysed",
      sample: {
        ...IDS,
        status: "done",
        user_id: null,
        transcript: [
          {
            role: "agent",
            message: "Hello, how can I help you?",
            tool_calls: null,
            tool_results: null,
            feedback: null,
            time_in_call_secs: 0,
            conversation_turn_metrics: null,
          },
          {
            role: "user",
            message: "When do you open tomorrow?",
            tool_calls: null,
            tool_results: null,
            feedback: null,
            time_in_call_secs: 2,
            conversation_turn_metrics: null,
          },
          {
            role: "agent",
            message: "We open at nine.",
            tool_calls: null,
            tool_results: null,
            feedback: null,
            time_in_call_secs: 5,
            conversation_turn_metrics: { convai_llm_service_ttfb: { elapsed_time: 0.37 } },
          },
        ],
        metadata: {
          start_time_unix_secs: "{now-s:-1m}",
          call_duration_secs: 22,
          cost: 296,
          deletion_settings: {
            deletion_time_unix_secs: null,
            deleted_logs_at_time_unix_secs: null,
            deleted_audio_at_time_unix_secs: null,
            deleted_transcript_at_time_unix_secs: null,
            delete_transcript_and_pii: false,
            delete_audio: false,
          },
          feedback: { overall_score: null, likes: 0, dislikes: 0 },
          authorization_method: "authorization_header",
          charging: { dev_discount: true },
          termination_reason: "",
        },
        analysis: {
          evaluation_criteria_results: {},
          data_collection_results: {},
          call_successful: "success",
          transcript_summary: "The user asked for the opening hours and was told them.",
        },
        conversation_initiation_client_data: {
          conversation_config_override: {
            agent: { prompt: null, first_message: null, language: "en" },
            tts: { voice_id: null },
          },
          custom_llm_extra_body: {},
          dynamic_variables: { user_name: "Maya" },
        },
      },
    },
    {
      type: "post_call_audio",
      title: "The recording of a call, in base64",
      sample: { ...IDS, full_audio: "SUQzBAAAAAAAI1RTU0UAAAAPAAADTGF2ZjU4" },
    },
    {
      type: "call_initiation_failure",
      title: "An outbound call could not be placed",
      sample: {
        ...IDS,
        failure_reason: "busy",
        metadata: { type: "twilio", body: { CallSid: "CA{hex:32}", CallStatus: "busy" } },
      },
    },
  ],
  envelope: { type: "{event}", event_timestamp: "{now-s}", data: "{data}" },
  names: { event: { path: "type" } },
  delivery: {
    success: [200],
    timeout: { value: "10s", assumed: "A quick answer is asked for, no number is stated." },
    retries: {
      value: [],
      source: `Off unless switched on; then up to 5 retries of 5xx, 429 and 408, never of post-call webhooks under HIPAA: ${WEBHOOKS2}`,
    },
    sourceIps: ["34.67.146.145", "35.204.38.71", "35.185.187.110"],
  },
  manage: "https://elevenlabs.io/app/settings",
  assumptions: [
    {
      key: "events.samples",
      value: "post_call_audio and call_initiation_failure",
      why: "Their fields are described by others; the transcription follows the page's example.",
    },
    {
      key: "delivery.source-ips",
      value: "the three default regions",
      why: "From an older copy of the page.",
    },
    { key: "secret.generated", value: "wsec_ and 64 letters and digits", why: "Seen, not documented." },
  ],
})

// src/signing/coded/fal.ts
import { sign as signWithKey, verify as verifyWithKey } from "node:crypto"

// src/signing/content.ts
import { createHash as createHash4 } from "node:crypto"
var readAnew = {
  form: sortedForm,
  sha256: (body) => Buffer.from(sha256Hex(body), "utf8"),
}
function signedContent(template, parts) {
  return compileContent(template)(parts)
}
function compileContent(template, reader = readAnew) {
  const pieces = template
    .split(/(\{[a-z0-9-]+\})/)
    .filter((piece) => piece !== "")
    .map((piece) => compilePiece(piece, reader))
  return (parts) => pieces.map((piece) => piece(parts))
}
function compilePiece(piece, reader) {
  switch (piece) {
    case "{body}":
      return ({ body }) => body
    case "{form}":
      return ({ body }) => reader.form(body)
    case "{body-sha256}":
      return ({ body }) => reader.sha256(body)
    case "{secret}":
      return ({ secret }) => secret
    case "{id}":
      return ({ id: id3 }) => Buffer.from(id3, "utf8")
    case "{timestamp}":
      return ({ timestamp }) => Buffer.from(timestamp, "utf8")
    case "{url}":
      return ({ url }) => Buffer.from(url, "utf8")
    case "{method}":
      return ({ method }) => Buffer.from(method, "utf8")
    case "{token}":
      return ({ token }) => Buffer.from(token, "utf8")
    default: {
      const literal = Buffer.from(piece, "utf8")
      return () => literal
    }
  }
}
function sha256Hex(bytes) {
  return createHash4("sha256").update(bytes).digest("hex")
}

// src/signing/coded/key-material.ts
import { createPublicKey as createPublicKey2, createSecretKey } from "node:crypto"
var KIND_NAME2 = {
  secret: "a shared secret",
  rsa: "an RSA key",
  "rsa-pss": "an RSA-PSS key",
  p256: "an ECDSA (P-256) key",
  p384: "an ECDSA (P-384) key",
  p521: "an ECDSA (P-521) key",
  ed25519: "an Ed25519 key",
}
var CURVE_KIND = {
  prime256v1: "p256",
  secp384r1: "p384",
  secp521r1: "p521",
}
var SHORTEST_RSA_BITS = 2048
function keyKind(key) {
  if (key.type === "secret") return "secret"
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  if (type === "ed25519") return "ed25519"
  if (type === "rsa" || type === "rsa-pss")
    return (details?.modulusLength ?? 0) >= SHORTEST_RSA_BITS ? type : void 0
  return type === "ec" ? CURVE_KIND[details?.namedCurve ?? ""] : void 0
}
function signingKey(requirement, secret) {
  const key = readKey(requirement, secret)
  if (key.type !== "public") return key
  throw invalid(
    `The key given is a public key; ${requirement.schemeId} signs with a private one.`,
    "Pass the private key (PEM) to sign; the public one can only verify.",
  )
}
function verifyingKey(requirement, secret) {
  const key = readKey(requirement, secret)
  return key.type === "private" ? createPublicKey2(key) : key
}
async function thumbprint(key) {
  const { calculateJwkThumbprint } = await import("jose")
  return await calculateJwkThumbprint(key.type === "private" ? createPublicKey2(key) : key)
}
function readKey(requirement, secret) {
  const { schemeId, kinds } = requirement
  const isOnlyEd25519 = kinds.length === 1 && kinds[0] === "ed25519"
  const pair = parseKey(secret, isOnlyEd25519 ? "ed25519" : void 0)
  if (!pair) return sharedKey(requirement, secret)
  const kind = keyKind(pair)
  if (kind !== void 0 && kinds.includes(kind)) return pair
  throw invalid(
    `The key given is ${kind === void 0 ? otherName(pair) : KIND_NAME2[kind]}; ${schemeId} uses ${wanted(kinds)}.`,
    "Pass the key that the provider shows for its webhooks.",
  )
}
function sharedKey({ schemeId, kinds, sharedDecoding = "utf8" }, secret) {
  if (!kinds.includes("secret") || looksLikePair(secret))
    throw invalid(
      `The secret is no key that can be read; ${schemeId} uses ${wanted(kinds)}.`,
      "Pass a key in PEM or as a JWK, for example --secret file:key.pem.",
    )
  const bytes = sharedDecoding === "utf8" ? Buffer.from(secret, "utf8") : decodeStrictly(secret, "base64")
  if (!bytes)
    throw invalid(
      `The secret is not base64, which ${schemeId} requires.`,
      "Write the bytes of the shared secret in base64, without spaces or quotes.",
    )
  if (bytes.length === 0) throw new WhkError("SECRET_INVALID", "The secret is empty.")
  return createSecretKey(bytes)
}
var PAIR_NOTATION = /-----(?:BEGIN|END) |^\s*\{|^\s*(?:ssh-|ecdsa-sha2-|whpk_|whsk_)/
function looksLikePair(secret) {
  const joined = secret
    .replaceAll("\\n", "")
    .replace(/[\s"']+/g, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/")
  const bare2 = joined.replace(/=+$/, "")
  const padded = bare2.padEnd(Math.ceil(bare2.length / 4) * 4, "=")
  return PAIR_NOTATION.test(secret) || parseKey(padded) !== void 0
}
function otherName(key) {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  if (type === "rsa") return `an RSA key of ${details?.modulusLength} bits`
  return `a key of type ${type}${details?.namedCurve === void 0 ? "" : ` on the curve ${details.namedCurve}`}`
}
function wanted(kinds) {
  const [last, ...others] = kinds.map((kind) => KIND_NAME2[kind]).toReversed()
  return others.length === 0 ? `${last}` : `${others.toReversed().join(", ")} or ${last}`
}
function invalid(message6, hint) {
  return new WhkError("SECRET_INVALID", message6, { hint })
}

// src/signing/coded/key-sets.ts
import { createPublicKey as createPublicKey3 } from "node:crypto"
function publishedKeys(keySets = []) {
  return keySets.flatMap((text) => jwksIn(text).flatMap(readJwk))
}
function jwksIn(text) {
  const set = parseObject(text)
  if (!set) return []
  if (Array.isArray(set["keys"])) return set["keys"]
  return ["key" in set ? set["key"] : set]
}
function readJwk(value) {
  if (typeof value !== "object" || value === null) return []
  const jwk = value
  const { kty, use, key_ops: operations, kid, alg } = jwk
  const isForSignatures =
    (use === void 0 || use === "sig") && (!Array.isArray(operations) || operations.includes("verify"))
  if (kty === "oct" || !isForSignatures) return []
  try {
    const key = createPublicKey3({ key: jwk, format: "jwk" })
    return [{ key, id: asText(kid), algorithm: asText(alg) }]
  } catch {
    return []
  }
}
function asText(value) {
  return typeof value === "string" ? value : void 0
}
function parseObject(text) {
  try {
    const value = JSON.parse(text)
    return typeof value === "object" && value !== null ? value : void 0
  } catch {
    return void 0
  }
}

// src/signing/coded/candidate-keys.ts
function candidateKeys(requirement, { secrets, keySets }) {
  const own = secrets.map((secret, secretIndex) => ({ key: verifyingKey(requirement, secret), secretIndex }))
  return [...own, ...publishedKeys(keySets).map((published) => ({ ...published, secretIndex: null }))]
}

// src/signing/coded/lifetime.ts
function judgeLifetime(rule, { issued, notBefore, expires }, input) {
  const made =
    issued === void 0 ? null : judgeTimestamp(rule ?? { unit: "s" }, { value: issued, signed: true }, input)
  const isReadable = [notBefore, expires].every((time) => time === void 0 || Number.isFinite(time))
  if ((issued !== void 0 && made === null) || !isReadable) return { reason: "malformed", timestamp: null }
  if (made?.fresh === false) return { reason: made.ageSeconds < 0 ? "future" : "stale", timestamp: made }
  const nowSeconds = input.nowMs / 1e3
  const leeway = input.toleranceSeconds ?? 0
  const verdictOf = (time, fresh2) => ({
    value: String(time),
    ageSeconds: Math.floor(nowSeconds - time),
    fresh: fresh2,
    signed: true,
  })
  if (notBefore !== void 0 && nowSeconds + leeway < notBefore)
    return { reason: "future", timestamp: verdictOf(notBefore, false) }
  if (expires === void 0) return { reason: "ok", timestamp: made }
  const fresh = nowSeconds - leeway < expires
  return {
    reason: fresh ? "ok" : "stale",
    timestamp: made ? { ...made, fresh } : verdictOf(expires, fresh),
  }
}

// src/signing/coded/most-telling.ts
var TELLING = ["ok", "stale", "future", "malformed", "downgrade", "no-match"]
function mostTelling(verdicts) {
  const [best] = verdicts.toSorted((a, b) => TELLING.indexOf(a.reason) - TELLING.indexOf(b.reason))
  if (!best) throw new TypeError("there is no verdict to choose from")
  return best
}

// src/signing/coded/fal.ts
var KEYS2 = { schemeId: "fal", kinds: ["ed25519"] }
var SIGNATURE4 = "X-Fal-Webhook-Signature"
var TIMESTAMP2 = "X-Fal-Webhook-Timestamp"
var SIGNED_HEADERS3 = ["X-Fal-Webhook-Request-Id", "X-Fal-Webhook-User-Id", TIMESTAMP2]
var falScheme = {
  id: "fal",
  recipe: {
    algorithm: "ed25519, written as hex",
    key: "the private key signs; any key of fal's key set may verify",
    content:
      "request id, user id, timestamp and the SHA-256 of the body in hexadecimal, joined by line breaks",
  },
  coversBody: true,
  headers: [
    ["X-Fal-Webhook-Request-Id", "{id}"],
    ["X-Fal-Webhook-User-Id", "user_demo"],
    [TIMESTAMP2, "{timestamp}"],
    [SIGNATURE4, "{signature}"],
  ],
  timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  keySource: () => ({ url: "https://rest.fal.ai/.well-known/jwks.json", kind: "jwks" }),
  checkSecret(secret) {
    signingKey(KEYS2, secret)
  },
  async sign(input) {
    return sign2(this, input)
  },
  async verify(input) {
    return verify2(this, input)
  },
}
function sign2(scheme, { secrets, id: id3, timestampMs, url, body }) {
  const [secret] = secrets
  if (secret === void 0)
    throw new WhkError("SECRET_MISSING", `${scheme.id} has no way to send without a secret.`)
  const values = { id: id3, timestamp: formatTimestamp(timestampMs, "s") }
  const filled = scheme.headers.map(([name, template]) => [name, fillTemplate(template, values)])
  const signature = signWithKey(null, signedContent2(filled, body), signingKey(KEYS2, secret)).toString("hex")
  return {
    headers: filled.map(([name, value]) => [name, fillTemplate(value, { signature })]),
    url,
    body,
    signature: { header: SIGNATURE4, field: null, value: signature },
    signedBodyDiffers: false,
  }
}
function verify2(scheme, input) {
  const { headers, body } = input
  const lines = SIGNED_HEADERS3.map((name) => firstHeader(headers, name))
  const signatures = headerValues(headers, SIGNATURE4).map((text) => decodeStrictly(text.trim(), "hex"))
  if (signatures.length === 0 || lines.some((line2) => line2 === void 0 || line2 === ""))
    return verdict(scheme, "header-missing")
  const isReadable = signatures.some((bytes) => bytes?.length === 64)
  if (!isReadable || lines.some((line2) => /[\r\n]/.test(line2 ?? ""))) return verdict(scheme, "malformed")
  const content = signedContent2(headers, body)
  const verdicts = [verdict(scheme, "no-match")]
  for (const candidate of candidateKeys(KEYS2, input)) {
    const signatureIndex = signatures.findIndex((bytes) => bytes && isSignedBy2(candidate, content, bytes))
    if (signatureIndex === -1) continue
    const match = {
      ...placeName(scheme),
      signatureIndex,
      secretIndex: candidate.secretIndex,
      bodyForm: "raw",
      urlForm: "raw",
      form: { template: "{signature}", digest: "hex" },
    }
    const { reason, timestamp } = judgeLifetime(
      scheme.timestamp,
      { issued: firstHeader(headers, TIMESTAMP2) ?? "" },
      input,
    )
    verdicts.push(verdict(scheme, reason, match, timestamp))
  }
  return mostTelling(verdicts)
}
function signedContent2(headers, body) {
  const lines = SIGNED_HEADERS3.map((name) => firstHeader(headers, name) ?? "")
  return Buffer.from([...lines, sha256Hex(body)].join("\n"), "utf8")
}
function isSignedBy2({ key }, content, signature) {
  try {
    return key.asymmetricKeyType === "ed25519" && verifyWithKey(null, content, key, signature)
  } catch {
    return false
  }
}

// src/providers/catalogue/fal.ts
var WEBHOOKS3 = "https://docs.fal.ai/model-apis/model-endpoints/webhooks"
var fal = defineProvider({
  id: "fal",
  name: "fal.ai",
  sources: [WEBHOOKS3],
  scheme: falScheme,
  secret: { generate: secretEd25519, publicForm: "jwks" },
  events: [
    {
      type: "OK",
      title: "A request has finished, and its result is in the payload",
      sample: {
        request_id: "{id}",
        gateway_request_id: "{id}",
        status: "{event}",
        payload: {
          images: [
            {
              url: "https://url.to/image.png",
              content_type: "image/png",
              file_name: "image.png",
              file_size: 1824075,
              width: 1024,
              height: 1024,
            },
          ],
          seed: "{int:1-999999999}",
        },
      },
    },
    {
      type: "ERROR",
      title: "A request has failed, and the payload says why",
      sample: {
        request_id: "{id}",
        gateway_request_id: "{id}",
        status: "{event}",
        error: "Invalid status code: 422",
        payload: {
          detail: [{ loc: ["body", "prompt"], msg: "field required", type: "value_error.missing" }],
        },
      },
    },
  ],
  names: { event: { path: "status" }, id: { header: "X-Fal-Webhook-Request-Id" } },
  delivery: {
    timeout: { value: "15s", assumed: "Known from others' accounts of the page." },
    retries: {
      value: ["30s", "1m", "2m", "4m", "8m", "10m", "15m", "20m", "25m", "30m"],
      assumed: "10 retries within 2 hours are documented, the intervals are not.",
      source: WEBHOOKS3,
    },
  },
  manage: "https://fal.ai/dashboard/webhooks",
  assumptions: [
    {
      key: "signature.key-set",
      value: "https://rest.fal.ai/.well-known/jwks.json",
      why: "An older copy of the page names rest.alpha.fal.ai; later accounts of it name this host.",
    },
    {
      key: "headers.user-id",
      value: "user_demo",
      why: "The form of a user id is not documented; it is signed as it stands.",
    },
  ],
})

// src/signing/coded/jwt-rule.ts
var KIND_OF = {
  HS256: "secret",
  HS384: "secret",
  HS512: "secret",
  RS256: "rsa",
  RS384: "rsa",
  RS512: "rsa",
  ES256: "p256",
  ES384: "p384",
  ES512: "p521",
  EdDSA: "ed25519",
}
function keysOf({ id: id3, algorithms }) {
  return { schemeId: id3, kinds: [...new Set(algorithms.map((algorithm) => KIND_OF[algorithm]))] }
}
function algorithmsFor(rule, key) {
  const kind = keyKind(key)
  return rule.algorithms.filter((algorithm) => KIND_OF[algorithm] === kind)
}

// src/signing/coded/jwt-sign.ts
import { createHash as createHash5 } from "node:crypto"
async function signJwt(rule, scheme, input) {
  const [secret] = input.secrets
  if (secret === void 0)
    throw new WhkError("SECRET_MISSING", `${rule.id} has no way to send without a secret.`)
  const key = signingKey(keysOf(rule), secret)
  const place = signaturePlace(scheme)
  const header = place && "header" in place ? place : void 0
  const { CompactSign } = await import("jose")
  const token = await new CompactSign(header ? claimsFor(rule, input) : requireObject(rule, input.body))
    .setProtectedHeader({
      alg: algorithmsFor(rule, key)[0],
      ...(key.type === "private" && { kid: jwkId(secret) ?? (await thumbprint(key)) }),
      typ: "JWT",
    })
    .sign(key)
  const { url } = input
  if (!header)
    return {
      headers: [],
      url,
      body: Buffer.from(token, "latin1"),
      signature: { header: null, field: "", value: token },
      signedBodyDiffers: false,
    }
  const value = fillTemplate(header.template, { signature: token })
  return {
    headers: [[header.header, value]],
    url,
    body: input.body,
    signature: { header: header.header, field: null, value },
    signedBodyDiffers: false,
  }
}
function claimsFor(rule, input) {
  const issued = Math.floor(input.timestampMs / 1e3)
  const values = {
    timestamp: String(issued),
    expires: String(issued + (rule.lifetimeSeconds ?? 0)),
    id: input.id,
    uuid: uuidOf(input.id),
    url: input.url,
  }
  const filled = Object.entries(rule.claims ?? {}).map(([name, claim]) => {
    if (typeof claim === "number") return [name, claim]
    const text = fillTemplate(claim, values)
    return [name, /^\{(?:timestamp|expires)\}$/.test(claim) ? Number(text) : text]
  })
  const { bodyHash } = rule
  const digest = bodyHash && createHash5("sha256").update(input.body).digest(bodyHash.encoding)
  const claims = { ...Object.fromEntries(filled), ...(bodyHash && { [bodyHash.claim]: digest }) }
  return Buffer.from(JSON.stringify(claims), "utf8")
}
function uuidOf(id3) {
  const hex = sha256Hex(Buffer.from(`uuid/${id3}`, "utf8"))
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5")
}
function requireObject({ id: id3 }, body) {
  if (readJsonObject(body)) return body
  throw new WhkError("DATA_INVALID", `The body is no JSON object, so ${id3} cannot send it as a token.`, {
    hint: "Leave out --body to have the provider's own payload made.",
  })
}
function jwkId(secret) {
  const id3 = readJsonObject(Buffer.from(secret, "utf8"))?.["kid"]
  return typeof id3 === "string" ? id3 : void 0
}

// src/signing/coded/jwt-token.ts
function readToken(text) {
  const parts = text.split(".")
  if (parts.length !== 3) return void 0
  const [header, payload, signature] = parts.map((part) => decodeStrictly(part, "base64url"))
  if (!header || !payload || !signature || payload.length === 0) return void 0
  const { alg, kid, typ = "JWT" } = readJsonObject(header) ?? {}
  if (typeof alg !== "string" || typeof typ !== "string" || typ.toUpperCase() !== "JWT") return void 0
  return { text, algorithm: alg, keyId: typeof kid === "string" ? kid : void 0, payload }
}

// src/signing/coded/jwt-verify.ts
import { createHash as createHash6 } from "node:crypto"
async function verifyJwt(rule, scheme, { tokens: tokens2, ...input }) {
  if (tokens2.length === 0) return verdict(scheme, "header-missing")
  const readable = tokens2.flatMap((token, index) => (token ? [{ token, index }] : []))
  if (readable.length === 0) return verdict(scheme, "malformed")
  const keys = candidateKeys(keysOf(rule), input)
  const isUnsigned2 = readable.every(({ token }) => token.algorithm.toLowerCase() === "none")
  const verdicts = [verdict(scheme, isUnsigned2 ? "downgrade" : "no-match")]
  for (const { token, index } of readable) {
    for (const candidate of keys) {
      if (!isMeantFor(rule, token, candidate) || !(await isSignedBy3(token, candidate.key))) continue
      const match = matchOf2(scheme, index, candidate)
      verdicts.push(judgeClaims(rule, scheme, { token, match, input }))
    }
  }
  return mostTelling(verdicts)
}
function isMeantFor(rule, token, { key, id: id3, algorithm }) {
  const isAllowed = algorithmsFor(rule, key).some((allowed) => allowed === token.algorithm)
  const isItsAlgorithm = algorithm === void 0 || algorithm === token.algorithm
  return isAllowed && isItsAlgorithm && (id3 === void 0 || token.keyId === void 0 || id3 === token.keyId)
}
async function isSignedBy3({ text, algorithm }, key) {
  const { compactVerify } = await import("jose")
  try {
    await compactVerify(text, key, { algorithms: [algorithm] })
    return true
  } catch {
    return false
  }
}
function matchOf2(scheme, signatureIndex, { secretIndex }) {
  const template = signaturePlace(scheme)?.template ?? ""
  return {
    ...placeName(scheme),
    signatureIndex,
    secretIndex,
    bodyForm: "raw",
    urlForm: "raw",
    form: { template, digest: "utf8" },
  }
}
function judgeClaims(rule, scheme, { token, match, input }) {
  const claims = readJsonObject(token.payload)
  if (!claims) return verdict(scheme, "malformed", match)
  if (rule.bodyHash) {
    const claim = claims[rule.bodyHash.claim]
    if (typeof claim !== "string") return verdict(scheme, "downgrade")
    const claimed = decodeStrictly(claim, rule.bodyHash.encoding)
    const digest = createHash6("sha256").update(input.body).digest()
    if (!claimed || !equalDigests(claimed, digest)) return verdict(scheme, "no-match")
  }
  const times = lifetimeOf(scheme, claims)
  if (times.issued === void 0 && scheme.timestamp?.toleranceSeconds !== void 0)
    return verdict(scheme, "malformed", match)
  const { reason, timestamp } = judgeLifetime(scheme.timestamp, times, input)
  return verdict(scheme, reason, match, timestamp)
}
function lifetimeOf({ timestamp }, claims) {
  const { iat, nbf, exp } = claims
  const issued = timestamp?.at === void 0 ? numericDate(iat) : valueAt(claims, timestamp.at)
  const notBefore = numericDate(nbf)
  const expires = numericDate(exp)
  return {
    ...(issued !== void 0 && { issued: timeText2(issued) }),
    ...(notBefore !== void 0 && { notBefore }),
    ...(expires !== void 0 && { expires }),
  }
}
function timeText2(claim) {
  if (typeof claim === "number") return String(Math.floor(claim))
  return typeof claim === "string" ? claim : ""
}
function numericDate(claim) {
  return claim === void 0 || typeof claim === "number" ? claim : Number.NaN
}

// src/signing/coded/jwt.ts
function jwtScheme(rule) {
  const { id: id3, recipe, header, timestamp } = rule
  const keys = keysOf(rule)
  return {
    id: id3,
    recipe,
    coversBody: header === void 0 || rule.bodyHash !== void 0,
    headers: header ? [header] : [],
    ...(!header && {
      bodyFields: [["", "{signature}"]],
      eventIn: (body) => bodyToken(body)?.payload,
    }),
    ...(timestamp && { timestamp }),
    isCarried(request) {
      return tokens(this, request).some((token) => token !== void 0)
    },
    checkSecret(secret) {
      signingKey(keys, secret)
    },
    async sign(input) {
      return await signJwt(rule, this, input)
    },
    async verify(input) {
      return await verifyJwt(rule, this, { ...input, tokens: tokens(this, input) })
    },
  }
}
function tokens(scheme, { headers, body }) {
  const place = signaturePlace(scheme)
  if (!place || "field" in place) return body.length === 0 ? [] : [bodyToken(body)]
  const [before = ""] = place.template.split("{signature}")
  return headerValues(headers, place.header).map((value) => {
    const text = value.trim()
    return text.startsWith(before) ? readToken(text.slice(before.length)) : void 0
  })
}
function bodyToken(body) {
  return readToken(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1"))
}

// src/providers/catalogue/fusionauth.ts
var SIGNING = "https://fusionauth.io/docs/extend/events-and-webhooks/signing"
var WRITING = "https://fusionauth.io/docs/extend/events-and-webhooks/writing-a-webhook"
var EVENTS3 = "https://fusionauth.io/docs/extend/events-and-webhooks/events/"
var USER3 = {
  active: true,
  connectorId: "e3306678-a53a-4964-9040-1c96f36dda72",
  email: "maya@company.com",
  id: "{uuid}",
  insertInstant: "{now-ms}",
  lastLoginInstant: "{now-ms}",
  passwordChangeRequired: false,
  passwordLastUpdateInstant: "{now-ms}",
  registrations: [],
  tenantId: "f24aca2b-ce4a-4dad-951a-c9d690e71415",
  twoFactorEnabled: false,
  usernameStatus: "ACTIVE",
  verified: true,
}
var fusionauth = defineProvider({
  id: "fusionauth",
  name: "FusionAuth",
  sources: [SIGNING, WRITING, EVENTS3],
  evidence: "jose 6.2 verifies the token as the page describes it",
  scheme: jwtScheme({
    id: "fusionauth",
    recipe: {
      algorithm: "a JSON Web Token by HMAC, RSA, ECDSA or EdDSA, as the webhook's signing key is",
      key: "a shared secret as UTF-8 text, or a key pair; public keys are at /.well-known/jwks.json of your server",
      content: "the claim request_body_sha256, the SHA-256 of the body in base64",
    },
    header: ["X-FusionAuth-Signature-JWT", "{signature}"],
    algorithms: [
      ...["HS256", "HS384", "HS512", "RS256", "RS384", "RS512"],
      ...["ES256", "ES384", "ES512", "EdDSA"],
    ],
    bodyHash: { claim: "request_body_sha256", encoding: "base64" },
  }),
  secret: { generate: secretHex },
  events: [
    { type: "user.create", title: "A user is being created", sample: USER3 },
    { type: "user.delete", title: "A user is being deleted", sample: USER3 },
    {
      type: "user.deactivate",
      title: "A user is being deactivated",
      sample: { ...USER3, active: false },
    },
    { type: "user.email.verified", title: "A user has verified an e-mail address", sample: USER3 },
  ],
  envelope: {
    event: {
      createInstant: "{now-ms}",
      id: "{id}",
      info: { ipAddress: "42.42.42.42" },
      tenantId: "f24aca2b-ce4a-4dad-951a-c9d690e71415",
      type: "{event}",
      user: "{data}",
    },
  },
  names: { event: { path: "event.type" }, id: { path: "event.id" } },
  delivery: {
    timeout: { value: "2s", assumed: "Each webhook has a connect and a read timeout of its own." },
    retries: {
      value: ["1s", "1s", "1s"],
      assumed: "Up to three more attempts, if the transaction succeeds; the intervals are not published.",
      source: WRITING,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "FusionAuth: the operator decides" },
  manage: "https://fusionauth.io/docs/extend/events-and-webhooks/",
  assumptions: [
    {
      key: "token.lifetime",
      value: "none",
      why: "The page's token has no time at all; iat and exp are judged where they stand.",
    },
    {
      key: "secret.form",
      value: "a shared secret for HMAC",
      why: "The page's example uses RSA; every kind of key may be given.",
    },
    {
      key: "endpoint.https-required",
      value: "no",
      why: "FusionAuth is self-hosted, and the page asks for no https.",
    },
  ],
})

// src/providers/catalogue/github-events.ts
var API3 = "https://api.github.com"
var REPOSITORY = "octocat/hello-world"
var sha = (context) => context.characters(40, "0123456789abcdef")
var databaseId = (context) => context.integer(1e6, 9e8)
function user4(login, id3) {
  return {
    login,
    id: id3,
    avatar_url: `https://avatars.githubusercontent.com/u/${id3}?v=4`,
    url: `${API3}/users/${login}`,
    html_url: `https://github.com/${login}`,
    type: "User",
    site_admin: false,
  }
}
var octocat = user4("octocat", 583231)
var repository2 = {
  id: 1296269,
  name: "hello-world",
  full_name: REPOSITORY,
  private: false,
  owner: octocat,
  html_url: `https://github.com/${REPOSITORY}`,
  description: "This your first repo!",
  fork: false,
  url: `${API3}/repos/${REPOSITORY}`,
  default_branch: "main",
}
var where = { repository: repository2, sender: octocat }
function push(context) {
  const [before, after] = [sha(context), sha(context)]
  const author = { name: "The Octocat", email: "octocat@github.com", username: "octocat" }
  const commit3 = {
    id: after,
    tree_id: sha(context),
    distinct: true,
    message: "Fix all the bugs",
    timestamp: isoSeconds(context.nowMs),
    url: `https://github.com/${REPOSITORY}/commit/${after}`,
    author,
    committer: author,
    added: [],
    removed: [],
    modified: ["README.md"],
  }
  return {
    ref: "refs/heads/main",
    before,
    after,
    ...where,
    pusher: { name: author.name, email: author.email },
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `https://github.com/${REPOSITORY}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: [commit3],
    head_commit: commit3,
  }
}
function numbered(context, path, title) {
  const number = context.integer(2, 1400)
  const time = isoSeconds(context.nowMs)
  return {
    url: `${API3}/repos/${REPOSITORY}/${path === "pull" ? "pulls" : path}/${number}`,
    id: databaseId(context),
    html_url: `https://github.com/${REPOSITORY}/${path}/${number}`,
    number,
    state: "open",
    locked: false,
    title,
    user: octocat,
    body: null,
    labels: [],
    created_at: time,
    updated_at: time,
    closed_at: null,
  }
}
function pullRequest2(context) {
  const pull = numbered(context, "pull", "Update the README with new information.")
  const branch = (ref) => ({ label: `octocat:${ref}`, ref, sha: sha(context), user: octocat })
  return {
    action: "opened",
    number: pull["number"],
    pull_request: {
      ...pull,
      draft: false,
      head: branch("changes"),
      base: branch("main"),
      merged: false,
      commits: 1,
      additions: 1,
      deletions: 1,
      changed_files: 1,
    },
    ...where,
  }
}
function release(context) {
  const tag = `v1.${context.integer(0, 40)}.0`
  return {
    action: "published",
    release: {
      url: `${API3}/repos/${REPOSITORY}/releases/1`,
      html_url: `https://github.com/${REPOSITORY}/releases/tag/${tag}`,
      id: databaseId(context),
      author: octocat,
      tag_name: tag,
      target_commitish: "main",
      name: tag,
      draft: false,
      prerelease: false,
      created_at: isoSeconds(context.nowMs),
      published_at: isoSeconds(context.nowMs),
      assets: [],
      body: null,
    },
    ...where,
  }
}
function workflowRun(context) {
  const id3 = databaseId(context)
  return {
    action: "completed",
    workflow_run: {
      id: id3,
      name: "CI",
      head_branch: "main",
      head_sha: sha(context),
      path: ".github/workflows/ci.yml",
      run_number: context.integer(1, 900),
      event: "push",
      status: "completed",
      conclusion: "success",
      html_url: `https://github.com/${REPOSITORY}/actions/runs/${id3}`,
      created_at: isoSeconds(context.nowMs - 9e4),
      updated_at: isoSeconds(context.nowMs),
      run_attempt: 1,
    },
    ...where,
  }
}
function ping() {
  const url = `${API3}/repos/${REPOSITORY}/hooks/292430182`
  return {
    zen: "Keep it logically awesome.",
    hook_id: 292430182,
    hook: {
      type: "Repository",
      id: 292430182,
      name: "web",
      active: true,
      events: ["push"],
      config: { content_type: "json", insecure_ssl: "0", url: "https://example.com/webhook" },
      ping_url: `${url}/pings`,
      deliveries_url: `${url}/deliveries`,
    },
    ...where,
  }
}
var githubEvents = [
  live("push", "Commits or tags were pushed", push),
  live("pull_request", "Activity on a pull request (opened)", pullRequest2),
  live("issues", "Activity on an issue (opened)", (context) => ({
    action: "opened",
    issue: numbered(context, "issues", "Spelling error in the README file"),
    ...where,
  })),
  live("release", "Activity on a release (published)", release),
  live("workflow_run", "Activity on a workflow run (completed)", workflowRun),
  live("create", "A branch or tag was created", () => ({
    ref: "simple-tag",
    ref_type: "tag",
    master_branch: "main",
    description: null,
    pusher_type: "user",
    ...where,
  })),
  live("delete", "A branch or tag was deleted", () => ({
    ref: "simple-tag",
    ref_type: "tag",
    pusher_type: "user",
    ...where,
  })),
  testOnly("ping", "A webhook was created; cannot be subscribed to", ping),
]

// src/providers/catalogue/github.ts
var EVENTS4 = "https://docs.github.com/en/webhooks/webhook-events-and-payloads"
var FAILED = "https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries"
var VALIDATING = "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries"
var github = {
  id: "github",
  name: "GitHub",
  sources: [EVENTS4, FAILED, VALIDATING],
  evidence: "@octokit/webhooks-methods 6.0.0 accepts it; two published vectors give the same",
  scheme: {
    id: "github",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Hub-Signature-256", "sha256={signature}"]],
    weaker: { header: ["X-Hub-Signature", "sha1={signature}"], algorithm: "hmac-sha1", digest: "hex" },
    unsigned: [],
  },
  secret: { optional: true, generate: secretHex },
  headers: [
    ["User-Agent", "GitHub-Hookshot/044aadd"],
    ["Content-Type", "application/json"],
    ["X-GitHub-Delivery", "{id}"],
    ["X-GitHub-Event", "{event}"],
    ["X-GitHub-Hook-ID", "292430182"],
    ["X-GitHub-Hook-Installation-Target-ID", "79929171"],
    ["X-GitHub-Hook-Installation-Target-Type", "repository"],
  ],
  events: githubEvents,
  dataKey: "",
  envelope: ({ data }) => data,
  newEventId: (context) => context.uuid(),
  names: { event: { header: "X-GitHub-Event" }, id: { header: "X-GitHub-Delivery" } },
  testEvent: "ping",
  delivery: {
    success: "2xx",
    timeoutMs: 1e4,
    timeoutCertainty: "exact",
    schedule: { delaysMs: [], certainty: "exact", source: `GitHub does not redeliver by itself: ${FAILED}` },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "GitHub: https:// is recommended for the payload URL",
    hasActiveFlag: true,
    secretByUpdate: true,
    rotation: "old-dies-at-once",
  },
  management: {
    kind: "elsewhere",
    url: "https://docs.github.com/en/webhooks/using-webhooks/creating-webhooks",
  },
  assumptions: [
    { key: "envelope", value: "the main fields of each payload", why: "Real payloads carry many more." },
    {
      key: "headers.hook",
      value: "the ids of the documentation's example",
      why: "They name a hook that is not there.",
    },
    { key: "rotation.overlap", value: "none: the old secret stops at once", why: "Not stated." },
  ],
}

// src/providers/catalogue/gitlab-events.ts
var GITLAB_WEBHOOKS = "https://docs.gitlab.com/user/project/integrations/webhooks/"
var GITLAB_EVENTS = "https://docs.gitlab.com/user/project/integrations/webhook_events/"
var LIMITS2 = "https://docs.gitlab.com/user/gitlab_com/#webhooks"
var user5 = {
  id: 4,
  name: "Maya Lindqvist",
  username: "maya",
  avatar_url: "https://secure.gravatar.com/avatar/e64c7d89f26bd1972efa854d13d7dd61?s=80&d=identicon",
  email: "maya@company.com",
}
var project = {
  id: 15,
  name: "Diaspora",
  description: "A small forest of notes",
  web_url: "https://gitlab.com/company/diaspora",
  avatar_url: null,
  git_ssh_url: "git@gitlab.com:company/diaspora.git",
  git_http_url: "https://gitlab.com/company/diaspora.git",
  namespace: "Company",
  visibility_level: 20,
  path_with_namespace: "company/diaspora",
  default_branch: "main",
  ci_config_path: null,
}
var repository3 = {
  name: "Diaspora",
  url: "git@gitlab.com:company/diaspora.git",
  description: "A small forest of notes",
  homepage: "https://gitlab.com/company/diaspora",
}
var commit2 = {
  id: "{hex:40#commit}",
  message: "Correct the reading time\n",
  title: "Correct the reading time",
  timestamp: "{now-iso-seconds}",
  url: "https://gitlab.com/company/diaspora/-/commit/{hex:40#commit}",
  author: { name: "Maya Lindqvist", email: "maya@company.com" },
}
var mergeRequest = {
  id: 99,
  iid: 7,
  target_branch: "main",
  source_branch: "reading-time",
  source_project_id: 15,
  target_project_id: 15,
  author_id: 4,
  assignee_ids: [4],
  reviewer_ids: [],
  title: "Correct the reading time",
  description: "Counts words, not characters.",
  created_at: "{now-iso-seconds}",
  updated_at: "{now-iso-seconds}",
  milestone_id: null,
  state: "opened",
  state_id: 1,
  blocking_discussions_resolved: true,
  draft: false,
  merge_status: "can_be_merged",
  detailed_merge_status: "mergeable",
  url: "https://gitlab.com/company/diaspora/-/merge_requests/7",
  source: project,
  target: project,
  last_commit: commit2,
}
var events3 = [
  {
    type: "push",
    title: "Commits were pushed to a branch",
    headers: [["X-Gitlab-Event", "Push Hook"]],
    sample: {
      event_name: "push",
      before: "{hex:40}",
      after: "{hex:40#commit}",
      ref: "refs/heads/main",
      ref_protected: true,
      checkout_sha: "{hex:40#commit}",
      user_id: 4,
      user_name: "Maya Lindqvist",
      user_username: "maya",
      user_email: "maya@company.com",
      project_id: 15,
      project,
      repository: repository3,
      commits: [{ ...commit2, added: [], modified: ["app/reading_time.rb"], removed: [] }],
      total_commits_count: 1,
    },
  },
  {
    type: "merge_request",
    title: "A merge request was opened, changed, merged or closed",
    headers: [["X-Gitlab-Event", "Merge Request Hook"]],
    sample: {
      event_type: "merge_request",
      user: user5,
      project,
      repository: repository3,
      object_attributes: { ...mergeRequest, action: "open" },
      labels: [],
      changes: {},
      assignees: [user5],
      reviewers: [],
    },
  },
  {
    type: "issue",
    title: "An issue was opened, changed, closed or reopened",
    headers: [["X-Gitlab-Event", "Issue Hook"]],
    sample: {
      event_type: "issue",
      user: user5,
      project,
      object_attributes: {
        id: "{int:1000-999999}",
        iid: 23,
        title: "Reading time is wrong for short notes",
        description: "It says 0 minutes.",
        author_id: 4,
        assignee_ids: [4],
        project_id: 15,
        created_at: "{now-iso-seconds}",
        updated_at: "{now-iso-seconds}",
        milestone_id: null,
        state_id: 1,
        confidential: false,
        due_date: null,
        type: "Issue",
        url: "https://gitlab.com/company/diaspora/-/issues/23",
        state: "opened",
        action: "open",
        labels: [],
      },
      repository: repository3,
      assignees: [user5],
      labels: [],
      changes: {},
    },
  },
  {
    type: "note",
    title: "A comment was made on a commit, a merge request, an issue or a snippet",
    headers: [["X-Gitlab-Event", "Note Hook"]],
    sample: {
      event_type: "note",
      user: user5,
      project_id: 15,
      project,
      repository: repository3,
      object_attributes: {
        id: "{int:1000-999999#note}",
        note: "Looks right to me.",
        noteable_type: "MergeRequest",
        noteable_id: 99,
        author_id: 4,
        project_id: 15,
        created_at: "{now-iso-seconds}",
        updated_at: "{now-iso-seconds}",
        system: false,
        action: "create",
        url: "https://gitlab.com/company/diaspora/-/merge_requests/7#note_{int:1000-999999#note}",
      },
      merge_request: mergeRequest,
    },
  },
  {
    type: "pipeline",
    title: "The status of a pipeline changed",
    headers: [["X-Gitlab-Event", "Pipeline Hook"]],
    sample: {
      object_attributes: {
        id: "{int:1000-999999}",
        iid: 3,
        name: "Pipeline for branch: main",
        ref: "main",
        tag: false,
        sha: "{hex:40#commit}",
        before_sha: "{hex:40}",
        source: "push",
        status: "success",
        detailed_status: "passed",
        stages: ["build", "test"],
        created_at: "{now-iso-seconds}",
        finished_at: "{now-iso-seconds}",
        duration: 63,
        variables: [],
        url: "https://gitlab.com/company/diaspora/-/pipelines/3",
      },
      user: user5,
      project,
      commit: commit2,
      builds: [],
    },
  },
]
var gitlabWebhooks = {
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "GitLab/18.9.0"],
    ["Idempotency-Key", "{id}"],
    ["X-Gitlab-Event", "{event}"],
    ["X-Gitlab-Webhook-UUID", "02affd2d-2cba-4033-917d-ec22d5dc4b38"],
    ["X-Gitlab-Instance", "https://gitlab.com"],
    ["X-Gitlab-Event-UUID", "{uuid}"],
  ],
  events: events3,
  envelope: { object_kind: "{event}", "...": "{data}" },
  delivery: {
    timeout: { value: "10s", assumed: `The limit of GitLab.com; others set their own: ${LIMITS2}` },
    retries: {
      value: [],
      assumed: "The same key is said to mark retries, which are made by hand; none of its own is described.",
      source: GITLAB_WEBHOOKS,
    },
  },
  manage: GITLAB_WEBHOOKS,
}

// src/providers/catalogue/gitlab-token.ts
var gitlabToken = defineProvider({
  id: "gitlab-token",
  name: "GitLab (secret token)",
  sources: [GITLAB_WEBHOOKS, GITLAB_EVENTS],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "utf8",
    headers: [["X-Gitlab-Token", "{signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: secretText("", 20) },
  ...gitlabWebhooks,
  names: { event: { path: "object_kind" }, id: { header: "Idempotency-Key" } },
  assumptions: [
    { key: "envelope", value: "the main fields of each payload", why: "Real payloads carry a few more." },
    { key: "headers.user-agent", value: "GitLab/18.9.0", why: "The form is documented; the version varies." },
  ],
})

// src/providers/catalogue/gitlab.ts
var SIGNING_TOKEN = "https://gitlab.com/gitlab-org/gitlab/-/merge_requests/230944"
var gitlab = defineProvider({
  id: "gitlab",
  name: "GitLab",
  sources: [GITLAB_WEBHOOKS, GITLAB_EVENTS, SIGNING_TOKEN],
  evidence: "standardwebhooks 1.1.1 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "base64", prefix: "whsec_" },
    content: "{id}.{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["webhook-id", "{id}"],
      ["webhook-timestamp", "{timestamp}"],
      ["webhook-signature", "v1,{signature}"],
    ],
    separator: " ",
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  },
  secret: { keyBytes: [32, 32], generate: secretWhsec },
  ...gitlabWebhooks,
  names: { event: { path: "object_kind" }, id: { header: "webhook-id" } },
  endpoint: { rotation: "old-dies-at-once" },
  assumptions: [
    {
      key: "signature.tolerance",
      value: "5m",
      why: "GitLab states none; the libraries of Standard Webhooks refuse what is older.",
    },
    {
      key: "signature.future-tolerance",
      value: "5m",
      why: "As the libraries of Standard Webhooks have it.",
    },
    { key: "envelope", value: "the main fields of each payload", why: "Real payloads carry a few more." },
    { key: "headers.user-agent", value: "GitLab/18.9.0", why: "The form is documented; the version varies." },
    {
      key: "rotation.overlap",
      value: "none: a webhook has one signing token",
      why: "A second one is not mentioned.",
    },
  ],
})

// src/providers/catalogue/hook0.ts
var AUTHENTICATION = "https://documentation.hook0.com/tutorials/webhook-authentication"
var RETRIES6 = "https://documentation.hook0.com/explanation/webhook-retry-logic"
var SCHEMAS = "https://documentation.hook0.com/reference/event-schemas"
var WORKER = "https://github.com/hook0/hook0/blob/master/output-worker/src/work.rs"
var described3 = defineProvider({
  id: "hook0",
  name: "Hook0",
  sources: [AUTHENTICATION, RETRIES6, SCHEMAS, WORKER],
  evidence: "hook0-client 1.1.0 accepts it; the values published in its source are reproduced",
  scheme: hook0Scheme({
    id: "hook0",
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
    v0: "alone",
  }),
  secret: { generate: secretUuid },
  headers: [
    ["Content-Type", "application/json"],
    ["X-Event-Id", "{id}"],
    ["X-Event-Type", "{event}"],
  ],
  events: [
    {
      type: "users.account.created",
      title: "A user account was created (an example: every application has its own types)",
      sample: {
        user_id: "user_{digits:5}",
        email: "maya@company.com",
        name: "Maya Lindqvist",
        plan: "free",
        email_verified: false,
        created_at: "{now-iso-seconds}",
      },
    },
    {
      type: "orders.payment.completed",
      title: "An order was paid (an example: every application has its own types)",
      sample: {
        order_id: "ord_{digits:5}",
        customer_id: "user_{digits:5}",
        total_amount: 6978,
        currency: "USD",
      },
    },
  ],
  names: { event: { header: "X-Event-Type" }, id: { header: "X-Event-Id" } },
  delivery: {
    timeout: { value: "15s" },
    retries: {
      value: ["3s", "10s", "3m", "30m", "1h", "3h", "5h", ...Array.from({ length: 17 }, () => "10h")],
      source: RETRIES6,
    },
  },
  manage: "https://app.hook0.com",
  assumptions: [
    {
      key: "signature.signed-headers",
      value: "content-type, x-event-id, x-event-type",
      why: "Hook0 also signs headers that a subscription adds; a verifier goes by the list in the request.",
    },
    {
      key: "delivery.jitter",
      value: "none",
      why: "Hook0 adds a random 2 seconds to 15 minutes to each delay.",
    },
    { key: "envelope", value: "the data alone", why: "The payload is whatever the application sent." },
  ],
})
var hook0 = {
  ...described3,
  unknownEvents: { accept: "any", sample: () => ({ message: "sent through Hook0" }) },
}

// src/providers/catalogue/hubspot-events.ts
var VALIDATING2 =
  "https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation"
var OLDER_VERSIONS = "https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests"
var WEBHOOKS4 = "https://developers.hubspot.com/docs/api/webhooks"
function clientSecret(random) {
  const hex = Buffer.from(random.subarray(0, 16)).toString("hex")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}
var hubspotWebhooks = {
  secret: { generate: clientSecret },
  headers: [
    [
      "User-Agent",
      "HubSpot Connect 2.0 (http://dev.hubspot.com/) (namespace: webhooks-nio-http-client) - WebhooksExecutorDaemon-executor",
    ],
    ["Content-Type", "application/json"],
  ],
  events: [
    {
      type: "contact.creation",
      title: "A contact was created",
      sample: { objectId: "{int:1000-999999}", changeSource: "CRM", changeFlag: "NEW" },
    },
    {
      type: "contact.propertyChange",
      title: "A property of a contact changed",
      sample: {
        objectId: "{int:1000-999999}",
        propertyName: "lifecyclestage",
        propertyValue: "customer",
        changeSource: "CRM_UI",
        sourceId: "userId:25",
        isSensitive: false,
      },
    },
    {
      type: "contact.deletion",
      title: "A contact was deleted",
      sample: { objectId: "{int:1000-999999}", changeSource: "CRM_UI", changeFlag: "DELETED" },
    },
    {
      type: "company.creation",
      title: "A company was created",
      sample: { objectId: "{int:1000-999999}", changeSource: "CRM", changeFlag: "CREATED" },
    },
    {
      type: "deal.propertyChange",
      title: "A property of a deal changed",
      sample: {
        objectId: "{int:1000-999999}",
        propertyName: "dealstage",
        propertyValue: "closedwon",
        changeSource: "CRM_UI",
        sourceId: "userId:25",
        isSensitive: false,
      },
    },
  ],
  envelope: [
    {
      eventId: "{int:1000000-4000000000}",
      subscriptionId: "{int:10000-999999}",
      portalId: 62515,
      appId: 54321,
      occurredAt: "{now-ms}",
      subscriptionType: "{event}",
      attemptNumber: 0,
      "...": "{data}",
    },
  ],
  // Its event ids are said not to be unique.
  names: { event: { path: "0.subscriptionType" } },
  delivery: {
    timeout: { value: "5s", assumed: "Known from guides; older pages of HubSpot say 1 and 2 seconds." },
    retries: {
      value: ["2m", "4m", "8m", "16m", "32m", "1h", "2h", "4h", "6h", "8h"],
      assumed: "Up to 10 times; the first delays are those of an older page, the rest fills 24 hours.",
      source: WEBHOOKS4,
    },
  },
  endpoint: { httpsRule: "HubSpot: a publicly available and secure (HTTPS) endpoint" },
  manage: "https://app.hubspot.com/l/developer-overview",
  assumptions: [
    { key: "envelope", value: "one event per request", why: "A real request holds up to 100." },
    {
      key: "headers.user-agent",
      value: "HubSpot Connect 2.0 (\u2026)",
      why: "Seen in requests, not documented.",
    },
  ],
}

// src/providers/catalogue/hubspot-v1.ts
var hubspotV1 = defineProvider({
  id: "hubspot-v1",
  name: "HubSpot (signature v1)",
  sources: [OLDER_VERSIONS, VALIDATING2],
  evidence: "@hubspot/api-client 13.5.0 accepts it, and the value that HubSpot publishes verifies",
  scheme: {
    algorithm: "sha256",
    key: { decoding: "utf8" },
    content: "{secret}{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["X-HubSpot-Signature", "{signature}"],
      ["X-HubSpot-Signature-Version", "v1"],
    ],
  },
  ...hubspotWebhooks,
  assumptions: [
    ...hubspotWebhooks.assumptions,
    {
      key: "headers.v3",
      value: "X-HubSpot-Signature-v3 and its timestamp are not sent",
      why: "HubSpot sends both; a request here has one signature only.",
    },
  ],
})

// src/providers/catalogue/hubspot-v2.ts
var hubspotV2 = defineProvider({
  id: "hubspot-v2",
  name: "HubSpot (signature v2)",
  sources: [OLDER_VERSIONS, VALIDATING2],
  evidence: "@hubspot/api-client 13.5.0 accepts it",
  scheme: {
    algorithm: "sha256",
    key: { decoding: "utf8" },
    content: "{secret}{method}{url}{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["X-HubSpot-Signature", "{signature}"],
      ["X-HubSpot-Signature-Version", "v2"],
    ],
  },
  ...hubspotWebhooks,
  assumptions: [
    ...hubspotWebhooks.assumptions,
    {
      key: "envelope.v2",
      value: "the payload of webhooks",
      why: "HubSpot signs so what comes from workflows and CRM cards, which have payloads of their own.",
    },
  ],
})

// src/providers/catalogue/hubspot-v3.ts
var hubspotV3 = defineProvider({
  id: "hubspot-v3",
  name: "HubSpot",
  sources: [VALIDATING2],
  evidence: "@hubspot/api-client 13.5.0 accepts it; that one does not decode the URL itself",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{method}{url}{body}{timestamp}",
    bodyForms: ["raw"],
    urlForms: ["decoded", "raw"],
    digest: "base64",
    headers: [
      ["X-HubSpot-Signature-v3", "{signature}"],
      ["X-HubSpot-Request-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "ms", toleranceSeconds: 300 },
  },
  ...hubspotWebhooks,
  assumptions: [
    ...hubspotWebhooks.assumptions,
    {
      key: "headers.older-signatures",
      value: "X-HubSpot-Signature is not sent",
      why: "HubSpot sends an older signature beside this one; hubspot-v1 and hubspot-v2 make those.",
    },
  ],
})

// src/providers/catalogue/intercom.ts
var WEBHOOKS5 = "https://developers.intercom.com/docs/webhooks"
var NOTIFICATIONS = "https://developers.intercom.com/docs/webhooks/webhook-notifications"
var SIGNED = "https://developers.intercom.com/intercom-api-reference/v1.0/reference/signed-notifications"
var TOPICS = "https://developers.intercom.com/docs/references/2.5/webhooks/webhook-models"
var contact2 = {
  type: "contact",
  id: "{hex:24#contact}",
  workspace_id: "a86dr8yl",
  external_id: "25",
  role: "user",
  email: "maya@company.com",
  name: "Maya Lindqvist",
  phone: null,
  avatar: null,
  owner_id: null,
  has_hard_bounced: false,
  marked_email_as_spam: false,
  unsubscribed_from_emails: false,
  created_at: "{now-s}",
  updated_at: "{now-s}",
  signed_up_at: "{now-s}",
  custom_attributes: {},
}
var conversation2 = {
  type: "conversation",
  id: "{digits:15}",
  created_at: "{now-s}",
  updated_at: "{now-s}",
  title: null,
  state: "open",
  open: true,
  read: false,
  priority: "not_priority",
  waiting_since: "{now-s}",
  source: {
    type: "conversation",
    id: "{digits:10}",
    delivered_as: "customer_initiated",
    subject: "",
    body: "<p>I cannot log in.</p>",
    author: { type: "user", id: "{hex:24#contact}", name: "Maya Lindqvist", email: "maya@company.com" },
    attachments: [],
    url: "https://company.com/login",
  },
  contacts: { type: "contact.list", contacts: [{ type: "contact", id: "{hex:24#contact}" }] },
  teammates: { type: "admin.list", admins: [] },
  conversation_parts: { type: "conversation_part.list", conversation_parts: [], total_count: 0 },
  tags: { type: "tag.list", tags: [] },
}
var reply = (author, body) => ({
  ...conversation2,
  conversation_parts: {
    type: "conversation_part.list",
    conversation_parts: [
      {
        type: "conversation_part",
        id: "{digits:10}",
        part_type: "comment",
        body,
        created_at: "{now-s}",
        updated_at: "{now-s}",
        author,
        attachments: [],
      },
    ],
    total_count: 1,
  },
})
var intercom = defineProvider({
  id: "intercom",
  name: "Intercom",
  sources: [SIGNED, WEBHOOKS5, NOTIFICATIONS, TOPICS],
  evidence: "x-hub-signature 2.1.3, a third party's package, accepts it",
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Hub-Signature", "sha1={signature}"]],
  },
  headers: [
    ["User-Agent", "intercom-parrot-service-client/1.0"],
    ["Accept", "application/json"],
    ["Content-Type", "application/json"],
  ],
  events: [
    {
      type: "conversation.user.created",
      title: "A user started a conversation",
      sample: conversation2,
    },
    {
      type: "conversation.user.replied",
      title: "A user replied to a conversation",
      sample: reply(
        { type: "user", id: "{hex:24#contact}", name: "Maya Lindqvist", email: "maya@company.com" },
        "<p>Now it works.</p>",
      ),
    },
    {
      type: "conversation.admin.replied",
      title: "An admin replied to a conversation",
      sample: reply(
        { type: "admin", id: "{digits:7}", name: "John Smith", email: "john@company.com" },
        "<p>Please try again now.</p>",
      ),
    },
    { type: "contact.user.created", title: "A user was created", sample: contact2 },
    {
      type: "ping",
      title: "A test, sent when a webhook is set up or on request",
      status: "test-only",
      sample: { type: "ping", message: "something something interzen" },
    },
  ],
  envelope: {
    type: "notification_event",
    app_id: "a86dr8yl",
    data: { type: "notification_event_data", item: "{data}" },
    links: {},
    id: "{id}",
    topic: "{event}",
    delivery_status: "pending",
    delivery_attempts: 1,
    delivered_at: 0,
    first_sent_at: "{now-s}",
    created_at: "{now-s}",
    self: null,
  },
  eventId: "notif_{uuid}",
  names: { event: { path: "topic" }, id: { path: "id" } },
  testEvent: "ping",
  handshakes: [
    {
      id: "probe",
      title: "A HEAD request that sees whether the URL answers",
      request: { method: "HEAD", signature: "none" },
      answer: { status: 200 },
      certainty: "assumed",
      source: WEBHOOKS5,
    },
  ],
  delivery: {
    timeout: { value: "5s", assumed: "Known from guides; not read on a page of Intercom." },
    retries: {
      value: ["1m"],
      assumed: "Known from guides: one more attempt a minute later.",
      source: NOTIFICATIONS,
    },
  },
  manage: "https://app.intercom.com/a/apps/_/developer-hub",
  assumptions: [
    {
      key: "signature.key",
      value: "the app's client secret as text",
      why: "The page that describes the signature is older and names a hub_secret.",
    },
    { key: "handshake.probe", value: "HEAD, answered with 200", why: "Known from guides." },
    {
      key: "envelope",
      value: "the fields of the page's example and what receivers parse",
      why: "The example is an older one and shorter.",
    },
    { key: "envelope.item", value: "the main fields of each object", why: "Real payloads carry more." },
    {
      key: "envelope.delivery-attempts",
      value: "delivery_attempts stays 1",
      why: "Every attempt has the same bytes here.",
    },
  ],
})

// src/providers/catalogue/kinde.ts
var ABOUT = "https://docs.kinde.com/integrate/webhooks/about-webhooks/"
var PACKAGE = "https://github.com/kinde-oss/webhook"
var kinde = defineProvider({
  id: "kinde",
  name: "Kinde",
  sources: [ABOUT, PACKAGE],
  evidence: "jose 6.2 verifies the body against a key set as the page describes it",
  scheme: jwtScheme({
    id: "kinde",
    recipe: {
      algorithm: "RS256, as a JSON Web Token that is the whole body",
      key: "the private key signs; the key named by kid of https://<your subdomain>.kinde.com/.well-known/jwks verifies",
      content: "the event, which is the token's payload",
    },
    algorithms: ["RS256"],
    timestamp: { unit: "iso", at: "/timestamp" },
  }),
  secret: { generate: secretRsa, publicForm: "jwks" },
  headers: [
    ["Content-Type", "application/jwt"],
    ["webhook-id", "{uuid}"],
  ],
  events: [
    {
      type: "user.created",
      title: "A user was created",
      sample: {
        user: {
          email: "maya@company.com",
          first_name: "Maya",
          id: "kp_{hex:32}",
          is_password_reset_requested: false,
          is_suspended: false,
          last_name: "Lindqvist",
          organizations: [{ code: "org_{hex:12}", permissions: null, roles: null }],
          phone: null,
          username: null,
        },
      },
    },
    {
      type: "user.deleted",
      title: "A user was deleted",
      sample: { user: { id: "kp_{hex:32}" } },
    },
    {
      type: "user.authenticated",
      title: "A user has signed in",
      sample: { user: { id: "kp_{hex:32}" } },
    },
    {
      type: "organization.created",
      title: "An organization was created",
      sample: {
        organization: { code: "org_{hex:12}", external_id: null, handle: "acme", name: "Acme" },
      },
    },
  ],
  envelope: {
    data: "{data}",
    event_id: "{id}",
    event_timestamp: "{now-iso}",
    source: "admin",
    timestamp: "{now-iso}",
    type: "{event}",
  },
  eventId: "event_{hex:32}",
  names: { event: { path: "type" }, id: { path: "event_id" } },
  delivery: {
    success: [200],
    timeout: { value: "15s", assumed: "Not documented." },
    retries: {
      value: ["5s", "30s", "2m", "10m", "1h", "4h", "12h", "12h"],
      assumed: 'The page says that its list is rough, and its end is "every 12 hours until 36 hours".',
      source: ABOUT,
    },
  },
  endpoint: { httpsRule: "Kinde: endpoints must use HTTPS" },
  manage: "https://docs.kinde.com/integrate/webhooks/add-manage-webhooks/",
  assumptions: [
    {
      key: "token.algorithm",
      value: "RS256",
      why: "The page shows the beginning of a token whose header says so; the text names none.",
    },
    {
      key: "token.kid",
      value: "the thumbprint of the key",
      why: "Kinde's own look like 2a:e0:f4:\u2026; any name does that the verifier knows.",
    },
    {
      key: "signature.tolerance",
      value: "none",
      why: "The page advises to look at timestamp, without an age beyond which it is refused.",
    },
    {
      key: "headers.webhook-id",
      value: "a UUID",
      why: "The page names the header, not the form of its value.",
    },
  ],
})

// src/providers/catalogue/kontent-ai.ts
var DOCS8 = "https://kontent.ai/learn/docs/webhooks"
var VALIDATE = "https://kontent.ai/learn/docs/webhooks/webhooks/javascript"
var HELPER = "https://github.com/kontent-ai/webhook-helper-js"
var system = { id: "{uuid}", last_modified: "{now-iso}" }
var item2 = {
  ...system,
  name: "This changes everything!",
  codename: "this_changes_everything_",
  collection: "marketing",
  workflow: "default",
  language: "default",
  type: "product_update",
}
var kontentAi = defineProvider({
  id: "kontent-ai",
  name: "Kontent.ai",
  sources: [DOCS8, VALIDATE, HELPER],
  evidence: "@kontent-ai/webhook-helper 3.0.3 accepts it, and its test's signature is reproduced",
  scheme: {
    algorithm: "hmac-sha256",
    // The secret looks like base64 and is a key as it stands.
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-Kontent-ai-Signature", "{signature}"]],
  },
  secret: { generate: secretBase64 },
  events: [
    {
      type: "content_item.published",
      title: "A content item was published",
      sample: {
        data: { system: { ...item2, workflow_step: "published" } },
        message: {
          environment_id: "{uuid}",
          object_type: "content_item",
          action: "published",
          delivery_slot: "published",
        },
      },
    },
    {
      type: "content_item.workflow_step_changed",
      title: "A content item moved to another step of its workflow",
      sample: {
        data: { system: { ...item2, workflow_step: "review" } },
        message: {
          environment_id: "{uuid}",
          object_type: "content_item",
          action: "workflow_step_changed",
          delivery_slot: "preview",
          action_context: { previous_workflow: "default", previous_workflow_step: "draft" },
        },
      },
    },
    {
      type: "asset.created",
      title: "An asset was created",
      sample: {
        data: { system: { ...system, name: "Header image", codename: "header_image" } },
        message: {
          environment_id: "{uuid}",
          object_type: "asset",
          action: "created",
          delivery_slot: "published",
        },
      },
    },
  ],
  envelope: { notifications: ["{data}"] },
  names: {
    event: { cases: [{ type: "{notifications.0.message.object_type}.{notifications.0.message.action}" }] },
  },
  delivery: {
    timeout: { value: "30s", assumed: "No number was found on the provider's pages." },
    retries: {
      value: ["1m", "5m", "30m", "2h", "12h", "24h"],
      assumed: "Failed deliveries are retried by a retry policy whose numbers were not read.",
      source: DOCS8,
    },
  },
  manage: "https://app.kontent.ai",
  assumptions: [
    {
      key: "envelope.whitespace",
      value: "compact JSON",
      why: "Kontent.ai indents its JSON by two spaces and breaks lines with CRLF, as its helper expects.",
    },
  ],
})

// src/providers/catalogue/lemonsqueezy-events.ts
var API4 = "https://api.lemonsqueezy.com/v1"
var STORE_ID = 12345
function resource(type, attributes) {
  return {
    type,
    id: "{digits:7#id}",
    attributes: { store_id: STORE_ID, ...attributes },
    links: { self: `${API4}/${type}/{digits:7#id}` },
  }
}
var CUSTOMER = {
  customer_id: "{int:100000-999999}",
  user_name: "Maya Lindqvist",
  user_email: "maya@company.com",
}
var TIMES2 = { created_at: "{now-iso}", updated_at: "{now-iso}", test_mode: true }
var ITEM = {
  product_id: "{int:100000-999999}",
  variant_id: "{int:100000-999999}",
  product_name: "Pro plan",
  variant_name: "Monthly",
}
function order(status, more) {
  return resource("orders", {
    ...CUSTOMER,
    identifier: "{uuid}",
    order_number: "{int:1-9999}",
    currency: "USD",
    currency_rate: "1.0000",
    subtotal: 999,
    discount_total: 0,
    tax: 200,
    total: 1199,
    subtotal_usd: 999,
    discount_total_usd: 0,
    tax_usd: 200,
    total_usd: 1199,
    tax_name: "VAT",
    tax_rate: "20.00",
    status,
    status_formatted: status === "paid" ? "Paid" : "Refunded",
    ...more,
    subtotal_formatted: "$9.99",
    discount_total_formatted: "$0.00",
    tax_formatted: "$2.00",
    total_formatted: "$11.99",
    first_order_item: {
      id: "{int:100000-999999}",
      ...ITEM,
      price: 999,
      created_at: "{now-iso}",
      test_mode: true,
    },
    urls: { receipt: "https://app.lemonsqueezy.com/my-orders/{uuid}" },
    ...TIMES2,
  })
}
function subscription2(status, more) {
  return resource("subscriptions", {
    ...CUSTOMER,
    order_id: "{int:100000-999999}",
    order_item_id: "{int:100000-999999}",
    ...ITEM,
    status,
    status_formatted: status === "active" ? "Active" : "Cancelled",
    card_brand: "visa",
    card_last_four: "4242",
    pause: null,
    cancelled: status === "cancelled",
    trial_ends_at: null,
    billing_anchor: 12,
    renews_at: "{now-iso:30d}",
    ...more,
    urls: {
      update_payment_method: "https://company.lemonsqueezy.com/subscription/{digits:7#id}/payment-details",
      customer_portal: "https://company.lemonsqueezy.com/billing",
    },
    ...TIMES2,
  })
}
var lemonsqueezyEvents = [
  {
    type: "order_created",
    title: "An order was placed",
    sample: order("paid", { refunded: false, refunded_at: null }),
  },
  {
    type: "order_refunded",
    title: "An order was refunded in full or in part",
    sample: order("refunded", { refunded: true, refunded_at: "{now-iso}" }),
  },
  {
    type: "subscription_created",
    title: "A subscription was taken out",
    sample: subscription2("active", { ends_at: null }),
  },
  {
    type: "subscription_cancelled",
    title: "A subscription was cancelled and runs until its end",
    sample: subscription2("cancelled", { ends_at: "{now-iso:30d}" }),
  },
  {
    type: "subscription_payment_success",
    title: "A payment of a subscription went through",
    sample: resource("subscription-invoices", {
      ...CUSTOMER,
      subscription_id: "{int:100000-999999}",
      billing_reason: "renewal",
      card_brand: "visa",
      card_last_four: "4242",
      currency: "USD",
      currency_rate: "1.00000000",
      status: "paid",
      status_formatted: "Paid",
      refunded: false,
      refunded_at: null,
      subtotal: 999,
      discount_total: 0,
      tax: 0,
      total: 999,
      total_formatted: "$9.99",
      urls: {
        invoice_url: "https://app.lemonsqueezy.com/my-orders/{uuid}/subscription-invoice/{digits:7#id}",
      },
      ...TIMES2,
    }),
  },
]

// src/providers/catalogue/lemonsqueezy.ts
var REQUESTS = "https://docs.lemonsqueezy.com/help/webhooks/webhook-requests"
var SIGNING2 = "https://docs.lemonsqueezy.com/help/webhooks/signing-requests"
var API5 = "https://docs.lemonsqueezy.com/api/webhooks"
var lemonsqueezy = defineProvider({
  id: "lemonsqueezy",
  name: "Lemon Squeezy",
  sources: [REQUESTS, SIGNING2, API5],
  evidence: "@hookflo/tern 4.1.0, which is not Lemon Squeezy's, accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Signature", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random.subarray(0, 20)).toString("hex") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "LemonSqueezy-Hookshot"],
    ["X-Event-Name", "{event}"],
  ],
  events: lemonsqueezyEvents,
  envelope: {
    meta: { test_mode: true, event_name: "{event}", webhook_id: "{uuid}" },
    data: "{data}",
  },
  names: { event: { header: "X-Event-Name" } },
  delivery: {
    success: [200],
    timeout: { value: "10s", assumed: "Not stated." },
    retries: {
      value: ["5s", "25s", "125s"],
      assumed: "Three retries with exponential backoff are documented, these intervals as an example.",
      source: REQUESTS,
    },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "Lemon Squeezy: the certificate is verified if the URL is an HTTPS one",
  },
  manage: "https://app.lemonsqueezy.com/settings/webhooks",
  assumptions: [
    {
      key: "signature.algorithm",
      value: "hmac-sha256",
      why: "The page speaks of an HMAC hex digest; its code samples were not read.",
    },
    { key: "headers.user-agent", value: "LemonSqueezy-Hookshot", why: "Seen in requests, not documented." },
    {
      key: "envelope.data",
      value: "the main attributes, without relationships",
      why: "Real resources carry more.",
    },
  ],
})

// src/providers/catalogue/line.ts
var RECEIVING = "https://developers.line.biz/en/docs/messaging-api/receiving-messages/"
var VERIFYING5 = "https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/"
var ERRORS2 = "https://developers.line.biz/en/docs/messaging-api/check-webhook-error-statistics/"
var DEFINITIONS = "https://github.com/line/line-openapi/blob/main/webhook.yml"
function event2(more) {
  return {
    type: "{event}",
    ...more,
    webhookEventId: "{id}",
    deliveryContext: { isRedelivery: false },
    timestamp: "{now-ms}",
    source: { type: "user", userId: "U{hex:32}" },
    mode: "active",
  }
}
var line = defineProvider({
  id: "line",
  name: "LINE",
  sources: [RECEIVING, VERIFYING5, ERRORS2, DEFINITIONS],
  evidence: "@line/bot-sdk 11.0.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["x-line-signature", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random.subarray(0, 16)).toString("hex") },
  headers: [
    ["Content-Type", "application/json; charset=utf-8"],
    ["User-Agent", "LineBotWebhook/2.0"],
  ],
  events: [
    {
      type: "message",
      title: "A user sent a message",
      sample: event2({
        replyToken: "{hex:32}",
        message: {
          type: "text",
          id: "{digits:18}",
          quoteToken: "{base62:40}",
          text: "Hello, are you open today?",
        },
      }),
    },
    {
      type: "follow",
      title: "A user added the account as a friend, or unblocked it",
      sample: event2({ replyToken: "{hex:32}", follow: { isUnblocked: false } }),
    },
    { type: "unfollow", title: "A user blocked the account", sample: event2({}) },
    {
      type: "postback",
      title: "A user took a postback action",
      sample: event2({ replyToken: "{hex:32}", postback: { data: "action=reserve&table={int:1-20}" } }),
    },
    {
      type: "unsend",
      title: "A user unsent a message",
      sample: event2({ unsend: { messageId: "{digits:18}" } }),
    },
  ],
  envelope: { destination: "U{hex:32}", events: ["{data}"] },
  eventId: "{ulid}",
  names: { event: { path: "events.0.type" }, id: { path: "events.0.webhookEventId" } },
  handshakes: [
    {
      id: "verify",
      title: "A signed request without events, which wants a success",
      request: {
        method: "POST",
        body: { destination: "U{hex:32}", events: [] },
        signature: "right",
      },
      answer: { status: "2xx" },
      certainty: "exact",
      source: DEFINITIONS,
    },
  ],
  delivery: {
    timeout: { value: "2s" },
    retries: {
      value: [],
      assumed:
        "Redelivery has to be switched on, and how often and when it happens was not found published; a redelivered event says deliveryContext.isRedelivery.",
      source: RECEIVING,
    },
  },
  manage: "https://developers.line.biz/console/",
  assumptions: [
    { key: "headers.user-agent", value: "LineBotWebhook/2.0", why: "Seen in requests, not documented." },
    {
      key: "envelope.events",
      value: "one event a request",
      why: "A request may carry several; each has its own webhookEventId.",
    },
  ],
})

// src/providers/catalogue/linear-events.ts
var TEAM = { id: "{uuid#team}", key: "ENG", name: "Engineering" }
var USER4 = {
  id: "{uuid#user}",
  name: "Maya Lindqvist",
  email: "maya@company.com",
  url: "https://linear.app/acme/profiles/maya",
}
var ENTITY = { id: "{uuid#entity}", createdAt: "{now-iso}", updatedAt: "{now-iso}" }
var entity = (type, title, data) => ({
  type,
  title,
  sample: { ...ENTITY, ...data },
})
var linearEvents = [
  entity("Issue", "Something was done to an issue (create)", {
    number: "{int:2-1400#number}",
    title: "Fix the login button on small screens",
    description: "It lies below the fold.",
    identifier: "ENG-{int:2-1400#number}",
    url: "https://linear.app/acme/issue/ENG-{int:2-1400#number}/fix-the-login-button-on-small-screens",
    priority: 2,
    priorityLabel: "High",
    prioritySortOrder: -42.5,
    sortOrder: -12.25,
    previousIdentifiers: [],
    labelIds: [],
    labels: [],
    reactionData: [],
    subscriberIds: ["{uuid#user}"],
    teamId: "{uuid#team}",
    team: TEAM,
    stateId: "{uuid#state}",
    state: { id: "{uuid#state}", color: "#e2e2e2", name: "Todo", type: "unstarted" },
    creatorId: "{uuid#user}",
    assigneeId: "{uuid#user}",
    assignee: USER4,
  }),
  entity("Comment", "Something was done to a comment (create)", {
    body: "I can take this one.",
    issueId: "{uuid#issue}",
    userId: "{uuid#user}",
    user: USER4,
    issue: {
      id: "{uuid#issue}",
      identifier: "ENG-{int:2-1400#number}",
      title: "Fix the login button on small screens",
      teamId: "{uuid#team}",
      team: TEAM,
    },
    reactionData: [],
  }),
  entity("Project", "Something was done to a project (create)", {
    name: "Spring release",
    description: "Everything that goes out in spring.",
    slugId: "{hex:12#slug}",
    url: "https://linear.app/acme/project/spring-release-{hex:12#slug}",
    color: "#bec2c8",
    statusId: "{uuid#status}",
    status: { id: "{uuid#status}", color: "#e2e2e2", name: "Planned", type: "planned" },
    priority: 0,
    prioritySortOrder: -10,
    sortOrder: 8,
    teamIds: ["{uuid#team}"],
    memberIds: ["{uuid#user}"],
    labelIds: [],
    creatorId: "{uuid#user}",
    scopeHistory: [],
    completedScopeHistory: [],
    inProgressScopeHistory: [],
    issueCountHistory: [],
    completedIssueCountHistory: [],
  }),
  entity("Cycle", "Something was done to a cycle (create)", {
    number: "{int:2-60}",
    startsAt: "{now-iso}",
    endsAt: "{now-iso:14d}",
    teamId: "{uuid#team}",
    uncompletedIssuesUponCloseIds: [],
    scopeHistory: [],
    completedScopeHistory: [],
    inProgressScopeHistory: [],
    issueCountHistory: [],
    completedIssueCountHistory: [],
  }),
  entity("IssueLabel", "Something was done to a label of issues (create)", {
    name: "Bug",
    color: "#eb5757",
    isGroup: false,
    teamId: "{uuid#team}",
    creatorId: "{uuid#user}",
  }),
  entity("Reaction", "Something was done to a reaction (create)", {
    emoji: "thumbsup",
    commentId: "{uuid#comment}",
    comment: { id: "{uuid#comment}", body: "I can take this one.", userId: "{uuid#user}" },
    userId: "{uuid#user}",
    user: USER4,
  }),
]

// src/providers/catalogue/linear.ts
var DOCS9 = "https://linear.app/developers/webhooks"
var OLDER_DOCS = "https://developers.linear.app/docs/graphql/webhooks"
var linear = defineProvider({
  id: "linear",
  name: "Linear",
  sources: [DOCS9, OLDER_DOCS],
  evidence: "@linear/sdk 98.0.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["Linear-Signature", "{signature}"],
      ["Linear-Timestamp", "{timestamp}"],
    ],
    // The header repeats the time and is not signed; Linear's own package judges the one in the body.
    timestamp: { unit: "ms", at: "/webhookTimestamp", toleranceSeconds: 60, futureToleranceSeconds: 60 },
  },
  secret: { generate: secretText("lin_wh_") },
  headers: [
    ["Accept-Charset", "utf-8"],
    ["Content-Type", "application/json; charset=utf-8"],
    ["User-Agent", "Linear-Webhook"],
    ["Linear-Delivery", "{id}"],
    ["Linear-Event", "{event}"],
  ],
  events: linearEvents,
  envelope: {
    action: "create",
    actor: {
      id: "{uuid}",
      type: "user",
      name: "Maya Lindqvist",
      email: "maya@company.com",
      url: "https://linear.app/acme/profiles/maya",
    },
    createdAt: "{now-iso}",
    data: "{data}",
    type: "{event}",
    organizationId: "{uuid}",
    webhookTimestamp: "{now-ms}",
    webhookId: "{uuid}",
  },
  names: { event: { header: "Linear-Event" }, id: { header: "Linear-Delivery" } },
  delivery: {
    success: [200],
    timeout: { value: "5s" },
    retries: { value: ["1m", "1h", "6h"], source: OLDER_DOCS },
  },
  endpoint: { httpsRule: "Linear: the endpoint is a public HTTPS URL that is not localhost" },
  manage: "https://linear.app/settings/api",
  assumptions: [
    {
      key: "envelope",
      value: "action create, and the main fields of each entity",
      why: "Real payloads carry more, and a link that differs by entity.",
    },
    {
      key: "timestamp.retries",
      value: "webhookTimestamp is renewed on every attempt",
      why: "Not stated; a retry after a minute would be refused by Linear's own package otherwise.",
    },
    {
      key: "delivery.id-on-retries",
      value: "Linear-Delivery stays the same",
      why: "It names the payload; whether a retry keeps it is not stated.",
    },
    {
      key: "secret.generated",
      value: "lin_wh_ and 32 letters and digits",
      why: "Seen in settings, not documented.",
    },
  ],
})

// src/providers/catalogue/lovable.ts
var PACKAGE2 = "https://www.npmjs.com/package/@lovable.dev/webhooks-js"
var EVENTS5 = "https://docs.lovable.dev/api-reference/events-and-hooks"
var email = {
  email: "maya@company.com",
  token: "{digits:6}",
  url: "https://example.com/verify?token={hex:56}",
  api_base_url: "https://api.lovable.dev",
  callback_url: "https://api.lovable.dev/v1/callbacks/{uuid}",
}
var lovable = defineProvider({
  id: "lovable",
  name: "Lovable",
  sources: [PACKAGE2, EVENTS5],
  evidence: "@lovable.dev/webhooks-js 0.0.2 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["X-Lovable-Signature", "sha256={signature}"],
      ["X-Lovable-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  },
  secret: { generate: secretText("", 40) },
  events: [
    {
      type: "signup",
      title: "An e-mail that confirms a sign-up is to be sent",
      sample: { action_type: "{event}", ...email },
    },
    {
      type: "recovery",
      title: "An e-mail that resets a password is to be sent",
      sample: { action_type: "{event}", ...email },
    },
    {
      type: "email_change",
      title: "An e-mail that confirms a new address is to be sent",
      sample: { action_type: "{event}", ...email, new_email: "maya.lindqvist@company.com" },
    },
  ],
  envelope: { version: "1", type: "auth", run_id: "{id}", data: "{data}" },
  names: { event: { path: "data.action_type" }, id: { path: "run_id" } },
  delivery: {
    timeout: { value: "10s", assumed: "No number is published for these hooks." },
    retries: {
      value: [],
      assumed: "No schedule is published for these hooks.",
      source: EVENTS5,
    },
  },
  endpoint: { httpsRule: "Lovable: an HTTPS endpoint that you control" },
  manage: "https://lovable.dev",
  assumptions: [
    {
      key: "envelope.events",
      value: "signup, recovery and email_change in data.action_type, with the type auth",
      why: "The package names the fields and not their values.",
    },
    {
      key: "signature.events",
      value: "e-mail hooks only",
      why: "Project events (project.created.v1 and so on) are documented to follow Standard Webhooks: --provider standard-webhooks.",
    },
  ],
})

// src/providers/catalogue/mailchimp-events.ts
var told = { type: "{event}", fired_at: "{now-date} {now-time}" }
var member2 = {
  "data[id]": "{hex:10}",
  "data[list_id]": "{hex:10}",
  "data[email]": "maya@company.com",
  "data[email_type]": "html",
  "data[merges][EMAIL]": "maya@company.com",
  "data[merges][FNAME]": "Maya",
  "data[merges][LNAME]": "Lindqvist",
  "data[ip_opt]": "203.0.113.7",
}
var mailchimpEvents = [
  {
    type: "subscribe",
    title: "A contact subscribed to the audience",
    sample: { ...told, ...member2, "data[ip_signup]": "203.0.113.7" },
  },
  {
    type: "unsubscribe",
    title: "A contact unsubscribed or was deleted",
    sample: {
      ...told,
      "data[action]": "unsub",
      "data[reason]": "manual",
      ...member2,
      "data[campaign_id]": "{hex:10}",
    },
  },
  { type: "profile", title: "A contact changed its profile", sample: { ...told, ...member2 } },
  {
    type: "upemail",
    title: "A contact changed its e-mail address",
    sample: {
      ...told,
      "data[list_id]": "{hex:10}",
      "data[new_id]": "{hex:10}",
      "data[new_email]": "maya.lindqvist@company.com",
      "data[old_email]": "maya@company.com",
    },
  },
  {
    type: "cleaned",
    title: "An address was taken out because mail to it bounced",
    sample: {
      ...told,
      "data[list_id]": "{hex:10}",
      "data[campaign_id]": "{hex:10}",
      "data[reason]": "hard",
      "data[email]": "maya@company.com",
    },
  },
  {
    type: "campaign",
    title: "A campaign was sent or cancelled",
    sample: {
      ...told,
      "data[id]": "{hex:10}",
      "data[subject]": "Our news",
      "data[status]": "sent",
      "data[reason]": "",
      "data[list_id]": "{hex:10}",
    },
  },
]

// src/providers/catalogue/mailchimp.ts
var GUIDE = "https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/"
var GONE =
  "https://mailchimp.com/developer/release-notes/returning-410-from-audience-webhook-will-disable-it/"
var mailchimp = defineProvider({
  id: "mailchimp",
  name: "Mailchimp Marketing",
  sources: [GUIDE, GONE],
  scheme: {
    algorithm: "none",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [],
  },
  headers: [
    ["User-Agent", "MailChimp"],
    ["Content-Type", "application/x-www-form-urlencoded"],
  ],
  events: mailchimpEvents,
  bodyFormat: "form",
  names: { event: { path: "type" } },
  handshakes: [
    {
      id: "get",
      title: "A GET that wants a 200 before the webhook is saved",
      request: { method: "GET", signature: "none" },
      answer: { status: 200 },
      certainty: "assumed",
      source: GUIDE,
    },
  ],
  delivery: {
    timeout: { value: "10s" },
    retries: {
      value: ["5m", "10m", "20m", "40m"],
      assumed: "Increasing intervals over 75 minutes are documented, the intervals are not.",
      source: GUIDE,
    },
  },
  manage: "https://mailchimp.com/developer/marketing/api/list-webhooks/",
  assumptions: [
    {
      key: "handshake.get",
      value: "GET, answered by 200",
      why: "Known from practice; that part of the provider's guide was not read.",
    },
    { key: "headers.user-agent", value: "MailChimp", why: "Seen in requests, not documented." },
    {
      key: "envelope.data",
      value: "the fields of subscribe and unsubscribe as documented",
      why: "Those of the other types are known from practice.",
    },
    {
      key: "secret",
      value: "none",
      why: "Mailchimp signs nothing; it advises a secret in the URL.",
    },
  ],
})

// src/providers/catalogue/mailgun.ts
var SECURING = "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks"
var PAYLOADS = "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-payloads"
var RETRIES7 = "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-retries"
var DOMAIN = "mg.company.com"
function eventData(level, more) {
  return {
    id: "{id}",
    event: "{event}",
    timestamp: "{now-s}",
    "log-level": level,
    account: { id: "{hex:24}" },
    domain: { name: DOMAIN },
    recipient: "maya@example.com",
    "recipient-domain": "example.com",
    message: {
      headers: {
        to: "Maya Lindqvist <maya@example.com>",
        "message-id": `{digits:14}.{digits:6}.{upper:12}@${DOMAIN}`,
        from: `Company <hello@${DOMAIN}>`,
        subject: "Your order is on its way",
      },
      size: 512,
    },
    tags: ["orders"],
    campaigns: [],
    "user-variables": { order: "{int:1000-9999}" },
    flags: { "is-routed": false, "is-authenticated": true, "is-system-test": false, "is-test-mode": false },
    ...more,
  }
}
var CLIENT = {
  ip: "203.0.113.7",
  geolocation: { country: "SE", region: "AB", city: "Stockholm" },
  "client-info": {
    "client-type": "mobile browser",
    "client-os": "iOS",
    "device-type": "mobile",
    "client-name": "Mobile Safari",
    "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15",
  },
}
function deliveryStatus(code, message6, more = {}) {
  return {
    envelope: {
      transport: "smtp",
      sender: `hello@${DOMAIN}`,
      "sending-ip": "198.51.100.12",
      targets: "maya@example.com",
    },
    "delivery-status": {
      tls: true,
      "mx-host": "mx.example.com",
      "attempt-no": 1,
      "session-seconds": 0.43,
      "certificate-verified": true,
      utf8: true,
      code,
      message: message6,
      description: "",
      ...more,
    },
  }
}
var mailgun = defineProvider({
  id: "mailgun",
  name: "Mailgun",
  sources: [SECURING, PAYLOADS, RETRIES7],
  evidence: "a published test value (Rails' Action Mailbox) is reproduced",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    // The body is not signed: whoever has one signature can send anything with it until its token is refused.
    content: "{timestamp}{token}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [],
    // Inbound routes have the same three as fields of a form.
    bodyFields: [
      ["/signature/token", "{token}"],
      ["/signature/timestamp", "{timestamp}"],
      ["/signature/signature", "{signature}"],
    ],
    timestamp: { unit: "s" },
  },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "mailgun/treq-20.4.1"],
  ],
  events: [
    {
      type: "accepted",
      title: "Mailgun took a message and put it in its queue",
      sample: eventData("info", {
        method: "HTTP",
        envelope: { transport: "smtp", sender: `hello@${DOMAIN}`, targets: "maya@example.com" },
      }),
    },
    {
      type: "delivered",
      title: "The recipient's server took a message",
      sample: eventData("info", deliveryStatus(250, "OK")),
    },
    {
      type: "failed",
      title: "A message could not be delivered, for now or for good",
      sample: eventData("error", {
        severity: "permanent",
        reason: "bounce",
        ...deliveryStatus(550, "5.1.1 The mailbox does not exist", { "bounce-type": "hard" }),
      }),
    },
    { type: "opened", title: "A recipient opened a message", sample: eventData("info", CLIENT) },
    {
      type: "clicked",
      title: "A recipient clicked a link in a message",
      sample: eventData("info", { url: "https://company.com/orders", ...CLIENT }),
    },
    {
      type: "unsubscribed",
      title: "A recipient clicked the unsubscribe link",
      sample: eventData("warn", CLIENT),
    },
    {
      type: "complained",
      title: "A recipient marked a message as spam",
      sample: eventData("warn", {}),
    },
  ],
  envelope: { signature: { token: "", timestamp: "", signature: "" }, "event-data": "{data}" },
  eventId: "{base62:22}",
  names: { event: { path: "event-data.event" }, id: { path: "event-data.id" } },
  delivery: {
    success: [200],
    timeout: { value: "10s", assumed: "Not stated." },
    retries: {
      value: ["5m", "10m", "15m", "1h", "2h", "4h"],
      source: `Not for "delivered", and not after 406: ${RETRIES7}`,
    },
  },
  manage: "https://app.mailgun.com/",
  assumptions: [
    { key: "headers.user-agent", value: "mailgun/treq-20.4.1", why: "Seen in requests, not documented." },
    {
      key: "envelope.event-data",
      value: "the main fields of each event",
      why: "The page says itself that its examples are not exhaustive.",
    },
  ],
})

// src/providers/catalogue/mandrill.ts
var WEBHOOKS6 = "https://mailchimp.com/developer/transactional/docs/webhooks/"
var AUTHENTICATE =
  "https://mandrill.zendesk.com/hc/en-us/articles/360039232513-How-to-Authenticate-Webhook-Requests"
var message2 = {
  ts: "{now-s}",
  _id: "{id}",
  _version: "{base62:22}",
  subject: "Welcome to Diaspora",
  email: "maya@company.com",
  sender: "hello@company.com",
  tags: ["welcome"],
  opens: [],
  clicks: [],
  state: "sent",
  smtp_events: [],
  subaccount: null,
  resends: [],
  reject: null,
  metadata: { user_id: 25 },
  template: "welcome",
}
var opened = {
  ip: "203.0.113.25",
  location: {
    country_short: "SE",
    country: "Sweden",
    region: "Stockholm",
    city: "Stockholm",
    latitude: 59.33,
    longitude: 18.07,
    postal_code: "111 23",
    timezone: "+01:00",
  },
  user_agent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:148.0) Gecko/20100101 Firefox/148.0",
}
var events4 = [
  { type: "send", title: "A message was sent", sample: { msg: message2 } },
  {
    type: "delivered",
    title: "The recipient's mail server took a message",
    sample: { msg: { ...message2, state: "delivered" }, diag: "250 OK" },
  },
  {
    type: "open",
    title: "A recipient opened a message",
    sample: {
      msg: { ...message2, opens: [{ ts: "{now-s}", ip: "203.0.113.25", location: "Stockholm, SE" }] },
      ...opened,
    },
  },
  {
    type: "click",
    title: "A recipient clicked a link in a message",
    sample: {
      msg: { ...message2, clicks: [{ ts: "{now-s}", url: "https://company.com/start" }] },
      ...opened,
      url: "https://company.com/start",
    },
  },
  {
    type: "hard_bounce",
    title: "A message could not be delivered and never will be",
    sample: {
      msg: {
        ...message2,
        state: "bounced",
        bgtools_code: 10,
        bounce_description: "bad_mailbox",
        diag: "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
      },
    },
  },
]
var mandrill = defineProvider({
  id: "mandrill",
  name: "Mandrill",
  sources: [AUTHENTICATE, WEBHOOKS6],
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{url}{form}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-Mandrill-Signature", "{signature}"]],
  },
  secret: { generate: secretText("", 22) },
  knownSecrets: [{ name: "the test that is sent while a webhook is being created", value: "test-webhook" }],
  headers: [
    ["User-Agent", "Mandrill-Webhook/1.0"],
    ["Content-Type", "application/x-www-form-urlencoded"],
  ],
  events: events4,
  envelope: { mandrill_events: [{ event: "{event}", _id: "{id}", "...": "{data}", ts: "{now-s}" }] },
  bodyFormat: "form",
  eventId: "{hex:32}",
  names: { event: { path: "mandrill_events.0.event" } },
  handshakes: [
    {
      id: "probe",
      title: "A HEAD request that sees whether the URL answers",
      request: { method: "HEAD", signature: "none" },
      answer: { status: 200 },
      certainty: "assumed",
      source: WEBHOOKS6,
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "30s", assumed: "No limit was read." },
    retries: {
      value: ["1m", "2m", "5m", "10m", "20m", "30m", "1h", "2h", "4h"],
      assumed: "Failed batches are retried by themselves until one gives up; the intervals were not read.",
      source: WEBHOOKS6,
    },
  },
  manage: "https://mandrillapp.com/settings/webhooks",
  assumptions: [
    {
      key: "secret.test",
      value: "test-webhook",
      why: "The key of the first test is known from receivers; it was not read on Mandrill's page.",
    },
    { key: "delivery.success", value: "200", why: "Known from receivers; the page was not read so far." },
    { key: "handshake.probe", value: "HEAD, answered with 200", why: "Known from receivers." },
    { key: "envelope", value: "one event per request", why: "A real request holds up to 1000." },
    { key: "envelope.fields", value: "the main fields", why: "Not all of them are shown on the page." },
    { key: "headers.user-agent", value: "Mandrill-Webhook/1.0", why: "Seen in requests." },
  ],
})

// src/providers/catalogue/meta-events.ts
function change(object, entryId, value) {
  return {
    object,
    entry: [{ id: entryId, time: "{now-s}", changes: [{ value, field: "{event}" }] }],
  }
}
function whatsapp(value) {
  return {
    object: "whatsapp_business_account",
    entry: [
      {
        id: "{digits:15}",
        changes: [{ value: { messaging_product: "whatsapp", ...value }, field: "{event}" }],
      },
    ],
  }
}
var metaEvents = [
  {
    type: "messages",
    title: "WhatsApp: a message came in, or the status of one changed",
    sample: whatsapp({
      metadata: { display_phone_number: "15550783881", phone_number_id: "{digits:15}" },
      contacts: [{ profile: { name: "Tom\xE1s Ferreira" }, wa_id: "{digits:11#sender}" }],
      messages: [
        {
          from: "{digits:11#sender}",
          id: "wamid.{base62:52}==",
          timestamp: "{now-unix}",
          text: { body: "Ol\xE1! O meu pedido j\xE1 saiu? \u{1F4E6}" },
          type: "text",
        },
      ],
    }),
  },
  {
    type: "feed",
    title: "Page: something was posted, commented or liked",
    sample: change("page", "{digits:15#page}", {
      from: { id: "{digits:16}", name: "Maya Lindqvist" },
      item: "comment",
      comment_id: "{digits:15#post}_{digits:15}",
      post_id: "{digits:15#page}_{digits:15#post}",
      verb: "add",
      published: 1,
      created_time: "{now-s}",
      message: "Do you ship to Sweden?",
    }),
  },
  {
    type: "leadgen",
    title: "Page: somebody filled in a lead form",
    sample: change("page", "{digits:15#page}", {
      ad_id: "{digits:17}",
      form_id: "{digits:15}",
      leadgen_id: "{digits:15}",
      created_time: "{now-s}",
      page_id: "{digits:15#page}",
      adgroup_id: "{digits:17}",
    }),
  },
  {
    type: "comments",
    title: "Instagram: somebody commented on one of the account's posts",
    sample: change("instagram", "{digits:17}", {
      from: { id: "{digits:16}", username: "aiko.tanaka" },
      media: { id: "{digits:17}", media_product_type: "FEED" },
      id: "{digits:17}",
      text: "Where can I buy this?",
    }),
  },
]

// src/providers/catalogue/meta.ts
var STARTED = "https://developers.facebook.com/docs/graph-api/webhooks/getting-started/"
var MESSENGER = "https://developers.facebook.com/docs/messenger-platform/webhook-reference"
var VERIFICATION2 = {
  request: {
    method: "GET",
    query: [
      ["hub.mode", "subscribe"],
      ["hub.challenge", "{challenge}"],
      ["hub.verify_token", "{verify-token}"],
    ],
    signature: "none",
  },
  source: STARTED,
}
var meta = defineProvider({
  id: "meta",
  name: "Meta (WhatsApp, Pages, Instagram)",
  sources: [STARTED, MESSENGER],
  evidence: "x-hub-signature 2.1.3, which is not Meta's, accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    // Meta signs what it sends: JSON with everything outside ASCII escaped. Decoding before hashing breaks it.
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Hub-Signature-256", "sha256={signature}"]],
    weaker: { header: ["X-Hub-Signature", "sha1={signature}"], algorithm: "hmac-sha1", digest: "hex" },
  },
  secret: { generate: (random) => Buffer.from(random.subarray(0, 16)).toString("hex") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "facebookexternalua"],
  ],
  bodyEscapes: "non-ascii",
  events: metaEvents,
  names: { event: { path: "entry.0.changes.0.field" } },
  handshakes: [
    {
      ...VERIFICATION2,
      id: "verify",
      title: "A verification with the right token, which wants its challenge back",
      answer: { status: 200, body: "{challenge}" },
      certainty: "exact",
    },
    {
      ...VERIFICATION2,
      id: "verify-wrong-token",
      title: "A verification with a wrong token, which must be refused",
      request: { ...VERIFICATION2.request, signature: "wrong" },
      answer: { status: "4xx" },
      certainty: "assumed",
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "5s", assumed: "Known of Messenger; the page for all products states no number." },
    retries: {
      value: ["0s", "5m", "30m", "2h", "8h", "24h"],
      assumed:
        "Once at once, then a few times with decreasing frequency over 36 hours; no intervals are known.",
      source: STARTED,
    },
  },
  endpoint: { httpsRule: "Meta: a valid TLS certificate is required; self-signed ones are not supported" },
  manage: "https://developers.facebook.com/apps",
  assumptions: [
    {
      key: "signature.secret",
      value: "the app's secret",
      why: "Apps with Instagram login use the Instagram app secret.",
    },
    {
      key: "signature.weaker",
      value: "X-Hub-Signature (SHA-1)",
      why: "Of the page's older version; still seen.",
    },
    {
      key: "body.escapes",
      value: "\\uXXXX for everything outside ASCII",
      why: "The page says so of what is signed; that the body is sent like that is what receivers see.",
    },
    { key: "headers.user-agent", value: "facebookexternalua", why: "Seen in requests, not documented." },
    {
      key: "events.samples",
      value: "one change of the main fields",
      why: "Real requests may batch several; Messenger's `messaging` entries are left out.",
    },
  ],
})

// src/providers/catalogue/microsoft-graph.ts
var DOCS10 = "https://learn.microsoft.com/graph/change-notifications-delivery-webhooks"
var COLLECTION = "https://learn.microsoft.com/graph/api/resources/changenotificationcollection"
var notification = {
  id: "{id}",
  subscriptionId: "{uuid}",
  subscriptionExpirationDateTime: "{now-date}T23:59:59.0000000Z",
  // Replaced by the secret that the subscription was made with.
  clientState: "",
}
var message3 = {
  resource: "Users/{uuid#user}/Messages/{base62:32#message}",
  tenantId: "{uuid}",
  resourceData: {
    "@odata.type": "#Microsoft.Graph.Message",
    "@odata.id": "Users/{uuid#user}/Messages/{base62:32#message}",
    "@odata.etag": 'W/"{base62:24}"',
    id: "{base62:32#message}",
  },
}
var microsoftGraph = defineProvider({
  id: "microsoft-graph",
  name: "Microsoft Graph",
  sources: [DOCS10, COLLECTION],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "utf8",
    headers: [],
    bodyFields: [["/value/0/clientState", "{signature}"]],
  },
  secret: { generate: secretHex },
  headers: [["Content-Type", "application/json; charset=utf-8"]],
  events: [
    {
      type: "created",
      title: "A resource was created, here a message",
      sample: { ...notification, changeType: "{event}", ...message3 },
    },
    {
      type: "updated",
      title: "A resource was changed, here a message",
      sample: { ...notification, changeType: "{event}", ...message3 },
    },
    {
      type: "deleted",
      title: "A resource was deleted, here a message",
      sample: { ...notification, changeType: "{event}", ...message3 },
    },
  ],
  envelope: { value: ["{data}"] },
  names: { event: { path: "value.0.changeType" }, id: { path: "value.0.id" } },
  handshakes: [
    {
      id: "validation-token",
      title: "A POST whose validationToken the endpoint gives back as text, decoded",
      request: { method: "POST", query: [["validationToken", "{challenge}"]], signature: "none" },
      answer: { status: 200, headers: [["Content-Type", "text/plain"]], body: "{challenge}" },
      timeoutMs: 1e4,
      certainty: "exact",
      source: DOCS10,
    },
  ],
  delivery: {
    timeout: {
      value: "10s",
      assumed:
        "Earlier editions of the page say 3 seconds; today's speaks of 10 and asks for an answer within 3.",
    },
    retries: {
      value: ["10s", "30s", "1m", "5m", "15m", "30m", "1h", "2h"],
      assumed: "Exponential backoff for up to 4 hours is documented; the intervals are not.",
      source: DOCS10,
    },
  },
  endpoint: { httpsRule: "Microsoft Graph: a publicly accessible, HTTPS-secured endpoint" },
  manage: "https://learn.microsoft.com/graph/api/resources/subscription",
  assumptions: [
    {
      key: "envelope.value",
      value: "one notification per request",
      why: "A request can carry several, of several subscriptions; only the first clientState is compared.",
    },
    { key: "headers.content-type", value: "application/json; charset=utf-8", why: "Not documented." },
  ],
})

// src/providers/catalogue/monday.ts
var WEBHOOKS7 = "https://developer.monday.com/api-reference/reference/webhooks"
var AUTHORIZATION = "https://developer.monday.com/apps/docs/authorization-header"
var monday = defineProvider({
  id: "monday",
  name: "monday.com",
  sources: [WEBHOOKS7, AUTHORIZATION],
  evidence: "jose 6.2 verifies the token as the page describes it",
  scheme: jwtScheme({
    id: "monday",
    recipe: {
      algorithm: "HS256, as a JSON Web Token",
      key: "the app's signing secret as UTF-8 text",
      content:
        "the token's own claims alone: the body is not covered, and aud (the endpoint's URL) is not judged",
    },
    header: ["Authorization", "{signature}"],
    algorithms: ["HS256"],
    claims: {
      accountId: 1825529,
      userId: 4012689,
      aud: "{url}",
      exp: "{expires}",
      shortLivedToken: "short-lived-token-of-a-test",
      iat: "{timestamp}",
    },
    lifetimeSeconds: 300,
    timestamp: { unit: "s" },
  }),
  secret: { generate: (random) => secretHex(random).slice(0, 32) },
  events: [
    {
      type: "create_pulse",
      title: "An item was created on a board",
      sample: {
        userId: 9603417,
        originalTriggerUuid: null,
        boardId: 1771812698,
        pulseId: "{int:1000000000-1999999999}",
        pulseName: "Call the supplier",
        groupId: "topics",
        groupName: "Group Title",
        groupColor: "#579bfc",
        isTopGroup: true,
        columnValues: {},
        app: "monday",
        type: "{event}",
        triggerTime: "{now-iso}",
        subscriptionId: 73759690,
        triggerUuid: "{id}",
      },
    },
    {
      type: "update_column_value",
      title: "A value in a column was changed",
      sample: {
        userId: 9603417,
        originalTriggerUuid: null,
        boardId: 1771812698,
        groupId: "topics",
        pulseId: "{int:1000000000-1999999999}",
        pulseName: "Call the supplier",
        columnId: "date4",
        columnType: "date",
        columnTitle: "Date",
        value: { date: "{now-date}", icon: null, time: null },
        previousValue: null,
        changedAt: "{now-s}",
        isTopGroup: true,
        app: "monday",
        type: "{event}",
        triggerTime: "{now-iso}",
        subscriptionId: 73760484,
        triggerUuid: "{id}",
      },
    },
    {
      type: "create_update",
      title: "An update was written on an item",
      sample: {
        userId: 9603417,
        originalTriggerUuid: null,
        boardId: 1771812698,
        pulseId: "{int:1000000000-1999999999}",
        body: "<p>Delivered this morning</p>",
        textBody: "Delivered this morning",
        updateId: "{int:1000000000-1999999999}",
        replyId: null,
        app: "monday",
        type: "{event}",
        triggerTime: "{now-iso}",
        subscriptionId: 73760983,
        triggerUuid: "{id}",
      },
    },
  ],
  envelope: { event: "{data}" },
  eventId: "{hex:32}",
  names: { event: { path: "event.type" }, id: { path: "event.triggerUuid" } },
  handshakes: [
    {
      id: "challenge",
      title: "A challenge that the answer has to repeat",
      request: { method: "POST", body: { challenge: "{challenge}" }, signature: "none" },
      answer: { status: 200, body: { challenge: "{challenge}" } },
      certainty: "exact",
      source: WEBHOOKS7,
    },
  ],
  delivery: {
    timeout: { value: "10s", assumed: "Not documented." },
    retries: { value: Array.from({ length: 30 }, () => "1m"), source: WEBHOOKS7 },
  },
  manage: "https://developer.monday.com/apps/docs/manage-in-the-developer-center",
  assumptions: [
    {
      key: "token.algorithm",
      value: "HS256",
      why: "The page says that the signing secret signs, not by which algorithm.",
    },
    {
      key: "signature.prefix",
      value: "",
      why: "The page says that the header contains the token; others send Bearer before it.",
    },
    {
      key: "token.lifetime",
      value: "5m",
      why: "Taken from the page's example; exp is judged, whatever it is.",
    },
    {
      key: "handshake.signature",
      value: "none",
      why: "The page shows the challenge without saying whether it is signed.",
    },
    {
      key: "token.presence",
      value: "always",
      why: "Only webhooks created with an app's token are signed; those added on a board are not.",
    },
  ],
})

// src/providers/catalogue/mux.ts
var LISTENING = "https://www.mux.com/docs/core/listen-for-webhooks"
var VERIFYING6 = "https://www.mux.com/docs/core/verify-webhook-signatures"
var OLDER = "https://docs.mux.com/docs/webhooks"
function asset(status, more = {}) {
  return {
    status,
    playback_ids: [{ policy: "public", id: "{base62:48}" }],
    mp4_support: "none",
    master_access: "none",
    max_resolution_tier: "1080p",
    video_quality: "basic",
    encoding_tier: "baseline",
    ingest_type: "on_demand_url",
    progress: {
      state: status === "ready" ? "completed" : "ingesting",
      progress: status === "ready" ? 100 : 0,
    },
    id: "{base62:44}",
    created_at: "{now-s:-1m}",
    ...more,
  }
}
var TRACKS = [
  {
    type: "video",
    max_width: 1920,
    max_height: 1080,
    max_frame_rate: 29.97,
    id: "{base62:44}",
    duration: 23.8,
  },
  { type: "audio", max_channels: 2, max_channel_layout: "stereo", id: "{base62:44}", duration: 23.8 },
]
var mux = defineProvider({
  id: "mux",
  name: "Mux",
  sources: [LISTENING, VERIFYING6, OLDER],
  evidence: "@mux/mux-node 15.3.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["Mux-Signature", "t={timestamp},v1={signature}"]],
    separator: ",v1=",
    // Mux' own library refuses old timestamps only.
    timestamp: { unit: "s", toleranceSeconds: 300 },
  },
  secret: { generate: (random) => Buffer.from(random.subarray(0, 16)).toString("hex") },
  events: [
    {
      type: "video.asset.created",
      title: "An asset was created and is being prepared",
      sample: asset("preparing"),
    },
    {
      type: "video.asset.ready",
      title: "An asset can be played",
      sample: asset("ready", {
        aspect_ratio: "16:9",
        duration: 23.8,
        max_stored_frame_rate: 29.97,
        resolution_tier: "1080p",
        tracks: TRACKS,
      }),
    },
    {
      type: "video.asset.errored",
      title: "An asset could not be prepared",
      sample: asset("errored", {
        errors: { type: "invalid_input", messages: ["The file could not be read as video or audio."] },
      }),
    },
    { type: "video.asset.deleted", title: "An asset was deleted", sample: asset("ready") },
  ],
  envelope: {
    type: "{event}",
    request_id: null,
    object: { type: "asset", id: "{data.id}" },
    id: "{id}",
    environment: { name: "Development", id: "{lower:6}" },
    data: "{data}",
    created_at: "{now-iso}",
    attempts: [],
    accessor_source: null,
    accessor: null,
  },
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "5s" },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", "128m", "256m", "512m"],
      assumed: "24 hours with an increasing delay are documented, the intervals are not.",
      source: LISTENING,
    },
  },
  manage: "https://dashboard.mux.com/settings/webhooks",
  assumptions: [
    {
      key: "envelope.data",
      value: "the main fields of each object",
      why: "Taken from the types of Mux' own library.",
    },
    { key: "secret.generated", value: "32 hexadecimal characters", why: "The form is not documented." },
  ],
})

// src/providers/catalogue/notion.ts
var DOCS11 = "https://developers.notion.com/reference/webhooks"
var EVENTS6 = "https://developers.notion.com/reference/webhooks-events-delivery"
var HOOKDECK =
  "https://hookdeck.com/webhooks/platforms/how-to-secure-and-verify-notion-webhooks-with-hookdeck"
var parent = { id: "{uuid}", type: "page" }
var notion = defineProvider({
  id: "notion",
  name: "Notion",
  sources: [DOCS11, EVENTS6, HOOKDECK],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Notion-Signature", "sha256={signature}"]],
  },
  secret: { generate: secretText("secret_", 43) },
  events: [
    { type: "page.created", title: "A page was created", sample: { parent } },
    {
      type: "page.content_updated",
      title: "The content of a page was changed",
      sample: { parent, updated_blocks: [{ id: "{uuid}", type: "block" }] },
    },
    {
      type: "page.properties_updated",
      title: "A property of a page was changed",
      sample: { parent, updated_properties: ["title"] },
    },
    { type: "page.deleted", title: "A page was moved to the trash", sample: { parent } },
  ],
  envelope: {
    id: "{id}",
    timestamp: "{now-iso}",
    workspace_id: "{uuid}",
    workspace_name: "Acme",
    subscription_id: "{uuid}",
    integration_id: "{uuid}",
    type: "{event}",
    authors: [{ id: "{uuid}", type: "person" }],
    accessible_by: [],
    attempt_number: 1,
    entity: { id: "{uuid}", type: "page" },
    data: "{data}",
  },
  names: { event: { path: "type" }, id: { path: "id" } },
  handshakes: [
    {
      id: "verification-token",
      title: "The first request, unsigned, carries the token that signs all later ones",
      request: { method: "POST", body: { verification_token: "{challenge}" }, signature: "none" },
      answer: { status: 200 },
      becomesSecret: true,
      certainty: "assumed",
      source: HOOKDECK,
    },
  ],
  delivery: {
    timeout: { value: "10s", assumed: "No number was found on the provider's pages." },
    retries: {
      value: ["1m", "5m", "15m", "1h", "3h", "6h", "12h"],
      assumed: "Retries with exponential backoff for about a day are known; the intervals are not published.",
      source: EVENTS6,
    },
  },
  manage: "https://www.notion.so/profile/integrations",
  assumptions: [
    {
      key: "signature.header",
      value: "X-Notion-Signature: sha256=\u2026",
      why: "Described so by others; the part of the provider's page that says it was not read.",
    },
    { key: "signature.encoding", value: "hex", why: "As the header." },
    { key: "signature.key", value: "utf8: the verification token as it stands", why: "As the header." },
    {
      key: "envelope.data",
      value: "the main fields of each event",
      why: "The fields follow the documented events; values are made up.",
    },
  ],
})

// src/providers/catalogue/okta.ts
var HOOKS = "https://developer.okta.com/docs/concepts/event-hooks/"
var PRACTICES = "https://developer.okta.com/docs/reference/hooks-best-practices/"
function logEvent(displayMessage, legacyEventType, target) {
  return {
    version: "0",
    severity: "INFO",
    client: {
      zone: "OFF_NETWORK",
      device: "Unknown",
      userAgent: { os: "Unknown", browser: "UNKNOWN", rawUserAgent: "UNKNOWN-DOWNLOAD" },
      ipAddress: "203.0.113.7",
    },
    actor: {
      id: "00u{base62:17}",
      type: "User",
      alternateId: "maya@company.com",
      displayName: "Maya Lindqvist",
    },
    outcome: { result: "SUCCESS" },
    uuid: "{uuid}",
    published: "{now-iso}",
    eventType: "{event}",
    displayMessage,
    transaction: { type: "WEB", id: "{base62:27}" },
    legacyEventType,
    authenticationContext: { authenticationStep: 0, externalSessionId: "{base62:25}" },
    target: target === null ? [] : [target],
  }
}
var person = {
  id: "00u{base62:17}",
  type: "User",
  alternateId: "tomas@company.com",
  displayName: "Tom\xE1s Ferreira",
}
var okta = defineProvider({
  id: "okta",
  name: "Okta",
  sources: [HOOKS, PRACTICES],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "utf8",
    headers: [["Authorization", "{signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: secretText("", 40) },
  headers: [
    ["Accept", "application/json"],
    ["Content-Type", "application/json"],
  ],
  events: [
    {
      type: "user.session.start",
      title: "A user logged in",
      sample: logEvent("User login to Okta", "core.user_auth.login_success", null),
    },
    {
      type: "user.lifecycle.create",
      title: "A user was created",
      sample: logEvent("Create okta user", "core.user.config.user_creation.success", person),
    },
    {
      type: "user.lifecycle.deactivate",
      title: "A user was deactivated",
      sample: logEvent("Deactivate Okta user", "core.user.config.user_deactivated.success", person),
    },
  ],
  envelope: {
    eventType: "com.okta.event_hook",
    eventTypeVersion: "1.0",
    cloudEventsVersion: "0.1",
    contentType: "application/json",
    eventId: "{id}",
    eventTime: "{now-iso}",
    source: "https://company.okta.com/api/v1/eventHooks/who{base62:17}",
    data: { events: ["{data}"] },
  },
  names: { event: { path: "data.events.0.eventType" }, id: { path: "eventId" } },
  handshakes: [
    {
      id: "verification-challenge",
      title: "A GET whose challenge, in a header, the endpoint gives back as JSON",
      request: {
        method: "GET",
        headers: [["X-Okta-Verification-Challenge", "{challenge}"]],
        signature: "right",
      },
      answer: { status: 200, body: { verification: "{challenge}" } },
      timeoutMs: 3e3,
      certainty: "exact",
      source: HOOKS,
    },
  ],
  delivery: {
    success: [200, 204],
    timeout: { value: "3s" },
    retries: {
      value: ["3s"],
      assumed: "At most one retry is documented, not after 4xx; when it comes is not.",
      source: HOOKS,
    },
  },
  endpoint: { httpsRule: "Okta: HTTPS requests to an internet-accessible endpoint" },
  manage: "https://developer.okta.com/docs/guides/event-hook-implementation/",
  assumptions: [
    {
      key: "signature.header",
      value: "Authorization",
      why: "The user names the field and its value; Okta recommends this one. For Basic the secret holds it all.",
    },
    { key: "handshake.status", value: "200", why: "The page asks for the JSON and names no status." },
    {
      key: "envelope.data",
      value: "one event per request, with the main fields of a LogEvent",
      why: "A request can carry several events; real ones have more fields.",
    },
  ],
})

// src/providers/catalogue/openai.ts
var GUIDE2 = "https://developers.openai.com/api/docs/guides/webhooks"
var REFERENCE = "https://developers.openai.com/api/docs/api-reference/webhook-events"
var thin = (type, title, id3) => ({ type, title, sample: { id: id3 } })
var RESPONSE = "resp_{hex:50}"
var BATCH = "batch_{hex:32}"
var JOB = "ftjob-{base62:24}"
var RUN = "evalrun_{hex:32}"
var openai = defineProvider({
  id: "openai",
  name: "OpenAI",
  sources: [GUIDE2, REFERENCE],
  evidence: "openai 6.49.0 and standardwebhooks 1.1.1 accept it",
  scheme: {
    ...standardWebhooks.scheme,
    key: { decoding: "base64", prefix: "whsec_", withoutPrefix: "utf8" },
  },
  secret: { generate: secretWhsec },
  headers: [
    ["User-Agent", "OpenAI/1.0 (+https://platform.openai.com/docs/webhooks)"],
    ["Content-Type", "application/json"],
  ],
  events: [
    thin("response.completed", "A background response was completed", RESPONSE),
    thin("response.failed", "A background response failed", RESPONSE),
    thin("response.cancelled", "A background response was cancelled", RESPONSE),
    thin("response.incomplete", "A background response was cut short", RESPONSE),
    thin("batch.completed", "A batch was completed", BATCH),
    thin("batch.failed", "A batch failed", BATCH),
    thin("batch.expired", "A batch was not completed in time", BATCH),
    thin("batch.cancelled", "A batch was cancelled", BATCH),
    thin("fine_tuning.job.succeeded", "A fine-tuning job succeeded", JOB),
    thin("fine_tuning.job.failed", "A fine-tuning job failed", JOB),
    thin("fine_tuning.job.cancelled", "A fine-tuning job was cancelled", JOB),
    thin("eval.run.succeeded", "An evaluation run succeeded", RUN),
    thin("eval.run.failed", "An evaluation run failed", RUN),
    thin("eval.run.canceled", "An evaluation run was cancelled", RUN),
    {
      type: "realtime.call.incoming",
      title: "A call came in over SIP",
      sample: {
        call_id: "rtc_{hex:32}",
        sip_headers: [
          { name: "From", value: "sip:+14155550123@sip.example.com" },
          { name: "To", value: "sip:proj_{base62:24}@sip.api.openai.com" },
          { name: "Call-ID", value: "{uuid}" },
        ],
      },
    },
  ],
  envelope: {
    object: "event",
    id: "evt_{hex:32}",
    type: "{event}",
    created_at: "{now-s}",
    data: "{data}",
  },
  eventId: "wh_{hex:32}",
  names: { event: { path: "type" }, id: { header: "webhook-id" } },
  delivery: {
    timeout: { value: "5s", assumed: 'An answer is wanted within "a few seconds".' },
    retries: {
      value: Array.from({ length: 12 }, (_, retry) => `${2 ** retry}m`),
      assumed: "Up to 72 hours of exponential backoff are documented, the intervals are not.",
      source: GUIDE2,
    },
  },
  manage: "https://platform.openai.com/settings/project/webhooks",
  assumptions: [
    {
      key: "envelope.ids",
      value: "resp_, batch_, ftjob- and evalrun_ with random characters",
      why: "The form behind the prefixes is not documented.",
    },
    {
      key: "signature.tolerance",
      value: "5m both ways",
      why: "OpenAI's package has it as its default; the guide states none.",
    },
  ],
})

// src/signing/coded/php-serialize.ts
function phpSerialize(fields2) {
  const entries = fields2.map(([name, value]) => `${phpText(name)}${phpText(value)}`)
  return Buffer.from(`a:${entries.length}:{${entries.join("")}}`, "latin1")
}
function phpText(text) {
  return `s:${text.length}:"${text}";`
}

// src/signing/coded/paddle-classic.ts
var SIGNATURE5 = "p_signature"
var paddleClassic = {
  id: "paddle-classic",
  headers: [],
  bodyFields: [[`/${SIGNATURE5}`, "{signature}"]],
  recipe: {
    algorithm: "RSA with SHA-1, written as base64",
    key: "the private key in PEM signs, the public key of the dashboard verifies",
    content:
      "PHP's serialize() of the form's fields without p_signature, sorted by name, every value a string",
  },
  coversBody: true,
  checkSecret(secret) {
    readPrivateKey(this.id, secret, "rsa")
  },
  async sign({ secrets, body, url }) {
    const secret = requireSecret(this, secrets)
    const content = isForm(body) ? contentOf4(readFormBytes(body)) : void 0
    if (!content) throw notAForm()
    const value = signRsa(this, secret, { hash: "sha1", content }).toString("base64")
    const signature = { header: null, field: `/${SIGNATURE5}`, value }
    return {
      headers: [],
      url,
      body: putFormField(body, SIGNATURE5, value),
      signature,
      signedBodyDiffers: false,
    }
  },
  async verify(input) {
    const fields2 = isForm(input.body) ? readFormBytes(input.body) : []
    const text = fields2.find(([name]) => name === SIGNATURE5)?.[1]
    if (text === void 0) return verdict(this, "header-missing")
    const signature = decodeStrictly(text, "base64")
    const content = contentOf4(fields2)
    if (!signature?.length || !content) return verdict(this, "malformed")
    const signed = { hash: "sha1", content, signature }
    return foundVerdict(this, findSigner(verificationKeys(this, input), signed, input.nowMs))
  },
}
function contentOf4(fields2) {
  const names = new Set(fields2.map(([name]) => name))
  if (names.size !== fields2.length) return void 0
  const others = fields2.filter(([name]) => name !== SIGNATURE5)
  return phpSerialize(others.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
function notAForm() {
  return new WhkError(
    "DATA_INVALID",
    "The body is no form of Paddle Classic, so no signature fits into it.",
    {
      hint: "It is a form in which every name stands once; leave out --body to have one made.",
    },
  )
}

// src/providers/catalogue/paddle-classic.ts
var VERIFYING7 = "https://developer.paddle.com/webhook-reference/verifying-webhooks"
var CREATED = "https://developer.paddle.com/webhook-reference/553f846002eee-subscription-created"
var FAILED2 = "https://developer.paddle.com/webhook-reference/subscription-alerts/subscription-payment-failed"
var SUBSCRIPTION3 = {
  alert_id: "{id}",
  alert_name: "{event}",
  cancel_url: "https://subscription-management.paddle.com/subscription/{digits:8#subscription}/cancel",
  checkout_id: "{digits:8}-chre{hex:12}-{hex:10}",
  currency: "USD",
  email: "maya@company.com",
  event_time: "{now-date} 00:00:00",
  marketing_consent: "1",
  passthrough: "",
  subscription_id: "{digits:8#subscription}",
  subscription_plan_id: "{digits:6}",
  update_url: "https://subscription-management.paddle.com/subscription/{digits:8#subscription}/update",
  user_id: "{digits:7}",
}
var paddleClassic2 = defineProvider({
  id: "paddle-classic",
  name: "Paddle Classic",
  sources: [VERIFYING7, CREATED, FAILED2],
  scheme: paddleClassic,
  secret: { generate: secretRsa2 },
  headers: [["Content-Type", "application/x-www-form-urlencoded"]],
  events: [
    {
      type: "subscription_created",
      title: "A customer subscribed",
      sample: {
        ...SUBSCRIPTION3,
        next_bill_date: "{now-date}",
        quantity: "1",
        source: "",
        status: "active",
        unit_price: "29.00",
      },
    },
    {
      type: "subscription_cancelled",
      title: "A subscription was cancelled",
      sample: {
        ...SUBSCRIPTION3,
        cancellation_effective_date: "{now-date}",
        quantity: "1",
        status: "deleted",
        unit_price: "29.00",
      },
    },
    {
      type: "subscription_payment_succeeded",
      title: "A payment for a subscription succeeded",
      sample: {
        ...SUBSCRIPTION3,
        initial_payment: "1",
        next_bill_date: "{now-date}",
        order_id: "{digits:8}-{digits:8}",
        payment_method: "card",
        sale_gross: "29.00",
        status: "active",
      },
    },
    {
      type: "subscription_payment_failed",
      title: "A payment for a subscription failed",
      sample: { ...SUBSCRIPTION3, amount: "29.00", attempt_number: "1", status: "past_due" },
    },
  ],
  bodyFormat: "form",
  eventId: "{digits:9}",
  names: { event: { path: "alert_name" }, id: { path: "alert_id" } },
  delivery: {
    timeout: { value: "15s", assumed: "Not stated on the pages." },
    retries: {
      value: Array.from({ length: 72 }, () => "1h"),
      assumed: "Said elsewhere to be every hour for three days; not stated on the pages.",
      source: VERIFYING7,
    },
  },
  manage: "https://vendors.paddle.com/alerts-webhooks",
  assumptions: [
    {
      key: "signature.names",
      value: "sorted byte by byte, always strings",
      why: "PHP treats names of digits as numbers; Paddle has none.",
    },
    {
      key: "envelope.fields",
      value: "the main fields",
      why: "Each alert has more, and shops can have their own.",
    },
  ],
})

// src/providers/catalogue/paddle-events.ts
var MONTHLY = { interval: "month", frequency: 1 }
var PERIOD = { starts_at: "{now-iso}", ends_at: "{now-iso:30d}" }
var TIMES3 = { created_at: "{now-iso}", updated_at: "{now-iso}" }
var PRODUCT = {
  id: "pro_01{lower:24#product}",
  name: "ChatApp Pro",
  type: "standard",
  description: "Everything in the basic plan, plus a shared inbox.",
  tax_category: "standard",
  image_url: null,
  custom_data: null,
  status: "active",
  ...TIMES3,
}
var PRICE = {
  id: "pri_01{lower:24#price}",
  product_id: "pro_01{lower:24#product}",
  description: "Monthly",
  type: "standard",
  name: "Monthly",
  billing_cycle: MONTHLY,
  trial_period: null,
  tax_mode: "account_setting",
  unit_price: { amount: "3000", currency_code: "USD" },
  unit_price_overrides: [],
  quantity: { minimum: 1, maximum: 100 },
  status: "active",
  custom_data: null,
}
var TOTALS = { subtotal: "3000", discount: "0", tax: "300", total: "3300" }
var subscription3 = {
  id: "sub_01{lower:24}",
  status: "active",
  customer_id: "ctm_01{lower:24}",
  address_id: "add_01{lower:24}",
  business_id: null,
  currency_code: "USD",
  ...TIMES3,
  started_at: "{now-iso}",
  first_billed_at: "{now-iso}",
  next_billed_at: "{now-iso:30d}",
  paused_at: null,
  canceled_at: null,
  discount: null,
  collection_mode: "automatic",
  billing_details: null,
  current_billing_period: PERIOD,
  billing_cycle: MONTHLY,
  scheduled_change: null,
  items: [
    {
      status: "active",
      quantity: 1,
      recurring: true,
      ...TIMES3,
      previously_billed_at: "{now-iso}",
      next_billed_at: "{now-iso:30d}",
      trial_dates: null,
      price: PRICE,
      product: PRODUCT,
    },
  ],
  custom_data: null,
}
var transaction2 = {
  id: "txn_01{lower:24}",
  status: "completed",
  customer_id: "ctm_01{lower:24}",
  address_id: "add_01{lower:24}",
  business_id: null,
  custom_data: null,
  currency_code: "USD",
  origin: "web",
  subscription_id: "sub_01{lower:24}",
  invoice_id: "inv_01{lower:24}",
  invoice_number: "{int:10-900}-{int:10000-90000}",
  collection_mode: "automatic",
  discount_id: null,
  billing_details: null,
  billing_period: PERIOD,
  items: [{ price: PRICE, quantity: 1, proration: null }],
  details: {
    tax_rates_used: [{ tax_rate: "0.1", totals: TOTALS }],
    totals: {
      ...TOTALS,
      credit: "0",
      balance: "0",
      grand_total: "3300",
      fee: "215",
      earnings: "2785",
      currency_code: "USD",
    },
    line_items: [
      {
        id: "txnitm_01{lower:24}",
        price_id: "pri_01{lower:24#price}",
        quantity: 1,
        proration: null,
        tax_rate: "0.1",
        unit_totals: TOTALS,
        totals: TOTALS,
        product: PRODUCT,
      },
    ],
  },
  payments: [
    {
      payment_attempt_id: "{uuid}",
      amount: "3300",
      status: "captured",
      error_code: null,
      method_details: {
        type: "card",
        card: { type: "visa", last4: "4242", expiry_month: 1, expiry_year: 2030 },
      },
      created_at: "{now-iso}",
      captured_at: "{now-iso}",
    },
  ],
  checkout: { url: "https://example.com/pay?_ptxn=txn_01" },
  ...TIMES3,
  billed_at: "{now-iso}",
}
var customer2 = {
  id: "ctm_01{lower:24}",
  name: "Maya Lindqvist",
  email: "maya@company.com",
  marketing_consent: false,
  status: "active",
  custom_data: null,
  locale: "en",
  ...TIMES3,
}
var paddleEvents = [
  { type: "transaction.completed", title: "A transaction was paid and processed", sample: transaction2 },
  {
    type: "transaction.paid",
    title: "A transaction was paid",
    sample: { ...transaction2, status: "paid" },
  },
  {
    type: "subscription.created",
    title: "A subscription was created",
    sample: { ...subscription3, transaction_id: "txn_01{lower:24}" },
  },
  { type: "subscription.activated", title: "A subscription became active", sample: subscription3 },
  { type: "subscription.updated", title: "A subscription was changed", sample: subscription3 },
  {
    type: "subscription.past_due",
    title: "A payment for a subscription failed",
    sample: { ...subscription3, status: "past_due" },
  },
  {
    type: "subscription.canceled",
    title: "A subscription was canceled",
    sample: {
      ...subscription3,
      status: "canceled",
      canceled_at: "{now-iso}",
      next_billed_at: null,
      current_billing_period: null,
    },
  },
  { type: "customer.created", title: "A customer was created", sample: customer2 },
  { type: "customer.updated", title: "A customer was changed", sample: customer2 },
  {
    type: "adjustment.created",
    title: "A refund, a credit or a chargeback was created (refund)",
    sample: {
      id: "adj_01{lower:24}",
      action: "refund",
      type: "full",
      transaction_id: "txn_01{lower:24}",
      subscription_id: null,
      customer_id: "ctm_01{lower:24}",
      reason: "requested_by_customer",
      credit_applied_to_balance: false,
      currency_code: "USD",
      status: "pending_approval",
      items: [
        {
          id: "adjitm_01{lower:24}",
          item_id: "txnitm_01{lower:24}",
          type: "full",
          amount: "3300",
          proration: null,
          totals: { subtotal: "3000", tax: "300", total: "3300" },
        },
      ],
      totals: {
        subtotal: "3000",
        tax: "300",
        total: "3300",
        fee: "0",
        earnings: "3000",
        currency_code: "USD",
      },
      payout_totals: null,
      ...TIMES3,
    },
  },
]

// src/providers/catalogue/paddle.ts
var SIGNATURE6 = "https://developer.paddle.com/webhooks/signature-verification"
var DELIVERY = "https://developer.paddle.com/webhooks/respond-to-webhooks"
var OVERVIEW6 = "https://developer.paddle.com/webhooks/about/how-webhooks-work"
var DAYS_3_S = 3 * 86400
var RETRIES8 = 60
var GROWTH = 1.1
var delays = Array.from({ length: RETRIES8 }, (_, retry) => {
  const first = (DAYS_3_S * (GROWTH - 1)) / (GROWTH ** RETRIES8 - 1)
  return `${Math.floor(first * GROWTH ** retry)}s`
})
var paddle = defineProvider({
  id: "paddle",
  name: "Paddle Billing",
  sources: [SIGNATURE6, DELIVERY, OVERVIEW6],
  evidence: "@paddle/paddle-node-sdk 3.10.0 accepts it; a published vector gives the same",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}:{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["Paddle-Signature", "ts={timestamp};h1={signature}"]],
    separator: ";h1=",
    // Paddle's own packages take nothing older than five seconds.
    timestamp: { unit: "s", toleranceSeconds: 5 },
  },
  secret: { generate: secretText("pdl_ntfset_") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Paddle"],
  ],
  events: paddleEvents,
  envelope: {
    event_id: "{id}",
    event_type: "{event}",
    occurred_at: "{now-iso}",
    notification_id: "ntf_01{lower:24}",
    data: "{data}",
  },
  eventId: "evt_01{lower:24}",
  names: { event: { path: "event_type" }, id: { path: "event_id" } },
  delivery: {
    success: [200],
    timeout: { value: "5s" },
    retries: {
      value: delays,
      assumed: "60 retries over 3 days with exponential backoff are documented, the intervals are not.",
      source: DELIVERY,
    },
    sourceIps: [
      "34.232.58.13",
      "34.195.105.136",
      "34.237.3.244",
      "35.155.119.135",
      "52.11.166.252",
      "34.212.5.7",
    ],
  },
  endpoint: { httpsRule: "Paddle: the webhook server uses HTTPS" },
  manage: "https://vendors.paddle.com/notifications-v2",
  assumptions: [
    {
      key: "headers.user-agent",
      value: "Paddle",
      why: "The page says to match Paddle as the user agent; the whole text is not given.",
    },
    {
      key: "delivery.source-ips",
      value: "those of live accounts",
      why: "The sandbox has six others, and retries only 3 times in 15 minutes.",
    },
    {
      key: "envelope.data",
      value: "the main fields of each entity",
      why: "Real entities carry more.",
    },
    {
      key: "secret.generated",
      value: "pdl_ntfset_ and 32 letters and digits",
      why: "Real ones are longer; the whole text is the key.",
    },
  ],
})

// src/signing/coded/paypal.ts
import { createHash as createHash7 } from "node:crypto"
import { crc32 } from "node:zlib"
var ID = "PAYPAL-TRANSMISSION-ID"
var SIGNATURE7 = "PAYPAL-TRANSMISSION-SIG"
var TIME = "PAYPAL-TRANSMISSION-TIME"
var CERTIFICATE = "PAYPAL-CERT-URL"
var CERTIFICATE_URL2 = /^https:\/\/api(?:\.sandbox)?\.paypal\.com\/v1\/notifications\/certs\/[\w-]+$/
var SAMPLE_CERTIFICATE_URL2 =
  "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-00000000-00000000-00000000"
var SIMULATOR_WEBHOOK_ID = "WEBHOOK_ID"
var paypal = {
  id: "paypal",
  headers: [
    ["PAYPAL-AUTH-ALGO", "SHA256withRSA"],
    [CERTIFICATE, SAMPLE_CERTIFICATE_URL2],
    [ID, "{token}"],
    [SIGNATURE7, "{signature}"],
    [TIME, "{timestamp}"],
  ],
  timestamp: { unit: "iso" },
  recipe: {
    algorithm: "RSA with SHA-256, written as base64",
    key: "<webhook id>:<private key in PEM> signs; the webhook id and the certificate at PAYPAL-CERT-URL verify",
    content:
      "{token}|{timestamp}|<webhook id>|<CRC-32 of the body, in decimal>; a checksum is no hash: another body can be made to have the same",
  },
  coversBody: true,
  keySource({ headers }) {
    const [url, ...others] = headerValues(headers, CERTIFICATE)
    const isOne = url !== void 0 && others.length === 0 && CERTIFICATE_URL2.test(url)
    return isOne ? { url, kind: "certificate" } : void 0
  },
  checkSecret(secret) {
    readPrivateKey(this.id, requireKey(readSecret2(secret).pem), "rsa")
  },
  async sign({ secrets, id: id3, timestampMs, url, body }) {
    const { webhookId, pem } = readSecret2(requireSecret(this, secrets))
    const token = transmissionId(id3)
    const timestamp = new Date(timestampMs).toISOString().replace(/\.\d+Z$/, "Z")
    const content = contentOf5({ id: token, time: timestamp, webhookId, body })
    const value = signRsa(this, requireKey(pem), { hash: "sha256", content }).toString("base64")
    return {
      headers: this.headers.map(([name, template]) => [
        name,
        fillTemplate(template, { token, timestamp, signature: value }),
      ]),
      url,
      body,
      signature: { header: SIGNATURE7, field: null, value },
      signedBodyDiffers: false,
    }
  },
  async verify(input) {
    const values = [ID, SIGNATURE7, TIME].map((name) => headerValues(input.headers, name))
    if (values.some(({ length }) => length === 0)) return verdict(this, "header-missing")
    const [id3 = "", text = "", time = ""] = values.flat()
    const signature = decodeStrictly(text, "base64")
    const timestamp = judgeTimestamp(this.timestamp ?? { unit: "iso" }, { value: time, signed: true }, input)
    if (values.some(({ length }) => length > 1) || !signature?.length || !timestamp)
      return verdict(this, "malformed")
    return foundVerdict(this, findKey(this, input, { id: id3, time, signature }), timestamp)
  },
}
function findKey(scheme, { secrets, certificates = [], body, nowMs }, { id: id3, time, signature }) {
  let dated
  for (const [secretIndex, secret] of secrets.entries()) {
    const { webhookId, pem } = readSecret2(secret)
    const keys = verificationKeys(scheme, { secrets: pem === void 0 ? [] : [pem], certificates })
    const content = contentOf5({ id: id3, time, webhookId, body })
    const found = findSigner(keys, { hash: "sha256", content, signature }, nowMs)
    if (found && found.reason === void 0) return { ...found, secretIndex }
    dated ??= found && { ...found, secretIndex }
  }
  return dated
}
function contentOf5({ id: id3, time, webhookId, body }) {
  return Buffer.from(`${id3}|${time}|${webhookId}|${crc32(body)}`, "utf8")
}
function readSecret2(secret) {
  const [, webhookId, pem] = /^([\w-]+)(?::(.+))?$/s.exec(secret) ?? []
  if (webhookId !== void 0) return { webhookId, pem }
  throw new WhkError("SECRET_INVALID", "The secret is no webhook id of PayPal.", {
    hint: "Pass the webhook's id to verify, or <webhook id>:<private key in PEM> to sign.",
  })
}
function requireKey(pem) {
  if (pem !== void 0) return pem
  throw new WhkError("SECRET_INVALID", "The secret is a webhook id alone, and PayPal signs with a key.", {
    hint: "Pass <webhook id>:<private key in PEM> to sign; the webhook id alone can only verify.",
  })
}
function transmissionId(id3) {
  const hex = createHash7("sha256").update(`transmission/${id3}`).digest("hex")
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5")
}

// src/providers/catalogue/paypal.ts
var INTEGRATION = "https://developer.paypal.com/api/rest/webhooks/rest/"
var VERIFYING8 = "https://developer.paypal.com/api/webhooks/v1/definitions/verify_webhook_signature"
var WEBHOOK_ID_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
var capture = (status) => ({
  id: "{upper:17#capture}",
  amount: { currency_code: "USD", value: "21.12" },
  final_capture: true,
  seller_protection: {
    status: "ELIGIBLE",
    dispute_categories: ["ITEM_NOT_RECEIVED", "UNAUTHORIZED_TRANSACTION"],
  },
  seller_receivable_breakdown: {
    gross_amount: { currency_code: "USD", value: "21.12" },
    paypal_fee: { currency_code: "USD", value: "1.12" },
    net_amount: { currency_code: "USD", value: "20.00" },
  },
  status,
  supplementary_data: { related_ids: { order_id: "{upper:17}" } },
  create_time: "{now-iso-seconds}",
  update_time: "{now-iso-seconds}",
  links: [
    {
      href: "https://api.sandbox.paypal.com/v2/payments/captures/{upper:17#capture}",
      rel: "self",
      method: "GET",
    },
  ],
})
var paypal2 = defineProvider({
  id: "paypal",
  name: "PayPal",
  sources: [INTEGRATION, VERIFYING8],
  scheme: paypal,
  secret: {
    // A webhook id and a key, because PayPal signs with both; a webhook id alone can verify.
    generate: (random) =>
      `${Array.from(random.subarray(0, 17), (byte) => WEBHOOK_ID_CHARACTERS[byte % WEBHOOK_ID_CHARACTERS.length]).join("")}:${secretRsa2()}`,
    misuse: (secret) =>
      secret.split(":", 1)[0] === SIMULATOR_WEBHOOK_ID
        ? `PayPal: ${SIMULATOR_WEBHOOK_ID} is what the webhooks simulator signs with, so it proves nothing about your webhook.`
        : void 0,
  },
  events: [
    {
      type: "PAYMENT.CAPTURE.COMPLETED",
      title: "A payment capture completed",
      sample: capture("COMPLETED"),
    },
    { type: "PAYMENT.CAPTURE.DENIED", title: "A payment capture was denied", sample: capture("DECLINED") },
    { type: "PAYMENT.CAPTURE.PENDING", title: "A payment capture is pending", sample: capture("PENDING") },
  ],
  envelope: {
    id: "{id}",
    event_version: "1.0",
    create_time: "{now-iso}",
    resource_type: "capture",
    resource_version: "2.0",
    event_type: "{event}",
    summary: "Payment of $ 21.12 USD",
    resource: "{data}",
    links: [
      {
        href: "https://api.sandbox.paypal.com/v1/notifications/webhooks-events/{id}",
        rel: "self",
        method: "GET",
      },
    ],
  },
  eventId: "WH-{upper:17}-{upper:17}",
  names: { event: { path: "event_type" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "30s", assumed: "Not stated on the page." },
    retries: {
      value: Array.from({ length: 25 }, () => "172m"),
      assumed: "Up to 25 times over 3 days; the intervals are not published, so they are spread evenly.",
      source: INTEGRATION,
    },
  },
  endpoint: { httpsRule: "PayPal: a listener uses https:// on port 443" },
  manage: "https://developer.paypal.com/dashboard/applications",
  assumptions: [
    {
      key: "signature.certificate-hosts",
      value: "api.paypal.com, api.sandbox.paypal.com",
      why: "Seen in requests; the page only says that the address is in PAYPAL-CERT-URL.",
    },
    {
      key: "signature.chain",
      value: "not checked",
      why: "A certificate is taken as it is given; only its dates are judged.",
    },
    {
      key: "headers.transmission-id",
      value: "the same for every attempt",
      why: "Whether a retry gets a new one is not stated.",
    },
    { key: "envelope.summary", value: "one text for all", why: "PayPal writes a sentence for each event." },
  ],
})

// src/providers/catalogue/plaid.ts
var WEBHOOKS8 = "https://plaid.com/docs/api/webhooks/"
var VERIFICATION3 = "https://plaid.com/docs/api/webhooks/webhook-verification/"
var plaid = defineProvider({
  id: "plaid",
  name: "Plaid",
  sources: [VERIFICATION3, WEBHOOKS8],
  evidence: "jose 6.2 verifies the token as the page describes it",
  scheme: jwtScheme({
    id: "plaid",
    recipe: {
      algorithm: "ES256, as a JSON Web Token",
      key: "the private key signs; the key named by kid verifies, a JWK that POST /webhook_verification_key/get gives",
      content: "the claims iat and request_body_sha256, the SHA-256 of the body in hexadecimal",
    },
    header: ["Plaid-Verification", "{signature}"],
    algorithms: ["ES256"],
    bodyHash: { claim: "request_body_sha256", encoding: "hex" },
    claims: { iat: "{timestamp}" },
    timestamp: { unit: "s", toleranceSeconds: 300 },
  }),
  secret: { generate: secretP256, publicForm: "jwks" },
  events: [
    {
      type: "SYNC_UPDATES_AVAILABLE",
      title: "An item has new transactions to fetch",
      sample: {
        webhook_type: "TRANSACTIONS",
        webhook_code: "{event}",
        item_id: "{base62:37}",
        initial_update_complete: true,
        historical_update_complete: false,
        environment: "sandbox",
      },
    },
    {
      type: "ERROR",
      title: "An item cannot be updated until its user logs in again",
      sample: {
        webhook_type: "ITEM",
        webhook_code: "{event}",
        item_id: "{base62:37}",
        error: {
          error_type: "ITEM_ERROR",
          error_code: "ITEM_LOGIN_REQUIRED",
          error_message: "the login details of this item have changed",
          display_message: null,
          request_id: "{base62:15}",
        },
        environment: "sandbox",
      },
    },
    {
      type: "NEW_ACCOUNTS_AVAILABLE",
      title: "The user has opened another account at the institution",
      sample: {
        webhook_type: "ITEM",
        webhook_code: "{event}",
        item_id: "{base62:37}",
        error: null,
        environment: "sandbox",
      },
    },
    {
      type: "USER_PERMISSION_REVOKED",
      title: "The user has withdrawn access to an item",
      sample: {
        webhook_type: "ITEM",
        webhook_code: "{event}",
        item_id: "{base62:37}",
        error: null,
        environment: "sandbox",
      },
    },
  ],
  names: { event: { path: "webhook_code" } },
  delivery: {
    success: [200],
    timeout: { value: "10s" },
    // Four times longer each time; the next one would come after the 24 hours in which Plaid tries.
    retries: { value: ["30s", "2m", "8m", "32m", "128m", "512m"], source: WEBHOOKS8 },
    sourceIps: ["52.21.26.131", "52.21.47.157", "52.41.247.19", "52.88.82.239"],
  },
  manage: "https://dashboard.plaid.com/developers/webhooks",
  assumptions: [
    {
      key: "token.kid",
      value: "the thumbprint of the key",
      why: "Plaid's own are UUIDs; any name does that the verifier knows.",
    },
    {
      key: "body.whitespace",
      value: "compact JSON",
      why: "Plaid indents by two spaces; the hash is over the bytes as sent either way.",
    },
    {
      key: "events.samples",
      value: "item webhooks with these fields",
      why: "Only SYNC_UPDATES_AVAILABLE was compared with the page.",
    },
  ],
})

// src/providers/catalogue/polar-events.ts
var address = {
  line1: "Storgatan 1",
  line2: null,
  postal_code: "111 23",
  city: "Stockholm",
  state: null,
  country: "SE",
}
var customer3 = {
  id: "{uuid#customer}",
  created_at: "{now-iso}",
  modified_at: null,
  metadata: {},
  external_id: "user_25",
  email: "maya@company.com",
  email_verified: true,
  type: "individual",
  name: "Maya Lindqvist",
  billing_address: address,
  tax_id: null,
  organization_id: "{uuid#organization}",
  deleted_at: null,
  avatar_url: "https://www.gravatar.com/avatar/{hex:32}?d=404",
}
var product = {
  id: "{uuid#product}",
  created_at: "{now-iso}",
  modified_at: null,
  name: "Diaspora Pro",
  description: "Notes without limits",
  recurring_interval: "month",
  recurring_interval_count: 1,
  is_recurring: true,
  is_archived: false,
  organization_id: "{uuid#organization}",
  metadata: {},
}
var subscription4 = {
  id: "{uuid#subscription}",
  created_at: "{now-iso}",
  modified_at: null,
  amount: 1e3,
  currency: "usd",
  recurring_interval: "month",
  recurring_interval_count: 1,
  status: "active",
  current_period_start: "{now-iso}",
  current_period_end: "{now-iso}",
  cancel_at_period_end: false,
  canceled_at: null,
  started_at: "{now-iso}",
  ends_at: null,
  ended_at: null,
  customer_id: "{uuid#customer}",
  product_id: "{uuid#product}",
  discount_id: null,
  checkout_id: "{uuid#checkout}",
  customer_cancellation_reason: null,
  customer_cancellation_comment: null,
  metadata: {},
  custom_field_data: {},
  customer: customer3,
  product,
  discount: null,
  prices: [
    {
      id: "{uuid}",
      created_at: "{now-iso}",
      modified_at: null,
      amount_type: "fixed",
      is_archived: false,
      product_id: "{uuid#product}",
      price_currency: "usd",
      price_amount: 1e3,
    },
  ],
  meters: [],
}
var order2 = {
  id: "{uuid#order}",
  created_at: "{now-iso}",
  modified_at: null,
  status: "paid",
  paid: true,
  subtotal_amount: 1e3,
  discount_amount: 0,
  net_amount: 1e3,
  tax_amount: 250,
  total_amount: 1250,
  applied_balance_amount: 0,
  due_amount: 0,
  refunded_amount: 0,
  refunded_tax_amount: 0,
  currency: "usd",
  billing_reason: "subscription_create",
  billing_name: "Maya Lindqvist",
  billing_address: address,
  invoice_number: "COMPANY-{digits:4}",
  is_invoice_generated: false,
  customer_id: "{uuid#customer}",
  product_id: "{uuid#product}",
  discount_id: null,
  subscription_id: "{uuid#subscription}",
  checkout_id: "{uuid#checkout}",
  metadata: {},
  custom_field_data: {},
  customer: customer3,
  product,
  discount: null,
  items: [
    {
      id: "{uuid}",
      created_at: "{now-iso}",
      modified_at: null,
      label: "Diaspora Pro",
      amount: 1e3,
      tax_amount: 250,
      proration: false,
      product_price_id: "{uuid}",
    },
  ],
}
var checkout = {
  id: "{uuid#checkout}",
  created_at: "{now-iso}",
  modified_at: "{now-iso}",
  status: "succeeded",
  client_secret: "polar_c_{base62:43}",
  expires_at: "{now-iso}",
  success_url: "https://company.com/thanks",
  amount: 1e3,
  discount_amount: 0,
  net_amount: 1e3,
  tax_amount: 250,
  total_amount: 1250,
  currency: "usd",
  product_id: "{uuid#product}",
  customer_id: "{uuid#customer}",
  customer_name: "Maya Lindqvist",
  customer_email: "maya@company.com",
  customer_billing_address: address,
  subscription_id: "{uuid#subscription}",
  metadata: {},
  product,
}
var polarEvents = [
  { type: "order.paid", title: "An order was paid", sample: order2 },
  {
    type: "order.created",
    title: "An order was created; it may not be paid yet",
    sample: { ...order2, status: "pending", paid: false, due_amount: 1250 },
  },
  { type: "subscription.active", title: "A subscription became active", sample: subscription4 },
  {
    type: "subscription.canceled",
    title: "A subscription was cancelled and ends with its period",
    sample: {
      ...subscription4,
      cancel_at_period_end: true,
      canceled_at: "{now-iso}",
      ends_at: "{now-iso}",
      customer_cancellation_reason: "too_expensive",
    },
  },
  {
    type: "checkout.updated",
    title: "A checkout changed, for example because it was paid",
    sample: checkout,
  },
  { type: "customer.created", title: "A customer was created", sample: customer3 },
]

// src/providers/catalogue/polar.ts
var DELIVERY2 = "https://polar.sh/docs/integrate/webhooks/delivery"
var CODE = "https://github.com/polarsource/polar/blob/main/server/polar/webhook/tasks.py"
var SWITCH = "https://github.com/polarsource/polar/pull/14117"
var polar = defineProvider({
  id: "polar",
  name: "Polar",
  sources: [DELIVERY2, CODE, SWITCH],
  evidence: "standardwebhooks 1.1.1 accepts it, given the secret as Polar's SDK gives it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "base64", prefix: "whsec_", withoutPrefix: "utf8" },
    content: "{id}.{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["webhook-id", "{id}"],
      ["webhook-timestamp", "{timestamp}"],
      ["webhook-signature", "v1,{signature}"],
    ],
    separator: " ",
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  },
  // The older form: every version of Polar's SDK takes it.
  secret: { generate: secretText("polar_whs_") },
  headers: [
    ["User-Agent", "polar.sh webhooks"],
    ["Content-Type", "application/json"],
    ["webhook-api-version", "2026-04"],
  ],
  events: polarEvents,
  envelope: { type: "{event}", timestamp: "{now-iso}", data: "{data}" },
  names: { event: { path: "type" }, id: { header: "webhook-id" } },
  delivery: {
    timeout: { value: "10s" },
    retries: {
      value: ["4s", "8s", "16s", "32s", "64s", "128s", "256s", "512s", "1024s", "20m"],
      assumed: "Up to 10 times with exponential backoff; the delays follow Polar's code, without its jitter.",
      source: DELIVERY2,
    },
    sourceIps: ["3.134.238.10", "3.129.111.220", "52.15.118.168", "74.220.50.0/24", "74.220.58.0/24"],
  },
  endpoint: { rotation: "old-dies-at-once" },
  manage: "https://polar.sh/docs/integrate/webhooks/endpoints",
  assumptions: [
    {
      key: "signature.key",
      value: "what follows whsec_ decoded from base64; any other secret whole as text",
      why: "A secret made before 8 September 2026 is taken whole as text, also with whsec_: give utf8 for it.",
    },
    {
      key: "signature.tolerance",
      value: "5m",
      why: "Polar states none; its SDK uses a library of Standard Webhooks.",
    },
    { key: "signature.future-tolerance", value: "5m", why: "As the libraries of Standard Webhooks have it." },
    { key: "envelope.data", value: "the main fields of each object", why: "Real payloads carry more." },
    {
      key: "headers.api-version",
      value: "2026-04",
      why: "Each endpoint has a version; this is a recent one.",
    },
    { key: "rotation.overlap", value: "none: an endpoint has one secret", why: "Not stated." },
  ],
})

// src/providers/catalogue/postmark.ts
var DOCS12 = "https://postmarkapp.com/developer/webhooks/webhooks-overview"
var BOUNCE = "https://postmarkapp.com/developer/webhooks/bounce-webhook"
var RETRIES9 = "https://postmarkapp.com/support/article/understanding-inbound-webhook-retries-in-postmark"
var sent = {
  MessageID: "{uuid}",
  Tag: "welcome-email",
  Metadata: { user_id: "{digits:5}" },
  MessageStream: "outbound",
}
var postmark = defineProvider({
  id: "postmark",
  name: "Postmark",
  sources: [DOCS12, BOUNCE, RETRIES9],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["Authorization", "Basic {signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: basicSecret, misuse: basicSecretMisuse("Postmark") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Postmark"],
  ],
  events: [
    {
      type: "Delivery",
      title: "A message was delivered to the recipient's server",
      sample: {
        RecordType: "{event}",
        ServerID: 23,
        ...sent,
        Recipient: "maya@company.com",
        DeliveredAt: "{now-iso-seconds}",
        Details: "smtp;250 2.0.0 OK",
      },
    },
    {
      type: "Bounce",
      title: "A message bounced",
      sample: {
        RecordType: "{event}",
        ID: "{int:100000-99999999}",
        Type: "HardBounce",
        TypeCode: 1,
        Name: "Hard bounce",
        ...sent,
        ServerID: 23,
        Description: "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
        Details: "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
        Email: "maya@company.com",
        From: "sender@example.com",
        BouncedAt: "{now-iso-seconds}",
        DumpAvailable: true,
        Inactive: true,
        CanActivate: true,
        Subject: "Welcome",
      },
    },
    {
      type: "SpamComplaint",
      title: "A recipient marked a message as spam",
      sample: {
        RecordType: "{event}",
        ID: "{int:100000-99999999}",
        Type: "SpamComplaint",
        TypeCode: 100001,
        Name: "Spam complaint",
        ...sent,
        ServerID: 23,
        Description: "The subscriber explicitly marked this message as spam.",
        Details: "",
        Email: "maya@company.com",
        From: "sender@example.com",
        BouncedAt: "{now-iso-seconds}",
        DumpAvailable: true,
        Inactive: true,
        CanActivate: false,
        Subject: "Welcome",
      },
    },
  ],
  names: { event: { path: "RecordType" } },
  delivery: {
    success: [200],
    timeout: { value: "2m", assumed: "No number was found on the provider's pages." },
    retries: {
      value: ["1m", "5m", "10m", "10m", "10m", "15m", "30m", "1h", "2h", "6h"],
      assumed: "Documented for inbound messages (403 ends it); other event types may be tried fewer times.",
      source: RETRIES9,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "Postmark: HTTPS is highly recommended" },
  manage: "https://account.postmarkapp.com/servers",
  assumptions: [
    { key: "headers.user-agent", value: "Postmark", why: "Seen in requests, not documented." },
    { key: "envelope.data", value: "the main fields of each event", why: "Real payloads carry more." },
  ],
})

// src/providers/catalogue/pusher.ts
var DOCS13 = "https://pusher.com/docs/channels/server_api/webhooks/"
var RETRIES10 =
  "https://docs.bird.com/pusher/channels/channels/webhooks/channels-webhook-timeouts-and-retries"
var pusher = defineProvider({
  id: "pusher",
  name: "Pusher Channels",
  sources: [DOCS13, RETRIES10],
  evidence: "pusher 5.3.4 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Pusher-Signature", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random).toString("hex").slice(0, 20) },
  headers: [
    ["Content-Type", "application/json"],
    ["X-Pusher-Key", "278d425bdf160c739803"],
  ],
  events: [
    {
      type: "channel_occupied",
      title: "A channel has its first subscriber",
      sample: { name: "{event}", channel: "orders" },
    },
    {
      type: "channel_vacated",
      title: "A channel has lost its last subscriber",
      sample: { name: "{event}", channel: "orders" },
    },
    {
      type: "member_added",
      title: "A user subscribed to a presence channel",
      sample: { name: "{event}", channel: "presence-room-{int:1-99}", user_id: "{digits:6}" },
    },
    {
      type: "client_event",
      title: "A client sent an event to a private or presence channel",
      sample: {
        name: "{event}",
        channel: "private-room-{int:1-99}",
        event: "client-typing",
        data: '{"typing":true}',
        socket_id: "{digits:6}.{digits:7}",
      },
    },
  ],
  envelope: { time_ms: "{now-ms}", events: ["{data}"] },
  names: { event: { path: "events.0.name" } },
  delivery: {
    timeout: { value: "4s" },
    retries: {
      value: ["5s", "10s", "20s", "40s", "80s", "145s"],
      assumed: "Exponential backoff for 5 minutes is documented; the intervals are not.",
      source: RETRIES10,
    },
  },
  manage: "https://dashboard.pusher.com",
  assumptions: [
    { key: "headers.key", value: "278d425bdf160c739803", why: "A sample; use --header for your app's key." },
    {
      key: "envelope.events",
      value: "one event per request",
      why: "With batching switched on a request carries several.",
    },
  ],
})

// src/providers/catalogue/razorpay.ts
var VALIDATING3 = "https://razorpay.com/docs/webhooks/validate-test/"
var PRACTICES2 = "https://razorpay.com/docs/webhooks/best-practices/"
var PAYMENTS = "https://razorpay.com/docs/webhooks/payments/"
function event3(payload) {
  return {
    entity: "event",
    account_id: "acc_{base62:14}",
    event: "{event}",
    contains: Object.keys(payload),
    payload,
    created_at: "{now-s}",
  }
}
function payment(status, more = {}) {
  return {
    entity: {
      id: "pay_{base62:14#payment}",
      entity: "payment",
      amount: 5e4,
      currency: "INR",
      base_amount: 5e4,
      status,
      order_id: "order_{base62:14#order}",
      invoice_id: null,
      international: false,
      method: "netbanking",
      amount_refunded: 0,
      amount_transferred: 0,
      refund_status: null,
      captured: status === "captured",
      description: null,
      card_id: null,
      bank: "HDFC",
      wallet: null,
      vpa: null,
      email: "maya@company.com",
      contact: "+919876543210",
      notes: [],
      fee: status === "captured" ? 1180 : null,
      tax: status === "captured" ? 180 : null,
      error_code: null,
      error_description: null,
      error_source: null,
      error_step: null,
      error_reason: null,
      ...more,
      acquirer_data: { bank_transaction_id: "{digits:10}" },
      created_at: "{now-s:-7s}",
    },
  }
}
var FAILURE = {
  error_code: "BAD_REQUEST_ERROR",
  error_description: "Payment failed",
  error_source: "bank",
  error_step: "payment_authorization",
  error_reason: "payment_failed",
}
var razorpay = defineProvider({
  id: "razorpay",
  name: "Razorpay",
  sources: [VALIDATING3, PRACTICES2, PAYMENTS],
  evidence: "razorpay 2.9.8 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Razorpay-Signature", "{signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: (random) => Buffer.from(random.subarray(0, 16)).toString("hex") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Razorpay-Webhook/v1"],
    ["X-Razorpay-Event-Id", "{id}"],
  ],
  events: [
    {
      type: "payment.authorized",
      title: "A payment was authorised",
      sample: event3({ payment: payment("authorized") }),
    },
    {
      type: "payment.captured",
      title: "A payment was captured",
      sample: event3({ payment: payment("captured") }),
    },
    {
      type: "payment.failed",
      title: "A payment failed",
      sample: event3({ payment: payment("failed", FAILURE) }),
    },
    {
      type: "order.paid",
      title: "An order was paid",
      sample: event3({
        payment: payment("captured"),
        order: {
          entity: {
            id: "order_{base62:14#order}",
            entity: "order",
            amount: 5e4,
            amount_paid: 5e4,
            amount_due: 0,
            currency: "INR",
            receipt: "rcptid_{int:1-999}",
            offer_id: null,
            status: "paid",
            attempts: 1,
            notes: [],
            created_at: "{now-s:-1m}",
          },
        },
      }),
    },
    {
      type: "refund.processed",
      title: "A refund was made",
      sample: event3({
        refund: {
          entity: {
            id: "rfnd_{base62:14}",
            entity: "refund",
            amount: 5e4,
            currency: "INR",
            payment_id: "pay_{base62:14#payment}",
            notes: [],
            receipt: null,
            acquirer_data: { arn: null },
            created_at: "{now-s}",
            batch_id: null,
            status: "processed",
            speed_processed: "normal",
            speed_requested: "normal",
          },
        },
        payment: payment("captured", { amount_refunded: 5e4, refund_status: "full", status: "refunded" }),
      }),
    },
  ],
  eventId: "{base62:14}",
  names: { event: { path: "event" }, id: { header: "X-Razorpay-Event-Id" } },
  delivery: {
    timeout: { value: "5s" },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", "128m", "256m", "512m"],
      assumed: "Exponential backoff for 24 hours is documented, the intervals are not.",
      source: PRACTICES2,
    },
  },
  manage: "https://dashboard.razorpay.com/app/webhooks",
  assumptions: [
    { key: "headers.user-agent", value: "Razorpay-Webhook/v1", why: "Seen in requests, not documented." },
    {
      key: "events.samples",
      value: "order.paid and refund.processed",
      why: "Only the payment events' examples were read.",
    },
  ],
})

// src/providers/catalogue/resend-events.ts
var EMAIL = {
  broadcast_id: "{uuid}",
  created_at: "{now-iso}",
  email_id: "{uuid}",
  message_id: "<{hex:16}@company.com>",
  from: "Company Inc <hello@company.com>",
  to: ["maya@example.com"],
  subject: "Your order is on its way",
  tags: { category: "order_shipped" },
}
var CONTACT = {
  id: "{uuid}",
  audience_id: "{uuid}",
  segment_ids: ["{uuid}"],
  created_at: "{now-iso}",
  updated_at: "{now-iso}",
  email: "maya@example.com",
  first_name: "Maya",
  last_name: "Lindqvist",
  unsubscribed: false,
}
var email2 = (type, title, more = {}) => ({
  type: `email.${type}`,
  title,
  sample: { ...EMAIL, ...more },
})
var resendEvents = [
  email2("sent", "An e-mail was taken and is on its way"),
  email2("delivered", "An e-mail reached the recipient's mail server"),
  email2("bounced", "The recipient's mail server rejected an e-mail for good", {
    bounce: {
      message: "The address has bounced before and is on the suppression list.",
      subType: "Suppressed",
      type: "Permanent",
    },
  }),
  email2("complained", "The recipient marked an e-mail as spam"),
  email2("opened", "The recipient opened an e-mail"),
  email2("clicked", "The recipient clicked a link in an e-mail", {
    click: {
      ipAddress: "203.0.113.7",
      link: "https://company.com/orders",
      timestamp: "{now-iso}",
      userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15",
    },
  }),
  email2("delivery_delayed", "An e-mail could not be delivered for now"),
  email2("failed", "An e-mail could not be sent", { failed: { reason: "reached_daily_quota" } }),
  {
    type: "email.received",
    title: "An e-mail came in",
    sample: {
      email_id: "{uuid}",
      created_at: "{now-iso}",
      from: "Maya Lindqvist <maya@example.com>",
      to: ["support@company.com"],
      bcc: [],
      cc: [],
      received_for: ["support@company.com"],
      message_id: "<{hex:16}@example.com>",
      subject: "Where is my order?",
      attachments: [
        {
          id: "{uuid}",
          filename: "receipt.pdf",
          content_type: "application/pdf",
          content_disposition: "attachment",
          content_id: null,
        },
      ],
    },
  },
  { type: "contact.created", title: "A contact was created", sample: CONTACT },
  { type: "contact.updated", title: "A contact was changed", sample: CONTACT },
]

// src/providers/catalogue/resend.ts
var EVENTS7 = "https://resend.com/docs/webhooks/event-types"
var VERIFYING9 = "https://resend.com/docs/webhooks/verify-webhooks-requests"
var RETRIES11 = "https://resend.com/docs/webhooks/retries-and-replays"
var resend = defineProvider({
  id: "resend",
  name: "Resend",
  sources: [EVENTS7, VERIFYING9, RETRIES11],
  evidence: "resend 6.38.0 accepts it",
  scheme: svix.scheme,
  secret: { keyBytes: [24, 64], generate: secretWhsec },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Svix-Webhooks/1.0"],
  ],
  events: resendEvents,
  envelope: { type: "{event}", created_at: "{now-iso}", data: "{data}" },
  eventId: "msg_{base62:27}",
  names: { event: { path: "type" }, id: { header: "svix-id" } },
  delivery: {
    timeout: { value: "15s", assumed: "Svix's limit; Resend's pages state none." },
    retries: { value: ["5s", "5m", "30m", "2h", "5h", "10h", "10h"], source: RETRIES11 },
  },
  manage: "https://resend.com/webhooks",
  assumptions: [
    {
      key: "headers.user-agent",
      value: "Svix-Webhooks/1.0",
      why: "The headers are Svix's; Resend does not document this one.",
    },
    {
      key: "envelope.data",
      value: "the fields of Resend's own types",
      why: "Only some events have an example.",
    },
  ],
})

// src/signing/coded/content-digest.ts
import { createHash as createHash8 } from "node:crypto"

// src/signing/coded/dictionary.ts
function dictionaryMembers(lines) {
  const members = lines.flatMap(splitMembers).flatMap((text) => {
    const [, name, value] = /^([a-z*][a-z0-9_.*-]*)=(.+)$/.exec(text.trim()) ?? []
    return name === void 0 || value === void 0 ? [] : [{ name, value }]
  })
  const counts = /* @__PURE__ */ new Map()
  for (const { name } of members) counts.set(name, (counts.get(name) ?? 0) + 1)
  return members.filter(({ name }) => counts.get(name) === 1)
}
function splitMembers(line2) {
  const texts2 = []
  let start = 0
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < line2.length; at++) {
    const character = line2[at]
    if (isQuoted && character === "\\") at++
    else if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === "(") depth++
    else if (character === ")") depth--
    else if (character === "," && depth === 0) {
      texts2.push(line2.slice(start, at))
      start = at + 1
    }
  }
  return [...texts2, line2.slice(start)]
}

// src/signing/coded/content-digest.ts
var HASHES = { "sha-256": "sha256", "sha-512": "sha512" }
function contentDigest(body) {
  return `sha-256=:${createHash8("sha256").update(body).digest("base64")}:`
}
function hasRightDigest(lines, body, name) {
  const digests = dictionaryMembers(lines).filter(
    (member3) => Object.hasOwn(HASHES, member3.name) && (name === void 0 || member3.name === name),
  )
  if (digests.length === 0) return void 0
  return digests.every((member3) => {
    const [, text = ""] = /^:([A-Za-z0-9+/=]+):$/.exec(member3.value) ?? []
    const claimed = decodeStrictly(text, "base64")
    const digest = createHash8(HASHES[member3.name]).update(body).digest()
    return claimed !== void 0 && equalDigests(claimed, digest)
  })
}

// src/signing/coded/message-algorithms.ts
import { constants, sign as sign3 } from "node:crypto"
var ALGORITHMS = {
  secret: ["hmac-sha256"],
  ed25519: ["ed25519"],
  p256: ["ecdsa-p256-sha256"],
  rsa: ["rsa-pss-sha512", "rsa-v1_5-sha256"],
  "rsa-pss": ["rsa-pss-sha512"],
}
function messageKeys(schemeId) {
  return { schemeId, kinds: ["secret", "ed25519", "p256", "rsa", "rsa-pss"], sharedDecoding: "base64" }
}
async function messageSigner(key, id3) {
  const { createSigner } = await import("http-message-signatures")
  const [algorithm = ""] = algorithmsOf(key)
  const signer = createSigner(key, algorithm, id3)
  if (algorithm !== "rsa-pss-sha512") return signer
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }
  return { ...signer, sign: async (data) => sign3("sha512", data, { key, ...padding }) }
}
async function messageVerifier(key) {
  const { createVerifier } = await import("http-message-signatures")
  const algorithms = algorithmsOf(key)
  return {
    algs: [...algorithms],
    async verify(data, signature, parameters) {
      for (const algorithm of algorithms) {
        if (parameters?.alg !== void 0 && parameters.alg !== algorithm) continue
        if (await createVerifier(key, algorithm)(data, signature)) return true
      }
      return false
    },
  }
}
function algorithmsOf(key) {
  const kind = keyKind(key)
  return (kind && ALGORITHMS[kind]) ?? []
}

// src/signing/coded/message-signature.ts
function labelledSignatures(headers) {
  const values = dictionaryMembers(headerValues(headers, "Signature"))
  return dictionaryMembers(headerValues(headers, "Signature-Input")).flatMap(
    ({ name, value: input }, index) => {
      const value = values.find((member3) => member3.name === name)?.value ?? ""
      const [, text = ""] = /^:([A-Za-z0-9+/=]+):$/.exec(value) ?? []
      const isReadable = input.startsWith("(") && (decodeStrictly(text, "base64")?.length ?? 0) > 0
      return isReadable ? [{ label: name, index, input, value }] : []
    },
  )
}
async function readSignature({ label, input, value }, candidate, { method, url, headers, body }) {
  const { httpbis } = await import("http-message-signatures")
  const verifier = await messageVerifier(candidate.key)
  const message6 = { method, url, headers: grouped(headers) }
  const alone = {
    ...message6,
    headers: { ...message6.headers, "signature-input": `${label}=${input}`, signature: `${label}=${value}` },
  }
  const digests = []
  let parameters = {}
  const componentParser = (name, options) => {
    if (name === "content-digest") digests.push(checkDigest(options, { headers, body }))
    const isOther = name === "signature" || name === "signature-input"
    return isOther ? httpbis.extractHeader(name, options, message6) : null
  }
  try {
    const isRight2 = await httpbis.verifyMessage(
      {
        componentParser,
        tolerance: Number.MAX_SAFE_INTEGER,
        async keyLookup(found) {
          parameters = found
          const isOthers = candidate.id !== void 0 && found.keyid !== void 0 && candidate.id !== found.keyid
          return isOthers ? null : verifier
        },
      },
      alone,
    )
    if (isRight2 !== true) return void 0
  } catch {
    return void 0
  }
  const known = digests.filter((digest) => digest !== void 0)
  return {
    body: known.length === 0 ? void 0 : known.every(Boolean),
    lifetime: lifetimeOf2(parameters),
  }
}
function checkDigest(options, { headers, body }) {
  const key = options.get("key")
  const isPlain = [...options.keys()].every((name) => ["sf", "bs", "key"].includes(name))
  if (!isPlain || (key !== void 0 && typeof key !== "string")) return void 0
  return hasRightDigest(headerValues(headers, "Content-Digest"), body, key)
}
function lifetimeOf2({ created, expires }) {
  return {
    ...(created instanceof Date && { issued: String(created.getTime() / 1e3) }),
    ...(expires !== void 0 && { expires: typeof expires === "number" ? expires : Number.NaN }),
  }
}
function grouped(headers) {
  const values = /* @__PURE__ */ new Map()
  for (const [name, value] of headers) {
    const known = values.get(name.toLowerCase())
    if (known) known.push(value)
    else values.set(name.toLowerCase(), [value])
  }
  return Object.fromEntries(values)
}

// src/signing/coded/rfc9421.ts
var ID2 = "rfc9421"
var COMPONENTS = ["@method", "@authority", "@path", "content-digest"]
var rfc9421 = {
  id: ID2,
  recipe: {
    algorithm:
      "hmac-sha256, ed25519, ecdsa-p256-sha256, rsa-pss-sha512 or rsa-v1_5-sha256, by the kind of the key",
    key: "a shared secret in base64, or a key pair: the private key signs, the public key verifies",
    content:
      'the signature base of RFC 9421, which must cover "content-digest"; the digest is checked as well',
  },
  coversBody: true,
  headers: [
    ["Content-Digest", "sha-256=:{body-sha256}:"],
    [
      "Signature-Input",
      `sig1=(${COMPONENTS.map((component) => `"${component}"`).join(" ")});created={timestamp};keyid="{key}";alg="{algorithm}"`,
    ],
    ["Signature", "sig1=:{signature}:"],
  ],
  // The RFC leaves the oldest age to the verifier.
  timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  isCarried: ({ headers }) =>
    ["Signature-Input", "Signature"].every((name) => firstHeader(headers, name) !== void 0),
  checkSecret(secret) {
    signingKey(messageKeys(ID2), secret)
  },
  sign: sign4,
  async verify(input) {
    return await verify3(this, input)
  },
}
async function sign4(input) {
  if (input.secrets.length === 0)
    throw new WhkError("SECRET_MISSING", `${ID2} has no way to send without a secret.`)
  const { httpbis } = await import("http-message-signatures")
  const { method, url } = input
  let message6 = { method, url, headers: { "Content-Digest": contentDigest(input.body) } }
  for (const [index, secret] of input.secrets.entries()) {
    const key = signingKey(messageKeys(ID2), secret)
    message6 = await httpbis.signMessage(
      {
        key: await messageSigner(key, key.type === "private" ? await thumbprint(key) : "shared-secret"),
        name: `sig${index + 1}`,
        fields: COMPONENTS,
        params: ["created", "keyid", "alg"],
        paramValues: { created: new Date(input.timestampMs) },
      },
      message6,
    )
  }
  const written2 = (name) => [message6.headers[name] ?? ""].flat().join(", ")
  return {
    headers: ["Content-Digest", "Signature-Input", "Signature"].map((name) => [name, written2(name)]),
    url,
    body: input.body,
    signature: { header: "Signature", field: null, value: written2("Signature") },
    signedBodyDiffers: false,
  }
}
async function verify3(scheme, input) {
  const isThere = scheme.isCarried?.(input) ?? false
  if (!isThere) return verdict(scheme, "header-missing")
  const signatures = labelledSignatures(input.headers)
  if (signatures.length === 0) return verdict(scheme, "malformed")
  const keys = candidateKeys(messageKeys(ID2), input)
  const verdicts = [verdict(scheme, "no-match")]
  for (const signature of signatures) {
    for (const key of keys) {
      const coverage = await readSignature(signature, key, input)
      if (coverage) verdicts.push(judge(scheme, { coverage, match: matchOf3(scheme, signature, key) }, input))
    }
  }
  return mostTelling(verdicts)
}
function judge(scheme, { coverage, match }, input) {
  if (coverage.body === void 0) return verdict(scheme, "downgrade")
  if (!coverage.body) return verdict(scheme, "no-match")
  const { reason, timestamp } = judgeLifetime(scheme.timestamp, coverage.lifetime, input)
  return verdict(scheme, reason, match, timestamp)
}
function matchOf3(scheme, { label, index }, { secretIndex }) {
  return {
    ...placeName(scheme),
    signatureIndex: index,
    secretIndex,
    bodyForm: "raw",
    urlForm: "raw",
    form: { template: `${label}=:{signature}:`, digest: "base64" },
  }
}

// src/providers/catalogue/rfc9421.ts
var SIGNATURES3 = "https://www.rfc-editor.org/rfc/rfc9421"
var DIGEST = "https://www.rfc-editor.org/rfc/rfc9530"
var rfc94212 = defineProvider({
  id: "rfc9421",
  name: "HTTP Message Signatures",
  sources: [SIGNATURES3, DIGEST],
  evidence:
    "the signatures of RFC 9421 B.2.2, B.2.3, B.2.5 and B.2.6 verify, computed by http-message-signatures 1.0.6",
  scheme: rfc9421,
  secret: { generate: secretBase64 },
  events: [
    {
      type: "order.created",
      title: "An order was placed",
      sample: { order: { id: "{uuid}", total: "42.00", currency: "EUR" } },
    },
    {
      type: "order.cancelled",
      title: "An order was cancelled",
      sample: { order: { id: "{uuid}", reason: "out of stock" } },
    },
  ],
  envelope: { id: "{id}", type: "{event}", created: "{now-iso}", data: "{data}" },
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "15s", assumed: "The RFC says nothing about webhooks." },
    retries: {
      value: ["5s", "5m", "30m", "2h", "5h", "10h"],
      assumed: "The RFC says nothing about webhooks.",
      source: SIGNATURES3,
    },
  },
  manage: SIGNATURES3,
  assumptions: [
    {
      key: "signature.components",
      value: '"@method" "@authority" "@path" "content-digest"',
      why: "What is covered is each sender's choice; verifying takes any that include the digest of the body.",
    },
    {
      key: "signature.tolerance",
      value: "5m",
      why: "How old created may be is the verifier's choice; expires is judged as it stands.",
    },
    {
      key: "signature.future-tolerance",
      value: "5m",
      why: "How far ahead created may be is the verifier's choice.",
    },
    {
      key: "secret.form",
      value: "base64",
      why: "The RFC writes its own shared secret so (appendix B.1.5) and prescribes no form.",
    },
    {
      key: "envelope.events",
      value: "order.created and order.cancelled as examples",
      why: "The RFC names no event types.",
    },
  ],
})

// src/providers/catalogue/sanity.ts
var WEBHOOKS9 = "https://www.sanity.io/docs/compute-and-ai/webhooks"
var TOOLKIT = "https://github.com/sanity-io/webhook-toolkit"
var RETRIES12 = "https://www.sanity.io/docs/changelog/50ec6abf-fe0c-475b-ae72-314148860132"
var DOCUMENT_ID = "8d1c2f0a-5b7e-4d3f-9a61-2c4e6f8b0d13"
function post(title) {
  return {
    _createdAt: "{now-iso-seconds:-1d}",
    _id: DOCUMENT_ID,
    _rev: "{base62:22}",
    _type: "post",
    _updatedAt: "{now-iso-seconds}",
    author: { _ref: "{uuid}", _type: "reference" },
    publishedAt: "{now-iso}",
    slug: { _type: "slug", current: "hello-world" },
    title,
  }
}
var sanity = defineProvider({
  id: "sanity",
  name: "Sanity",
  sources: [WEBHOOKS9, TOOLKIT, RETRIES12],
  evidence: "@sanity/webhook 4.0.4 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "base64url",
    headers: [["sanity-webhook-signature", "t={timestamp},v1={signature}"]],
    unsigned: [],
    // Sanity's own library does not judge the age.
    timestamp: { unit: "ms" },
  },
  secret: { optional: true, generate: (random) => Buffer.from(random).toString("base64url") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Sanity.io webhook delivery"],
    ["idempotency-key", "{id}"],
    ["sanity-transaction-id", "{uuid}"],
    ["sanity-transaction-time", "{now-iso}"],
    ["sanity-dataset", "production"],
    ["sanity-document-id", DOCUMENT_ID],
    ["sanity-project-id", "zp7mbokg"],
    ["sanity-webhook-id", "aBcD1234efGH5678"],
    ["sanity-operation", "{event}"],
  ],
  events: [
    { type: "create", title: "A document was created", sample: post("Hello world") },
    { type: "update", title: "A document was changed", sample: post("Hello again") },
    { type: "delete", title: "A document was deleted", sample: post("Hello world") },
  ],
  names: { event: { header: "sanity-operation" }, id: { header: "idempotency-key" } },
  delivery: {
    timeout: { value: "30s" },
    retries: { value: ["30s", "30s"], source: `After 429 and 5xx only: ${RETRIES12}` },
  },
  manage: "https://www.sanity.io/manage",
  assumptions: [
    {
      key: "headers.sanity",
      value: "the ids of an invented project, dataset and document",
      why: "They name nothing that is there.",
    },
    {
      key: "headers.transaction-time",
      value: "the time of the attempt",
      why: "Sanity keeps the time of the change on every retry.",
    },
    {
      key: "envelope",
      value: "a post",
      why: "The document's type and the projection are the user's own.",
    },
  ],
})

// src/providers/catalogue/sendgrid.ts
var SECURITY2 =
  "https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features"
var EVENTS8 = "https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event"
var RETRIES13 = "https://docs.sendgrid.com/for-developers/tracking-events/troubleshooting"
var USER_AGENT = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:148.0) Gecko/20100101 Firefox/148.0"
var sendgrid = defineProvider({
  id: "sendgrid",
  name: "SendGrid",
  sources: [SECURITY2, EVENTS8, RETRIES13],
  evidence: "@sendgrid/eventwebhook 8.0.0 accepts it, and the value that it publishes verifies",
  scheme: {
    algorithm: "ecdsa-p256-sha256",
    key: { decoding: "keypair" },
    content: "{timestamp}{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["X-Twilio-Email-Event-Webhook-Signature", "{signature}"],
      ["X-Twilio-Email-Event-Webhook-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "s" },
    unsigned: [],
  },
  secret: { optional: true, generate: secretP256, publicForm: "base64" },
  headers: [
    ["User-Agent", "SendGrid Event API"],
    ["Content-Type", "application/json"],
  ],
  events: [
    { type: "processed", title: "A message was taken and will be sent", sample: {} },
    {
      type: "delivered",
      title: "The recipient's mail server took a message",
      sample: { response: "250 OK", tls: 1, ip: "168.245.16.25" },
    },
    {
      type: "open",
      title: "A recipient opened a message",
      sample: { useragent: USER_AGENT, ip: "203.0.113.25", sg_machine_open: false, sg_content_type: "html" },
    },
    {
      type: "click",
      title: "A recipient clicked a link in a message",
      sample: {
        useragent: USER_AGENT,
        ip: "203.0.113.25",
        url: "https://company.com/start",
        url_offset: { index: 0, type: "html" },
      },
    },
    {
      type: "bounce",
      title: "The recipient's mail server refused a message for good",
      sample: {
        reason: "550 5.1.1 The email account that you tried to reach does not exist.",
        status: "5.1.1",
        type: "bounce",
        bounce_classification: "Invalid Address",
        tls: 1,
        ip: "168.245.16.25",
      },
    },
  ],
  envelope: [
    {
      email: "maya@company.com",
      timestamp: "{now-s}",
      "smtp-id": "<{base62:22#message}@geopod-ismtpd-1>",
      event: "{event}",
      category: ["welcome"],
      sg_event_id: "{id}",
      sg_message_id: "{base62:22#message}.recvd-5b8d7c6f5-abcde-1-65B0A1C2-1.0",
      "...": "{data}",
    },
  ],
  // SendGrid ends its body with a line break, which is signed as well.
  bodyEnd: "\r\n",
  eventId: "{base62:48}",
  names: { event: { path: "0.event" }, id: { path: "0.sg_event_id" } },
  delivery: {
    timeout: { value: "10s", assumed: "No limit was read." },
    retries: {
      value: ["1m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "10h"],
      assumed: "At increasing intervals for up to 24 hours; the intervals are not stated.",
      source: RETRIES13,
    },
  },
  manage: "https://app.sendgrid.com/settings/mail_settings/webhook_settings",
  assumptions: [
    { key: "envelope", value: "one event per request", why: "Real requests hold a batch of them." },
    { key: "headers.user-agent", value: "SendGrid Event API", why: "Seen in requests." },
  ],
})

// src/providers/catalogue/sentry.ts
var WEBHOOKS10 = "https://docs.sentry.io/integrations/integration-platform/webhooks/"
var TIMEOUT = "https://sentry.io/changelog/2023-10-3-change-to-integration-platform-webhook-handling"
var automatically = { type: "application", id: "sentry", name: "Sentry" }
var byUser = { type: "user", id: 25, name: "Maya Lindqvist" }
var issue = {
  url: "https://sentry.io/api/0/organizations/company/issues/{digits:10#issue}/",
  web_url: "https://company.sentry.io/issues/{digits:10#issue}/",
  project_url: "https://company.sentry.io/issues/?project=4509877862268928",
  id: "{digits:10#issue}",
  shareId: null,
  shortId: "DIASPORA-{upper:2}",
  title: "ReferenceError: heck is not defined",
  culprit: "app/reading_time",
  permalink: "https://company.sentry.io/issues/{digits:10#issue}/",
  logger: null,
  level: "error",
  status: "unresolved",
  statusDetails: {},
  substatus: "new",
  isPublic: false,
  platform: "javascript",
  project: { id: "4509877862268928", name: "diaspora", slug: "diaspora", platform: "javascript" },
  type: "error",
  metadata: { type: "ReferenceError", value: "heck is not defined", filename: "reading_time.js" },
  numComments: 0,
  assignedTo: null,
  isBookmarked: false,
  isSubscribed: false,
  hasSeen: false,
  annotations: [],
  issueType: "error",
  issueCategory: "error",
  priority: "high",
  isUnhandled: true,
  count: "3",
  userCount: 2,
  firstSeen: "{now-iso}",
  lastSeen: "{now-iso}",
}
var event4 = {
  event_id: "{hex:32#event}",
  project: 4509877862268928,
  platform: "javascript",
  level: "error",
  type: "error",
  title: "ReferenceError: heck is not defined",
  culprit: "app/reading_time",
  location: "reading_time.js",
  message: "",
  datetime: "{now-iso}",
  timestamp: "{now-s}",
  received: "{now-s}",
  metadata: { type: "ReferenceError", value: "heck is not defined", filename: "reading_time.js" },
  exception: {
    values: [
      {
        type: "ReferenceError",
        value: "heck is not defined",
        mechanism: { type: "onerror", handled: false },
        stacktrace: {
          frames: [
            {
              abs_path: "https://company.com/reading_time.js",
              filename: "reading_time.js",
              function: "readingTime",
              in_app: true,
              lineno: 3,
              colno: 5,
            },
          ],
        },
      },
    ],
  },
  fingerprint: ["{{ default }}"],
  release: null,
  tags: [
    ["browser", "Firefox 148.0"],
    ["level", "error"],
    ["handled", "no"],
  ],
  user: { ip_address: "203.0.113.25" },
  url: "https://sentry.io/api/0/projects/company/diaspora/events/{hex:32#event}/",
  web_url: "https://company.sentry.io/issues/{digits:10#issue}/events/{hex:32#event}/",
  issue_url: "https://sentry.io/api/0/issues/{digits:10#issue}/",
  issue_id: "{digits:10#issue}",
}
var sentry = defineProvider({
  id: "sentry",
  name: "Sentry",
  sources: [WEBHOOKS10, TIMEOUT],
  evidence: "@hookflo/tern 4.1.0, a third party's package, accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      // The time is sent beside the signature and not signed.
      ["Sentry-Hook-Timestamp", "{timestamp}"],
      ["Sentry-Hook-Signature", "{signature}"],
    ],
    timestamp: { unit: "s" },
  },
  headers: [
    ["User-Agent", "sentry/26.1.0 (https://sentry.io)"],
    ["Content-Type", "application/json"],
    ["Request-ID", "{id}"],
    ["Sentry-Hook-Resource", "{event}"],
  ],
  events: [
    {
      type: "issue",
      title: "An issue was created, resolved, assigned, archived or unresolved",
      sample: { action: "created", actor: automatically, data: { issue } },
    },
    {
      type: "event_alert",
      title: "The rule of an issue alert was triggered",
      sample: {
        action: "triggered",
        actor: automatically,
        data: {
          event: event4,
          triggered_rule: "Errors in production",
          issue_alert: { title: "Errors in production", settings: [{ name: "channel", value: "#alerts" }] },
        },
      },
    },
    {
      type: "error",
      title: "An error was recorded",
      sample: { action: "created", actor: automatically, data: { error: event4 } },
    },
    {
      type: "comment",
      title: "A comment on an issue was made, changed or deleted",
      sample: {
        action: "created",
        actor: byUser,
        data: {
          comment: "Seen again after the release",
          project_slug: "diaspora",
          comment_id: "{int:1000-99999}",
          issue_id: "{int:1000000-99999999}",
          timestamp: "{now-iso}",
        },
      },
    },
    {
      type: "installation",
      title: "The integration was installed or removed",
      sample: {
        action: "created",
        actor: byUser,
        data: {
          installation: {
            status: "pending",
            organization: { slug: "company" },
            app: { uuid: "{uuid}", slug: "diaspora-alerts" },
            code: "{hex:64}",
            uuid: "{uuid}",
          },
        },
      },
    },
  ],
  envelope: { installation: { uuid: "24b397fc-a86e-43ef-9297-949e21b82480" }, "...": "{data}" },
  names: { event: { header: "Sentry-Hook-Resource" }, id: { header: "Request-ID" } },
  delivery: {
    timeout: { value: "1s" },
    retries: {
      value: [],
      assumed: "No retries are described; 1000 timeouts within 24 hours end the subscription.",
      source: TIMEOUT,
    },
  },
  manage: "https://sentry.io/settings/developer-settings/",
  assumptions: [
    {
      key: "signature.body",
      value: "raw",
      why: "The page's samples hash the parsed body printed again; what Sentry hashes are the bytes it sends.",
    },
    { key: "envelope", value: "the main fields of each payload", why: "Real payloads carry more." },
    { key: "headers.user-agent", value: "sentry/26.1.0", why: "The version varies; not documented." },
  ],
})

// src/providers/catalogue/shopify-events.ts
var recordId2 = (context) => context.integer(45e10, 9e11)
var gid = (kind, id3) => `gid://shopify/${kind}/${id3}`
var now = (context) => isoSeconds(context.nowMs)
function customer4(context) {
  const { name, email: email3 } = context.pick(PEOPLE)
  const [first = "", last = ""] = name.split(" ")
  const id3 = recordId2(context)
  return {
    id: id3,
    admin_graphql_api_id: gid("Customer", id3),
    email: email3,
    created_at: now(context),
    updated_at: now(context),
    first_name: first,
    last_name: last,
    state: "enabled",
    verified_email: true,
    phone: null,
    currency: "USD",
    tags: "",
  }
}
function order3(context, financialStatus) {
  const id3 = recordId2(context)
  const number = context.integer(1001, 9999)
  const [quantity, price] = [context.integer(1, 3), context.integer(10, 90)]
  const total = `${quantity * price}.00`
  const buyer = customer4(context)
  const lineId = recordId2(context)
  return {
    id: id3,
    admin_graphql_api_id: gid("Order", id3),
    created_at: now(context),
    updated_at: now(context),
    cancelled_at: null,
    closed_at: null,
    contact_email: buyer["email"],
    currency: "USD",
    current_total_price: total,
    email: buyer["email"],
    financial_status: financialStatus,
    fulfillment_status: null,
    name: `#${number}`,
    order_number: number,
    processed_at: now(context),
    subtotal_price: total,
    total_price: total,
    customer: buyer,
    line_items: [
      {
        id: lineId,
        admin_graphql_api_id: gid("LineItem", lineId),
        name: "IPod Nano - 8GB",
        price: `${price}.00`,
        quantity,
        sku: "IPOD2008BLACK",
        title: "IPod Nano - 8GB",
      },
    ],
  }
}
function product2(context) {
  const [id3, variantId] = [recordId2(context), recordId2(context)]
  return {
    id: id3,
    admin_graphql_api_id: gid("Product", id3),
    title: "Example T-Shirt",
    body_html: null,
    vendor: "Acme",
    product_type: "Shirts",
    handle: "example-t-shirt",
    created_at: now(context),
    updated_at: now(context),
    published_at: now(context),
    status: "active",
    tags: "example, shirt",
    variants: [
      {
        id: variantId,
        admin_graphql_api_id: gid("ProductVariant", variantId),
        product_id: id3,
        title: "Small",
        price: "19.99",
        position: 1,
        inventory_quantity: context.integer(0, 90),
      },
    ],
  }
}
function fulfillment(context) {
  const id3 = recordId2(context)
  return {
    id: id3,
    admin_graphql_api_id: gid("Fulfillment", id3),
    order_id: recordId2(context),
    status: "success",
    created_at: now(context),
    updated_at: now(context),
    tracking_company: "UPS",
    tracking_number: `1Z${context.characters(16, "0123456789")}`,
    email: context.pick(PEOPLE).email,
    name: `#${context.integer(1001, 9999)}.1`,
  }
}
var shopifyEvents = [
  live("orders/create", "An order was created", (context) => order3(context, "pending")),
  live("orders/paid", "An order was paid", (context) => order3(context, "paid")),
  live("products/update", "A product was changed", product2),
  live("customers/create", "A customer was created", customer4),
  live("fulfillments/create", "A fulfilment was created", fulfillment),
  live("app/uninstalled", "The shop uninstalled the app", () => ({
    id: 548380009,
    name: "Super Toys",
    email: "super@supertoys.com",
    domain: "demo.myshopify.com",
    country: "US",
    currency: "USD",
    plan_name: "enterprise",
    myshopify_domain: "demo.myshopify.com",
  })),
]

// src/providers/catalogue/shopify.ts
var STRUCTURE2 = "https://shopify.dev/docs/apps/build/webhooks/delivery-structure"
var RETRIES14 = "https://shopify.dev/changelog/updates-to-webhook-retry-mechanism"
var VERIFYING10 = "https://shopify.dev/docs/apps/build/webhooks/verify-deliveries"
var shopify = {
  id: "shopify",
  name: "Shopify",
  sources: [STRUCTURE2, VERIFYING10, RETRIES14],
  evidence: "@shopify/shopify-api 13.1.0 accepts it",
  scheme: {
    id: "shopify",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-Shopify-Hmac-Sha256", "{signature}"]],
  },
  secret: { generate: (random) => `shpss_${Buffer.from(random.subarray(0, 16)).toString("hex")}` },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Shopify-Captain-Hook"],
    ["X-Shopify-Topic", "{event}"],
    ["X-Shopify-Shop-Domain", "demo.myshopify.com"],
    ["X-Shopify-API-Version", "2026-07"],
    ["X-Shopify-Webhook-Id", "{id}"],
    ["X-Shopify-Event-Id", "{uuid}"],
    ["X-Shopify-Triggered-At", "{now-iso}"],
  ],
  events: shopifyEvents,
  dataKey: "",
  envelope: ({ data }) => data,
  newEventId: (context) => context.uuid(),
  names: { event: { header: "X-Shopify-Topic" }, id: { header: "X-Shopify-Webhook-Id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 5e3,
    timeoutCertainty: "exact",
    schedule: {
      delaysMs: Array.from({ length: 8 }, (_, retry) => 56e3 * 2 ** retry),
      certainty: "assumed",
      source: `8 retries over 4 hours with exponential backoff; the intervals are not published: ${RETRIES14}`,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Shopify: webhooks are delivered to HTTPS endpoints with a valid certificate",
    hasActiveFlag: false,
    secretByUpdate: false,
    rotation: "old-dies-at-once",
  },
  management: { kind: "elsewhere", url: "https://shopify.dev/docs/apps/build/webhooks/subscribe" },
  assumptions: [
    {
      key: "delivery.schedule",
      value: "9 attempts: 56s, doubling, the last 3h 58m after the first",
      why: "8 retries over 4 hours are documented, the intervals are not.",
    },
    {
      key: "headers.triggered-at",
      value: "the time of the attempt",
      why: "Shopify keeps the time of the event on every retry.",
    },
    { key: "headers.user-agent", value: "Shopify-Captain-Hook", why: "Seen in requests, not documented." },
    {
      key: "secret.generated",
      value: "shpss_ and 32 hexadecimal characters",
      why: "The secret is the app's client secret.",
    },
    {
      key: "rotation.overlap",
      value: "none: the new client secret signs at once",
      why: "Shopify says it can take up to an hour until the new secret signs.",
    },
    { key: "envelope", value: "the main fields of each resource", why: "Real resources carry many more." },
  ],
}

// src/providers/catalogue/slack.ts
var EVENTS9 = "https://docs.slack.dev/apis/events-api"
var SIGNING3 = "https://docs.slack.dev/authentication/verifying-requests-from-slack"
var URL_VERIFICATION = "https://api.slack.com/events/url_verification"
var slackId = (context, kind) => `${kind}${context.characters(10, UPPER_ALPHANUMERIC)}`
var ts = (context) => `${unixSeconds(context.nowMs)}.${String(context.integer(0, 999999)).padStart(6, "0")}`
function message4(context, text) {
  const time = ts(context)
  return {
    user: slackId(context, "U"),
    text,
    ts: time,
    channel: slackId(context, "C"),
    event_ts: time,
  }
}
var slack = {
  id: "slack",
  name: "Slack",
  sources: [EVENTS9, SIGNING3, URL_VERIFICATION],
  evidence: "@slack/bolt 5.1.0 accepts it; a published vector gives the same",
  scheme: {
    id: "slack",
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "v0:{timestamp}:{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["X-Slack-Request-Timestamp", "{timestamp}"],
      ["X-Slack-Signature", "v0={signature}"],
    ],
    timestamp: { unit: "s", toleranceSeconds: 300, futureToleranceSeconds: 300 },
  },
  secret: { generate: (random) => Buffer.from(random.subarray(0, 16)).toString("hex") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)"],
  ],
  events: [
    live("app_mention", "The app was mentioned in a conversation", (context) =>
      message4(context, "<@U0LAN0Z89> is it everything a river should be?"),
    ),
    live("message", "A message was sent to a conversation the app is in", (context) => ({
      ...message4(context, "Live long and prospect."),
      channel_type: "channel",
    })),
    live("reaction_added", "A reaction was added to an item", (context) => ({
      user: slackId(context, "U"),
      reaction: context.pick(["thumbsup", "eyes", "white_check_mark"]),
      item_user: slackId(context, "U"),
      item: { type: "message", channel: slackId(context, "C"), ts: ts(context) },
      event_ts: ts(context),
    })),
    live("member_joined_channel", "A user joined a conversation", (context) => ({
      user: slackId(context, "U"),
      channel: slackId(context, "C"),
      channel_type: "C",
      team: slackId(context, "T"),
      inviter: slackId(context, "U"),
      event_ts: ts(context),
    })),
    live("channel_created", "A channel was created", (context) => ({
      channel: {
        id: slackId(context, "C"),
        name: context.pick(["release-week", "incident-42", "new-joiners"]),
        created: unixSeconds(context.nowMs),
        creator: slackId(context, "U"),
      },
      event_ts: ts(context),
    })),
    live("app_uninstalled", "The app was uninstalled from the workspace", () => ({
      type: "app_uninstalled",
    })),
  ],
  dataKey: "event",
  envelope: ({ id: id3, type, timeMs, data, context }) => ({
    token: "XXYYZZ",
    team_id: "T0123ABCDEF",
    api_app_id: "A0123ABCDEF",
    event: { type, ...data },
    type: "event_callback",
    event_id: id3,
    event_time: unixSeconds(timeMs),
    authorizations: [
      {
        enterprise_id: null,
        team_id: "T0123ABCDEF",
        user_id: slackId(context, "U"),
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  }),
  newEventId: (context) => slackId(context, "Ev"),
  names: { event: { path: "event.type" }, id: { path: "event_id" } },
  handshakes: [
    {
      id: "url-verification",
      title: "A signed challenge to a new Request URL, which wants the challenge back",
      request: {
        method: "POST",
        body: { token: "{base62:24}", challenge: "{challenge}", type: "url_verification" },
        signature: "right",
      },
      answer: {
        status: 200,
        body: "{challenge}",
        alsoBodies: [{ challenge: "{challenge}" }, "challenge={challenge}"],
      },
      timeoutMs: 3e3,
      certainty: "exact",
      source: URL_VERIFICATION,
    },
  ],
  delivery: {
    success: "2xx",
    timeoutMs: 3e3,
    timeoutCertainty: "exact",
    schedule: { delaysMs: [0, 6e4, 3e5], certainty: "exact", source: EVENTS9 },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Slack: a Request URL uses https://",
    hasActiveFlag: true,
    secretByUpdate: false,
    rotation: "old-dies-at-once",
  },
  management: { kind: "elsewhere", url: "https://api.slack.com/apps" },
  assumptions: [
    { key: "delivery.first-retry", value: "0s", why: 'The first retry comes "nearly immediately".' },
    {
      key: "delivery.retry-headers",
      value: "X-Slack-Retry-Num and X-Slack-Retry-Reason are not sent",
      why: "Slack adds them on retries.",
    },
    { key: "headers.user-agent", value: "Slackbot 1.0", why: "Seen in requests, not documented for events." },
    {
      key: "signature.future-tolerance",
      value: "5m",
      why: "The page compares the absolute age; packages differ.",
    },
    { key: "rotation.overlap", value: "none", why: "Not stated for the signing secret." },
  ],
}

// src/providers/catalogue/slack-events-api.ts
var slackEventsApi = {
  ...slack,
  id: "slack-events-api",
  name: "Slack (Events API adapter)",
  evidence: "@slack/events-api 3.0.1 (deprecated) accepts it",
  scheme: { ...slack.scheme, id: "slack-events-api" },
}

// src/providers/catalogue/smartsheet.ts
var CALLBACKS = "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-callbacks"
var VERIFICATION4 = "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-verification"
var EARLIER = "https://github.com/smartsheet-platform/api-docs"
var ID3 = "{int:1000000000000000-8999999999999999}"
var TIME2 = "{now-date}T{now-time}.000+0000"
var smartsheet = defineProvider({
  id: "smartsheet",
  name: "Smartsheet",
  sources: [CALLBACKS, VERIFICATION4, EARLIER],
  evidence: "The provider's own documentation and sample; no package checks it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["Smartsheet-Hmac-SHA256", "{signature}"]],
  },
  secret: { generate: (random) => BigInt(`0x${Buffer.from(random).toString("hex")}`).toString(36) },
  events: [
    {
      type: "row.created",
      title: "A row was added to the sheet",
      sample: { objectType: "row", eventType: "created", id: ID3, userId: ID3, timestamp: TIME2 },
    },
    {
      type: "cell.updated",
      title: "A cell was changed",
      sample: {
        objectType: "cell",
        eventType: "updated",
        rowId: ID3,
        columnId: ID3,
        userId: ID3,
        timestamp: TIME2,
      },
    },
    {
      type: "row.deleted",
      title: "A row was deleted",
      sample: { objectType: "row", eventType: "deleted", id: ID3, userId: ID3, timestamp: TIME2 },
    },
  ],
  envelope: {
    nonce: "{id}",
    timestamp: TIME2,
    webhookId: ID3,
    scope: "sheet",
    scopeObjectId: ID3,
    events: ["{data}"],
  },
  names: {
    event: { cases: [{ type: "{events.0.objectType}.{events.0.eventType}" }] },
    id: { path: "nonce" },
  },
  handshakes: [
    {
      id: "hook-challenge",
      title: "A POST whose Smartsheet-Hook-Challenge comes back in a header or as JSON",
      request: {
        method: "POST",
        headers: [["Smartsheet-Hook-Challenge", "{challenge}"]],
        body: { challenge: "{challenge}", webhookId: ID3 },
        signature: "none",
      },
      answer: {
        status: 200,
        headers: [["Smartsheet-Hook-Response", "{challenge}"]],
        body: { smartsheetHookResponse: "{challenge}" },
      },
      alsoAnswers: [
        { status: 200, headers: [["Smartsheet-Hook-Response", "{challenge}"]] },
        { status: 200, body: { smartsheetHookResponse: "{challenge}" } },
      ],
      certainty: "exact",
      source: VERIFICATION4,
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "30s", assumed: "No number was found on the provider's pages." },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", ...Array.from({ length: 7 }, () => "3h")],
      assumed:
        "14 retries are documented: 7 with exponential backoff, whose intervals are not, then one every 3 hours.",
      source: EARLIER,
    },
  },
  endpoint: { httpsRule: "Smartsheet: only URLs with a protocol of 'https' are supported" },
  manage: "https://developers.smartsheet.com/api/smartsheet/openapi/webhooks",
  assumptions: [
    {
      key: "event.id",
      value: "the nonce, a UUID",
      why: "It differs for every callback; whether a retry repeats it is not documented.",
    },
    {
      key: "signature.padding",
      value: "64 hexadecimal digits",
      why: "The documentation's Java sample drops leading zeros; its JavaScript sample does not.",
    },
    {
      key: "handshake.signature",
      value: "none",
      why: "The documented verification request shows no signature.",
    },
  ],
})

// src/providers/catalogue/square-events.ts
var LOCATION = "S8GWD5R9QB376"
var payment2 = {
  id: "{base62:29#payment}",
  created_at: "{now-iso}",
  updated_at: "{now-iso}",
  amount_money: { amount: 1250, currency: "USD" },
  total_money: { amount: 1250, currency: "USD" },
  approved_money: { amount: 1250, currency: "USD" },
  status: "COMPLETED",
  source_type: "CARD",
  card_details: {
    status: "CAPTURED",
    card: {
      card_brand: "VISA",
      last_4: "1111",
      exp_month: 11,
      exp_year: 2029,
      fingerprint: "sq-1-{base62:44}",
      card_type: "CREDIT",
      bin: "411111",
    },
    entry_method: "KEYED",
    cvv_status: "CVV_ACCEPTED",
    avs_status: "AVS_ACCEPTED",
    statement_description: "SQ *COMPANY",
  },
  location_id: LOCATION,
  order_id: "{base62:25}",
  delay_action: "CANCEL",
  delay_duration: "PT168H",
  receipt_number: "{base62:4#receipt}",
  receipt_url: "https://squareup.com/receipt/preview/{base62:4#receipt}",
  version_token: "{base62:48}6o",
}
var customer5 = {
  id: "{upper:26#customer}",
  created_at: "{now-iso}",
  updated_at: "{now-iso}",
  given_name: "Maya",
  family_name: "Lindqvist",
  email_address: "maya@company.com",
  preferences: { email_unsubscribed: false },
  creation_source: "THIRD_PARTY",
  version: 0,
}
var squareEvents = [
  {
    type: "payment.updated",
    title: "A payment changed, for example because it was completed",
    sample: { type: "payment", id: "{base62:29#payment}", object: { payment: payment2 } },
  },
  {
    type: "payment.created",
    title: "A payment was created",
    sample: {
      type: "payment",
      id: "{base62:29#payment}",
      object: { payment: { ...payment2, status: "APPROVED" } },
    },
  },
  {
    type: "refund.updated",
    title: "A refund changed, for example because it was completed",
    sample: {
      type: "refund",
      id: "{base62:29#payment}_{base62:30#refund}",
      object: {
        refund: {
          id: "{base62:29#payment}_{base62:30#refund}",
          created_at: "{now-iso}",
          updated_at: "{now-iso}",
          amount_money: { amount: 1250, currency: "USD" },
          status: "COMPLETED",
          payment_id: "{base62:29#payment}",
          location_id: LOCATION,
          order_id: "{base62:25}",
          reason: "Returned goods",
          version: 8,
        },
      },
    },
  },
  {
    type: "order.created",
    title: "An order was created",
    sample: {
      type: "order_created",
      id: "{base62:25#order}",
      object: {
        order_created: {
          order_id: "{base62:25#order}",
          version: 1,
          location_id: LOCATION,
          state: "OPEN",
          created_at: "{now-iso}",
        },
      },
    },
  },
  {
    type: "customer.created",
    title: "A customer profile was created",
    sample: { type: "customer", id: "{upper:26#customer}", object: { customer: customer5 } },
  },
]

// src/providers/catalogue/square.ts
var VALIDATE2 = "https://developer.squareup.com/docs/webhooks/step3validate"
var OVERVIEW7 = "https://developer.squareup.com/docs/webhooks/overview"
var TROUBLE = "https://developer.squareup.com/docs/webhooks/troubleshooting"
var SCHEDULE = "https://developer.squareup.com/docs/webhooks-api/delivery-sla"
var square = defineProvider({
  id: "square",
  name: "Square",
  sources: [VALIDATE2, OVERVIEW7, TROUBLE, SCHEDULE],
  evidence: "square 46.0.0 accepts it, and the value that Square publishes verifies",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{url}{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["x-square-hmacsha256-signature", "{signature}"]],
    weaker: { header: ["x-square-signature", "{signature}"], algorithm: "hmac-sha1", digest: "base64" },
  },
  secret: { generate: secretText("", 22) },
  headers: [
    ["User-Agent", "Square Connect v2"],
    ["Content-Type", "application/json"],
    ["square-environment", "Production"],
    ["square-initial-delivery-timestamp", "{now-iso}"],
  ],
  events: squareEvents,
  envelope: {
    merchant_id: "6SSW7HV8K2ST5",
    type: "{event}",
    event_id: "{id}",
    created_at: "{now-iso}",
    data: "{data}",
  },
  names: { event: { path: "type" }, id: { path: "event_id" } },
  delivery: {
    timeout: {
      value: "10s",
      assumed: "An older page says 10 seconds; the current one says as soon as possible.",
    },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", ...Array(22).fill("1h")],
      assumed: "For up to 24 hours; the intervals are those of an older page, which went on for 72 hours.",
      source: SCHEDULE,
    },
  },
  manage: "https://developer.squareup.com/apps",
  assumptions: [
    {
      key: "signature.weaker",
      value: "x-square-signature (HMAC-SHA1) is sent beside it",
      why: "Described by an older version of the page only; receivers still see it.",
    },
    {
      key: "headers.square",
      value: "square-environment and square-initial-delivery-timestamp",
      why: "Known from receivers; square-retry-number and square-retry-reason of retries are left out.",
    },
    {
      key: "headers.initial-delivery",
      value: "the time of each attempt",
      why: "Square repeats the time of the first one.",
    },
    { key: "headers.user-agent", value: "Square Connect v2", why: "Seen in requests." },
    { key: "envelope.data", value: "the main fields of each object", why: "Real payloads carry more." },
  ],
})

// src/providers/catalogue/standard-webhooks-v1a.ts
var standardWebhooksV1a = {
  ...standardWebhooks,
  id: "standard-webhooks-v1a",
  name: "Standard Webhooks (v1a, asymmetric)",
  evidence: "a published vector gives the same; the official JavaScript library verifies only v1",
  scheme: {
    ...standardWebhooks.scheme,
    id: "standard-webhooks-v1a",
    algorithm: "ed25519",
    key: { decoding: "keypair" },
    headers: [
      ["webhook-id", "{id}"],
      ["webhook-timestamp", "{timestamp}"],
      ["webhook-signature", "v1a,{signature}"],
    ],
  },
  secret: { generate: secretWhsk, publicForm: "whpk" },
  assumptions: [
    ...standardWebhooks.assumptions,
    {
      key: "secret.generated",
      value: "whsk_ and the base64 of 32 bytes of seed and the 32 bytes of the public key",
      why: "The specification says base64 behind whsk_; the vector holds both parts.",
    },
  ],
}

// src/providers/catalogue/strava.ts
var DOCS14 = "https://developers.strava.com/docs/webhooks/"
var OWNER = "{int:100000-99999999#owner}"
var told2 = { event_time: "{now-s}", owner_id: OWNER, subscription_id: 120475 }
var activity = { object_type: "activity", object_id: "{int:1000000000-15999999999}" }
var strava = defineProvider({
  id: "strava",
  name: "Strava",
  sources: [DOCS14],
  scheme: {
    algorithm: "none",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [],
  },
  events: [
    {
      type: "activity.create",
      title: "An athlete recorded an activity",
      sample: { aspect_type: "create", ...activity, ...told2, updates: {} },
    },
    {
      type: "activity.update",
      title: "The title, type or privacy of an activity was changed",
      sample: { aspect_type: "update", ...activity, ...told2, updates: { title: "Morning ride" } },
    },
    {
      type: "activity.delete",
      title: "An activity was deleted",
      sample: { aspect_type: "delete", ...activity, ...told2, updates: {} },
    },
    {
      type: "athlete.update",
      title: "An athlete revoked the application's access",
      sample: {
        aspect_type: "update",
        object_type: "athlete",
        object_id: OWNER,
        ...told2,
        updates: { authorized: "false" },
      },
    },
  ],
  names: { event: { cases: [{ type: "{object_type}.{aspect_type}" }] } },
  handshakes: [
    {
      id: "subscribe",
      title: "A GET whose hub.challenge the endpoint gives back as JSON",
      request: {
        method: "GET",
        query: [
          ["hub.mode", "subscribe"],
          ["hub.verify_token", "{verify-token}"],
          ["hub.challenge", "{challenge}"],
        ],
        signature: "none",
      },
      answer: {
        status: 200,
        headers: [["Content-Type", "application/json"]],
        body: { "hub.challenge": "{challenge}" },
      },
      timeoutMs: 2e3,
      certainty: "assumed",
      source: DOCS14,
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "2s" },
    retries: {
      value: ["2m", "2m"],
      assumed: "Three attempts in all are documented; the intervals are not (others saw two minutes).",
      source: DOCS14,
    },
  },
  manage: "https://www.strava.com/settings/api",
  assumptions: [
    {
      key: "handshake.answer",
      value: '{"hub.challenge": \u2026} within two seconds',
      why: "Libraries for Strava answer so; that part of the provider's page was not read.",
    },
    {
      key: "secret",
      value: "none",
      why: "Strava signs nothing; the verify token is compared once, when the subscription is made.",
    },
  ],
})

// src/providers/catalogue/stripe-events.ts
var MONTH_S = 30 * 86400
var id2 = (context, prefix) => `${prefix}_1${context.characters(23, ALPHANUMERIC)}`
var customerId = (context) => `cus_${context.characters(14, ALPHANUMERIC)}`
var amount = (context) => context.integer(5, 400) * 100
var now2 = (context) => unixSeconds(context.nowMs)
function customer6(context) {
  const { name, email: email3 } = context.pick(PEOPLE)
  return {
    id: customerId(context),
    object: "customer",
    created: now2(context),
    currency: null,
    delinquent: false,
    email: email3,
    invoice_prefix: context.characters(8, "ABCDEF0123456789"),
    livemode: false,
    metadata: {},
    name,
    phone: null,
    preferred_locales: [],
    tax_exempt: "none",
  }
}
function paymentIntent(context) {
  const paid = amount(context)
  return {
    id: id2(context, "pi"),
    object: "payment_intent",
    amount: paid,
    amount_capturable: 0,
    amount_received: paid,
    capture_method: "automatic_async",
    created: now2(context),
    currency: "usd",
    customer: customerId(context),
    description: null,
    latest_charge: id2(context, "ch"),
    livemode: false,
    metadata: {},
    payment_method: id2(context, "pm"),
    payment_method_types: ["card"],
    status: "succeeded",
  }
}
function checkoutSession(context) {
  const { name, email: email3 } = context.pick(PEOPLE)
  const total = amount(context)
  return {
    id: `cs_test_${context.characters(58, ALPHANUMERIC)}`,
    object: "checkout.session",
    amount_subtotal: total,
    amount_total: total,
    client_reference_id: null,
    created: now2(context),
    currency: "usd",
    customer: customerId(context),
    customer_details: { email: email3, name, phone: null, tax_exempt: "none", tax_ids: [] },
    livemode: false,
    metadata: {},
    mode: "payment",
    payment_intent: id2(context, "pi"),
    payment_status: "paid",
    status: "complete",
    success_url: "https://example.com/success",
  }
}
function subscription5(context) {
  const start = now2(context)
  const itemId = `si_${context.characters(14, ALPHANUMERIC)}`
  const price = { id: id2(context, "price"), object: "price", currency: "usd", unit_amount: 2e3 }
  return {
    id: id2(context, "sub"),
    object: "subscription",
    cancel_at_period_end: false,
    collection_method: "charge_automatically",
    created: start,
    currency: "usd",
    customer: customerId(context),
    items: {
      object: "list",
      data: [
        {
          id: itemId,
          object: "subscription_item",
          current_period_end: start + MONTH_S,
          current_period_start: start,
          price,
          quantity: 1,
        },
      ],
      has_more: false,
    },
    livemode: false,
    metadata: {},
    start_date: start,
    status: "active",
  }
}
function invoice(context) {
  const due = amount(context)
  return {
    id: id2(context, "in"),
    object: "invoice",
    amount_due: due,
    amount_paid: due,
    amount_remaining: 0,
    billing_reason: "subscription_cycle",
    created: now2(context),
    currency: "usd",
    customer: customerId(context),
    customer_email: context.pick(PEOPLE).email,
    livemode: false,
    metadata: {},
    number: `${context.characters(8, "ABCDEF0123456789")}-0001`,
    status: "paid",
    total: due,
  }
}
function charge2(context) {
  const refunded = amount(context)
  return {
    id: id2(context, "ch"),
    object: "charge",
    amount: refunded,
    amount_captured: refunded,
    amount_refunded: refunded,
    created: now2(context),
    currency: "usd",
    customer: customerId(context),
    livemode: false,
    metadata: {},
    paid: true,
    payment_intent: id2(context, "pi"),
    refunded: true,
    status: "succeeded",
  }
}
var stripeEvents = [
  live("payment_intent.succeeded", "A payment was completed", paymentIntent),
  live("checkout.session.completed", "A Checkout session was completed", checkoutSession),
  live("customer.created", "A customer was created", customer6),
  live("customer.subscription.created", "A customer was signed up for a plan", subscription5),
  live("invoice.paid", "An invoice was paid", invoice),
  live("charge.refunded", "A charge was refunded, wholly or in part", charge2),
  live("payment_intent.payment_failed", "A payment attempt failed", (context) => ({
    ...paymentIntent(context),
    amount_received: 0,
    latest_charge: null,
    payment_method: null,
    status: "requires_payment_method",
  })),
]

// src/providers/catalogue/stripe.ts
var DOCS15 = "https://docs.stripe.com/webhooks"
var stripe = {
  id: "stripe",
  name: "Stripe",
  sources: [DOCS15, "https://docs.stripe.com/api/events/object"],
  evidence: "stripe 23.1.0 accepts it; a published vector gives the same",
  scheme: {
    id: "stripe",
    algorithm: "hmac-sha256",
    // The whole whsec_… string is the key: unlike Standard Webhooks, nothing is taken off or decoded.
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["Stripe-Signature", "t={timestamp},v1={signature}"]],
    separator: ",v1=",
    // Stripe's own libraries refuse old timestamps only.
    timestamp: { unit: "s", toleranceSeconds: 300 },
  },
  secret: { generate: secretWhsecText },
  headers: [
    ["Content-Type", "application/json; charset=utf-8"],
    ["User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)"],
  ],
  events: stripeEvents,
  dataKey: "data.object",
  envelope: ({ id: id3, type, timeMs, data, context }) => ({
    id: id3,
    object: "event",
    api_version: "2026-10-28.endive",
    created: unixSeconds(timeMs),
    data: { object: data },
    livemode: false,
    pending_webhooks: 1,
    request: { id: `req_${context.characters(14, ALPHANUMERIC)}`, idempotency_key: context.uuid() },
    type,
  }),
  newEventId: (context) => `evt_1${context.characters(23, ALPHANUMERIC)}`,
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    success: "2xx",
    timeoutMs: 1e4,
    timeoutCertainty: "assumed",
    schedule: {
      delaysMs: Array.from({ length: 12 }, (_, retry) => 6e4 * 2 ** retry),
      certainty: "assumed",
      source: `Up to three days with exponential backoff; the intervals are not published: ${DOCS15}`,
    },
  },
  endpoint: {
    httpsOnly: true,
    httpsRule: "Stripe: endpoints in live mode are publicly accessible HTTPS URLs",
    hasActiveFlag: true,
    secretByUpdate: false,
    rotation: "overlap",
  },
  management: { kind: "elsewhere", url: "https://dashboard.stripe.com/webhooks" },
  assumptions: [
    { key: "delivery.timeout", value: "10s", why: "Stripe asks for a quick answer and states no number." },
    {
      key: "delivery.schedule",
      value: "13 attempts: 1m, 2m, 4m \u2026 doubling to 34h 8m, the last within three days",
      why: "Three days and exponential backoff are documented, the intervals are not.",
    },
    { key: "headers.user-agent", value: "Stripe/1.0", why: "Seen in requests, not documented." },
    {
      key: "headers.content-type",
      value: "application/json; charset=utf-8",
      why: "Seen in requests, not documented.",
    },
    { key: "envelope.data", value: "the main fields of each object", why: "Real objects carry many more." },
  ],
}

// src/providers/catalogue/trello.ts
var DOCS16 = "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/"
var board = { id: "{hex:24#board}", name: "Product", shortLink: "{base62:8}" }
var card = { id: "{hex:24}", name: "Write the report", idShort: "{int:1-500}", shortLink: "{base62:8}" }
var trello = defineProvider({
  id: "trello",
  name: "Trello",
  sources: [DOCS16],
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{body}{url}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-Trello-Webhook", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random).toString("hex") },
  events: [
    {
      type: "createCard",
      title: "A card was created",
      sample: { card, list: { id: "{hex:24}", name: "To do" }, board },
    },
    {
      type: "updateCard",
      title: "A card was changed or moved",
      sample: {
        card: { idList: "{hex:24#done}", ...card },
        old: { idList: "{hex:24#todo}" },
        board,
        listBefore: { id: "{hex:24#todo}", name: "To do" },
        listAfter: { id: "{hex:24#done}", name: "Done" },
      },
    },
    {
      type: "commentCard",
      title: "A card was commented on",
      sample: { text: "Looks good to me.", card, list: { id: "{hex:24}", name: "To do" }, board },
    },
  ],
  envelope: {
    action: {
      id: "{id}",
      idMemberCreator: "{hex:24#member}",
      data: "{data}",
      type: "{event}",
      date: "{now-iso}",
      memberCreator: {
        id: "{hex:24#member}",
        activityBlocked: false,
        avatarHash: "{hex:32}",
        fullName: "Maya Lindqvist",
        initials: "ML",
        username: "mayalindqvist",
      },
    },
    model: {
      id: "{hex:24}",
      name: "Product",
      desc: "",
      closed: false,
      idOrganization: "{hex:24}",
      pinned: false,
      url: "https://trello.com/b/{base62:8}/product",
    },
  },
  eventId: "{hex:24}",
  names: { event: { path: "action.type" }, id: { path: "action.id" } },
  handshakes: [
    {
      id: "head",
      title: "A HEAD that wants a 200 before the webhook is created",
      request: { method: "HEAD", signature: "none" },
      answer: { status: 200 },
      certainty: "exact",
      source: DOCS16,
    },
  ],
  delivery: {
    timeout: { value: "30s", assumed: "No number was found on the provider's page." },
    retries: {
      value: ["30s", "1m", "2m"],
      assumed: "Known as three retries after 30, 60 and 120 seconds; that part of the page was not read.",
      source: DOCS16,
    },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "Trello: a valid URL; with https:// its certificate must be valid",
  },
  manage: "https://trello.com/power-ups/admin",
  assumptions: [
    {
      key: "signature.header",
      value: "X-Trello-Webhook",
      why: "Known from practice; that part of the provider's page was not read.",
    },
    { key: "signature.algorithm", value: "hmac-sha1", why: "As the header." },
    {
      key: "signature.content",
      value: "{body}{url}",
      why: "As the header; the URL is the callbackURL exactly as it was given to Trello.",
    },
    { key: "signature.encoding", value: "base64", why: "As the header." },
    { key: "signature.key", value: "utf8: the application's secret", why: "As the header." },
    { key: "envelope.data", value: "the main fields of each action", why: "Real models carry many more." },
  ],
})

// src/providers/catalogue/twilio-json.ts
var SECURITY3 = "https://www.twilio.com/docs/usage/webhooks/webhooks-security"
var SINK = "https://www.twilio.com/docs/events/webhook-quickstart"
var RETRIES15 = "https://www.twilio.com/docs/events/event-delivery-and-duplication"
var EVENTS10 = "https://www.twilio.com/docs/events/event-types/messaging/outbound-message"
var message5 = (status, title, more = {}) => ({
  type: `com.twilio.messaging.message.${status}`,
  title,
  sample: {
    messageSid: "SM{hex:32}",
    timestamp: "{now-iso}",
    accountSid: "AC{hex:32}",
    eventName: "{event}",
    apiVersion: "2010-04-01",
    from: "+1415555{digits:4}",
    to: "+1646555{digits:4}",
    messageStatus: status.toUpperCase(),
    messagingServiceSid: "MG{hex:32}",
    numberOfSegments: 1,
    ...more,
  },
})
var twilioJson = defineProvider({
  id: "twilio-json",
  name: "Twilio (JSON, Event Streams)",
  sources: [SECURITY3, SINK, RETRIES15, EVENTS10],
  evidence: "twilio 6.2.0 accepts it; a published vector gives the same",
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{url}",
    bodyForms: ["raw"],
    urlForms: ["raw", "without-port", "with-port"],
    digest: "base64",
    query: [["bodySHA256", "{body-sha256}"]],
    headers: [["X-Twilio-Signature", "{signature}"]],
  },
  secret: { generate: secretHex16 },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "TwilioProxy/1.1"],
  ],
  events: [
    message5("queued", "An outgoing message waits to be sent"),
    message5("sent", "The carrier took over an outgoing message"),
    message5("delivered", "An outgoing message was delivered"),
    message5("undelivered", "An outgoing message was not delivered", { errorCode: 30003 }),
    message5("failed", "An outgoing message could not be sent", { errorCode: 30008 }),
    message5("read", "An outgoing message was read"),
  ],
  envelope: [
    {
      specversion: "1.0",
      type: "{event}",
      source: "AB{hex:32}",
      id: "{id}",
      dataschema: "https://events-schemas.twilio.com/Messaging.MessageStatus/8",
      datacontenttype: "application/json",
      time: "{now-iso}",
      data: "{data}",
    },
  ],
  eventId: "NO{hex:32}",
  names: { event: { path: "0.type" }, id: { path: "0.id" } },
  delivery: {
    timeout: { value: "5s" },
    retries: {
      value: Array.from({ length: 10 }, (_, retry) => `${10 * 2 ** retry}s`),
      assumed: "Up to four hours of exponential backoff with jitter are documented, the intervals are not.",
      source: RETRIES15,
    },
    sourceIps: ["35.90.102.128/25"],
  },
  manage: "https://console.twilio.com/us1/develop/event-streams",
  assumptions: [
    {
      key: "envelope.batch",
      value: "an array of one CloudEvent",
      why: "A sink gets batches; how many events one holds is not fixed.",
    },
    {
      key: "envelope.time",
      value: "time, with datacontenttype application/json",
      why: "The pages' examples show a time where the content type belongs.",
    },
    { key: "headers.user-agent", value: "TwilioProxy/1.1", why: "Seen in requests, not documented." },
    {
      key: "secret.generated",
      value: "32 hexadecimal characters",
      why: "The secret is the account's auth token.",
    },
  ],
})

// src/providers/catalogue/twilio-events.ts
var MESSAGE = {
  MessageSid: "SM{hex:32#message}",
  SmsSid: "SM{hex:32#message}",
  AccountSid: "AC{hex:32}",
  From: "+1415555{digits:4}",
  To: "+1646555{digits:4}",
  ApiVersion: "2010-04-01",
}
var CALL = {
  CallSid: "CA{hex:32}",
  AccountSid: "AC{hex:32}",
  ApiVersion: "2010-04-01",
  Direction: "inbound",
  From: "+1415555{digits:4#caller}",
  Caller: "+1415555{digits:4#caller}",
  CallerCity: "SAN FRANCISCO",
  CallerState: "CA",
  CallerZip: "94105",
  CallerCountry: "US",
  To: "+1646555{digits:4#called}",
  Called: "+1646555{digits:4#called}",
  CalledCity: "NEW YORK",
  CalledState: "NY",
  CalledZip: "10001",
  CalledCountry: "US",
}
var messageStatus = (status, title, more = {}) => ({
  type: `message.status.${status}`,
  title,
  sample: { ...MESSAGE, MessageStatus: status, SmsStatus: status, ...more },
})
var callStatus = (status, title, more = {}) => ({
  type: `call.status.${status}`,
  title,
  sample: {
    ...CALL,
    CallStatus: status,
    CallbackSource: "call-progress-events",
    Timestamp: "{now-rfc2822}",
    ...more,
  },
})
var twilioEvents = [
  {
    type: "message.received",
    title: "A message came in at a Twilio number",
    sample: {
      ...MESSAGE,
      SmsMessageSid: "SM{hex:32#message}",
      SmsStatus: "received",
      MessagingServiceSid: "MG{hex:32}",
      Body: "Hello! Is the store open on Sunday?",
      NumMedia: "0",
      NumSegments: "1",
      FromCity: "SAN FRANCISCO",
      FromState: "CA",
      FromZip: "94105",
      FromCountry: "US",
      ToCity: "NEW YORK",
      ToState: "NY",
      ToZip: "10001",
      ToCountry: "US",
    },
  },
  messageStatus("delivered", "An outgoing message was delivered"),
  {
    type: "call.incoming",
    title: "A call came in at a Twilio number; the answer is TwiML",
    sample: { ...CALL, CallStatus: "ringing", StirVerstat: "TN-Validation-Passed-A" },
  },
  callStatus("completed", "A call ended", {
    SequenceNumber: "3",
    Duration: "1",
    CallDuration: "{int:5-59}",
  }),
  {
    type: "recording.completed",
    title: "The recording of a call can be fetched",
    sample: {
      AccountSid: "AC{hex:32#account}",
      CallSid: "CA{hex:32}",
      RecordingSid: "RE{hex:32#recording}",
      RecordingUrl:
        "https://api.twilio.com/2010-04-01/Accounts/AC{hex:32#account}/Recordings/RE{hex:32#recording}",
      RecordingStatus: "completed",
      RecordingDuration: "{int:5-59}",
      RecordingChannels: "1",
      RecordingStartTime: "{now-rfc2822}",
      RecordingSource: "RecordVerb",
      RecordingTrack: "both",
      ErrorCode: "0",
    },
  },
  messageStatus("sent", "The carrier took over an outgoing message"),
  messageStatus("undelivered", "An outgoing message was not delivered", { ErrorCode: "30003" }),
  messageStatus("failed", "An outgoing message could not be sent", { ErrorCode: "30008" }),
  callStatus("in-progress", "A call was answered", { SequenceNumber: "2" }),
  callStatus("no-answer", "A call was not answered", { SequenceNumber: "2", CallDuration: "0" }),
]

// src/providers/catalogue/twilio.ts
var SECURITY4 = "https://www.twilio.com/docs/usage/webhooks/webhooks-security"
var MESSAGES = "https://www.twilio.com/docs/messaging/guides/webhook-request"
var CALLS = "https://www.twilio.com/docs/usage/webhooks/voice-webhooks"
var OVERRIDES = "https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides"
var twilio = defineProvider({
  id: "twilio",
  name: "Twilio",
  sources: [SECURITY4, MESSAGES, CALLS, OVERRIDES],
  evidence: "twilio 6.2.0 accepts it; a published vector gives the same",
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{url}{form}",
    bodyForms: ["raw"],
    // Twilio's own library tries the URL with and without its port.
    urlForms: ["raw", "without-port", "with-port"],
    digest: "base64",
    headers: [["X-Twilio-Signature", "{signature}"]],
    // Of a request with a JSON body: without this its signature would be right for an empty form as well.
    queryIfThere: [["bodySHA256", "{body-sha256}"]],
  },
  secret: { generate: secretHex16 },
  headers: [
    ["Content-Type", "application/x-www-form-urlencoded"],
    ["User-Agent", "TwilioProxy/1.1"],
    ["I-Twilio-Idempotency-Token", "{id}"],
  ],
  events: twilioEvents,
  bodyFormat: "form",
  names: {
    event: {
      cases: [
        { type: "recording.{RecordingStatus}" },
        // Status callbacks always name this source, which tells them from the request about the call itself.
        { type: "call.status.{CallStatus}", when: { CallbackSource: "call-progress-events" } },
        { type: "call.incoming", when: { CallStatus: "ringing", Direction: "inbound" } },
        { type: "message.received", when: { SmsStatus: "received" } },
        { type: "message.status.{MessageStatus}" },
      ],
    },
    id: { header: "I-Twilio-Idempotency-Token" },
  },
  delivery: {
    timeout: { value: "15s" },
    retries: {
      value: [],
      assumed:
        "Only a connection that fails is tried once more by default; an answer with an error is not. #rc= and #rp= behind the URL change both.",
      source: OVERRIDES,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "Twilio: https:// is recommended, http:// is taken" },
  manage: "https://console.twilio.com/us1/develop/phone-numbers/manage/incoming",
  assumptions: [
    {
      key: "events.names",
      value: "message.received, call.status.completed and the like",
      why: "Twilio has no event types; these are made from MessageStatus, CallStatus and RecordingStatus.",
    },
    {
      key: "headers.idempotency-token",
      value: "a UUID, the same on every attempt",
      why: "Twilio's own tools tell repeated requests by it; its form is not documented.",
    },
    { key: "headers.user-agent", value: "TwilioProxy/1.1", why: "Seen in requests, not documented." },
    {
      key: "delivery.success",
      value: "any 2xx",
      why: "The pages ask for 200; what a call or message wants as an answer is TwiML.",
    },
    {
      key: "envelope",
      value: "the main fields of each callback",
      why: "Twilio adds fields without notice.",
    },
    {
      key: "secret.generated",
      value: "32 hexadecimal characters",
      why: "The secret is the account's auth token.",
    },
  ],
})

// src/providers/catalogue/twitch.ts
var DOCS17 = "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/"
var TYPES = "https://dev.twitch.tv/docs/eventsub/eventsub-subscription-types/"
var CLI = "https://github.com/twitchdev/twitch-cli"
var BROADCASTER = "41245072"
var subscription6 = {
  id: "{uuid}",
  status: "enabled",
  type: "{event}",
  version: "1",
  condition: { broadcaster_user_id: BROADCASTER },
  transport: { method: "webhook", callback: "https://example.com/webhooks/twitch" },
  created_at: "{now-iso}",
  cost: 0,
}
var broadcaster = {
  broadcaster_user_id: BROADCASTER,
  broadcaster_user_login: "mayaplays",
  broadcaster_user_name: "MayaPlays",
}
var viewer = { user_id: "{digits:8}", user_login: "tomasf", user_name: "TomasF" }
var twitch = defineProvider({
  id: "twitch",
  name: "Twitch EventSub",
  sources: [DOCS17, TYPES, CLI],
  evidence: "Twitch's own twitch-cli signs and verifies the same way",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{id}{timestamp}{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["Twitch-Eventsub-Message-Id", "{id}"],
      ["Twitch-Eventsub-Message-Timestamp", "{timestamp}"],
      ["Twitch-Eventsub-Message-Signature", "sha256={signature}"],
    ],
    timestamp: { unit: "iso", toleranceSeconds: 600 },
  },
  secret: { keyBytes: [10, 100], generate: secretText("", 40) },
  headers: [
    ["Content-Type", "application/json"],
    ["Twitch-Eventsub-Message-Retry", "0"],
    ["Twitch-Eventsub-Message-Type", "notification"],
    ["Twitch-Eventsub-Subscription-Type", "{event}"],
    ["Twitch-Eventsub-Subscription-Version", "1"],
  ],
  events: [
    {
      type: "stream.online",
      title: "The broadcaster started a stream",
      sample: { id: "{digits:10}", ...broadcaster, type: "live", started_at: "{now-iso}" },
    },
    { type: "stream.offline", title: "The broadcaster stopped the stream", sample: broadcaster },
    {
      type: "channel.subscribe",
      title: "A viewer subscribed to the channel",
      sample: { ...viewer, ...broadcaster, tier: "1000", is_gift: false },
    },
    {
      type: "channel.cheer",
      title: "A viewer cheered with bits",
      sample: { ...viewer, ...broadcaster, is_anonymous: false, message: "cheer100 hi", bits: 100 },
    },
  ],
  envelope: { subscription: subscription6, event: "{data}" },
  names: {
    event: { header: "Twitch-Eventsub-Subscription-Type" },
    id: { header: "Twitch-Eventsub-Message-Id" },
  },
  handshakes: [
    {
      id: "webhook_callback_verification",
      title: "A signed request whose challenge the endpoint echoes as text",
      request: {
        method: "POST",
        headers: [["Twitch-Eventsub-Message-Type", "webhook_callback_verification"]],
        body: { challenge: "{challenge}" },
        sentBody: {
          challenge: "{challenge}",
          subscription: {
            ...subscription6,
            status: "webhook_callback_verification_pending",
            type: "stream.online",
          },
        },
        signature: "right",
      },
      answer: { status: "2xx", headers: [["Content-Type", "text/plain"]], body: "{challenge}" },
      certainty: "exact",
      source: DOCS17,
    },
  ],
  delivery: {
    timeout: {
      value: "10s",
      assumed: "\u201CWithin a few seconds\u201D is documented; twitch-cli waits ten.",
    },
    retries: {
      value: ["10s", "1m", "5m"],
      assumed: "That messages are repeated is documented; how often and when is not.",
      source: DOCS17,
    },
  },
  endpoint: { httpsRule: "Twitch: the callback must use SSL and listen on port 443" },
  manage: "https://dev.twitch.tv/docs/eventsub/manage-subscriptions/",
  assumptions: [
    {
      key: "signature.tolerance",
      value: "10m",
      why: "Known from the provider's examples; not read on its page.",
    },
    {
      key: "headers.retry",
      value: "0",
      why: "Real requests count the attempts there.",
    },
  ],
})

// src/providers/catalogue/typeform.ts
var WEBHOOKS11 = "https://www.typeform.com/developers/webhooks/"
var SECURING2 = "https://www.typeform.com/developers/webhooks/secure-your-webhooks/"
var typeform = defineProvider({
  id: "typeform",
  name: "Typeform",
  sources: [WEBHOOKS11, SECURING2],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    // Base64 behind a prefix that elsewhere stands before hexadecimal.
    digest: "base64",
    headers: [["Typeform-Signature", "sha256={signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: (random) => Buffer.from(random.subarray(0, 20)).toString("hex") },
  headers: [
    ["Content-Type", "application/json"],
    ["User-Agent", "Typeform Webhooks"],
  ],
  events: [
    {
      type: "form_response",
      title: "A respondent submitted a form",
      sample: {
        form_id: "lT4Z3j",
        token: "{lower:32}",
        landed_at: "{now-iso-seconds:-2m}",
        submitted_at: "{now-iso-seconds}",
        hidden: { user_id: "{int:1000-9999}" },
        calculated: { score: 9 },
        definition: {
          id: "lT4Z3j",
          title: "How did we do?",
          fields: [
            {
              id: "DlXFaesGBpoF",
              ref: "readable_ref_name",
              type: "short_text",
              title: "What is your name?",
              properties: {},
            },
            {
              id: "SMEUb7VJz92Q",
              ref: "readable_ref_email",
              type: "email",
              title: "Where can we reach you?",
              properties: {},
            },
            {
              id: "RUqkXSeXBXSd",
              ref: "readable_ref_rating",
              type: "rating",
              title: "How was your visit?",
              properties: {},
            },
          ],
          endings: [],
        },
        answers: [
          {
            type: "text",
            text: "Maya Lindqvist",
            field: { id: "DlXFaesGBpoF", type: "short_text", ref: "readable_ref_name" },
          },
          {
            type: "email",
            email: "maya@company.com",
            field: { id: "SMEUb7VJz92Q", type: "email", ref: "readable_ref_email" },
          },
          {
            type: "number",
            number: "{int:1-5}",
            field: { id: "RUqkXSeXBXSd", type: "rating", ref: "readable_ref_rating" },
          },
        ],
      },
    },
    {
      type: "form_response_partial",
      title: "A respondent left a form before submitting it",
      sample: {
        form_id: "lT4Z3j",
        token: "{lower:32}",
        landed_at: "{now-iso-seconds:-10m}",
        definition: {
          id: "lT4Z3j",
          title: "How did we do?",
          fields: [
            {
              id: "DlXFaesGBpoF",
              ref: "readable_ref_name",
              type: "short_text",
              title: "What is your name?",
              properties: {},
            },
          ],
          endings: [],
        },
        answers: [
          {
            type: "text",
            text: "Tom\xE1s Ferreira",
            field: { id: "DlXFaesGBpoF", type: "short_text", ref: "readable_ref_name" },
          },
        ],
      },
    },
  ],
  envelope: { event_id: "{id}", event_type: "{event}", form_response: "{data}" },
  eventId: "{ulid}",
  names: { event: { path: "event_type" }, id: { path: "event_id" } },
  delivery: {
    timeout: { value: "30s" },
    retries: {
      value: ["5m", "10m", "20m", "1h", "2h", "3h", "4h"],
      assumed:
        "The page speaks of five retries and lists these seven delays; 408, 423, 429 and 503 are tried every 2 to 3 minutes for 10 hours, 404 and 410 never again.",
      source: WEBHOOKS11,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "Typeform: https:// is supported as well as http://" },
  manage: "https://www.typeform.com/developers/webhooks/reference/create-or-update-webhook/",
  assumptions: [
    { key: "headers.user-agent", value: "Typeform Webhooks", why: "Seen in requests, not documented." },
    {
      key: "events.samples",
      value: "the main fields; of a partial response all but submitted_at",
      why: "As requests shown by others have them; the example page was not read.",
    },
  ],
})

// src/providers/catalogue/vercel.ts
var WEBHOOKS12 = "https://vercel.com/docs/webhooks"
var REFERENCE2 = "https://vercel.com/docs/webhooks/webhooks-api"
var about = {
  team: { id: "team_{base62:24}" },
  user: { id: "{base62:24}" },
}
var deployment = {
  ...about,
  alias: [],
  deployment: {
    id: "dpl_{base62:28#deployment}",
    meta: {
      githubCommitRef: "main",
      githubCommitSha: "{hex:40}",
      githubCommitMessage: "Correct the reading time",
      githubCommitAuthorName: "Maya Lindqvist",
    },
    name: "diaspora",
    url: "diaspora-{lower:9}-company.vercel.app",
    inspectorUrl: "https://vercel.com/company/diaspora/{base62:28#deployment}",
  },
  links: {
    deployment: "https://vercel.com/company/diaspora/{base62:28#deployment}",
    project: "https://vercel.com/company/diaspora",
  },
  target: "production",
  project: { id: "prj_{base62:28}" },
  plan: "pro",
  regions: ["arn1"],
}
var vercel = defineProvider({
  id: "vercel",
  name: "Vercel",
  sources: [WEBHOOKS12, REFERENCE2],
  scheme: {
    algorithm: "hmac-sha1",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["x-vercel-signature", "{signature}"]],
  },
  secret: { generate: secretText("", 24) },
  events: [
    { type: "deployment.created", title: "A deployment was created", sample: deployment },
    { type: "deployment.succeeded", title: "A deployment is ready", sample: deployment },
    { type: "deployment.error", title: "A deployment failed", sample: deployment },
    { type: "deployment.canceled", title: "A deployment was cancelled", sample: deployment },
    {
      type: "project.created",
      title: "A project was created",
      sample: { ...about, project: { id: "prj_{base62:28}", name: "diaspora" } },
    },
  ],
  envelope: { id: "{id}", type: "{event}", createdAt: "{now-ms}", payload: "{data}", region: "arn1" },
  eventId: "uev_{base62:24}",
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "30s", assumed: "Known from guides; not read on a page of Vercel." },
    retries: {
      value: ["1m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "10h"],
      assumed: "Known from guides: for up to 24 hours with exponential backoff.",
      source: WEBHOOKS12,
    },
  },
  manage: WEBHOOKS12,
  assumptions: [
    {
      key: "signature.algorithm",
      value: "hmac-sha1",
      why: "The page says the sha1 of the payload body by the client secret; that it is an HMAC is known from receivers.",
    },
    { key: "signature.encoding", value: "hex", why: "Known from receivers." },
    {
      key: "signature.key",
      value: "the secret as text",
      why: "An integration signs with its client secret, an account webhook with the secret shown once.",
    },
    { key: "event.id", value: "uev_ and letters and digits", why: "An id is documented, its form is not." },
    { key: "envelope.created-at", value: "milliseconds", why: "The page says a date." },
    { key: "headers.user-agent", value: "none", why: "Not documented." },
  ],
})

// src/providers/catalogue/vonage.ts
var SIGNED2 = "https://developer.vonage.com/en/getting-started/concepts/webhooks"
var STATUS = "https://developer.vonage.com/en/messages/concepts/messages-status-callbacks"
var RETRIES16 =
  "https://api.support.vonage.com/hc/en-us/articles/360028543292-How-long-does-Vonage-retry-inbound-messages-for-the-SMS-Messages-and-Dispatch-APIs"
var TIMEOUT2 =
  "https://api.support.vonage.com/hc/en-us/articles/226572227-What-are-Vonage-s-HTTP-session-time-out-limits-for-a-webhook-response"
var STATUS_OF_MESSAGE = {
  message_uuid: "{id}",
  to: "447700900000",
  from: "447700900001",
  timestamp: "{now-iso}",
  status: "{event}",
  channel: "whatsapp",
}
var DELAYS = [
  "5s",
  "10s",
  "20s",
  "40s",
  "80s",
  "160s",
  "320s",
  "640s",
  ...Array.from({ length: 94 }, () => "15m"),
]
var vonage = defineProvider({
  id: "vonage",
  name: "Vonage",
  sources: [SIGNED2, STATUS, RETRIES16, TIMEOUT2],
  evidence: "jose 6.2 verifies the token as the page describes it",
  scheme: jwtScheme({
    id: "vonage",
    recipe: {
      algorithm: "HS256, as a JSON Web Token",
      key: "the account's signature secret as UTF-8 text",
      content: "the token's claims; payload_hash is the SHA-256 of the body in hexadecimal",
    },
    header: ["Authorization", "Bearer {signature}"],
    algorithms: ["HS256"],
    bodyHash: { claim: "payload_hash", encoding: "hex" },
    claims: {
      iat: "{timestamp}",
      jti: "{uuid}",
      iss: "Vonage",
      api_key: "a1b2c3d4",
      application_id: "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
    },
    timestamp: { unit: "s" },
  }),
  secret: { generate: secretHex },
  events: [
    {
      type: "submitted",
      title: "A message was passed on to the messaging provider",
      sample: { ...STATUS_OF_MESSAGE, channel: "sms", usage: { currency: "EUR", price: "0.0333" } },
    },
    {
      type: "delivered",
      title: "A message has reached the recipient's device",
      sample: { ...STATUS_OF_MESSAGE, usage: { currency: "EUR", price: "0.0333" } },
    },
    { type: "read", title: "The recipient has opened a message", sample: STATUS_OF_MESSAGE },
    {
      type: "rejected",
      title: "A message was refused by Vonage or the messaging provider",
      sample: {
        ...STATUS_OF_MESSAGE,
        error: {
          type: "https://developer.vonage.com/api-errors/messages#1120",
          title: 1120,
          detail: "Illegal Sender Address - rejected",
          instance: "{uuid}",
        },
      },
    },
  ],
  names: { event: { path: "status" }, id: { path: "message_uuid" } },
  delivery: {
    timeout: { value: "15s" },
    retries: { value: DELAYS, source: RETRIES16 },
  },
  manage: "https://dashboard.nexmo.com/settings",
  assumptions: [
    {
      key: "signature.tolerance",
      value: "none",
      why: "The page names replay, but no age of iat beyond which a token is refused.",
    },
    {
      key: "signature.prefix",
      value: "Bearer ",
      why: "The page speaks of the authorization header; that it is bearer authorization is known from elsewhere.",
    },
    {
      key: "token.without-hash",
      value: "a downgrade",
      why: "A webhook by GET has its data in the URL, which payload_hash covers in a way that is not documented.",
    },
    {
      key: "delivery.retried-answers",
      value: "any that is no success",
      why: "Vonage tries again after 429, 5xx and timeouts only.",
    },
    {
      key: "events.names",
      value: "the status of a message",
      why: "Status webhooks name no event type; inbound messages have no status and are left out.",
    },
  ],
})

// src/providers/catalogue/webflow.ts
var DOCS18 = "https://developers.webflow.com/reference/webhooks"
var VERIFYING11 = "https://developers.webflow.com/data/v1.0.0/docs/verifying-webhook-signatures"
var LIMITS3 = "https://developers.webflow.com/data/v1.0.0/docs/limits-and-retries"
var webflow = defineProvider({
  id: "webflow",
  name: "Webflow",
  sources: [DOCS18, VERIFYING11, LIMITS3],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}:{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["x-webflow-timestamp", "{timestamp}"],
      ["x-webflow-signature", "{signature}"],
    ],
    unsigned: [],
    timestamp: { unit: "ms", toleranceSeconds: 300 },
  },
  secret: { optional: true, generate: secretHex },
  events: [
    {
      type: "form_submission",
      title: "A form was submitted",
      sample: {
        name: "Contact Us",
        siteId: "{hex:24}",
        data: { "First Name": "Maya", "Last Name": "Lindqvist", email: "maya@company.com" },
        schema: [
          { fieldName: "First Name", fieldType: "FormTextInput", fieldElementId: "{uuid}" },
          { fieldName: "Last Name", fieldType: "FormTextInput", fieldElementId: "{uuid}" },
          { fieldName: "email", fieldType: "FormTextInput", fieldElementId: "{uuid}" },
        ],
        submittedAt: "{now-iso}",
        id: "{hex:24}",
        formId: "{hex:24}",
        formElementId: "{uuid}",
      },
    },
    {
      type: "site_publish",
      title: "A site was published",
      sample: {
        domains: ["my-website.webflow.io"],
        site: "{hex:24}",
        publishedOn: "{now-iso}",
        publishedBy: { displayName: "Maya Lindqvist" },
      },
    },
    {
      type: "collection_item_created",
      title: "An item of a collection was created",
      sample: {
        id: "{hex:24}",
        siteId: "{hex:24}",
        workspaceId: "{hex:24}",
        collectionId: "{hex:24}",
        cmsLocaleId: null,
        lastPublished: null,
        lastUpdated: "{now-iso}",
        createdOn: "{now-iso}",
        isArchived: false,
        isDraft: false,
        fieldData: { name: "Hello, World", slug: "hello-world" },
      },
    },
  ],
  envelope: { triggerType: "{event}", payload: "{data}" },
  names: { event: { path: "triggerType" } },
  delivery: {
    timeout: { value: "30s", assumed: "No number was found on the provider's pages." },
    retries: {
      value: ["10m", "10m", "10m"],
      assumed: "One page says three retries, ten minutes apart; another says three attempts in all.",
      source: LIMITS3,
    },
  },
  manage: "https://developers.webflow.com/data/reference/webhooks/create",
  assumptions: [
    {
      key: "signature.body",
      value: "raw: the body as sent",
      why: "The page's example signs JSON.stringify(request_body), which is the same for compact JSON.",
    },
    { key: "envelope.data", value: "the main fields of each event", why: "Real payloads carry more." },
  ],
})

// src/providers/catalogue/websub.ts
var SPEC2 = "https://www.w3.org/TR/websub/"
var websub = defineProvider({
  id: "websub",
  name: "WebSub",
  sources: [SPEC2],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Hub-Signature", "sha256={signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: secretHex },
  headers: [
    ["Content-Type", "application/feed+json"],
    ["Link", '<https://hub.example.com/>; rel="hub", <https://example.com/feed.json>; rel="self"'],
  ],
  events: [
    {
      type: "content",
      title: "New content of a topic, here a JSON feed",
      sample: {
        version: "https://jsonfeed.org/version/1.1",
        title: "Example",
        home_page_url: "https://example.com/",
        feed_url: "https://example.com/feed.json",
        items: [
          {
            id: "{uuid#item}",
            url: "https://example.com/posts/{uuid#item}",
            title: "Hello, world",
            content_text: "The first post.",
            date_published: "{now-iso-seconds}",
          },
        ],
      },
    },
  ],
  // The body is the topic's content and nothing else.
  names: {},
  handshakes: [
    {
      id: "subscribe",
      title: "A GET that verifies a subscription; its hub.challenge is echoed",
      request: {
        method: "GET",
        query: [
          ["hub.mode", "subscribe"],
          ["hub.topic", "https://example.com/feeds/{lower:8}.json"],
          ["hub.challenge", "{challenge}"],
          ["hub.lease_seconds", "{digits:6}"],
        ],
        signature: "none",
      },
      answer: { status: "2xx", body: "{challenge}" },
      certainty: "exact",
      source: SPEC2,
    },
    {
      id: "unsubscribe",
      title: "A GET that verifies the end of a subscription; its hub.challenge is echoed",
      request: {
        method: "GET",
        query: [
          ["hub.mode", "unsubscribe"],
          ["hub.topic", "https://example.com/feeds/{lower:8}.json"],
          ["hub.challenge", "{challenge}"],
        ],
        signature: "none",
      },
      answer: { status: "2xx", body: "{challenge}" },
      certainty: "exact",
      source: SPEC2,
    },
  ],
  delivery: {
    timeout: { value: "10s", assumed: "Left to the hub." },
    retries: {
      value: ["1m", "5m", "30m", "2h"],
      assumed: "Hubs should try again within limits of their own.",
      source: SPEC2,
    },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "WebSub: HTTPS is recommended for callback URLs",
  },
  manage: SPEC2,
  assumptions: [
    {
      key: "signature.algorithm",
      value: "hmac-sha256",
      why: "A hub chooses among sha1, sha256, sha384 and sha512; most hubs still sign with sha1.",
    },
    {
      key: "signature.prefix",
      value: "sha256=",
      why: "The name of the algorithm: --assume signature.algorithm=hmac-sha1 needs sha1= here.",
    },
    { key: "headers.link", value: "example.com", why: "The hub and the topic are the user's own." },
    {
      key: "headers.content-type",
      value: "application/feed+json",
      why: "The content type is the topic's; feeds in XML are more common.",
    },
  ],
})

// src/providers/catalogue/woocommerce-events.ts
var NOW = "{now-date}T{now-time}"
var address2 = {
  first_name: "Maya",
  last_name: "Lindqvist",
  company: "",
  address_1: "Storgatan 1",
  address_2: "",
  city: "Stockholm",
  state: "",
  postcode: "111 23",
  country: "SE",
}
var order4 = {
  id: "{int:100-99999}",
  parent_id: 0,
  status: "processing",
  currency: "EUR",
  version: "10.3.0",
  prices_include_tax: false,
  date_created: NOW,
  date_modified: NOW,
  discount_total: "0.00",
  shipping_total: "5.00",
  cart_tax: "0.00",
  total: "25.00",
  total_tax: "0.00",
  customer_id: "{int:1-999}",
  order_key: "wc_order_{base62:13}",
  billing: { ...address2, email: "maya@company.com", phone: "" },
  shipping: { ...address2, phone: "" },
  payment_method: "bacs",
  payment_method_title: "Direct bank transfer",
  transaction_id: "",
  customer_note: "",
  number: "{digits:5}",
  meta_data: [],
  line_items: [
    {
      id: "{int:1-9999}",
      name: "T-Shirt",
      product_id: "{int:10-999}",
      variation_id: 0,
      quantity: 2,
      tax_class: "",
      subtotal: "20.00",
      total: "20.00",
      taxes: [],
      meta_data: [],
      sku: "TSHIRT-M",
      price: 10,
    },
  ],
  tax_lines: [],
  shipping_lines: [
    { id: "{int:1-9999}", method_title: "Flat rate", method_id: "flat_rate", total: "5.00", taxes: [] },
  ],
  fee_lines: [],
  coupon_lines: [],
  refunds: [],
}
var events5 = [
  { type: "order.created", title: "An order was placed", sample: order4 },
  { type: "order.updated", title: "An order was changed", sample: { ...order4, status: "completed" } },
  { type: "order.deleted", title: "An order was deleted", sample: { id: "{int:100-99999}" } },
  {
    type: "product.updated",
    title: "A product was changed",
    sample: {
      id: "{int:10-999}",
      name: "T-Shirt",
      slug: "t-shirt",
      permalink: "https://store.example.com/product/t-shirt/",
      date_created: NOW,
      date_modified: NOW,
      type: "simple",
      status: "publish",
      featured: false,
      catalog_visibility: "visible",
      description: "",
      short_description: "",
      sku: "TSHIRT-M",
      price: "10.00",
      regular_price: "10.00",
      sale_price: "",
      on_sale: false,
      purchasable: true,
      manage_stock: true,
      stock_quantity: "{int:1-200}",
      stock_status: "instock",
      categories: [],
      tags: [],
      images: [],
      attributes: [],
      variations: [],
      meta_data: [],
    },
  },
  {
    type: "customer.created",
    title: "A customer signed up",
    sample: {
      id: "{int:1-999}",
      date_created: NOW,
      date_modified: NOW,
      email: "maya@company.com",
      first_name: "Maya",
      last_name: "Lindqvist",
      role: "customer",
      username: "maya",
      billing: { ...address2, email: "maya@company.com", phone: "" },
      shipping: { ...address2, phone: "" },
      is_paying_customer: false,
      avatar_url: "https://secure.gravatar.com/avatar/{hex:32}?s=96&d=mm&r=g",
      meta_data: [],
    },
  },
]
var woocommerceEvents = events5.map((event5) => {
  const [resource3 = "", name = ""] = event5.type.split(".")
  return {
    ...event5,
    headers: [
      ["X-WC-Webhook-Resource", resource3],
      ["X-WC-Webhook-Event", name],
    ],
  }
})

// src/providers/catalogue/woocommerce.ts
var DOCS19 = "https://developer.woocommerce.com/docs/apis/rest-api/v3/webhooks/"
var SOURCE =
  "https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php"
var woocommerce = defineProvider({
  id: "woocommerce",
  name: "WooCommerce",
  sources: [DOCS19, SOURCE],
  evidence: "WooCommerce's own source; @hookflo/tern 4.1.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-WC-Webhook-Signature", "{signature}"]],
  },
  secret: {
    generate: secretText("", 50),
    // WordPress decodes HTML entities in the secret before it is used as a key.
    misuse: (secret) =>
      /&(amp|lt|gt|quot|#0?39);/.test(secret)
        ? "WooCommerce: this secret holds an HTML entity such as &amp;, which WooCommerce decodes before it signs."
        : void 0,
  },
  headers: [
    ["User-Agent", "WooCommerce/10.3.0 Hookshot (WordPress/6.8.3)"],
    ["Content-Type", "application/json"],
    ["X-WC-Webhook-Source", "https://store.example.com/"],
    ["X-WC-Webhook-Topic", "{event}"],
    ["X-WC-Webhook-Resource", "{event}"],
    ["X-WC-Webhook-Event", "{event}"],
    ["X-WC-Webhook-ID", "12"],
    ["X-WC-Webhook-Delivery-ID", "{id}"],
  ],
  events: woocommerceEvents,
  eventId: "{hex:32}",
  names: { event: { header: "X-WC-Webhook-Topic" }, id: { header: "X-WC-Webhook-Delivery-ID" } },
  delivery: {
    timeout: { value: "60s" },
    retries: {
      value: [],
      assumed: "The source sends once and disables the webhook after repeated failures; no retry was found.",
      source: SOURCE,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "WooCommerce: the delivery URL must be HTTP or HTTPS" },
  manage: "https://woocommerce.com/document/webhooks/",
  assumptions: [
    {
      key: "delivery.success",
      value: "2xx",
      why: "WooCommerce also counts 301 and 302 as delivered; whk does not.",
    },
    { key: "headers.user-agent", value: "WooCommerce/10.3.0", why: "Depends on the shop's versions." },
    { key: "envelope.data", value: "the main fields of each resource", why: "Real resources carry more." },
    {
      key: "envelope.escapes",
      value: "JSON as JavaScript writes it",
      why: "PHP writes \\/ and \\u escapes; the signature is over whatever is sent.",
    },
  ],
})

// src/providers/catalogue/workos.ts
var WEBHOOKS13 = "https://workos.com/docs/events/data-syncing/webhooks"
var BUILDING = "https://workos.com/docs/events/data-syncing/webhooks/what-you-will-build"
var RESPONDING = "https://workos.com/docs/webhooks/handling-events/responding-immediately-to-events"
var TIMES4 = { created_at: "{now-iso}", updated_at: "{now-iso}" }
var workos = defineProvider({
  id: "workos",
  name: "WorkOS",
  sources: [WEBHOOKS13, BUILDING, RESPONDING],
  evidence:
    "@workos-inc/node 8.13.0 accepts it; it re-serialises the JSON and so refuses any that is not compact",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["WorkOS-Signature", "t={timestamp}, v1={signature}"]],
    // WorkOS' own library refuses old timestamps only.
    timestamp: { unit: "ms", toleranceSeconds: 180 },
  },
  secret: { generate: secretText("", 25) },
  events: [
    {
      type: "user.created",
      title: "A user was created",
      sample: {
        object: "user",
        id: "user_{ulid}",
        email: "maya@company.com",
        email_verified: true,
        profile_picture_url: null,
        first_name: "Maya",
        last_name: "Lindqvist",
        last_sign_in_at: null,
        locale: "en-US",
        external_id: null,
        metadata: {},
        ...TIMES4,
      },
    },
    {
      type: "organization.created",
      title: "An organization was created",
      sample: {
        object: "organization",
        id: "org_{ulid}",
        name: "Company",
        allow_profiles_outside_organization: false,
        domains: [
          {
            object: "organization_domain",
            id: "org_domain_{ulid}",
            domain: "company.com",
            state: "verified",
            verification_strategy: "dns",
          },
        ],
        external_id: null,
        metadata: {},
        ...TIMES4,
      },
    },
    {
      type: "connection.activated",
      title: "A single sign-on connection became active",
      sample: {
        object: "connection",
        id: "conn_{ulid}",
        organization_id: "org_{ulid}",
        name: "Company Okta",
        connection_type: "OktaSAML",
        state: "active",
        domains: [{ object: "connection_domain", id: "conn_domain_{ulid}", domain: "company.com" }],
        ...TIMES4,
      },
    },
    {
      type: "dsync.user.created",
      title: "A user was added to a directory",
      sample: {
        object: "directory_user",
        id: "directory_user_{ulid}",
        directory_id: "directory_{ulid}",
        organization_id: "org_{ulid}",
        idp_id: "{digits:5}",
        email: "maya@company.com",
        first_name: "Maya",
        last_name: "Lindqvist",
        state: "active",
        custom_attributes: { department: "Engineering", job_title: "Engineer" },
        raw_attributes: {},
        role: { slug: "member" },
        ...TIMES4,
      },
    },
    {
      type: "session.created",
      title: "A user signed in",
      sample: {
        object: "session",
        id: "session_{ulid}",
        user_id: "user_{ulid}",
        organization_id: "org_{ulid}",
        ip_address: "203.0.113.7",
        user_agent: "Mozilla/5.0",
        auth_method: "password",
        status: "active",
        expires_at: "{now-iso:1d}",
        ended_at: null,
        ...TIMES4,
      },
    },
  ],
  envelope: { id: "{id}", data: "{data}", event: "{event}", created_at: "{now-iso}" },
  eventId: "event_{ulid}",
  names: { event: { path: "event" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "5s", assumed: "A quick answer is asked for, no number is stated." },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", "128m", "256m", "512m", "1024m", "2048m"],
      assumed:
        "Up to 12 retries with exponential backoff over 3 days are documented, the intervals are not; outside production it is minutes.",
      source: BUILDING,
    },
  },
  manage: "https://dashboard.workos.com/",
  assumptions: [
    {
      key: "envelope.data",
      value: "the fields of each resource",
      why: "Taken from the types of WorkOS' own library.",
    },
    { key: "secret.generated", value: "25 letters and digits", why: "The form is not documented." },
  ],
})

// src/providers/catalogue/x.ts
import { createHmac as createHmac6 } from "node:crypto"

// src/providers/catalogue/x-events.ts
var OWNER2 = "2244994945"
var FOLLOWER = "3001969357"
function user6(id3, name, screenName) {
  return {
    id: id3,
    created_timestamp: "1422556069340",
    name,
    screen_name: screenName,
    location: "Stockholm",
    description: "",
    protected: false,
    verified: false,
    followers_count: "{int:10-5000}",
    friends_count: "{int:10-900}",
    statuses_count: "{int:10-9000}",
    profile_image_url_https: "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png",
  }
}
var OWNER_USER = user6(OWNER2, "Company", "company")
var MAYA = user6(FOLLOWER, "Maya Lindqvist", "maya_lindqvist")
function post2(text, author) {
  return {
    created_at: "{now-ctime}",
    id_str: "{digits:19}",
    text,
    truncated: false,
    in_reply_to_status_id_str: null,
    in_reply_to_user_id_str: null,
    user: author,
    is_quote_status: false,
    retweet_count: 0,
    favorite_count: 0,
    entities: { hashtags: [], urls: [], user_mentions: [], symbols: [] },
    lang: "en",
    timestamp_ms: "{now-s}000",
  }
}
var xEvents = [
  {
    type: "tweet_create_events",
    title: "The account posted, or was mentioned, replied to, reposted or quoted",
    sample: { for_user_id: OWNER2, tweet_create_events: [post2("@company Do you ship to Sweden?", MAYA)] },
  },
  {
    type: "favorite_events",
    title: "The account liked a post, or one of its posts was liked",
    sample: {
      for_user_id: OWNER2,
      favorite_events: [
        {
          id: "{hex:32}",
          created_at: "{now-ctime}",
          timestamp_ms: "{now-ms}",
          favorited_status: post2("We are open again from Monday.", OWNER_USER),
          user: MAYA,
        },
      ],
    },
  },
  {
    type: "follow_events",
    title: "The account followed or unfollowed somebody, or was followed",
    sample: {
      for_user_id: OWNER2,
      follow_events: [{ type: "follow", created_timestamp: "{now-s}000", target: OWNER_USER, source: MAYA }],
    },
  },
  {
    type: "direct_message_events",
    title: "A direct message was sent or received",
    sample: {
      for_user_id: OWNER2,
      direct_message_events: [
        {
          type: "message_create",
          id: "{digits:18}",
          created_timestamp: "{now-s}000",
          message_create: {
            target: { recipient_id: OWNER2 },
            sender_id: FOLLOWER,
            message_data: {
              text: "Hello, is my order on its way?",
              entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] },
            },
          },
        },
      ],
      users: { [OWNER2]: OWNER_USER, [FOLLOWER]: MAYA },
    },
  },
  {
    type: "tweet_delete_events",
    title: "A post was deleted and must not be kept",
    sample: {
      for_user_id: OWNER2,
      tweet_delete_events: [{ status: { id: "{digits:19}", user_id: OWNER2 }, timestamp_ms: "{now-s}000" }],
    },
  },
]

// src/providers/catalogue/x.ts
var INTRODUCTION = "https://docs.x.com/x-api/webhooks/introduction"
var QUICKSTART = "https://docs.x.com/x-api/webhooks/quickstart"
var ACTIVITY = "https://docs.x.com/x-api/account-activity/introduction"
var SECURING3 =
  "https://developer.x.com/en/docs/x-api/enterprise/account-activity-api/guides/securing-webhooks"
var x = defineProvider({
  id: "x",
  name: "X (Twitter)",
  sources: [INTRODUCTION, QUICKSTART, ACTIVITY, SECURING3],
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["X-Twitter-Webhooks-Signature", "sha256={signature}"]],
    // An app with an OAuth 2.0 client secret has a second signature, made with that.
    furtherHeaders: ["X-Twitter-Webhooks-Signature-OAuth2"],
  },
  secret: { generate: secretText("", 50) },
  events: xEvents,
  names: { event: { oneOfKeys: xEvents.map(({ type }) => type) } },
  handshakes: [
    {
      id: "crc",
      title: "A challenge-response check, which wants an HMAC of its token",
      request: { method: "GET", query: [["crc_token", "{challenge}"]], signature: "none" },
      answer: { status: "2xx", body: { response_token: "{proof}" } },
      // The proof is made like a signature: over JSON it would sign a delivery for whoever asks.
      challenge: { template: "{base62:32}", pattern: /^[A-Za-z0-9_+/=-]{1,200}$/ },
      proof: (challenge, secret) =>
        `sha256=${createHmac6("sha256", secret).update(challenge).digest("base64")}`,
      timeoutMs: 3e3,
      certainty: "exact",
      source: SECURING3,
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "10s" },
    retries: {
      value: [],
      assumed: "Missed events are fetched by a replay job; retries are named without number or intervals.",
      source: INTRODUCTION,
    },
  },
  endpoint: {
    httpsRule: "X: the webhook URL must use HTTPS and cannot include a port",
    // The second header is for the other kind of secret, not for an older one.
    rotation: "old-dies-at-once",
  },
  manage: "https://api.x.com/2/webhooks",
  assumptions: [
    {
      key: "secret.kind",
      value: "the consumer secret (API secret key)",
      why: "Newer apps sign with the OAuth 2.0 client secret in X-Twitter-Webhooks-Signature-OAuth2; give it as second secret.",
    },
    { key: "rotation.overlap", value: "none", why: "Not stated." },
    {
      key: "events.samples",
      value: "the main fields of posts and users",
      why: "The page leaves both objects out of its examples.",
    },
  ],
})

// src/providers/catalogue/xero.ts
var SERVER = "https://developer.xero.com/documentation/webhooks/configuring-your-server"
var OVERVIEW8 = "https://developer.xero.com/documentation/webhooks/overview"
var TIME3 = "{now-date}T{now-time}.000"
var resource2 = {
  resourceId: "{uuid#resource}",
  eventDateUtc: TIME3,
}
var tenant = { tenantId: "{uuid}", tenantType: "ORGANISATION" }
var intent = {
  body: { events: [], entropy: "{upper:20}" },
  sentBody: { events: [], lastEventSequence: 0, firstEventSequence: 0, entropy: "{upper:20}" },
}
var answered = {
  timeoutMs: 5e3,
  certainty: "exact",
  source: SERVER,
}
var xero = defineProvider({
  id: "xero",
  name: "Xero",
  sources: [SERVER, OVERVIEW8],
  scheme: {
    algorithm: "hmac-sha256",
    // The signing key looks like base64 and is a key as it stands.
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["x-xero-signature", "{signature}"]],
  },
  secret: { generate: secretBase64 },
  events: [
    {
      type: "CONTACT.CREATE",
      title: "A contact was created",
      sample: {
        resourceUrl: "https://api.xero.com/api.xro/2.0/Contacts/{uuid#resource}",
        ...resource2,
        eventType: "CREATE",
        eventCategory: "CONTACT",
        ...tenant,
      },
    },
    {
      type: "INVOICE.CREATE",
      title: "An invoice was created",
      sample: {
        resourceUrl: "https://api.xero.com/api.xro/2.0/Invoices/{uuid#resource}",
        ...resource2,
        eventType: "CREATE",
        eventCategory: "INVOICE",
        ...tenant,
      },
    },
    {
      type: "INVOICE.UPDATE",
      title: "An invoice was changed",
      sample: {
        resourceUrl: "https://api.xero.com/api.xro/2.0/Invoices/{uuid#resource}",
        ...resource2,
        eventType: "UPDATE",
        eventCategory: "INVOICE",
        ...tenant,
      },
    },
  ],
  envelope: { events: ["{data}"], lastEventSequence: 1, firstEventSequence: 1, entropy: "{upper:20}" },
  names: { event: { cases: [{ type: "{events.0.eventCategory}.{events.0.eventType}" }] } },
  handshakes: [
    {
      id: "intent-to-receive",
      title: "A rightly signed request without events, answered by an empty 200",
      request: { method: "POST", ...intent, signature: "right" },
      answer: { status: 200, body: "" },
      ...answered,
    },
    {
      id: "intent-to-receive-forged",
      title: "The same with a wrong signature, answered by an empty 401",
      request: { method: "POST", ...intent, signature: "wrong" },
      answer: { status: 401, body: "" },
      ...answered,
    },
  ],
  delivery: {
    success: [200],
    timeout: { value: "5s" },
    retries: {
      value: ["1m", "5m", "15m", "1h", "3h", "6h", "12h"],
      assumed: "Retries with decreasing frequency for up to 24 hours are documented; the intervals are not.",
      source: SERVER,
    },
  },
  endpoint: { httpsRule: "Xero: the endpoint uses HTTPS on the standard 443 port" },
  manage: "https://developer.xero.com/app/manage",
  assumptions: [
    {
      key: "signature.key",
      value: "utf8: the signing key as it stands",
      why: "The page does not say whether the key is decoded; receivers that work use it as text.",
    },
    {
      key: "envelope.events",
      value: "one event per request",
      why: "A request can carry several, numbered by the sequences.",
    },
  ],
})

// src/providers/catalogue/zendesk.ts
var VERIFYING12 = "https://developer.zendesk.com/documentation/webhooks/verifying/"
var ANATOMY = "https://developer.zendesk.com/documentation/webhooks/anatomy-of-a-webhook-request"
var USER_EVENTS = "https://developer.zendesk.com/api-reference/webhooks/event-types/user-events"
var MONITORING = "https://developer.zendesk.com/documentation/webhooks/creating-and-monitoring-webhooks"
var ticket = {
  id: "{digits:5#ticket}",
  subject: "I cannot log in",
  description: "It says that my account does not exist.",
  status: "NEW",
  priority: "HIGH",
  type: "incident",
  is_public: true,
  requester_id: "{digits:11}",
  submitter_id: "{digits:11}",
  actor_id: "{digits:11#actor}",
  assignee_id: null,
  group_id: "{digits:8}",
  organization_id: null,
  brand_id: "{digits:8}",
  form_id: "{digits:8}",
  external_id: null,
  custom_status: "{digits:8}",
  tags: ["login"],
  via: { channel: "web_service" },
  created_at: "{now-iso-seconds}",
  updated_at: "{now-iso-seconds}",
}
var aboutTicket = { zendesk_event_version: "2022-11-06", subject: "zen:ticket:{digits:5#ticket}" }
var zendesk = defineProvider({
  id: "zendesk",
  name: "Zendesk",
  sources: [VERIFYING12, ANATOMY, USER_EVENTS, MONITORING],
  evidence:
    "An older page had the body before the timestamp; the value it published verifies in that order only",
  scheme: {
    algorithm: "hmac-sha256",
    // It looks like base64 and is a key as it stands.
    key: { decoding: "utf8" },
    content: "{timestamp}{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["X-Zendesk-Webhook-Signature", "{signature}"],
      ["X-Zendesk-Webhook-Signature-Timestamp", "{timestamp}"],
    ],
    timestamp: { unit: "iso" },
  },
  secret: { generate: secretBase64 },
  knownSecrets: [
    {
      name: "tests of a webhook that is not created yet",
      value: "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==",
    },
  ],
  headers: [
    ["User-Agent", "Zendesk Webhook"],
    ["Content-Type", "application/json; charset=utf-8"],
    ["X-Zendesk-Account-Id", "123456"],
    ["X-Zendesk-Webhook-Id", "01F1KRFQ6BG29CNWFR60NK5FNY"],
    ["X-Zendesk-Webhook-Invocation-Id", "{uuid}"],
  ],
  events: [
    {
      type: "zen:event-type:ticket.created",
      title: "A ticket was created",
      sample: { ...aboutTicket, detail: ticket, event: {} },
    },
    {
      type: "zen:event-type:ticket.status_changed",
      title: "The status of a ticket changed",
      sample: {
        ...aboutTicket,
        detail: { ...ticket, status: "OPEN" },
        event: { current: "OPEN", previous: "NEW" },
      },
    },
    {
      type: "zen:event-type:ticket.comment_added",
      title: "A comment was added to a ticket",
      sample: {
        ...aboutTicket,
        detail: { ...ticket, status: "OPEN" },
        event: {
          comment: {
            id: "{digits:13}",
            body: "Please try again now.",
            is_public: true,
            author: { id: "{digits:11#actor}", is_staff: true, name: "Maya Lindqvist" },
          },
        },
      },
    },
    {
      type: "zen:event-type:user.created",
      title: "A user was created",
      sample: {
        zendesk_event_version: "2022-06-20",
        subject: "zen:user:{digits:11#user}",
        detail: {
          id: "{digits:11#user}",
          email: "maya@company.com",
          external_id: "",
          role: "end-user",
          organization_id: "{digits:8}",
          default_group_id: "{digits:8}",
          created_at: "{now-iso-seconds}",
          updated_at: "{now-iso-seconds}",
        },
        event: {},
      },
    },
  ],
  envelope: { type: "{event}", account_id: 123456, id: "{id}", time: "{now-iso}", "...": "{data}" },
  names: { event: { path: "type" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "10s", assumed: "Known from guides; not read on a page of Zendesk." },
    retries: {
      value: [],
      assumed: "Only 409, timeouts, and 429 or 503 with Retry-After are said to be tried again a few times.",
      source: MONITORING,
    },
  },
  manage: "https://support.zendesk.com/hc/en-us/articles/4408839108378",
  assumptions: [
    {
      key: "headers.timestamp",
      value: "milliseconds in X-Zendesk-Webhook-Signature-Timestamp",
      why: "The page's example has whole seconds; it is signed as text either way.",
    },
    { key: "headers.invocation-id", value: "a UUID", why: "The page's example is a number." },
    { key: "headers.user-agent", value: "Zendesk Webhook", why: "Not documented." },
    {
      key: "envelope",
      value: "{type, account_id, id, time, zendesk_event_version, subject, detail, event}",
      why: "The names of user events and of their detail are documented; the rest follows what receivers parse.",
    },
  ],
})

// src/providers/catalogue/zoom.ts
import { createHmac as createHmac7 } from "node:crypto"
var WEBHOOKS14 = "https://developers.zoom.us/docs/api/webhooks/"
var DELAYS2 = "https://devsupport.zoom.us/hc/en-us/articles/360059893812-Webhook-delays"
var meeting = {
  uuid: "{base62:22}==",
  id: "{digits:11}",
  host_id: "{base62:22#host}",
  topic: "Weekly planning",
  type: 2,
  start_time: "{now-iso-seconds}",
  timezone: "Europe/Stockholm",
  duration: 60,
}
var zoom = defineProvider({
  id: "zoom",
  name: "Zoom",
  sources: [WEBHOOKS14, DELAYS2],
  evidence:
    "@zoom/rivet 0.4.0 accepts it; that one hashes the parsed body printed again, so only compact JSON",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "v0:{timestamp}:{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [
      ["x-zm-request-timestamp", "{timestamp}"],
      ["x-zm-signature", "v0={signature}"],
    ],
    timestamp: { unit: "s" },
  },
  secret: { generate: secretText("", 22) },
  headers: [
    ["User-Agent", "Zoom Marketplace/1.0a"],
    ["Content-Type", "application/json; charset=utf-8"],
  ],
  events: [
    { type: "meeting.started", title: "A host started a meeting", sample: meeting },
    {
      type: "meeting.ended",
      title: "A meeting ended",
      sample: { ...meeting, end_time: "{now-iso-seconds}" },
    },
    {
      type: "meeting.participant_joined",
      title: "Somebody joined a meeting",
      sample: {
        ...meeting,
        participant: {
          user_id: "{digits:8}",
          user_name: "Maya Lindqvist",
          id: "{base62:22#participant}",
          participant_uuid: "{base62:22}==",
          participant_user_id: "{base62:22#participant}",
          email: "maya@company.com",
          join_time: "{now-iso-seconds}",
        },
      },
    },
    {
      type: "recording.completed",
      title: "The cloud recording of a meeting is ready",
      sample: {
        ...meeting,
        account_id: "Q0b1vVdHQpGxYzKdUwZ2aA",
        host_email: "maya@company.com",
        total_size: 3328371,
        recording_count: 1,
        share_url: "https://us02web.zoom.us/rec/share/{base62:64}",
        recording_files: [
          {
            id: "{uuid}",
            meeting_id: "{base62:22}==",
            recording_start: "{now-iso-seconds}",
            recording_end: "{now-iso-seconds}",
            recording_type: "shared_screen_with_speaker_view",
            file_type: "MP4",
            file_extension: "MP4",
            file_size: 3328371,
            play_url: "https://us02web.zoom.us/rec/play/{base62:64#file}",
            download_url: "https://us02web.zoom.us/rec/download/{base62:64#file}",
            status: "completed",
          },
        ],
      },
    },
  ],
  envelope: {
    event: "{event}",
    payload: { account_id: "Q0b1vVdHQpGxYzKdUwZ2aA", object: "{data}" },
    event_ts: "{now-ms}",
  },
  names: { event: { path: "event" } },
  handshakes: [
    {
      id: "url-validation",
      title: "A signed token that wants to be given back with its HMAC",
      request: {
        method: "POST",
        body: {
          payload: { plainToken: "{challenge}" },
          event_ts: "{now-ms}",
          event: "endpoint.url_validation",
        },
        signature: "right",
      },
      answer: { status: 200, body: { plainToken: "{challenge}", encryptedToken: "{proof}" } },
      proof: (challenge, secret) => createHmac7("sha256", secret).update(challenge).digest("hex"),
      timeoutMs: 3e3,
      certainty: "exact",
      source: WEBHOOKS14,
    },
  ],
  delivery: {
    success: [200, 204],
    timeout: { value: "3s" },
    retries: { value: ["5m", "20m", "60m"], source: DELAYS2 },
  },
  endpoint: { httpsRule: "Zoom: the endpoint URL must employ the https:// scheme" },
  manage: "https://marketplace.zoom.us/user/build",
  assumptions: [
    {
      key: "envelope.object",
      value: "the main fields of each object",
      why: "Real payloads carry a few more.",
    },
    { key: "headers.user-agent", value: "Zoom Marketplace/1.0a", why: "Seen in requests." },
    {
      key: "headers.content-type",
      value: "application/json; charset=utf-8",
      why: "The page says JSON; the rest was seen in requests.",
    },
  ],
})

// src/providers/catalogue.ts
var providers = [
  axiestudio,
  ainexlayer,
  axelered,
  axcelerate,
  accelex,
  // The first widely used ones.
  github,
  shopify,
  slack,
  standardWebhooks,
  stripe,
  svix,
  // The second ones.
  adyen2,
  adyenPlatform,
  asana,
  awsSns2,
  azureEventGrid,
  bitbucket,
  box,
  braintree2,
  calendly,
  chargebee,
  clerk,
  cloudevents,
  coinbaseCdp,
  coinbaseCommerce,
  contentful2,
  deepgram,
  discord,
  docusign,
  doppler,
  dropbox,
  elevenlabs,
  fal,
  fusionauth,
  gitlab,
  gitlabToken,
  hook0,
  hubspotV1,
  hubspotV2,
  hubspotV3,
  intercom,
  kinde,
  kontentAi,
  lemonsqueezy,
  line,
  linear,
  lovable,
  mailchimp,
  mailgun,
  mandrill,
  meta,
  microsoftGraph,
  monday,
  mux,
  notion,
  okta,
  openai,
  paddle,
  paddleClassic2,
  paypal2,
  plaid,
  polar,
  postmark,
  pusher,
  razorpay,
  resend,
  rfc94212,
  sanity,
  sendgrid,
  sentry,
  slackEventsApi,
  smartsheet,
  square,
  standardWebhooksV1a,
  strava,
  trello,
  twilio,
  twilioJson,
  twitch,
  typeform,
  vercel,
  vonage,
  webflow,
  websub,
  woocommerce,
  workos,
  x,
  xero,
  zendesk,
  zoom,
]

// src/providers/registry.ts
var byId2 = new Map(providers.map((provider) => [provider.id, provider]))
function builtIn(id3) {
  return id3 === null || id3 === void 0 ? void 0 : byId2.get(id3)
}
function findProvider(id3) {
  const found = builtIn(id3)
  if (found) return found
  const near = nearest(
    id3,
    providers.map((provider) => provider.id),
  )
  throw new WhkError(
    "PROVIDER_UNKNOWN",
    `"${id3}" is not a provider.`,
    hintOf(near, "Run `whk providers` to see every provider."),
  )
}
function nameForFlag({ id: id3, file }) {
  if (!file) return id3
  return /^[\w@%+=:,./\\-]+$/.test(file.path) ? file.path : `'${file.path.replaceAll("'", "'\\''")}'`
}
function findEventType(provider, type) {
  return provider.events.find((event5) => event5.type === type)
}
function requireEventType(provider, type) {
  const known = findEventType(provider, type)
  if (known?.status === "coming-soon")
    return { eventType: known, warning: `${type} is announced by ${provider.name} as coming soon.` }
  if (known) return { eventType: known }
  return unknownEventType(provider, type)
}
function unknownEventType(provider, type) {
  const rule = provider.unknownEvents
  const isDotted = /^\w+(\.\w+)+$/.test(type)
  if (type === "" || !rule || (rule.accept === "dotted" && !isDotted)) {
    const message6 = `"${type}" is not an event type of ${provider.name}.`
    const owner = providers.find((candidate) => findEventType(candidate, type))
    if (owner)
      throw new WhkError("EVENT_UNKNOWN", message6, {
        hint: `It is one of ${owner.name}: --provider ${owner.id}.`,
      })
    const near = nearest(
      type,
      provider.events.map((event5) => event5.type),
    )
    throw new WhkError(
      "EVENT_UNKNOWN",
      message6,
      hintOf(near, `Run \`whk events --provider ${nameForFlag(provider)}\` to see every event type.`),
    )
  }
  const eventType = {
    type,
    title: "Not in the list of known event types",
    status: "live",
    sample: (context, id3) => rule.sample(type, context, id3),
  }
  if (rule.accept === "any") return { eventType }
  return {
    eventType,
    warning: `${type} is not among the ${provider.events.length} known event types of ${provider.name}.`,
  }
}
function hintOf(near, otherwise) {
  return { hint: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : otherwise }
}

// src/providers/secrets.ts
import { randomBytes } from "node:crypto"
function generateSecret(provider, random = randomBytes(32)) {
  return provider.secret.generate(random)
}

// src/domain/delivery.ts
function isSuccess(rule, status) {
  return rule === "2xx" ? status >= 200 && status <= 299 : rule.includes(status)
}
function successStatus(rule) {
  return rule === "2xx" ? 200 : (rule[0] ?? 200)
}

// src/signing/recipe.ts
function keyText({ decoding, prefix, withoutPrefix: withoutPrefix2 }) {
  if (decoding === "keypair") return "the private key signs, the public key verifies"
  const read = decoding === "utf8" ? "the secret as UTF-8 text" : `the secret decoded from ${decoding}`
  const stripped = prefix === void 0 ? "" : `, without the leading ${prefix}`
  return `${read}${stripped}${withoutPrefix2 === void 0 ? "" : `; without ${prefix} the whole secret as UTF-8 text`}`
}

// src/diagnosis/causes.ts
var CAUSES = {
  "body-reserialised-javascript": { means: "parsed and printed again by `JSON.stringify`", fix: "raw-body" },
  "body-reserialised-python": { means: "parsed and printed again by Python's `json.dumps`", fix: "raw-body" },
  "body-reserialised-python-unicode": { means: "the same with `ensure_ascii=False`", fix: "raw-body" },
  "body-reserialised-python-compact": { means: 'the same with `separators=(",", ":")`', fix: "raw-body" },
  "body-reserialised-python-compact-unicode": { means: "the same with both", fix: "raw-body" },
  "body-reserialised-php": { means: "parsed and printed again by PHP's `json_encode`", fix: "raw-body" },
  "body-reserialised-php-array": {
    means: "the same through associative arrays: `{}` becomes `[]`",
    fix: "raw-body",
  },
  "body-reserialised-php-unescaped-slashes": {
    means: "the same with `JSON_UNESCAPED_SLASHES`",
    fix: "raw-body",
  },
  "body-reserialised-php-unescaped-unicode": {
    means: "the same with `JSON_UNESCAPED_UNICODE`",
    fix: "raw-body",
  },
  "body-reserialised-go": {
    means: "parsed to a map and printed again by Go's `json.Marshal`",
    fix: "raw-body",
  },
  "body-reserialised-go-struct": {
    means: "parsed to a struct and printed again by Go's `json.Marshal`",
    fix: "raw-body",
  },
  "body-reserialised-rails": { means: "parsed and printed again by Rails' `to_json`", fix: "raw-body" },
  "body-reserialised-ruby": { means: "parsed and printed again by Ruby's `JSON.generate`", fix: "raw-body" },
  "body-reserialised-java": { means: "parsed and printed again by Jackson", fix: "raw-body" },
  "body-reserialised-java-gson": { means: "parsed to objects and printed again by Gson", fix: "raw-body" },
  "body-reserialised-java-gson-tree": {
    means: "parsed to a tree and printed again by Gson",
    fix: "raw-body",
  },
  "body-reserialised-dotnet": {
    means: "parsed and printed again by .NET's `JsonSerializer`",
    fix: "raw-body",
  },
  "body-not-reserialised": {
    means: "as it was sent, where the provider signs `JSON.stringify(JSON.parse(body))`",
    fix: "reserialise",
  },
  "body-pretty-2": { means: "printed with an indentation of 2 spaces", fix: "raw-body" },
  "body-pretty-4": { means: "printed with an indentation of 4 spaces", fix: "raw-body" },
  "body-pretty-tab": { means: "printed with an indentation of tabs", fix: "raw-body" },
  "body-pretty-python": { means: "printed by `json.dumps(\u2026, indent=2)`", fix: "raw-body" },
  "body-pretty-php": { means: "printed by `json_encode(\u2026, JSON_PRETTY_PRINT)`", fix: "raw-body" },
  "body-pretty-java": { means: "printed by Jackson's pretty printer", fix: "raw-body" },
  "body-keys-sorted": { means: "printed with its keys in order", fix: "raw-body" },
  "body-keys-sorted-python": { means: "printed by `json.dumps(\u2026, sort_keys=True)`", fix: "raw-body" },
  "body-keys-sorted-python-compact": { means: "the same, compact", fix: "raw-body" },
  "body-white-space-removed": { means: "its white space between tokens removed", fix: "raw-body" },
  "body-numbers-changed": {
    means: "its numbers printed again: `1.0` as `1`, large ones rounded",
    fix: "raw-body",
  },
  "body-unicode-escaped": { means: "characters outside ASCII written as `\\u00fc`", fix: "raw-body" },
  "body-unicode-escaped-upper": { means: "characters outside ASCII written as `\\u00FC`", fix: "raw-body" },
  "body-unicode-unescaped": { means: "`\\u00fc` decoded", fix: "raw-body" },
  "body-slashes-escaped": { means: "`/` written as `\\/`", fix: "raw-body" },
  "body-slashes-unescaped": { means: "`\\/` written as `/`", fix: "raw-body" },
  "body-strings-reprinted": { means: "its strings printed again", fix: "raw-body" },
  "body-strings-trimmed": { means: "every string trimmed by a middleware", fix: "raw-body" },
  "body-nulls-emptied": { means: '`null` made `""` by a middleware', fix: "raw-body" },
  "body-emptied-to-null": { means: '`""` made `null` by a middleware', fix: "raw-body" },
  "body-nulls-dropped": { means: "its `null` values dropped", fix: "raw-body" },
  "body-part": { means: "only one of its values, printed again", fix: "raw-body" },
  "body-json-string": { means: "made one JSON string", fix: "raw-body" },
  "body-form-reencoded": { means: "a form decoded and encoded again", fix: "form-as-sent" },
  "body-form-sorted": { means: "a form with its fields sorted", fix: "form-as-sent" },
  "body-form-decoded": { means: "a form with its percent-encoding decoded", fix: "form-as-sent" },
  "body-form-as-json": { means: "a form's fields as JSON", fix: "form-as-sent" },
  "body-form-field": { means: "only the JSON in one field of a form", fix: "form-as-sent" },
  "body-form-payload-decoded": {
    means: "the JSON taken out of the form field that carried it",
    fix: "form-as-sent",
  },
  "body-newline-added": { means: "a line break at its end", fix: "line-breaks" },
  "body-newline-removed": { means: "no line break at its end", fix: "line-breaks" },
  "body-trimmed": { means: "no white space around it", fix: "line-breaks" },
  "body-lf-to-crlf": { means: "CR LF for every line feed", fix: "line-breaks" },
  "body-crlf-to-lf": { means: "a line feed for every CR LF", fix: "line-breaks" },
  "body-bom-added": { means: "a byte order mark before it", fix: "bytes-not-text" },
  "body-bom-removed": { means: "no byte order mark before it", fix: "bytes-not-text" },
  "body-latin1-as-utf8": { means: "read as Latin-1 and written as UTF-8", fix: "bytes-not-text" },
  "body-utf8-as-latin1": { means: "its characters written as Latin-1", fix: "bytes-not-text" },
  "body-utf8-text": { means: "decoded to text and back, its invalid bytes replaced", fix: "bytes-not-text" },
  "body-utf16": { means: "written as UTF-16", fix: "bytes-not-text" },
  "body-ascii": { means: "read as ASCII", fix: "bytes-not-text" },
  "body-nfc": { means: "in Unicode's composed form", fix: "bytes-not-text" },
  "body-nfd": { means: "in Unicode's decomposed form", fix: "bytes-not-text" },
  "body-base64": { means: "in base64", fix: "decode-body" },
  "body-base64-decoded": { means: "decoded from base64", fix: "decode-body" },
  "body-hex": { means: "in hexadecimal", fix: "decode-body" },
  "body-compressed": { means: "compressed with gzip or deflate", fix: "same-compression" },
  "body-decompressed": { means: "decompressed", fix: "same-compression" },
  "body-empty": {
    means: "empty, `{}`, `null`, `undefined`: read by something else before",
    fix: "read-once",
  },
  "body-object-text": { means: "`[object Object]`: an object used as text", fix: "read-once" },
  "body-truncated": { means: "cut at a usual limit, or at a NUL byte", fix: "whole-body" },
  "body-longer-than-declared": {
    means: "followed by more bytes than Content-Length declares",
    fix: "whole-body",
  },
  "secret-other": { means: "another secret that is known here signed", fix: "own-secret" },
  "secret-old": { means: "the secret from before a rotation signed", fix: "rotate" },
  "secret-not-decoded": { means: "used as text where the provider decodes it", fix: "make-key" },
  "secret-decoded": { means: "decoded where the provider uses it as text", fix: "make-key" },
  "secret-hex-decoded": { means: "decoded from hexadecimal", fix: "make-key" },
  "secret-prefix-kept": { means: "used with its prefix, `whsec_`", fix: "make-key" },
  "secret-prefix-removed": { means: "used without its prefix", fix: "make-key" },
  "secret-white-space": { means: "a space before or behind it", fix: "clean-secret" },
  "secret-newline": { means: "a line break behind it, or `\\n` written out", fix: "clean-secret" },
  "secret-quotes": { means: "quotes around it", fix: "clean-secret" },
  "secret-cut": { means: "cut at `#`, `$` or its padding `=`, as .env files do", fix: "clean-secret" },
  "secret-case": { means: "in other case", fix: "clean-secret" },
  "secret-percent-encoded": { means: "percent-encoded or percent-decoded", fix: "clean-secret" },
  "secret-encoded-twice": { means: "its key encoded to text once more", fix: "make-key" },
  "secret-hashed": { means: "hashed before it was used", fix: "make-key" },
  "secret-empty": { means: "not set: empty, or the text `undefined`", fix: "set-secret" },
  "content-order": { means: "the right parts in another order", fix: "content" },
  "content-separator": { means: "the right parts with other text between or before them", fix: "content" },
  "content-body-omitted": { means: "without the body", fix: "content" },
  "content-body-added": { means: "the raw body added, or in the place of its fields", fix: "content" },
  "content-timestamp-omitted": { means: "without the timestamp", fix: "content" },
  "content-timestamp-added": { means: "with a timestamp that the provider does not sign", fix: "content" },
  "content-id-omitted": { means: "without the id", fix: "content" },
  "content-id-added": { means: "with an id that the provider does not sign", fix: "content" },
  "content-url-omitted": { means: "without the URL", fix: "content" },
  "content-method-omitted": { means: "without the method", fix: "content" },
  "content-form-omitted": { means: "without the sorted fields of the form", fix: "content" },
  "content-secret-omitted": {
    means: "without the secret, which the provider hashes with the rest",
    fix: "content",
  },
  "content-token-omitted": { means: "without the token", fix: "content" },
  "content-body-sha256-omitted": { means: "without the hash of the body", fix: "content" },
  "timestamp-milliseconds": { means: "milliseconds where the header has seconds", fix: "timestamp" },
  "timestamp-seconds": { means: "seconds where the header has milliseconds or ISO 8601", fix: "timestamp" },
  "timestamp-iso": { means: "ISO 8601 where the header has a number", fix: "timestamp" },
  "timestamp-reprinted": { means: "read as a number, or trimmed, and printed again", fix: "timestamp" },
  "timestamp-other": { means: "the time of another header", fix: "timestamp" },
  "url-protocol": { means: "http for https behind a proxy, or the other way round", fix: "public-url" },
  "url-host": { means: "another host behind a proxy", fix: "public-url" },
  "url-port": { means: "a port added or missing", fix: "public-url" },
  "url-path": { means: "another path: a slash at its end, a prefix taken away", fix: "public-url" },
  "url-query": { means: "another query: its order, its encoding, or missing", fix: "public-url" },
  "url-other": { means: "an address that was named with `--url`", fix: "public-url" },
  "method-other": { means: "the method in other case, or another one", fix: "parts-as-sent" },
  "id-other": { means: "the id of another header, or none", fix: "parts-as-sent" },
  "algorithm-other": { means: "another hash in the HMAC", fix: "algorithm" },
  "algorithm-not-keyed": { means: "a plain hash, not an HMAC", fix: "algorithm" },
  "digest-encoding": { means: "base64 for hexadecimal, or the other way round", fix: "compare-bytes" },
  "digest-case": { means: "in upper case", fix: "compare-bytes" },
  "digest-prefix": { means: "its prefix (`sha256=`, `v1,`) missing, or another one", fix: "compare-bytes" },
  "digest-encoded-twice": { means: "encoded twice", fix: "compare-bytes" },
  "header-merged": { means: "joined, or its separators changed, by a proxy", fix: "split-header" },
  "header-truncated": { means: "cut by a proxy, a log or a column", fix: "header-limit" },
  "header-renamed": { means: "renamed by a gateway: `HTTP_X_\u2026`, underscores", fix: "header-name" },
  "header-other": { means: "the signature stands in another header", fix: "header-name" },
  "header-weaker": { means: "wrong, and the weaker signature beside it is right", fix: "strong-only" },
  "request-other": { means: "it belongs to another captured request", fix: "one-request" },
  "provider-other": {
    means: "another provider sent this, and its signature is right",
    fix: "other-provider",
  },
  "clock-stale": { means: "right, but older than the tolerance", fix: "clock" },
  "clock-ahead": { means: "right, but ahead of the receiver's clock", fix: "clock" },
  "got-right": { means: "the digest given with `--got` is the right one", fix: "comparison" },
}
function isCauseId(text) {
  return Object.hasOwn(CAUSES, text)
}

// src/diagnosis/fixes/public-url.ts
var PUBLIC_URL = {
  express: `app.set("trust proxy", 1)
const url = \`\${req.protocol}://\${req.get("host")}\${req.originalUrl}\``,
  fastify: `const app = fastify({ trustProxy: true })
const url = \`\${req.protocol}://\${req.host}\${req.originalUrl}\``,
  nextjs: `const { pathname, search } = new URL(request.url)
const url = process.env.PUBLIC_ORIGIN + pathname + search`,
  hono: `const { pathname, search } = new URL(c.req.url)
const url = process.env.PUBLIC_ORIGIN + pathname + search`,
  nestjs: `app.getHttpAdapter().getInstance().set("trust proxy", 1)
const url = \`\${req.protocol}://\${req.get("host")}\${req.originalUrl}\``,
  flask: `app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1, x_host=1)
url = request.url`,
  django: `SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
USE_X_FORWARDED_HOST = True
url = request.build_absolute_uri()`,
  fastapi: `# uvicorn --proxy-headers --forwarded-allow-ips <proxy>
url = str(request.url)`,
  rails: `config.action_dispatch.trusted_proxies = [IPAddr.new("10.0.0.0/8")]
url = request.original_url`,
  laravel: `$middleware->trustProxies(at: "*");
$url = $request->fullUrl();`,
  spring: `server.forward-headers-strategy=framework
String url = ServletUriComponentsBuilder.fromRequest(request).build().toUriString();`,
  go: `url := os.Getenv("PUBLIC_ORIGIN") + r.URL.RequestURI()`,
  aspnet: `app.UseForwardedHeaders(); // ForwardedHeaders.XForwardedProto | XForwardedHost
var url = request.GetEncodedUrl();`,
}

// src/diagnosis/fixes/raw-body.ts
var RAW_BODY = {
  express: `app.post("/webhooks", express.raw({ type: "*/*" }), (req, res) => {
  verify(req.body) // a Buffer; register this route before app.use(express.json())
})`,
  fastify: `app.addContentTypeParser("application/json", { parseAs: "buffer" }, (req, body, done) => done(null, body))
app.post("/webhooks", async (req) => verify(req.body)) // a Buffer; inside its own register() the rest stays parsed`,
  nextjs: `// app/webhooks/route.ts
export async function POST(request: Request) {
  verify(Buffer.from(await request.arrayBuffer())) // not request.json()
}`,
  hono: `app.post("/webhooks", async (c) => {
  verify(Buffer.from(await c.req.arrayBuffer())) // not c.req.json()
})`,
  nestjs: `// main.ts: NestFactory.create(AppModule, { rawBody: true })
@Post("webhooks")
handle(@Req() req: RawBodyRequest<Request>) {
  verify(req.rawBody)
}`,
  flask: `@app.post("/webhooks")
def webhooks():
    verify(request.get_data())  # bytes; before request.json or request.form`,
  django: `@csrf_exempt
def webhooks(request):
    verify(request.body)  # bytes; before request.POST`,
  fastapi: `@app.post("/webhooks")
async def webhooks(request: Request):
    verify(await request.body())  # bytes; no Pydantic model as a parameter`,
  rails: `def create
  verify(request.raw_post) # not params.to_json
end`,
  laravel: `public function __invoke(Request $request)
{
    $this->verify($request->getContent()); // not json_encode($request->all())
}`,
  spring: `@PostMapping("/webhooks")
public ResponseEntity<Void> webhooks(@RequestBody byte[] body) {
    verify(body); // not a @RequestBody object
}`,
  go: `func webhooks(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body) // before json.NewDecoder(r.Body)
	verify(body)
}`,
  aspnet: `app.MapPost("/webhooks", async (HttpRequest request) => {
    using var buffer = new MemoryStream();
    await request.Body.CopyToAsync(buffer);
    Verify(buffer.ToArray()); // not a bound model
});`,
}

// src/diagnosis/fixes.ts
var FIXES = {
  "decode-body": {
    text: () =>
      "Decode the body before verifying it: AWS Lambda and API gateways hand it over in base64 and say so (isBase64Encoded).",
  },
  "same-compression": {
    text: () =>
      "Verify the same bytes that the provider signs, before or after Content-Encoding is undone; let no proxy compress them anew.",
  },
  "whole-body": {
    text: () =>
      "Raise the size limit of the body parser or proxy, and verify the body whole, no byte more or less.",
  },
  "line-breaks": {
    text: () =>
      "Leave the line breaks of the body alone: no trim, no text mode. A body that was saved or pasted gets one added; send it with curl --data-binary.",
    code: RAW_BODY,
  },
  "bytes-not-text": {
    text: () =>
      "Take the body as bytes and hash those; decode it to text only after the signature is verified.",
    code: RAW_BODY,
  },
  "read-once": {
    text: () =>
      "Something read the body before, or an object was used as text: take the raw bytes once, before any parser.",
    code: RAW_BODY,
  },
  "form-as-sent": {
    text: () => "Hash the form exactly as it arrived; read its fields only after the signature is verified.",
    code: RAW_BODY,
  },
  "raw-body": {
    text: () => "Verify the bytes as they arrived, before anything parses them.",
    code: RAW_BODY,
  },
  "make-key": {
    text: ({ providerName, keyText: keyText2 }) => `Make the key as ${providerName} does: ${keyText2}.`,
  },
  "clean-secret": {
    text: () =>
      "Set the secret anew, exactly as the provider shows it: no quotes, spaces or line breaks; in an .env file quote it where it holds # or $.",
  },
  rotate: {
    text: () =>
      "Deploy the new secret, or keep verifying with both until every delivery is signed with the new one.",
  },
  "set-secret": {
    text: () =>
      "The secret was not set where it was needed: check the name of the variable, and refuse to start without it.",
  },
  "own-secret": {
    text: () =>
      "Use the secret of this very endpoint: test and live mode, each endpoint, and a provider's CLI have secrets of their own.",
  },
  content: {
    text: ({ providerName, content }) => `Sign exactly what ${providerName} signs: ${content}`,
  },
  timestamp: {
    text: () =>
      "Put the timestamp into the message as the very text that the header holds; convert it only to judge its age.",
  },
  "public-url": {
    text: () =>
      "Verify with the address the provider was given, not the one behind your proxy: let the framework trust the proxy's X-Forwarded-* headers, or set the URL.",
    code: PUBLIC_URL,
  },
  "parts-as-sent": {
    text: ({ content }) => `Take every part of the message from the request as it arrived: ${content}`,
  },
  "compare-bytes": {
    text: ({ signatureName: signatureName2, digest }) =>
      `Compare bytes, not texts: decode ${signatureName2} from ${digest}, and check the length before a constant-time comparison.`,
  },
  algorithm: {
    text: ({ providerName, algorithm }) => `${providerName} uses ${algorithm}: use it on both sides.`,
  },
  "split-header": {
    text: () =>
      "Let no proxy join or rewrite this header; where one does, split it where the provider separates signatures.",
  },
  "header-limit": {
    text: () => "A proxy, a log or a database column cut the header: raise its limit.",
  },
  "header-name": {
    text: ({ signatureName: signatureName2 }) =>
      `Read the signature from ${signatureName2}, and let gateways pass that header on under its name.`,
  },
  "one-request": {
    text: () =>
      "Keep the headers and the body of one request together: a queue, a log or a copied command mixed two.",
  },
  "other-provider": {
    text: ({ id: id3 }) => `Verify it with --provider ${id3}.`,
  },
  clock: {
    text: () =>
      "Check the clock of the receiver. An old request is a late retry or a replay: refuse it, or judge a capture at the time it was received (--at).",
  },
  comparison: {
    text: () =>
      "The computation is right: look at how the two signatures are compared, and which request is compared with which.",
  },
  reserialise: {
    text: ({ providerName }) =>
      `${providerName} signs JSON.stringify(JSON.parse(body)): parse the body and print it again before you verify it.`,
  },
  "strong-only": {
    text: ({ signatureName: signatureName2 }) =>
      `Something changed ${signatureName2} on the way; find it, and never fall back to the weaker signature.`,
  },
}
function fixFor(id3, provider) {
  const advice2 = FIXES[CAUSES[id3].fix]
  return { text: advice2.text(factsOf(provider)), code: advice2.code ?? null }
}
function factsOf({ id: id3, name, scheme }) {
  const named = { id: id3, providerName: name, signatureName: signatureName(scheme) }
  if (!isCoded(scheme)) {
    const { content: content2, digest, algorithm: algorithm2 } = scheme
    return { ...named, keyText: keyText(scheme.key), content: content2, digest, algorithm: algorithm2 }
  }
  const { key, content, algorithm } = scheme.recipe
  return { ...named, keyText: key, content, digest: "the encoding it is written in", algorithm }
}

// src/check/bugs/bug.ts
function advice(text, code = null) {
  return { text, code }
}

// src/check/bugs/case-bugs.ts
var COMPARE = "Compare the whole digest in constant time, and refuse one of another length first."
var BODY =
  "Compute the signature over the raw body and compare it with the one that came; refuse where they differ."
var ACCEPTED = {
  "signature-missing": ({ header }) => ({
    id: "missing-signature-accepted",
    title: `The handler accepts a request without ${header}: it verifies only where a signature is there.`,
    fix: `Refuse a request without ${header} before anything else; no \`if (signature)\` around the check.`,
  }),
  "signature-empty": ({ header }) => ({
    id: "empty-signature-accepted",
    title: `The handler accepts an empty ${header}.`,
    fix: "Treat an empty signature as a missing one: refuse it.",
  }),
  unsigned: ({ name }) => ({
    id: "unsigned-accepted",
    title: `The handler accepts what says it is unsigned, although it has a secret.`,
    fix: `Decide by your secret whether ${name} signs, not by what the request says of itself.`,
  }),
  "signature-garbage": ({ header }) => ({
    id: "garbage-accepted",
    title: `The handler accepts a ${header} that is no signature at all.`,
    fix: "Where a signature cannot be read, refuse the request; an exception is no success.",
  }),
  "signature-prefix-only": () => ({
    id: "prefix-compared",
    title: "The handler compares only as much of the signature as arrives: an empty one is enough.",
    fix: COMPARE,
  }),
  "signature-truncated": () => ({
    id: "prefix-compared",
    title: "The handler compares only as much of the signature as arrives.",
    fix: COMPARE,
  }),
  "signature-half-wrong": () => ({
    id: "prefix-compared",
    title: "The handler compares only the beginning of the signature.",
    fix: COMPARE,
  }),
  "signature-wrong": ({ header }) => ({
    id: "any-signature-accepted",
    title: `The handler looks at the form of ${header} only, and accepts any value.`,
    fix: BODY,
  }),
  "secret-wrong": () => ({
    id: "any-secret-accepted",
    title: "The handler accepts a signature made with another secret.",
    fix: BODY,
  }),
  "signature-of-another": () => ({
    id: "body-not-covered",
    title: "The handler accepts the signature of another body: the body is not part of what it verifies.",
    fix: BODY,
  }),
  "body-tampered-first": () => tampered,
  "body-tampered-middle": () => tampered,
  "body-tampered-last": () => tampered,
  "secret-empty": () => ({
    id: "secret-empty",
    title: "The handler accepts a signature made with an empty secret.",
    fix: "Refuse to start without a secret: a variable that is not set becomes an empty key.",
  }),
  "prefix-wrong": ({ header }) => ({
    id: "prefix-not-checked",
    title: `The handler does not look at what stands before the digest in ${header}.`,
    fix: "Read exactly the version or algorithm you verify, and ignore every other.",
  }),
  "encoding-wrong": ({ header }) => ({
    id: "encoding-not-checked",
    title: `The handler reads the digest in ${header} in another encoding than the provider writes it.`,
    fix: "Decode the one encoding the provider documents, and refuse every other.",
  }),
  "algorithm-weaker": () => ({
    id: "weaker-algorithm-accepted",
    title: "The handler accepts a weaker signature than the one the provider sends.",
    fix: "Verify with the strongest algorithm the provider sends, and with no other.",
  }),
  "timestamp-stale": () => ({
    id: "timestamp-not-judged",
    title: "The handler accepts any timestamp: an old request passes for ever.",
    fix: "Refuse a request whose signed time is older than the provider's tolerance.",
  }),
  "timestamp-future": () => ({
    id: "future-timestamp-accepted",
    title: "The handler accepts a timestamp from the future.",
    fix: "Judge the distance to now in both directions.",
  }),
  "timestamp-changed": () => ({
    id: "timestamp-not-covered",
    title:
      "The handler accepts another time in front of a signature: the time is not part of what it verifies.",
    fix: "Put the timestamp into the signed message exactly as it stands in the header.",
  }),
}
var tampered = {
  id: "body-not-covered",
  title: "The handler accepts a body that was changed after it was signed.",
  fix: BODY,
}
var REFUSED = {
  "header-case": () => ({
    id: "header-case-sensitive",
    title: "The handler finds headers only in the case it expects.",
    fix: "Look headers up without regard to case: HTTP/2 and proxies write them in small letters.",
  }),
  "rotation-first": () => ({
    id: "one-signature-read",
    title: "The handler reads only one of several signatures, not the first.",
    fix: "Accept a request when any of its signatures is right.",
  }),
  "rotation-second": () => ({
    id: "one-signature-read",
    title: "The handler reads only one of several signatures, the first.",
    fix: "Accept a request when any of its signatures is right.",
  }),
  "genuine-large": () => ({
    id: "body-limit",
    title: "The handler does not take a body of 512 KiB.",
    fix: "Raise the body parser's and the proxy's limit above the largest event the provider sends.",
  }),
  "slow-sender": () => ({
    id: "body-not-whole",
    title: "The handler does not wait for the whole body.",
    fix: "Gather every piece of the body until its end before you verify it.",
  }),
  replay: () => ({
    id: "repeat-refused",
    title: "The handler answers an event it has seen before with an error.",
    fix: "Remember the event's id, and answer a repeated one with success without doing it again.",
  }),
  "after-refusal": () => ({
    id: "connection-broken",
    title: "After a refusal the handler no longer understands the next request on the connection.",
    fix: "Read the body to its end before you refuse, or close the connection.",
  }),
  burst: () => ({
    id: "burst-refused",
    title: "The handler does not take fifty events at once.",
    fix: "Answer first and work later: put events into a queue.",
  }),
  "still-alive": () => ({
    id: "handler-broken",
    title: "The handler no longer works after the bad requests it got.",
    fix: "Let no request change the state of the process; catch what a handler throws.",
  }),
}
function caseBug(provider, id3, came) {
  const table = came === "accepted" ? ACCEPTED : REFUSED
  const facts = { name: provider.name, header: signatureName(provider.scheme) }
  return Object.hasOwn(table, id3) ? table[id3](facts) : void 0
}

// src/diagnosis/variants/body-variants.ts
import { createHash as createHash9 } from "node:crypto"

// src/diagnosis/variants/byte-variants.ts
import {
  brotliDecompressSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateRawSync,
  inflateSync,
} from "node:zlib"
var LARGEST_RECODED_BYTES = 4 * 1024 * 1024
var BOM = Buffer.from([239, 187, 191])
var LARGEST_INFLATED_BYTES = 16 * 1024 * 1024
var USUAL_LIMITS = [
  1024,
  4096,
  8192,
  16384,
  65535,
  65536,
  100 * 1024,
  1e5,
  128 * 1024,
  256 * 1024,
  512 * 1024,
  1024 * 1024,
  1e6,
]
function* byteVariants(body, { text, contentLength }) {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  yield* markVariants(bytes)
  if (bytes.length <= LARGEST_RECODED_BYTES) {
    yield* encodingVariants(bytes, text)
    yield* compressionVariants(bytes)
  }
  yield* lostVariants()
  yield* cutVariants(bytes, contentLength)
}
function* lineVariants(body) {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const latin1 = bytes.toString("latin1")
  const from = (changed) => Buffer.from(changed, "latin1")
  yield {
    id: "body-newline-added",
    what: "the body with a line feed at its end",
    value: Buffer.concat([bytes, from("\n")]),
  }
  yield {
    id: "body-newline-added",
    what: "the body with CR LF at its end",
    value: Buffer.concat([bytes, from("\r\n")]),
  }
  yield {
    id: "body-newline-removed",
    what: "the body without the line break at its end",
    value: from(latin1.replace(/\r?\n$/, "")),
  }
  yield {
    id: "body-trimmed",
    what: "the body without the white space around it",
    value: from(latin1.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "")),
  }
  yield {
    id: "body-lf-to-crlf",
    what: "the body with CR LF for every line feed",
    value: from(latin1.replace(/\r?\n/g, "\r\n")),
  }
  yield {
    id: "body-crlf-to-lf",
    what: "the body with a line feed for every CR LF",
    value: from(latin1.replaceAll("\r\n", "\n")),
  }
}
function* markVariants(bytes) {
  const hasBom = bytes.subarray(0, 3).equals(BOM)
  yield hasBom
    ? { id: "body-bom-removed", what: "the body without its byte order mark", value: bytes.subarray(3) }
    : {
        id: "body-bom-added",
        what: "the body with a byte order mark before it",
        value: Buffer.concat([BOM, bytes]),
      }
}
function* encodingVariants(bytes, text) {
  yield {
    id: "body-latin1-as-utf8",
    what: "the body read as Latin-1 and written as UTF-8",
    value: Buffer.from(bytes.toString("latin1"), "utf8"),
  }
  yield {
    id: "body-ascii",
    what: "the body read as ASCII",
    value: Buffer.from(bytes.toString("ascii"), "utf8"),
  }
  yield {
    id: "body-utf8-text",
    what: "the body decoded to text and back, which replaced its invalid bytes",
    value: Buffer.from(bytes.toString("utf8"), "utf8"),
  }
  yield {
    id: "body-base64",
    what: "the body in base64",
    value: Buffer.from(bytes.toString("base64"), "latin1"),
  }
  yield {
    id: "body-hex",
    what: "the body in hexadecimal",
    value: Buffer.from(bytes.toString("hex"), "latin1"),
  }
  const decoded = decodedBase64(bytes)
  if (decoded) yield { id: "body-base64-decoded", what: "the body decoded from base64", value: decoded }
  if (text === void 0) return
  yield {
    id: "body-utf8-as-latin1",
    what: "the body's characters as Latin-1 bytes",
    value: Buffer.from(text, "latin1"),
  }
  yield { id: "body-utf16", what: "the body in UTF-16", value: Buffer.from(text, "utf16le") }
  yield {
    id: "body-nfc",
    what: "the body in Unicode's composed form",
    value: Buffer.from(text.normalize("NFC"), "utf8"),
  }
  yield {
    id: "body-nfd",
    what: "the body in Unicode's decomposed form",
    value: Buffer.from(text.normalize("NFD"), "utf8"),
  }
}
function decodedBase64(bytes) {
  const text = bytes.toString("latin1").trim()
  const isBase642 = text.length >= 16 && !/[^A-Za-z0-9+/=]|=[^=]/.test(text)
  return isBase642 ? Buffer.from(text, "base64") : void 0
}
function* compressionVariants(bytes) {
  const options = { maxOutputLength: LARGEST_INFLATED_BYTES }
  const unpacked = [
    ["gzip", () => gunzipSync(bytes, options)],
    ["deflate", () => inflateSync(bytes, options)],
    ["raw deflate", () => inflateRawSync(bytes, options)],
    ["Brotli", () => brotliDecompressSync(bytes, options)],
  ]
  for (const [name, unpack] of unpacked) {
    const value = attempt2(unpack)
    if (value && value.length > bytes.length / 2)
      yield { id: "body-decompressed", what: `the body decompressed from ${name}`, value }
  }
  yield { id: "body-compressed", what: "the body compressed with gzip", value: gzipSync(bytes) }
  yield { id: "body-compressed", what: "the body compressed with deflate", value: deflateSync(bytes) }
}
function attempt2(unpack) {
  try {
    return unpack()
  } catch {
    return void 0
  }
}
function* lostVariants() {
  yield { id: "body-empty", what: "an empty body", value: Buffer.alloc(0) }
  for (const text of [
    "{}",
    "[]",
    "null",
    "undefined",
    "None",
    "nil",
    '""',
    "[object Object]",
    "[object Buffer]",
    "[object ReadableStream]",
    "Array",
  ])
    yield {
      id: text === "[object Object]" ? "body-object-text" : "body-empty",
      what: `the text ${text} instead of the body`,
      value: Buffer.from(text),
    }
}
function* cutVariants(bytes, contentLength) {
  if (contentLength !== void 0 && contentLength < bytes.length)
    yield {
      id: "body-longer-than-declared",
      what: `the first ${contentLength} bytes, which Content-Length declares`,
      value: bytes.subarray(0, contentLength),
    }
  for (const limit of USUAL_LIMITS) {
    if (limit < bytes.length)
      yield {
        id: "body-truncated",
        what: `the first ${limit} bytes of the body`,
        value: bytes.subarray(0, limit),
      }
  }
  const nul = bytes.indexOf(0)
  if (nul !== -1)
    yield { id: "body-truncated", what: "the body up to its first NUL byte", value: bytes.subarray(0, nul) }
}

// src/diagnosis/variants/percent-decoded.ts
function percentDecoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// src/diagnosis/variants/form-variants.ts
function* formVariants(text) {
  if (/^\s*[[{]/.test(text)) {
    const encoded = new URLSearchParams([["payload", text]]).toString()
    yield variant(
      "body-form-payload-decoded",
      "the form field payload=\u2026 that carried this JSON",
      encoded,
    )
    return
  }
  if (!/^[^\s=&]+=/.test(text)) return
  const fields2 = new URLSearchParams(text)
  yield variant("body-form-reencoded", "the form decoded and encoded again", fields2.toString())
  yield variant(
    "body-form-reencoded",
    "the form encoded again with %20 for spaces",
    fields2.toString().replaceAll("+", "%20"),
  )
  yield variant("body-form-sorted", "the form with its fields sorted", sorted(fields2))
  yield variant("body-form-as-json", "the form's fields as JSON", JSON.stringify(Object.fromEntries(fields2)))
  yield variant(
    "body-form-decoded",
    "the form with its percent-encoding decoded",
    percentDecoded(text.replaceAll("+", " ")),
  )
  for (const [name, value] of fields2) {
    if (/^\s*[[{]/.test(value))
      yield variant("body-form-field", `only the value of the form field ${name}`, value)
  }
}
function sorted(fields2) {
  const copy = new URLSearchParams(fields2)
  copy.sort()
  return copy.toString()
}
function variant(id3, what, text) {
  return { id: id3, what, value: Buffer.from(text, "utf8") }
}

// src/diagnosis/variants/json-styles.ts
var hex4 = (unit, isUpper = false) => {
  const digits = unit.toString(16).padStart(4, "0")
  return `\\u${isUpper ? digits.toUpperCase() : digits}`
}
var escaping =
  (pattern, isUpper = false) =>
  (value) =>
    JSON.stringify(value).replace(pattern, (unit) => hex4(unit.charCodeAt(0), isUpper))
var plain = (value) => JSON.stringify(value)
var NON_ASCII = /[\u0080-\uffff]/g
var asciiOnly = escaping(NON_ASCII)
var asciiWithDel = escaping(/[\u007f-\uffff]/g)
var asciiSlashes = (value) => asciiOnly(value).replaceAll("/", "\\/")
var htmlSafe = escaping(/[<>&\u2028\u2029]/g)
var gsonSafe = escaping(/[<>&='\u2028\u2029]/g)
var dotnetSafe = (value) => escaping(/[<>&'+`\u007f-\uffff]/g, true)(value).replaceAll('\\"', "\\u0022")
function javascriptNumber(literal) {
  return JSON.stringify(Number(literal))
}
var isInteger = (literal) => /^-?\d+$/.test(literal)
var pythonNumber = (literal) =>
  isInteger(literal)
    ? literal.replace(/^-0$/, "0")
    : floatText(literal, {
        from: 1e-4,
        below: 1e16,
        exponent: (sign6, digits) => `e${sign6}${digits.padStart(2, "0")}`,
      })
var rubyNumber = (literal) =>
  isInteger(literal)
    ? literal.replace(/^-0$/, "0")
    : floatText(literal, {
        from: 1e-4,
        below: 1e16,
        exponent: (sign6, digits) => `e${sign6}${digits.padStart(2, "0")}`,
        pointInMantissa: true,
      })
var javaFloat = (literal) =>
  floatText(literal, {
    from: 1e-3,
    below: 1e7,
    exponent: (sign6, digits) => `E${sign6 === "-" ? "-" : ""}${digits}`,
    pointInMantissa: true,
  })
var javaNumber = (literal) => (isInteger(literal) ? literal.replace(/^-0$/, "0") : javaFloat(literal))
var phpNumber = (literal) =>
  isInteger(literal)
    ? literal.replace(/^-0$/, "0")
    : floatText(literal, {
        from: 1e-4,
        below: 1e17,
        exponent: (sign6, digits) => `e${sign6}${digits}`,
        pointInMantissa: true,
        pointInPlain: false,
      }).replace(/^-0\.0$/, "-0")
var goNumber = (literal) => (Object.is(Number(literal), -0) ? "-0" : javascriptNumber(literal))
function floatText(literal, style) {
  const { from, below, exponent, pointInMantissa = false, pointInPlain = true } = style
  const value = Number(literal)
  const size = Math.abs(value)
  if (size === 0 || (size >= from && size < below)) {
    const text = Object.is(value, -0)
      ? "-0.0"
      : size < 1e-6
        ? value.toFixed(20).replace(/0+$/, "")
        : String(value)
    return pointInPlain ? pointed(text) : text
  }
  const [mantissa = "", power = ""] = value.toExponential().split("e")
  return `${pointInMantissa ? pointed(mantissa) : mantissa}${exponent(power.slice(0, 1), power.slice(1))}`
}
function pointed(text) {
  return text.includes(".") ? text : `${text}.0`
}
var compact = { comma: ",", colon: ":" }
var spaced = { comma: ", ", colon: ": " }
var javascript = { string: plain, number: javascriptNumber, ...compact }
var serialisers = [
  {
    id: "body-reserialised-python",
    call: "json.dumps(json.loads(body))",
    style: { string: asciiWithDel, number: pythonNumber, ...spaced },
  },
  {
    id: "body-reserialised-python-unicode",
    call: "json.dumps(json.loads(body), ensure_ascii=False)",
    style: { string: plain, number: pythonNumber, ...spaced },
  },
  {
    id: "body-reserialised-python-compact",
    call: 'json.dumps(json.loads(body), separators=(",", ":"))',
    style: { string: asciiWithDel, number: pythonNumber, ...compact },
  },
  {
    id: "body-reserialised-python-compact-unicode",
    call: 'json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=False)',
    style: { string: plain, number: pythonNumber, ...compact },
  },
  {
    id: "body-reserialised-php",
    call: "json_encode(json_decode($body))",
    style: { string: asciiSlashes, number: phpNumber, ...compact },
  },
  {
    id: "body-reserialised-php-array",
    call: "json_encode(json_decode($body, true))",
    style: { string: asciiSlashes, number: phpNumber, ...compact, emptyObjectIsArray: true },
  },
  {
    id: "body-reserialised-php-unescaped-slashes",
    call: "json_encode(json_decode($body), JSON_UNESCAPED_SLASHES)",
    style: { string: asciiOnly, number: phpNumber, ...compact },
  },
  {
    id: "body-reserialised-php-unescaped-unicode",
    call: "json_encode(json_decode($body), JSON_UNESCAPED_UNICODE)",
    style: {
      string: (value) => escaping(/[\u2028\u2029]/g)(value).replaceAll("/", "\\/"),
      number: phpNumber,
      ...compact,
    },
  },
  {
    id: "body-reserialised-go",
    call: "json.Marshal of a map",
    style: { string: htmlSafe, number: goNumber, ...compact, sortKeys: true },
  },
  {
    id: "body-reserialised-go-struct",
    call: "json.Marshal of a struct",
    style: { string: htmlSafe, number: goNumber, ...compact },
  },
  {
    id: "body-reserialised-rails",
    call: "JSON.parse(body).to_json (Rails)",
    style: { string: htmlSafe, number: rubyNumber, ...compact },
  },
  {
    id: "body-reserialised-ruby",
    call: "JSON.generate(JSON.parse(body))",
    style: { string: plain, number: rubyNumber, ...compact },
  },
  {
    id: "body-reserialised-java-gson",
    call: "gson.toJson(gson.fromJson(body, Object.class))",
    style: { string: gsonSafe, number: javaFloat, ...compact, dropNulls: true },
  },
  {
    id: "body-reserialised-java-gson-tree",
    call: "gson.toJson(JsonParser.parseString(body))",
    style: { string: gsonSafe, number: (literal) => literal, ...compact, dropNulls: true },
  },
  {
    id: "body-reserialised-java",
    call: "mapper.writeValueAsString(mapper.readTree(body))",
    style: { string: plain, number: javaNumber, ...compact },
  },
  {
    id: "body-reserialised-dotnet",
    call: "JsonSerializer.Serialize(\u2026)",
    style: { string: dotnetSafe, number: (literal) => literal, ...compact },
  },
]
var prettyStyles = [
  {
    id: "body-pretty-2",
    call: "JSON.stringify(value, null, 2)",
    style: { ...javascript, colon: ": ", indent: "  " },
  },
  {
    id: "body-pretty-4",
    call: "JSON.stringify(value, null, 4)",
    style: { ...javascript, colon: ": ", indent: "    " },
  },
  {
    id: "body-pretty-tab",
    call: 'JSON.stringify(value, null, "\\t")',
    style: { ...javascript, colon: ": ", indent: "	" },
  },
  {
    id: "body-pretty-python",
    call: "json.dumps(json.loads(body), indent=2)",
    style: { string: asciiWithDel, number: pythonNumber, comma: ",", colon: ": ", indent: "  " },
  },
  {
    id: "body-pretty-php",
    call: "json_encode(json_decode($body), JSON_PRETTY_PRINT)",
    style: { string: asciiSlashes, number: phpNumber, comma: ",", colon: ": ", indent: "    " },
  },
  {
    id: "body-pretty-java",
    call: "mapper.writerWithDefaultPrettyPrinter()",
    style: { string: plain, number: javaNumber, comma: ",", colon: " : ", indent: "  ", flatArrays: true },
  },
]
var sortedStyles = [
  { id: "body-keys-sorted", call: "sorted keys, compact", style: { ...javascript, sortKeys: true } },
  {
    id: "body-keys-sorted-python",
    call: "json.dumps(json.loads(body), sort_keys=True)",
    style: { string: asciiWithDel, number: pythonNumber, ...spaced, sortKeys: true },
  },
  {
    id: "body-keys-sorted-python-compact",
    call: 'json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"))',
    style: { string: asciiWithDel, number: pythonNumber, ...compact, sortKeys: true },
  },
]
function escapeUnicode(value, isUpper) {
  return escaping(NON_ASCII, isUpper)(value)
}

// src/diagnosis/variants/json-tokens.ts
var TOKEN =
  // oxlint-disable-next-line no-control-regex -- JSON allows none of them in a string
  /([ \t\r\n]+)|([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)/y
var KINDS = ["space", "mark", "string", "number", "literal"]
function jsonTokens(text) {
  const tokens2 = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text)
    if (!match) return void 0
    const kind = KINDS.find((_, index) => match[index + 1] !== void 0)
    if (kind === void 0) return void 0
    tokens2.push({ kind, text: match[0] })
  }
  return isJson(text) ? tokens2 : void 0
}
function isJson(text) {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
function rewriteTokens(tokens2, rewrite) {
  return tokens2.map(rewrite).join("")
}

// src/diagnosis/variants/json-tree.ts
function jsonTree(tokens2) {
  const dense = tokens2.filter(({ kind }) => kind !== "space")
  let at = 0
  const take = () => dense[at++]
  const readValue = () => {
    const { kind, text } = take()
    if (kind === "string") return { kind, value: JSON.parse(text) }
    if (kind === "number") return { kind, literal: text }
    if (kind === "literal") return { kind, text }
    return text === "{" ? readObject() : readArray()
  }
  const readObject = () => {
    const entries = []
    while (dense[at]?.text !== "}") {
      const key = JSON.parse(take().text)
      at += 1
      entries.push([key, readValue()])
      if (dense[at]?.text === ",") at += 1
    }
    at += 1
    return { kind: "object", entries }
  }
  const readArray = () => {
    const items = []
    while (dense[at]?.text !== "]") {
      items.push(readValue())
      if (dense[at]?.text === ",") at += 1
    }
    at += 1
    return { kind: "array", items }
  }
  return readValue()
}
function printJson(root, style) {
  return print(root, style, 0)
}
function print(node, style, depth) {
  if (node.kind === "string") return style.string(node.value)
  if (node.kind === "number") return style.number(node.literal)
  if (node.kind === "literal") return node.text
  if (node.kind === "array") {
    const items = node.items.map((item3) => print(item3, style, style.flatArrays ? depth : depth + 1))
    return style.flatArrays ? enclose("[]", items, style) : enclose("[]", items, style, depth)
  }
  const entries = entriesOf(node.entries, style).map(
    ([key, value]) => style.string(key) + style.colon + print(value, style, depth + 1),
  )
  if (entries.length === 0 && style.emptyObjectIsArray) return "[]"
  return enclose("{}", entries, style, depth)
}
function enclose(brackets, parts, style, depth) {
  const { indent, flatArrays } = style
  const [open = "", close = ""] = brackets
  if (parts.length === 0) return flatArrays ? `${open} ${close}` : brackets
  if (indent === void 0) return open + parts.join(style.comma) + close
  if (depth === void 0) return `${open} ${parts.join(", ")} ${close}`
  const inner = `
${indent.repeat(depth + 1)}`
  return `${open}${inner}${parts.join(`,${inner}`)}
${indent.repeat(depth)}${close}`
}
function entriesOf(entries, { sortKeys, dropNulls }) {
  const kept = [...new Map(entries)].filter(
    ([, value]) => !dropNulls || value.kind !== "literal" || value.text !== "null",
  )
  return sortKeys ? kept.toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))) : kept
}

// src/diagnosis/variants/json-variants.ts
var bytesOf = (text) => Buffer.from(text, "utf8")
function* jsonVariants(text) {
  const bare2 = text.replace(/^\ufeff/, "")
  const tokens2 = jsonTokens(bare2)
  if (!tokens2) return
  try {
    yield* printedVariants(bare2, jsonTree(tokens2))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  yield* rewrittenVariants(tokens2)
  yield variant2(
    "body-json-string",
    "the body as one JSON string, JSON.stringify(text)",
    JSON.stringify(bare2),
  )
}
function* printedVariants(text, tree) {
  yield variant2(
    "body-reserialised-javascript",
    "the body parsed and printed again, JSON.stringify(JSON.parse(body))",
    JSON.stringify(JSON.parse(text)),
  )
  for (const { id: id3, call, style } of serialisers)
    yield variant2(id3, `the body parsed and printed again, ${call}`, printJson(tree, style))
  for (const { id: id3, call, style } of sortedStyles)
    yield variant2(id3, `the body with its keys sorted, ${call}`, printJson(tree, style))
  for (const { id: id3, call, style } of prettyStyles)
    yield variant2(id3, `the body printed with indentation, ${call}`, printJson(tree, style))
  yield* partVariants(tree)
  yield* sanitisedVariants(tree)
}
var AS_JAVASCRIPT = {
  string: (value) => JSON.stringify(value),
  number: javascriptNumber,
  comma: ",",
  colon: ":",
}
function* partVariants(tree) {
  if (tree.kind !== "object") return
  for (const [key, value] of tree.entries) {
    if (value.kind !== "object" && value.kind !== "array") continue
    yield variant2("body-part", `only the value of "${key}", printed again`, printJson(value, AS_JAVASCRIPT))
  }
}
function* sanitisedVariants(tree) {
  const clean = (change2) =>
    printJson(tree, { ...AS_JAVASCRIPT, string: (value) => JSON.stringify(change2(value)) })
  yield variant2(
    "body-strings-trimmed",
    "the body with every string trimmed",
    clean((value) => value.trim()),
  )
  yield variant2(
    "body-nulls-emptied",
    "the body with null made an empty string",
    printJson(emptied(tree), AS_JAVASCRIPT),
  )
  yield variant2(
    "body-emptied-to-null",
    "the body with empty strings made null",
    printJson(nulled(tree), AS_JAVASCRIPT),
  )
  yield variant2(
    "body-nulls-dropped",
    "the body without its null values",
    printJson(tree, { ...AS_JAVASCRIPT, dropNulls: true }),
  )
}
function emptied(node) {
  if (node.kind === "literal" && node.text === "null") return { kind: "string", value: "" }
  return mapChildren(node, emptied)
}
function nulled(node) {
  if (node.kind === "string" && node.value === "") return { kind: "literal", text: "null" }
  return mapChildren(node, nulled)
}
function mapChildren(node, change2) {
  if (node.kind === "array") return { kind: "array", items: node.items.map(change2) }
  if (node.kind === "object")
    return { kind: "object", entries: node.entries.map(([key, value]) => [key, change2(value)]) }
  return node
}
function* rewrittenVariants(tokens2) {
  const rewrite = (kind, change2) =>
    rewriteTokens(tokens2, (token) => (token.kind === kind ? change2(token.text) : token.text))
  const onStrings = (change2) => rewrite("string", (text) => change2(JSON.parse(text)))
  yield variant2(
    "body-white-space-removed",
    "the body without the white space between its tokens",
    rewrite("space", () => ""),
  )
  yield variant2(
    "body-numbers-changed",
    "the body with its numbers as JavaScript prints them",
    rewrite("number", javascriptNumber),
  )
  yield variant2(
    "body-unicode-escaped",
    "the body with everything outside ASCII as \\uXXXX",
    rewrite("string", (text) => escapedRaw(text, false)),
  )
  yield variant2(
    "body-unicode-escaped-upper",
    "the body with everything outside ASCII as \\uXXXX in upper case",
    rewrite("string", (text) => escapedRaw(text, true)),
  )
  yield variant2(
    "body-unicode-unescaped",
    "the body with its \\uXXXX decoded",
    rewrite("string", (text) => text.replace(/(?:\\u[0-9a-fA-F]{4})+/g, decodeEscapes)),
  )
  yield variant2(
    "body-slashes-escaped",
    "the body with / written as \\/",
    rewrite("string", (text) => text.replace(/(?<!\\)\//g, "\\/")),
  )
  yield variant2(
    "body-slashes-unescaped",
    "the body with \\/ written as /",
    rewrite("string", (text) => text.replaceAll("\\/", "/")),
  )
  yield variant2(
    "body-strings-reprinted",
    "the body with its strings as JSON.stringify prints them",
    onStrings((value) => JSON.stringify(value)),
  )
}
var escapedRaw = (text, isUpper) =>
  // The raw text keeps its own escapes; only what is outside ASCII is written anew.
  text.replace(/[\u0080-\uffff]+/g, (run) => escapeUnicode(run, isUpper).slice(1, -1))
function decodeEscapes(run) {
  const decoded = JSON.parse(`"${run}"`)
  return JSON.stringify(decoded).slice(1, -1)
}
function variant2(id3, what, text) {
  return { id: id3, what, value: bytesOf(text) }
}

// src/diagnosis/variants/variant.ts
function distinct(candidates2, truth, keyOf4) {
  const trueKey = keyOf4(truth)
  const byKey = /* @__PURE__ */ new Map()
  for (const candidate of candidates2) {
    const key = keyOf4(candidate.value)
    if (key === trueKey) continue
    const known = byKey.get(key)
    if (!known) byKey.set(key, { ...candidate, aliases: [] })
    else if (known.id !== candidate.id && !known.aliases.includes(candidate.id))
      known.aliases.push(candidate.id)
  }
  return [...byKey.values()]
}

// src/diagnosis/variants/body-variants.ts
var LARGEST_PARSED_BYTES = 1024 * 1024
function bodyVariants(body, { truth, contentLength }) {
  const text = decodeUtf8(body)
  const isParsed = body.length <= LARGEST_PARSED_BYTES && text !== void 0
  return distinct(
    [
      ...unprintedVariants(body, truth),
      // The smaller change first: a line break that got lost is also what many a serialiser leaves out.
      ...lineVariants(body),
      ...(isParsed ? jsonVariants(text) : []),
      ...(isParsed ? formVariants(text) : []),
      ...byteVariants(body, { text, contentLength }),
    ],
    truth,
    (bytes) => `${bytes.length}/${createHash9("sha1").update(bytes).digest("base64")}`,
  )
}
function* unprintedVariants(body, truth) {
  if (body === truth) return
  yield { id: "body-not-reserialised", what: "the body as it was sent", value: body }
}

// src/diagnosis/search/search.ts
var NAMES = ["body", "secret", "content", "url", "timestamp", "algorithm", "method", "id"]
var MOST_HASHED_BYTES = { one: 512 * 1024 * 1024, two: 32 * 1024 * 1024 }

// src/signing/body-form.ts
function bodyInForm(body, form) {
  if (form === "raw") return body
  const text = decodeUtf8(body)
  if (text === void 0) return void 0
  try {
    return Buffer.from(JSON.stringify(JSON.parse(text)), "utf8")
  } catch {
    return void 0
  }
}

// src/signing/url-form.ts
var PARTS = /^(https?):\/\/([^/?#]*?)(?::(\d+))?((?:[/?][^#]*)?)$/i
var USUAL_PORT = { http: "80", https: "443" }
var DECODED = /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi
function urlInForm(url, form) {
  if (form === "raw") return url
  const [, protocol, host, port, rest] = PARTS.exec(url) ?? []
  if (protocol === void 0 || host === void 0 || rest === void 0) return void 0
  if (form === "decoded") return url.replace(DECODED, (escape2) => decodeURIComponent(escape2))
  if (form === "without-port") return `${protocol}://${host}${rest}`
  return `${protocol}://${host}:${port ?? USUAL_PORT[protocol.toLowerCase()]}${rest}`
}
function withQuery(url, name, value) {
  return `${url}${url.includes("?") ? "&" : "?"}${name}=${value}`
}
function queryValues(url, name) {
  const query = url.slice(url.indexOf("?") + 1)
  if (!url.includes("?")) return []
  return query.split("&").flatMap((pair) => {
    const at = pair.indexOf("=")
    return at !== -1 && pair.slice(0, at) === name ? [pair.slice(at + 1)] : []
  })
}

// src/diagnosis/variants/algorithm-variants.ts
import { createHash as createHash10, createHmac as createHmac8 } from "node:crypto"
function hmac(hash, name) {
  return {
    name,
    isKeyed: true,
    digest(key, message6) {
      const made = createHmac8(hash, key)
      for (const piece of message6) made.update(piece)
      return made.digest()
    },
  }
}
function plain2(hash, name, order5) {
  return {
    name,
    isKeyed: false,
    digest(key, message6) {
      const made = createHash10(hash)
      if (order5 === "before") made.update(key)
      for (const piece of message6) made.update(piece)
      if (order5 === "after") made.update(key)
      return made.digest()
    },
  }
}
function hasherOf(algorithm) {
  if (algorithm === "sha256") return plain2("sha256", "SHA-256", "none")
  const hash = algorithm.replace("hmac-", "")
  return hmac(hash, `HMAC-${hash.toUpperCase().replace("SHA", "SHA-")}`)
}
var OTHERS = [
  hmac("sha256", "HMAC-SHA-256"),
  hmac("sha1", "HMAC-SHA-1"),
  hmac("sha512", "HMAC-SHA-512"),
  hmac("sha384", "HMAC-SHA-384"),
  hmac("md5", "HMAC-MD5"),
  ...["sha256", "sha1", "sha512", "md5"].flatMap((hash) => {
    const name = hash.toUpperCase().replace("SHA", "SHA-")
    return [
      plain2(hash, `plain ${name} of the message`, "none"),
      plain2(hash, `plain ${name} of the key and the message`, "before"),
      plain2(hash, `plain ${name} of the message and the key`, "after"),
    ]
  }),
]
function hasherVariants(truth) {
  return OTHERS.filter(({ name }) => name !== truth.name).map((value) => ({
    id: value.isKeyed ? "algorithm-other" : "algorithm-not-keyed",
    what: value.name,
    value,
    aliases: [],
  }))
}

// src/diagnosis/variants/content-variants.ts
var SEPARATORS = [".", "", ":", "\n", "|", "-", "_", " ", ",", ";", "&", "/"]
var USUAL = [
  "v0:{timestamp}:{body}",
  "v1:{timestamp}:{body}",
  "t={timestamp},{body}",
  "{timestamp}\n{body}",
  "{timestamp}.{id}.{body}",
]
function contentVariants(template, available) {
  return distinct(candidates(template, available), template, (content) => content)
}
function* candidates(template, available) {
  const truth = partsOf2(template)
  const names = [.../* @__PURE__ */ new Set([...truth.names, ...available])]
  for (const chosen of arrangements(names)) {
    for (const separator of [truth.separator, ...SEPARATORS]) {
      for (const lead of /* @__PURE__ */ new Set(["", truth.lead])) {
        const content = lead + chosen.join(separator)
        yield {
          id: idOf(truth, { names: chosen, lead, separator }),
          what: `the content ${shown(content)}`,
          value: content,
        }
        if (chosen.length === 1 && lead === "") break
      }
      if (chosen.length === 1) break
    }
  }
  for (const content of USUAL) {
    if (placeholders(content).every((name) => names.includes(name)))
      yield { id: idOf(truth, partsOf2(content)), what: `the content ${shown(content)}`, value: content }
  }
}
function* arrangements(names) {
  const pool = names.slice(0, 4)
  const extend = function* (chosen) {
    if (chosen.length > 0) yield chosen
    for (const name of pool) if (!chosen.includes(name)) yield* extend([...chosen, name])
  }
  yield* extend([])
}
function idOf(truth, found) {
  const missing = truth.names.find((name) => !found.names.includes(name))
  const added = found.names.find((name) => !truth.names.includes(name))
  const change2 =
    missing !== void 0
      ? `content-${bare(missing)}-omitted`
      : added !== void 0
        ? `content-${bare(added)}-added`
        : void 0
  if (change2 !== void 0 && isCauseId(change2)) return change2
  if (found.names.some((name, index) => name !== truth.names[index])) return "content-order"
  return "content-separator"
}
function partsOf2(template) {
  const pieces = template.split(/(\{[a-z0-9-]+\})/)
  return { names: placeholders(template), lead: pieces[0] ?? "", separator: pieces[2] ?? "" }
}
function placeholders(template) {
  return template.match(/\{[a-z0-9-]+\}/g) ?? []
}
var bare = (placeholder) => placeholder.slice(1, -1)
var shown = (content) => content.replaceAll("\n", "\\n")

// src/diagnosis/variants/secret-variants.ts
import { createHash as createHash11 } from "node:crypto"
var PREFIXES = ["v1,whsec_", "whsec_", "whsk_", "polar_whs_", "v1,"]
function secretVariants(rule, secret, others) {
  return distinct(
    [...misreadVariants(rule, secret.text), ...otherVariants(rule, secret.text, others), ...lostVariants2()],
    secret.key,
    (key) => key.toString("latin1"),
  )
}
function* misreadVariants(rule, secret) {
  yield* textVariants(rule, secret)
  yield* decodedVariants(rule, secret)
  yield* quotedVariants(rule, secret)
}
function* textVariants({ decoding }, secret) {
  const bare2 = withoutPrefix(secret)
  const isDecoded = decoding !== "utf8"
  yield {
    id: isDecoded ? "secret-not-decoded" : "secret-prefix-kept",
    what: "the whole secret as text",
    value: utf8(secret),
  }
  if (bare2 !== secret)
    yield {
      id: isDecoded ? "secret-not-decoded" : "secret-prefix-removed",
      what: "the secret without its prefix, as text",
      value: utf8(bare2),
    }
}
function* decodedVariants(rule, secret) {
  const bare2 = withoutPrefix(secret)
  const id3 = "secret-decoded"
  if (isBase64(bare2)) {
    yield {
      id: id3,
      what: "the secret without its prefix, decoded from base64",
      value: Buffer.from(bare2, "base64"),
    }
  }
  if (/^(?:[0-9a-fA-F]{2}){4,}$/.test(bare2))
    yield {
      id: "secret-hex-decoded",
      what: "the secret decoded from hexadecimal",
      value: Buffer.from(bare2, "hex"),
    }
  if (bare2 !== secret && rule.decoding !== "utf8")
    yield {
      id: "secret-prefix-kept",
      what: "the secret with its prefix, decoded from base64",
      value: Buffer.from(secret, "base64"),
    }
  const key = tryKeyBytes(rule, secret)
  if (key) {
    yield {
      id: "secret-encoded-twice",
      what: "the key's base64 as text",
      value: utf8(key.toString("base64")),
    }
    yield {
      id: "secret-encoded-twice",
      what: "the key's hexadecimal as text",
      value: utf8(key.toString("hex")),
    }
    yield {
      id: "secret-hashed",
      what: "the SHA-256 of the secret",
      value: createHash11("sha256").update(key).digest(),
    }
    yield {
      id: "secret-hashed",
      what: "the SHA-256 of the secret in hexadecimal",
      value: utf8(createHash11("sha256").update(key).digest("hex")),
    }
  }
}
function* quotedVariants(rule, secret) {
  const changed = [
    ["secret-white-space", "the secret without the white space around it", secret.trim()],
    ["secret-quotes", "the secret without its quotes", secret.trim().replace(/^(["'`])(.*)\1$/s, "$2")],
    ["secret-quotes", "the secret in double quotes", `"${secret}"`],
    ["secret-quotes", "the secret in single quotes", `'${secret}'`],
    [
      "secret-newline",
      "the secret with a line feed behind it",
      `${secret}
`,
    ],
    [
      "secret-newline",
      "the secret with CR LF behind it",
      `${secret}\r
`,
    ],
    ["secret-newline", "the secret with a carriage return behind it", `${secret}\r`],
    ["secret-white-space", "the secret with a space behind it", `${secret} `],
    ["secret-white-space", "the secret with a space before it", ` ${secret}`],
    ["secret-newline", "the secret with \\n written out as a line feed", secret.replaceAll("\\n", "\n")],
    ["secret-percent-encoded", "the secret percent-decoded", percentDecoded(secret)],
    ["secret-percent-encoded", "the secret percent-encoded", encodeURIComponent(secret)],
    [
      "secret-cut",
      "the secret up to its first #, as in an .env file without quotes",
      secret.replace(/\s*#.*$/s, ""),
    ],
    [
      "secret-cut",
      "the secret up to its first $, as in an .env file that expands",
      secret.replace(/\$.*$/s, ""),
    ],
    ["secret-cut", "the secret without its padding =", secret.replace(/=+$/, "")],
    ["secret-case", "the secret in lower case", secret.toLowerCase()],
    ["secret-case", "the secret in upper case", secret.toUpperCase()],
    ["secret-prefix-kept", "the secret behind the prefix v1,", `v1,${secret}`],
    ["secret-prefix-removed", "the secret without its v1,", secret.replace(/^v1,/, "")],
  ]
  for (const [id3, what, text] of changed) {
    if (text === secret || text === "") continue
    const key = tryKeyBytes(rule, text)
    if (key) yield { id: id3, what, value: key }
    else
      yield {
        id: id3,
        what,
        value: Buffer.from(withoutPrefix(text), rule.decoding === "hex" ? "hex" : "base64"),
      }
  }
}
function* otherVariants(rule, secret, others) {
  for (const { name, value } of others) {
    if (value === secret || value === "") continue
    const id3 = /\b(?:old|previous|prev|former|rotated)\b/i.test(name.replaceAll(/[_-]/g, " "))
      ? "secret-old"
      : "secret-other"
    const what = `another secret (${name})`
    const key = tryKeyBytes(rule, value)
    if (key) yield { id: id3, what, value: key }
    if (!key || !key.equals(utf8(value))) yield { id: id3, what: `${what}, as text`, value: utf8(value) }
  }
}
function* lostVariants2() {
  yield { id: "secret-empty", what: "an empty key", value: Buffer.alloc(0) }
  for (const text of ["undefined", "null", "None", "nil", "[object Object]", "false"])
    yield { id: "secret-empty", what: `the text ${text} as the key`, value: utf8(text) }
}
function withoutPrefix(secret) {
  const prefix = PREFIXES.find((candidate) => secret.startsWith(candidate))
  return prefix === void 0 ? secret : secret.slice(prefix.length)
}
function isBase64(text) {
  return text.length >= 8 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
}
function utf8(text) {
  return Buffer.from(text, "utf8")
}

// src/diagnosis/variants/timestamp-variants.ts
var EARLIEST_MS = Date.parse("2001-01-01T00:00:00Z")
var LATEST_MS = Date.parse("2100-01-01T00:00:00Z")
function timestampVariants(value, { headers, otherTimes }) {
  return distinct([...notations(value), ...dateHeader(headers), ...otherTimes], value, (text) => text)
}
function* notations(value) {
  const timeMs = momentOf(value)
  if (/^[+0]\d+$/.test(value))
    yield {
      id: "timestamp-reprinted",
      what: "the timestamp read as a number and printed again",
      value: String(Number(value)),
    }
  if (value !== value.trim())
    yield { id: "timestamp-reprinted", what: "the timestamp trimmed", value: value.trim() }
  if (timeMs === void 0) return
  const seconds = Math.floor(timeMs / 1e3)
  yield { id: "timestamp-milliseconds", what: "the timestamp in milliseconds", value: String(timeMs) }
  yield {
    id: "timestamp-milliseconds",
    what: "the timestamp in milliseconds, its last digits zero",
    value: String(seconds * 1e3),
  }
  yield { id: "timestamp-seconds", what: "the timestamp in seconds", value: String(seconds) }
  yield {
    id: "timestamp-seconds",
    what: "the timestamp in seconds, rounded",
    value: String(Math.round(timeMs / 1e3)),
  }
  yield {
    id: "timestamp-seconds",
    what: "the timestamp in seconds with a fraction",
    value: String(timeMs / 1e3),
  }
  yield { id: "timestamp-iso", what: "the timestamp in ISO 8601", value: new Date(timeMs).toISOString() }
  yield {
    id: "timestamp-iso",
    what: "the timestamp in ISO 8601 without fractions",
    value: isoSeconds(timeMs),
  }
  yield {
    id: "timestamp-iso",
    what: "the timestamp in ISO 8601 with +00:00",
    value: isoSeconds(timeMs).replace("Z", "+00:00"),
  }
  yield { id: "timestamp-iso", what: "the timestamp as an HTTP date", value: new Date(timeMs).toUTCString() }
}
function* dateHeader(headers) {
  const date = firstHeader(headers, "date")
  if (date === void 0) return
  yield { id: "timestamp-other", what: "the Date header as the timestamp", value: date }
  const timeMs = Date.parse(date)
  if (!Number.isNaN(timeMs))
    yield {
      id: "timestamp-other",
      what: "the Date header in seconds as the timestamp",
      value: String(timeMs / 1e3),
    }
}
function momentOf(text) {
  const trimmed = text.trim()
  if (/^\d{4}-\d{2}-\d{2}T/.test(trimmed)) {
    const timeMs = Date.parse(trimmed)
    return Number.isNaN(timeMs) ? void 0 : timeMs
  }
  if (!/^\+?\d{9,16}(?:\.\d+)?$/.test(trimmed)) return void 0
  const number = Number(trimmed)
  return [number * 1e3, number, number / 1e3].find((timeMs) => timeMs >= EARLIEST_MS && timeMs < LATEST_MS)
}

// src/diagnosis/variants/url-variants.ts
var URL_PARTS = /^(https?):\/\/(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?/i
var MOST_VARIANTS = 3e3
function urlVariants(url, headers, known) {
  const candidates2 = [...namedUrls(known), ...combined(url, headers)].slice(0, MOST_VARIANTS)
  return distinct(candidates2, url, (text) => text)
}
function* namedUrls(known) {
  for (const value of known) yield { id: "url-other", what: `the URL ${value}`, value }
}
function* combined(url, headers) {
  const match = URL_PARTS.exec(url)
  if (!match) return
  const [, protocol = "", host = "", port = "", path = "", query = ""] = match
  const truth = { protocol, host, port, path, query }
  const found = []
  for (const one of protocols(truth, headers))
    for (const two of hosts(truth, headers))
      for (const three of ports(two))
        for (const four of paths(truth, headers))
          for (const five of queries(truth)) {
            const parts = { protocol: one, host: two.host, port: three, path: four, query: five }
            const changed = Object.keys(truth).filter((key) => parts[key] !== truth[key])
            const [first] = changed
            if (first && changed.length <= 4) found.push({ url: written(parts), changed, first })
          }
  for (const { url: value, first } of found.toSorted((a, b) => a.changed.length - b.changed.length))
    yield { id: `url-${first}`, what: `the URL ${value}`, value }
}
function written({ protocol, host, port, path, query }) {
  return `${protocol}://${host}${port === "" ? "" : `:${port}`}${path}${query === "" ? "" : `?${query}`}`
}
function protocols({ protocol }, headers) {
  const forwarded = firstHeader(headers, "x-forwarded-proto") ?? ""
  const named = forwarded === "http" || forwarded === "https" ? [forwarded] : []
  return /* @__PURE__ */ new Set([protocol, ...named, protocol.toLowerCase() === "https" ? "http" : "https"])
}
function hosts({ host, port }, headers) {
  const named = [
    ...["x-forwarded-host", "x-original-host", "x-host", "host", ":authority"].flatMap((name) => {
      const value = firstHeader(headers, name)?.split(",")[0]?.trim()
      return value === void 0 ? [] : [value]
    }),
    firstHeader(headers, "forwarded")?.match(/host="?([^";,\s]+)/i)?.[1] ?? "",
  ].filter((value) => /^(?:\[[^\]]+\]|[\w.-]+)(?::\d+)?$/.test(value))
  const split = named.map((value) => {
    const [, name = "", number = ""] = /^(.*?)(?::(\d+))?$/.exec(value) ?? []
    return { host: name, port: number }
  })
  const bare2 = host.startsWith("www.") ? host.slice(4) : `www.${host}`
  const all = [{ host, port }, ...split, { host: host.toLowerCase(), port }, { host: bare2, port }]
  return [...new Map(all.map((one) => [`${one.host}:${one.port}`, one])).values()]
}
function ports({ port }) {
  return /* @__PURE__ */ new Set([port, "", "443", "80"])
}
function paths({ path }, headers) {
  const prefix = firstHeader(headers, "x-forwarded-prefix") ?? ""
  const original = firstHeader(headers, "x-original-uri") ?? firstHeader(headers, "x-original-url") ?? ""
  const slashed = path.endsWith("/") ? path.slice(0, -1) : `${path}/`
  return /* @__PURE__ */ new Set([
    path,
    slashed,
    ...(prefix.startsWith("/") ? [prefix.replace(/\/$/, "") + path] : []),
    ...(original.startsWith("/") ? [original.replace(/\?.*/, "")] : []),
    ...(path.lastIndexOf("/") > 0 ? [path.slice(path.indexOf("/", 1))] : []),
    percentDecoded(path),
    encodeURI(percentDecoded(path)),
    "",
    "/",
  ])
}
function queries({ query }) {
  if (query === "") return /* @__PURE__ */ new Set([""])
  const pairs = query.split("&")
  return /* @__PURE__ */ new Set([
    query,
    "",
    pairs.toSorted().join("&"),
    pairs.filter((pair) => !/^bodysha256=/i.test(pair)).join("&"),
    percentDecoded(query),
    new URLSearchParams(query).toString(),
    new URLSearchParams(query).toString().replaceAll("+", "%20"),
  ])
}

// src/signing/parse-signature.ts
function parseSignature(value, form, scheme) {
  if (form.template.includes("{timestamp}")) return parsePairs(value, form, scheme)
  const [before = "", after = ""] = form.template.split("{signature}")
  const trimmed = value.trim()
  const tokens2 = scheme.separator === void 0 ? [trimmed] : trimmed.split(scheme.separator)
  const texts2 = tokens2.map((token) =>
    token.startsWith(before) && token.endsWith(after) && token.length >= before.length + after.length
      ? token.slice(before.length, token.length - after.length)
      : void 0,
  )
  return { candidates: decodeAll(texts2, form, scheme), timestamp: void 0 }
}
function parsePairs(value, form, scheme) {
  const divider = form.template.includes(";") ? ";" : ","
  const keyOf4 = (placeholder) =>
    form.template
      .split(divider)
      .find((part) => part.includes(placeholder))
      .trim()
      .split("=")[0]
  const timestampKey = keyOf4("{timestamp}")
  const signatureKey = keyOf4("{signature}")
  let timestamp
  const texts2 = []
  for (const part of value.split(divider)) {
    const at = part.indexOf("=")
    if (at === -1) continue
    const key = part.slice(0, at).trim()
    const text = part.slice(at + 1).trim()
    if (key === timestampKey) timestamp ??= text
    if (key === signatureKey) texts2.push(text)
  }
  return { candidates: decodeAll(texts2, form, scheme), timestamp }
}
function decodeAll(texts2, form, scheme) {
  return texts2.flatMap((text, index) => {
    const bytes = text === void 0 ? void 0 : decodeStrictly(text, form.digest)
    const length = digestLength(scheme.algorithm) ?? bytes?.length
    return bytes && bytes.length > 0 && bytes.length === length ? [{ index, bytes }] : []
  })
}

// src/signing/read-signatures.ts
function readSignatures(scheme, request) {
  const place = signaturePlace(scheme)
  if (!place) return []
  const forms = [{ template: place.template, digest: scheme.digest }, ...(scheme.alsoAccepts ?? [])]
  const timestamp = timestampBeside(scheme, request)
  return texts(scheme, request).map((value) => {
    const parsed2 = forms.map((form) => ({ form, ...parseSignature(value, form, scheme) }))
    return {
      candidates: parsed2.flatMap(({ form, candidates: candidates2 }) =>
        candidates2.map((found) => ({ ...found, form })),
      ),
      timestamp: parsed2.find((one) => one.timestamp !== void 0)?.timestamp ?? timestamp,
    }
  })
}
function texts(scheme, { headers, body }) {
  const place = signaturePlace(scheme)
  if (!place) return []
  if ("header" in place)
    return [place.header, ...(scheme.furtherHeaders ?? [])].flatMap((name) => headerValues(headers, name))
  const text = readBodyField(body, place.field)
  return text === void 0 ? [] : [text]
}
function companion(scheme, { headers, body }, placeholder) {
  const name = scheme.headers.find(([, template]) => template === placeholder)?.[0]
  if (name !== void 0) return firstHeader(headers, name)
  const pointer = scheme.bodyFields?.find(([, template]) => template === placeholder)?.[0]
  return pointer === void 0 ? void 0 : readBodyField(body, pointer)
}
function timestampBeside(scheme, request) {
  const at = scheme.timestamp?.at
  return at === void 0 ? companion(scheme, request, "{timestamp}") : readBodyField(request.body, at)
}

// src/diagnosis/search/plain-name.ts
function plainName(name) {
  return name
    .toLowerCase()
    .replaceAll("_", "-")
    .replace(/^http-/, "")
    .replace(/^x-(?:amzn-remapped|original|forwarded)-(?=.*(?:signature|hmac))/, "")
}

// src/diagnosis/search/recover-parts.ts
function recoverParts(scheme, request) {
  const timed = readSignatures(scheme, request).find(
    ({ timestamp: timestamp2 }) => timestamp2 !== void 0 && momentOf(timestamp2) !== void 0,
  )
  const times = timesIn(request.headers)
  const timestamp = timed?.timestamp ?? renamed(scheme, request, "{timestamp}") ?? times[0]?.value
  return {
    timestamp: timestamp ?? "",
    id: companion(scheme, request, "{id}") ?? renamed(scheme, request, "{id}") ?? "",
    token: companion(scheme, request, "{token}") ?? "",
    otherTimes: times.filter(({ value }) => value !== timestamp),
  }
}
function renamed(scheme, { headers }, placeholder) {
  const name = scheme.headers.find(([, template]) => template === placeholder)?.[0]
  if (name === void 0) return void 0
  return headers.find(([candidate]) => plainName(candidate) === plainName(name))?.[1]
}
function timesIn(headers) {
  return headers.flatMap(([name, value]) =>
    value
      .split(/[\s,;]+/)
      .map((piece) => piece.replace(/^[a-z]{1,9}[=:]/i, ""))
      .filter((piece) => momentOf(piece) !== void 0)
      .map((piece) => ({
        id: "timestamp-other",
        what: `the time in ${name} as the timestamp`,
        value: piece,
      })),
  )
}

// src/diagnosis/search/space.ts
function trueParts(scheme, request, { secret, match }) {
  const recovered = recoverParts(scheme, request)
  const key = tryKeyBytes(scheme.key, secret)
  const bodyForm = match?.bodyForm ?? scheme.bodyForms[0] ?? "raw"
  const urlForm = match?.urlForm ?? scheme.urlForms?.[0] ?? "raw"
  const parts = {
    secret: key ?? Buffer.alloc(0),
    content: scheme.content,
    algorithm: hasherOf(isHash(scheme.algorithm) ? scheme.algorithm : "hmac-sha256"),
    body: bodyInForm(request.body, bodyForm) ?? request.body,
    url: urlInForm(request.url, urlForm) ?? request.url,
    timestamp: recovered.timestamp,
    id: recovered.id,
    token: recovered.token,
    method: request.method,
  }
  return { parts, recovered, hasTrueKey: key !== void 0 }
}
function hypothesisSpace(scheme, request, about2) {
  const { parts: truth, recovered, hasTrueKey } = trueParts(scheme, request, about2)
  const { headers } = request
  const signs = (placeholder) => scheme.content.includes(placeholder)
  return {
    truth,
    hasTrueKey,
    variants: {
      secret: secretVariants(scheme.key, { text: about2.secret, key: truth.secret }, about2.otherSecrets),
      body: bodyVariants(request.body, { truth: truth.body, contentLength: declaredLength(headers) }),
      content: contentVariants(scheme.content, availableParts(scheme, recovered)),
      timestamp: timesAround(headers, recovered),
      url: signs("{url}") ? urlVariants(request.url, headers, about2.otherUrls) : [],
      algorithm: hasherVariants(truth.algorithm),
      method: signs("{method}") ? methodVariants(request.method) : [],
      id: signs("{id}") ? idVariants(recovered.id, headers) : [],
    },
  }
}
function timesAround(headers, { timestamp, otherTimes }) {
  return timestamp === ""
    ? distinct(otherTimes, "", (text) => text)
    : timestampVariants(timestamp, { headers, otherTimes })
}
function availableParts({ content }, { timestamp, id: id3, otherTimes }) {
  return [
    ...(content.includes("{form}") ? ["{body}"] : []),
    ...(timestamp !== "" || otherTimes.length > 0 ? ["{timestamp}"] : []),
    ...(id3 === "" ? [] : ["{id}"]),
  ]
}
function idVariants(id3, headers) {
  const others = headers
    .filter(([name]) => /(?:^|-)(?:id|delivery|uuid|key)$/i.test(name))
    .map(([name, value]) => ({
      id: "id-other",
      what: `the value of ${name} as the id`,
      value,
    }))
  return distinct([...others, { id: "id-other", what: "an empty id", value: "" }], id3, (text) => text)
}
function methodVariants(method) {
  const texts2 = [method.toLowerCase(), method.toUpperCase(), "POST", "GET", "PUT"]
  const candidates2 = texts2.map((value) => ({
    id: "method-other",
    what: `the method ${value}`,
    value,
  }))
  return distinct(candidates2, method, (text) => text)
}

// src/check/signature-text.ts
function signatureIn(scheme, { headers, body }) {
  const place = signaturePlace(scheme)
  if (!place) return void 0
  const value = "header" in place ? headerValues(headers, place.header)[0] : readBodyField(body, place.field)
  return value === void 0 ? void 0 : divide(value, place.template)
}
function divide(value, template) {
  const [before = "", after = ""] = template.split("{signature}")
  const fixed = before.slice(before.lastIndexOf("}") + 1)
  const start = fixed === "" ? 0 : value.indexOf(fixed) + fixed.length
  const end = after === "" ? value.length : value.indexOf(after, start)
  return { before: value.slice(0, start), digest: value.slice(start, end), after: value.slice(end) }
}
function withSignature(scheme, shot, text) {
  const place = signaturePlace(scheme)
  if (!place) return shot
  if ("field" in place) return { ...shot, body: writeBodyFields(shot.body, [[place.field, text]]) }
  const name = place.header.toLowerCase()
  const headers = shot.headers.map((header) =>
    header[0].toLowerCase() === name ? [header[0], text] : header,
  )
  return { ...shot, headers }
}
function withDigest(scheme, shot, change2) {
  const text = signatureIn(scheme, shot)
  return text ? withSignature(scheme, shot, text.before + change2(text.digest) + text.after) : shot
}
function withoutSignature(scheme, shot) {
  const place = signaturePlace(scheme)
  if (!place || "field" in place) return void 0
  const weaker = isCoded(scheme) ? void 0 : scheme.weaker?.header[0]
  const gone = new Set([place.header, weaker].map((name) => name?.toLowerCase()))
  return { ...shot, headers: shot.headers.filter(([name]) => !gone.has(name.toLowerCase())) }
}
function otherLetters(text) {
  return text.replace(/[0-9a-zA-Z]/g, (character) => {
    if (/[0-9]/.test(character)) return String((Number(character) + 1) % 10)
    const base = character >= "a" ? 97 : 65
    const span = character.toLowerCase() <= "f" ? 6 : 26
    return String.fromCharCode(base + ((character.charCodeAt(0) - base + 1) % span))
  })
}
function withHeaders(shot, change2) {
  return { ...shot, headers: shot.headers.map(([name, value]) => [name, change2(value, name)]) }
}

// src/check/recompute.ts
function recomputed(scheme, shot, { secret, change: change2 }) {
  const { parts } = trueParts(scheme, shot, { secret, match: null })
  const changed = { ...parts, ...change2 }
  const digest = changed.algorithm.digest(changed.secret, signedContent(changed.content, changed))
  return withDigest(scheme, shot, () => digest.toString(scheme.digest))
}

// src/check/bugs/probe.ts
var FIELD = "whk_check"
var CANARY = `{ "z": 1.0, "a": [1e3, 12345678901234567890, -0.0], "s": "\xE9 \\u00fc \u{1F600} <&> \\/ a/b = 'q' \\u2028", "n": null, "e": "", "o": {"b": {}, "a": []} }`
async function probesFor(subject) {
  const { scheme } = subject.provider
  const body = canary(subject)
  const right = await subject.shot({ body })
  if (signatureIn(scheme, right) === void 0) return void 0
  const wrong = withDigest(scheme, right, otherLetters)
  return { right, wrong, probes: [...(await probesOf(subject, right))] }
}
function canary(subject) {
  const json = subject.json()
  if (subject.fixedBody !== void 0 || !json) return subject.newEvent().body
  const text = JSON.stringify(json, null, 1)
  return Buffer.from(
    `${text.slice(0, -2)},
 "${FIELD}": ${CANARY}\r
}
`,
    "utf8",
  )
}
async function probesOf(subject, right) {
  const { scheme } = subject.provider
  const secret = subject.secrets[0] ?? ""
  if (!isCoded(scheme) && isHash(scheme.algorithm)) {
    const space = hypothesisSpace(scheme, right, { secret, otherSecrets: [], otherUrls: [], match: null })
    return NAMES.flatMap((part) =>
      space.variants[part].map((variant3) => {
        const change2 = { [part]: variant3.value }
        return {
          part,
          variant: variant3,
          shot: { ...recomputed(scheme, right, { secret, change: change2 }), confidential: "" },
        }
      }),
    )
  }
  if (!subject.coversBody || (scheme.bodyFields ?? []).length > 0) return []
  const variants = bodyVariants(right.body, { truth: right.body, contentLength: void 0 })
  return await Promise.all(
    variants.map(async (variant3) => {
      const signed = await subject.shot({ body: variant3.value })
      const text = signatureIn(scheme, signed)
      const value = text ? text.before + text.digest + text.after : ""
      const shot = { ...withSignature(scheme, { ...signed, body: right.body }, value), confidential: "" }
      return { part: "body", variant: variant3, shot }
    }),
  )
}

// src/check/bugs/name-bugs.ts
var FORGED = ["signature-garbage", "signature-wrong", "secret-wrong"]
var FIRST_CASE = "genuine"
var LAST_CASE = "still-alive"
var ANY_VALUE = "signature-wrong"
var OF_ANY_VALUE = /* @__PURE__ */ new Set([
  "signature-half-wrong",
  "signature-of-another",
  "secret-wrong",
  "secret-empty",
  "body-tampered-first",
  "body-tampered-middle",
  "body-tampered-last",
  "timestamp-stale",
  "timestamp-future",
  "timestamp-changed",
])
var PROBES_AT_ONCE = 16
async function nameBugs(results, means) {
  const failed = results.filter(({ ok }) => ok === false)
  if (failed.length === 0) return []
  const accepted2 = failed.filter((result) => cameAs("accepted", result, means.rules))
  const refused = failed.filter((result) => cameAs("refused", result, means.rules))
  const isBroken2 =
    failed.some(({ id: id3 }) => id3 === LAST_CASE) && !failed.some(({ id: id3 }) => id3 === FIRST_CASE)
  return distinctBugs([
    ...(isBroken2
      ? refused.filter(({ id: id3 }) => id3 === LAST_CASE).flatMap((last) => told3(last, "refused", means))
      : []),
    ...(await signatureBugs({ failed, accepted: accepted2 }, means)),
    ...refusalBugs({ failed, refused, isBroken: isBroken2 }, means),
    ...answerBugs(failed, means),
  ])
}
async function signatureBugs({ failed, accepted: accepted2 }, means) {
  const isAccepted = (id3) => accepted2.some((result) => result.id === id3)
  if (FORGED.every(isAccepted)) return [verifiesNothing(accepted2, means)]
  const others = accepted2.filter(
    ({ id: id3 }) => id3 === ANY_VALUE || !isAccepted(ANY_VALUE) || !OF_ANY_VALUE.has(id3),
  )
  return [...(await probed(failed, means)), ...others.flatMap((result) => told3(result, "accepted", means))]
}
function refusalBugs({ failed, refused, isBroken: isBroken2 }, means) {
  if (isBroken2) return []
  if (!failed.some(({ id: id4 }) => id4 === FIRST_CASE))
    return refused.flatMap((result) => told3(result, "refused", means))
  const genuine = refused.find(({ id: id4 }) => id4 === FIRST_CASE)
  if (!genuine) return []
  const { name, id: id3 } = means.subject.provider
  return [
    {
      id: "genuine-refused",
      title: "The handler refuses a genuine event.",
      proof: `Case ${genuine.id}: ${genuine.detail}.`,
      fix: advice(
        `Give the handler and \`whk check\` the same secret and address, and compare its steps with \`whk providers ${id3}\`; log what it computes and let \`whk verify --got\` explain it. ${name} would get the same answer.`,
      ),
    },
  ]
}
function cameAs(how, { expect, status, shots }, { success }) {
  if (status === null) return false
  const bad = shots.find(({ problem }) => problem !== void 0)
  const expected = bad?.expected ?? expect
  return how === "accepted"
    ? expected === "reject" && isSuccess(success, status)
    : expected === "accept" && status >= 400 && status < 500
}
function verifiesNothing(accepted2, { subject }) {
  const header = signatureName(subject.provider.scheme)
  return {
    id: "no-verification",
    title: "The handler does not verify at all.",
    proof: `It accepted ${accepted2.length} forged requests, among them a ${header} that is no signature, and one made with another secret.`,
    fix: advice(
      `Verify ${header} over the raw body before anything else, and answer 401 where it is wrong.`,
      fixFor("body-reserialised-javascript", subject.provider).code,
    ),
  }
}
function told3(result, came, { subject }) {
  const bug = caseBug(subject.provider, result.id, came)
  if (!bug) return []
  const proof = `Case ${result.id}: ${result.detail ?? ""}.`
  return [{ id: bug.id, title: bug.title, proof, fix: advice(bug.fix) }]
}
async function probed(failed, means) {
  const { subject, rules, runner } = means
  const isOfMessage = ({ id: id3, expect, detail }) =>
    expect === "accept" ? id3.startsWith("genuine") : expect === "reject" && detail !== null
  if (!subject.isSigned || !failed.some(isOfMessage)) return []
  const probes = await probesFor(subject)
  if (!probes) return []
  const isAccepted = async (shot) => {
    const { attempt: attempt4 } = await runner.send(shot)
    return attempt4.outcome === "responded" && isSuccess(rules.success, attempt4.status)
  }
  if (await isAccepted(probes.wrong)) return []
  const isRightAccepted = await isAccepted(probes.right)
  const waiting = [...probes.probes]
  const found = []
  const take = async () => {
    for (let probe = waiting.shift(); probe; probe = waiting.shift())
      if (await isAccepted(probe.shot)) found.push(probe)
  }
  await Promise.all(Array.from({ length: PROBES_AT_ONCE }, take))
  const ordered = probes.probes.filter((probe) => found.includes(probe))
  return ordered.map(({ part, variant: variant3 }) =>
    bugOf({ part, variant: variant3 }, { subject, isRightAccepted }),
  )
}
function bugOf({ part, variant: variant3 }, { subject, isRightAccepted }) {
  const id3 = variant3.id
  const how = part === "secret" || part === "algorithm" ? "with" : "over"
  const also = isRightAccepted ? ", beside the right one" : ", and refused the right one"
  return {
    id: id3,
    title: `The handler verifies ${how} ${variant3.what}.`,
    proof: `Of ${signatureName(subject.provider.scheme)} values computed with every known mistake it accepted the one ${how} ${variant3.what}${also}.`,
    fix: fixFor(id3, subject.provider),
  }
}
function answerBugs(failed, { subject, rules }) {
  const { name } = subject.provider
  const bugs = []
  const listed = (some) => some.map(({ id: id3 }) => id3).join(", ")
  const crashed = failed.filter(({ status }) => status !== null && status >= 500)
  if (crashed.length > 0)
    bugs.push({
      id: "crash",
      title: `The handler crashes (${crashed[0].status}) instead of answering.`,
      proof: `Cases ${listed(crashed)}: ${crashed[0].detail}.`,
      fix: advice(
        "Catch what reading and verifying throws, and answer 400 or 401: a 500 makes the provider try again for days.",
      ),
    })
  const shown2 = failed.filter(({ detail }) => detail?.includes("showed the right signature"))
  if (shown2.length > 0)
    bugs.push({
      id: "signature-shown",
      title: "The handler shows the right signature to whoever sends a wrong one.",
      proof: `Cases ${listed(shown2)}: the answer held it.`,
      fix: advice("Say only that the signature is wrong; log what you expected where nobody else reads it."),
    })
  const redirected = failed.filter(({ status }) => status !== null && status >= 300 && status < 400)
  if (redirected.length > 0)
    bugs.push({
      id: "redirect",
      title: `The handler answers with a redirect (${redirected[0].status}).`,
      proof: `Cases ${listed(redirected)}.`,
      fix: advice(`Give ${name} the final address, and refuse with 401: no provider follows redirects.`),
    })
  const genuine = failed.find(
    ({ id: id3, status }) => id3 === "genuine" && status !== null && status >= 200 && status < 300,
  )
  if (genuine)
    bugs.push({
      id: "success-status",
      title: `The handler answers ${genuine.status}, which ${name} does not take for success.`,
      proof: `Case genuine: ${genuine.detail}.`,
      fix: advice(`Answer exactly ${rules.success === "2xx" ? "a 2xx" : rules.success.join(" or ")}.`),
    })
  const silent = failed.filter(({ detail }) => detail?.includes("did not answer within"))
  if (silent.length > 0)
    bugs.push({
      id: "too-slow",
      title: `The handler takes longer than ${name} waits.`,
      proof: `Cases ${listed(silent)}: ${silent[0].detail}.`,
      fix: advice("Answer as soon as the signature is verified, and do the work afterwards."),
    })
  const shakes = failed.filter(({ id: id3 }) => id3.startsWith("handshake-"))
  if (shakes.length > 0)
    bugs.push({
      id: "handshake",
      title: `The handler does not answer ${name}'s handshake as it has to.`,
      proof: `Cases ${listed(shakes)}: ${shakes[0].detail}.`,
      fix: advice(
        `Answer the handshake before the check that events go through; \`whk providers ${subject.provider.id}\` shows what is wanted.`,
      ),
    })
  return bugs
}
function distinctBugs(bugs) {
  const known = /* @__PURE__ */ new Map()
  for (const bug of bugs) if (!known.has(bug.id)) known.set(bug.id, bug)
  return [...known.values()]
}

// src/check/tamper.ts
function tamper(body, where2) {
  const places = valuePlaces(Buffer.from(body).toString("latin1"))
  const at = { first: places[0], middle: places[Math.floor(places.length / 2)], last: places.at(-1) }[where2]
  if (at === void 0) return void 0
  const changed = Buffer.from(body)
  const byte = changed[at]
  changed[at] = byte === 57 || byte === 122 || byte === 90 ? byte - 1 : byte + 1
  return changed
}
var JSON_VALUE = /:\s*(?:"(?<text>[^"\\]{0,1000})"|(?<number>-?\d{1,30}))/dg
var FORM_VALUE = /=(?<text>[^&%+]{1,1000})/dg
function valuePlaces(text) {
  const pattern = /^\s*[[{]/.test(text) ? JSON_VALUE : FORM_VALUE
  return [...text.matchAll(pattern)].flatMap(({ indices }) => {
    const [start, end] = indices?.groups?.["text"] ?? indices?.groups?.["number"] ?? [0, 0]
    for (let at = end - 1; at >= start; at -= 1) if (/[0-9A-Za-z]/.test(text[at])) return [at]
    return []
  })
}

// src/check/cases/rule.ts
function skip(skipped2) {
  return { skipped: skipped2 }
}
function expecting(expect, shots, delivery) {
  return {
    expect,
    shots: "method" in shots ? [shots] : shots,
    ...(delivery !== void 0 && { delivery }),
  }
}

// src/check/cases/forged.ts
var FORGES = "Anybody who finds the address can then send events."
var forgedCases = [
  forged("signature-missing", "a request without a signature is refused", FORGES, (subject, shot) => {
    const bare2 = withoutSignature(subject.provider.scheme, shot)
    return bare2 ?? skip("the signature stands in the body")
  }),
  forged("signature-empty", "a request with an empty signature is refused", FORGES, (subject, shot) =>
    withSignature(subject.provider.scheme, shot, ""),
  ),
  forged("signature-garbage", "a text that is no signature is refused", FORGES, (subject, shot) =>
    withSignature(subject.provider.scheme, shot, "garbage"),
  ),
  forged(
    "signature-prefix-only",
    "a signature that is only its prefix is refused",
    "An empty digest equals the beginning of any other.",
    (subject, shot) => {
      const text = signatureIn(subject.provider.scheme, shot)
      if (!text || text.before === "")
        return skip(`${subject.provider.name} writes nothing before the digest`)
      return withDigest(subject.provider.scheme, shot, () => "")
    },
  ),
  forged(
    "signature-truncated",
    "the first half of the right signature is refused",
    "Who compares only as many characters as arrived accepts a single one, which is guessed in no time.",
    (subject, shot) =>
      withDigest(subject.provider.scheme, shot, (digest) =>
        digest.slice(0, Math.floor(digest.length / 4) * 2),
      ),
  ),
  forged(
    "signature-half-wrong",
    "a signature whose second half is wrong is refused",
    "A comparison that stops early makes the signature shorter than it is.",
    (subject, shot) =>
      withDigest(subject.provider.scheme, shot, (digest) => {
        const half = Math.floor(digest.length / 4) * 2
        return digest.slice(0, half) + otherLetters(digest.slice(half))
      }),
  ),
  forged(
    "signature-wrong",
    "a signature of the right length and the wrong value is refused",
    FORGES,
    (subject, shot) => withDigest(subject.provider.scheme, shot, otherLetters),
  ),
  {
    id: "signature-of-another",
    title: "the right signature of another body is refused",
    why: "Whoever saw one event could send any other with its signature.",
    async plan(subject) {
      const { scheme } = subject.provider
      const skipped2 = unsigned(subject) ?? uncovered(subject)
      if (skipped2) return skipped2
      const own = await subject.shot()
      const body = tamper(own.body, "middle")
      if (!body) return skip("the body has no value that could be changed")
      const other = await subject.shot({ body })
      const text = signatureIn(scheme, other)
      if (!text) return skip("there is no signature to take")
      const isInBody = (scheme.bodyFields ?? []).length > 0
      if (isInBody)
        return expecting("reject", withSignature(scheme, own, text.before + text.digest + text.after))
      return expecting("reject", { ...other, body: own.body, confidential: own.confidential ?? "" })
    },
  },
  {
    id: "secret-wrong",
    title: "a signature made with another secret is refused",
    why: FORGES,
    async plan(subject) {
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      const shot = await subject.shot({ secrets: [subject.otherSecret("wrong")] })
      return expecting("reject", { ...shot, confidential: "" })
    },
  },
]
function forged(id3, title, why, change2) {
  return {
    id: id3,
    title,
    why,
    async plan(subject) {
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      const changed = change2(subject, await subject.shot())
      return "skipped" in changed ? changed : expecting("reject", changed)
    },
  }
}
function unsigned({ isSigned, provider, options }) {
  if (isSigned) return void 0
  return skip(
    options.secret === void 0 && provider.secret.optional
      ? "there is no secret"
      : `${provider.name} does not sign`,
  )
}
function uncovered(subject) {
  return subject.coversBody
    ? void 0
    : skip(`${subject.provider.name}'s signature does not cover the whole body`)
}

// src/check/cases/clock.ts
var HOUR_MS = 36e5
var MARGIN_MS = 10 * 6e4
var clockCases = [
  {
    id: "timestamp-stale",
    title: "an old request is refused, although its signature is right",
    why: "Whoever recorded a request once can send it again for ever.",
    async plan(subject) {
      const { scheme, name } = subject.provider
      const { timestamp: rule } = scheme
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      if (!rule) return skip(`${name} signs no time`)
      const ageMs =
        (rule.toleranceSeconds ?? 0) * 1e3 + (rule.toleranceSeconds === void 0 ? 24 * HOUR_MS : MARGIN_MS)
      const shot = await subject.shot({ timeMs: subject.options.nowMs - ageMs })
      return expecting(isBinding(scheme) && rule.toleranceSeconds !== void 0 ? "reject" : "any", shot)
    },
  },
  {
    id: "timestamp-future",
    title: "a request from the future is refused, although its signature is right",
    why: "A request dated ahead stays fresh for as long as its author likes.",
    async plan(subject) {
      const { scheme, name } = subject.provider
      const { timestamp: rule } = scheme
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      if (!rule) return skip(`${name} signs no time`)
      const aheadMs = (rule.futureToleranceSeconds ?? 0) * 1e3 + MARGIN_MS
      const shot = await subject.shot({ timeMs: subject.options.nowMs + aheadMs })
      return expecting(isBinding(scheme) && rule.futureToleranceSeconds !== void 0 ? "reject" : "any", shot)
    },
  },
  {
    id: "timestamp-changed",
    title: "a fresh time in front of the signature of another is refused",
    why: "An old request becomes a new one by writing another time on it.",
    async plan(subject) {
      const { scheme, name } = subject.provider
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      if (!scheme.timestamp || !hasTimeBeside(scheme)) return skip(`${name} sends no time beside the body`)
      const { nowMs } = subject.options
      const old = await subject.shot({ timeMs: nowMs - 6e4 })
      const unit = scheme.timestamp.unit
      const [before, now3] = [nowMs - 6e4, nowMs].map((timeMs) => formatTimestamp(timeMs, unit))
      const changed = withHeaders(old, (value) => value.replace(before, now3))
      return expecting(isBinding(scheme) ? "reject" : "any", { ...changed, confidential: "" })
    },
  },
]
function isBinding(scheme) {
  return isCoded(scheme) || signsTimestamp(scheme)
}
function hasTimeBeside(scheme) {
  return (
    scheme.timestamp?.at === void 0 && scheme.headers.some(([, template]) => template.includes("{timestamp}"))
  )
}

// src/check/cases/genuine.ts
var FIELD2 = "whk_check"
var LARGE_BYTES = 512 * 1024
var PARSED = "Whoever verifies a body that was parsed and printed again refuses it."
var genuineCases = [
  {
    id: "genuine",
    title: "a genuine event is accepted",
    why: "Everything else is worth nothing where this fails.",
    plan: async (subject) => expecting("accept", await subject.shot()),
  },
  spelled("genuine-pretty", "a body with indentation is accepted", (json) => JSON.stringify(json, null, 2)),
  spelled("genuine-key-order", "a body with its keys in another order is accepted", (json) =>
    JSON.stringify({ [FIELD2]: { z: 1, a: 2 }, ...Object.fromEntries(Object.entries(json).reverse()) }),
  ),
  spelled("genuine-unicode", "a body with letters of many alphabets is accepted", (json) =>
    withField(json, { text: "Zo\xEB \u7530\u4E2D \u{1F389} \u2028 e\u0301" }),
  ),
  spelled("genuine-escapes", "a body with escaped slashes and letters is accepted", (json) =>
    withText(json, '{"url":"https:\\/\\/example.com\\/a","text":"\\u00e9 \\u003cb\\u003e \\ud83c\\udf89"}'),
  ),
  spelled("genuine-numbers", "a body with numbers that no parser keeps is accepted", (json) =>
    withText(json, "[1.0, 1e3, 12345678901234567890, 0.1000, -0.0, 1.5E+2]"),
  ),
  spelled(
    "genuine-newline",
    "a body with a line break at its end is accepted",
    (json) => `${JSON.stringify(json)}
`,
  ),
  spelled("genuine-empty", "a body with empty objects, lists and texts is accepted", (json) =>
    withField(json, { object: {}, list: [], text: "", nothing: null }),
  ),
  {
    id: "genuine-large",
    title: "a body of 512 KiB is accepted",
    why: "Parsers stop at 100 KB or 1 MB unless told otherwise, and the event is lost on every retry.",
    async plan(subject) {
      const json = subject.json()
      if (subject.fixedBody !== void 0 || !json) return skip(subject.fixedBody ?? "no JSON object is sent")
      const body = Buffer.from(withField(json, "x".repeat(LARGE_BYTES)), "utf8")
      return expecting("accept", await subject.shot({ body }))
    },
  },
]
function spelled(id3, title, spell) {
  return {
    id: id3,
    title,
    why: PARSED,
    async plan(subject) {
      const json = subject.json()
      if (subject.fixedBody !== void 0 || !json) return skip(subject.fixedBody ?? "no JSON object is sent")
      return expecting("accept", await subject.shot({ body: Buffer.from(spell(json), "utf8") }))
    },
  }
}
function withField(json, value) {
  return JSON.stringify({ ...json, [FIELD2]: value })
}
function withText(json, text) {
  return `${JSON.stringify(json).slice(0, -1)},"${FIELD2}":${text}}`
}

// src/providers/handshake-answer.ts
import { isDeepStrictEqual } from "node:util"
function writeAnswer(handshake, values, secret) {
  const { answer, proof } = handshake
  if (proof && secret === void 0) return void 0
  const known = knownValues(handshake, values, secret ?? "")
  const body = answer.body === void 0 ? "" : bodyText(fillAll(answer.body, known))
  const headers = (answer.headers ?? []).map(([name, template]) => [name, fillTemplate(template, known)])
  if (!headers.every(isWritableHeader)) return void 0
  const hasType = body === "" || firstHeader(headers, "content-type") !== void 0
  const type = typeof answer.body === "string" ? "text/plain" : "application/json"
  return {
    status: statusOf(answer),
    headers: hasType ? headers : [["Content-Type", type], ...headers],
    body: Buffer.from(body, "utf8"),
  }
}
function judgeAnswer(handshake, values, received) {
  const { answer, alsoAnswers = [] } = handshake
  const known = knownValues(handshake, values, received.secret)
  const problem = problemWith(answer, known, received)
  return alsoAnswers.some((other) => problemWith(other, known, received) === void 0) ? void 0 : problem
}
function problemWith(answer, known, received) {
  if (!isWantedStatus(answer.status, received.status))
    return `the status is ${received.status}, not ${statusText(answer.status)}`
  for (const [name, template] of answer.headers ?? []) {
    const wanted3 = fillTemplate(template, known)
    const found = firstHeader(received.headers, name)
    if (found === void 0) return `the header ${name} is missing`
    if (!equalHeader(name, found, wanted3)) return `the header ${name} is "${found}", not "${wanted3}"`
  }
  if (answer.body === void 0) return void 0
  const text = Buffer.from(received.body.buffer, received.body.byteOffset, received.body.byteLength).toString(
    "utf8",
  )
  const wanted2 = [answer.body, ...(answer.alsoBodies ?? [])].map((body) => fillAll(body, known))
  if (wanted2.some((body) => equalBody(text, body))) return void 0
  return `the body is ${text === "" ? "empty" : `"${text.slice(0, 200)}"`}, not ${bodyText(wanted2[0]) || "empty"}`
}
function knownValues({ proof }, { challenge, verifyToken }, secret) {
  return {
    challenge,
    "verify-token": verifyToken,
    ...(proof && { proof: proof(challenge, secret) }),
  }
}
function fillAll(node, known) {
  if (typeof node === "string") return fillTemplate(node, known)
  if (typeof node !== "object" || node === null) return node
  if (Array.isArray(node)) return node.map((child) => fillAll(child, known))
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, fillAll(child, known)]))
}
function bodyText(body) {
  return typeof body === "string" ? body : JSON.stringify(body)
}
function equalBody(text, wanted2) {
  if (typeof wanted2 === "string") return text.trim() === wanted2
  try {
    return isDeepStrictEqual(JSON.parse(text), wanted2)
  } catch {
    return false
  }
}
function equalHeader(name, found, wanted2) {
  return /^content-type$/i.test(name)
    ? found.toLowerCase().startsWith(wanted2.toLowerCase())
    : found === wanted2
}
function isWantedStatus(wanted2, status) {
  if (typeof wanted2 === "number") return status === wanted2
  return wanted2 === "2xx" ? status >= 200 && status < 300 : status >= 400 && status < 500
}
function statusOf({ status }) {
  if (typeof status === "number") return status
  return status === "2xx" ? 200 : 401
}
function statusText(status) {
  if (typeof status === "number") return String(status)
  return status === "2xx" ? "a success (2xx)" : "a refusal (4xx)"
}

// src/providers/handshake-request.ts
function writeHandshake({ request }, values, context) {
  const fill = (template2) => fillTextTemplate(fillValues(template2, values), {}, context)
  const query = new URLSearchParams()
  for (const [name, template2] of request.query ?? []) query.append(name, fill(template2))
  const text = query.toString()
  const template = request.sentBody ?? request.body
  const body = template === void 0 ? "" : JSON.stringify(fillJson(fillAll2(template, values), {}, context))
  return {
    method: request.method,
    query: text === "" ? "" : `?${text}`,
    headers: (request.headers ?? []).map(([name, template2]) => [name, fill(template2)]),
    body: Buffer.from(body, "utf8"),
  }
}
function readHandshake({ request, challenge: form }, incoming) {
  if (incoming.method !== request.method) return void 0
  const found = { values: {} }
  const params = queryOf(incoming.target)
  const hasQuery = (request.query ?? []).every(([name, template]) =>
    matchText(template, params.get(name), found),
  )
  const hasHeaders = (request.headers ?? []).every(([name, template]) =>
    headerValues(incoming.headers, name).some((value) => matchText(template, value, found)),
  )
  if (!hasQuery || !hasHeaders) return void 0
  if (request.body !== void 0 && !matchJson(request.body, parseBody(incoming), found)) return void 0
  const { challenge = "", "verify-token": verifyToken = "" } = found.values
  return form === void 0 || form.pattern.test(challenge) ? { challenge, verifyToken } : void 0
}
function fillValues(template, { challenge, verifyToken }) {
  return fillTemplate(template, { challenge, "verify-token": verifyToken })
}
function fillAll2(node, values) {
  if (typeof node === "string") return fillValues(node, values)
  if (typeof node !== "object" || node === null) return node
  if (Array.isArray(node)) return node.map((child) => fillAll2(child, values))
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, fillAll2(child, values)]))
}
function matchText(template, value, found) {
  if (value === null || value === void 0) return false
  const whole = /^\{(challenge|verify-token)\}$/.exec(template)
  if (whole) {
    const name = whole[1]
    const known = found.values[name]
    if (value === "" || (known !== void 0 && known !== value)) return false
    found.values[name] = value
    return true
  }
  return /\{[a-z]/.test(template) || template === value
}
function matchJson(template, value, found) {
  if (typeof template === "string") {
    const isText = typeof value === "string" || typeof value === "number"
    return isText && matchText(template, String(value), found)
  }
  if (typeof template !== "object" || template === null) return template === value
  if (typeof value !== "object" || value === null || Array.isArray(template) !== Array.isArray(value))
    return false
  if (Array.isArray(value) && value.length !== Object.keys(template).length) return false
  return Object.entries(template).every(
    ([key, child]) => Object.hasOwn(value, key) && matchJson(child, value[key], found),
  )
}
function queryOf(target) {
  const at = target.indexOf("?")
  return new URLSearchParams(at === -1 ? "" : target.slice(at + 1))
}
function parseBody({ headers, body }) {
  if (firstHeader(headers, "content-type")?.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(readForm(body))
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"))
  } catch {
    return void 0
  }
}

// src/signing/sign-declared.ts
import { sign as signWithKey2 } from "node:crypto"
function signDeclared(scheme, input) {
  if (scheme.algorithm === "none") return unsigned2(scheme, [], input)
  if (input.secrets.length === 0) {
    if (scheme.unsigned) return unsigned2(scheme, scheme.unsigned, input)
    throw new WhkError("SECRET_MISSING", `${scheme.id} has no way to send without a secret.`)
  }
  const timestamp = formatTimestamp(input.timestampMs, scheme.timestamp?.unit ?? "s")
  const token = freshToken(input.id)
  const fill = (template, signature) =>
    fillTemplate(template, { timestamp, token, id: input.id, event: input.eventType, signature })
  const signedBody = bodyInForm(input.body, scheme.bodyForms[0]) ?? input.body
  const url = (scheme.query ?? []).reduce(
    (longer, [name, template]) =>
      withQuery(longer, name, fillTemplate(template, { "body-sha256": sha256Hex(signedBody) })),
    input.url,
  )
  const parts = {
    id: input.id,
    timestamp,
    token,
    body: signedBody,
    url: urlInForm(url, scheme.urlForms?.[0] ?? "raw") ?? url,
    method: input.method,
  }
  const [first = "", ...others] = input.secrets
    .slice(0, carriesSeveral(scheme) ? void 0 : 1)
    .map((secret) => signatureBy(scheme, secret, parts).toString(scheme.digest))
  const place = signaturePlace(scheme)
  if (!place) throw new TypeError(`scheme ${scheme.id} has no place for a signature`)
  const value = joinSignatures(fill(place.template, first), others, scheme, place.template)
  const headers = [
    ...weakerHeader(scheme, input.secrets[0], parts),
    ...scheme.headers.map(([name, template]) => [
      name,
      "header" in place && name === place.header ? value : fill(template, ""),
    ]),
    ...(scheme.furtherHeaders ?? [])
      .slice(0, others.length)
      .map((name, index) => [name, fill(place.template, others[index])]),
  ]
  const fields2 = (scheme.bodyFields ?? []).map(([pointer, template]) => [pointer, fill(template, first)])
  return {
    headers,
    url,
    body: fields2.length === 0 ? input.body : writeBodyFields(input.body, fields2),
    signature: {
      header: "header" in place ? place.header : null,
      field: "field" in place ? place.field : null,
      value,
    },
    signedBodyDiffers: Buffer.compare(signedBody, input.body) !== 0,
  }
}
function joinSignatures(first, others, { separator }, template) {
  if (separator === void 0) return first
  const repeated = separator.includes("=") ? "{signature}" : template
  return [first, ...others.map((digest) => fillTemplate(repeated, { signature: digest }))].join(separator)
}
function signatureBy(scheme, secret, parts) {
  const content = signedContent(scheme.content, { ...parts, secret: Buffer.from(secret, "utf8") })
  const { algorithm } = scheme
  if (isShared(algorithm)) return computeDigest(algorithm, keyBytes(scheme, secret), content)
  if (!isKeyPair(algorithm)) throw new TypeError(`${scheme.id} does not sign`)
  const hash = algorithm === "ed25519" ? null : "sha256"
  return signWithKey2(hash, Buffer.concat(content), readPrivateKey(scheme.id, secret, keyPairKind(algorithm)))
}
function weakerHeader({ weaker, ...scheme }, secret, parts) {
  if (!weaker) return []
  const [name, template] = weaker.header
  const digest = signatureBy({ ...scheme, algorithm: weaker.algorithm }, secret, parts)
  return [[name, fillTemplate(template, { signature: digest.toString(weaker.digest) })]]
}
function freshToken(id3) {
  return sha256Hex(Buffer.from(`token/${id3}`, "utf8")).slice(0, 50)
}
function unsigned2(scheme, templates, input) {
  const place = signaturePlace(scheme)
  const header = place && "header" in place ? place.header : null
  const headers = templates.map(([name, template]) => [
    name,
    fillTemplate(template, { id: input.id, event: input.eventType }),
  ])
  return {
    headers,
    url: input.url,
    body: input.body,
    signature: { header, field: null, value: headers.find(([name]) => name === header)?.[1] ?? "" },
    signedBodyDiffers: false,
  }
}

// src/signing/sign.ts
async function sign5(scheme, input) {
  return isCoded(scheme) ? await scheme.sign(input) : signDeclared(scheme, input)
}

// src/sender/sign-request.ts
async function signRequest(request) {
  const { provider, type, id: id3, timeMs, method, url, body, secrets } = request
  const fresh = sampleContext(id3, 0)
  const templates = replaceHeaders(provider.headers, findEventType(provider, type)?.headers ?? [])
  const own = templates.map(([name, template]) => [
    name,
    name.toLowerCase() === "content-type" && request.contentType !== void 0
      ? request.contentType
      : fillTemplate(template, {
          event: type,
          id: id3,
          uuid: fresh.uuid(),
          "now-iso": new Date(timeMs).toISOString(),
        }),
  ])
  const added = request.headers ?? []
  const signed = await sign5(provider.scheme, {
    secrets,
    id: id3,
    timestampMs: timeMs,
    eventType: type,
    method,
    url,
    body,
    headers: replaceHeaders(own, added),
  })
  const headers = replaceHeaders([...own, ...signed.headers], added)
  for (const header of headers) requireWritable(header)
  return { ...signed, headers }
}
function replaceHeaders(headers, replacements) {
  const byName = /* @__PURE__ */ new Map()
  for (const header of replacements) {
    const name = header[0].toLowerCase()
    byName.set(name, [...(byName.get(name) ?? []), header])
  }
  const replaced = headers.flatMap((header) => {
    const name = header[0].toLowerCase()
    const instead = byName.get(name)
    byName.delete(name)
    return instead ?? [header]
  })
  return [...replaced, ...[...byName.values()].flat()]
}
function requireWritable(header) {
  if (isWritableHeader(header)) return
  throw new WhkError(
    "HEADER_INVALID",
    `"${cleanText(header[0])}: ${cleanText(header[1])}" cannot be a header.`,
    {
      hint: "A name holds letters, digits and dashes; a value holds Latin-1 text without line breaks.",
    },
  )
}

// src/sender/build-handshake.ts
async function buildHandshake(input) {
  const { provider, handshake, url, secret, verifyToken, timeMs, seed } = input
  const context = sampleContext(`${seed}/handshake/${handshake.id}`, timeMs)
  const isWrong = handshake.request.signature === "wrong"
  const values = {
    challenge: fillTextTemplate(handshake.challenge?.template ?? "{lower:32}", {}, context),
    verifyToken: isWrong ? `not-${verifyToken}` : verifyToken,
  }
  const message6 = writeHandshake(handshake, values, context)
  const common = { method: message6.method, query: message6.query, values }
  if (handshake.request.signature === "none" || secret === void 0)
    return { ...common, headers: unsignedHeaders(provider, message6), body: message6.body }
  const { headers, body } = await signRequest({
    provider,
    type: "",
    id: provider.newEventId(context),
    timeMs,
    method: message6.method,
    url: url + message6.query,
    body: message6.body,
    secrets: [isWrong ? generateSecret(provider) : secret],
    headers: message6.headers,
  })
  return { ...common, headers: headers.filter(([, value]) => value !== ""), body }
}
function unsignedHeaders({ headers }, { headers: own, body }) {
  const fixed = headers.filter(([name, template]) => {
    const isOfBody = name.toLowerCase() === "content-type"
    return !template.includes("{") && (!isOfBody || body.length > 0)
  })
  return [
    ...withoutHeaders(
      fixed,
      own.map(([name]) => name),
    ),
    ...own,
  ]
}

// src/check/cases/handshakes.ts
async function handshakeCases(subject) {
  const { provider, options } = subject
  return await Promise.all(
    (provider.handshakes ?? []).map(async (handshake) => {
      const { url, secret, verifyToken, nowMs: timeMs, seed } = options
      const built = await buildHandshake({ provider, handshake, url, secret, verifyToken, timeMs, seed })
      const { method, query, headers, body, values } = built
      return {
        id: `handshake-${handshake.id}`,
        title: `the handshake "${handshake.id}" is answered as ${provider.name} wants it`,
        why: "Without it the provider does not register the endpoint, or switches it off.",
        expect: handshake.answer.status === "4xx" ? "reject" : "accept",
        shots: [{ method, url: withQuery2(url, query), headers, body }],
        delivery: "one-by-one",
        judge: (answer) => judgeAnswer(handshake, values, { ...answer, secret: secret ?? "" }),
      }
    }),
  )
}
function withQuery2(url, query) {
  return url + (url.includes("?") ? query.replace("?", "&") : query)
}

// src/check/cases/rotation.ts
var ROTATES =
  "While a secret is rotated the provider signs with both, and events get lost where one is looked at."
var rotationCases = ["first", "second"].map((place) => ({
  id: `rotation-${place}`,
  title: `of two signatures the right one is found where it is the ${place}`,
  why: ROTATES,
  async plan(subject) {
    const { scheme, name } = subject.provider
    const skipped2 = unsigned(subject)
    if (skipped2) return skipped2
    if (!carriesSeveral(scheme)) return skip(`${name} sends one signature only`)
    const secrets = [...subject.secrets, subject.otherSecret("rotation")]
    return expecting(
      "accept",
      await subject.shot({ secrets: place === "first" ? secrets : secrets.toReversed() }),
    )
  },
}))

// src/check/cases/tampered.ts
var CHANGES2 = "An event that somebody changed on its way passes for genuine."
var tamperedCases = ["first", "middle", "last"].map((where2) => ({
  id: `body-tampered-${where2}`,
  title: `a body with one character of its ${where2} value changed is refused`,
  why: CHANGES2,
  async plan(subject) {
    const skipped2 = unsigned(subject) ?? uncovered(subject)
    if (skipped2) return skipped2
    const shot = await subject.shot()
    const body = tamper(shot.body, where2)
    return body === void 0
      ? skip("the body has no value that could be changed")
      : expecting("reject", { ...shot, body, confidential: "" })
  },
}))

// src/check/cases/transport.ts
var OVERSIZED_BYTES = 8 * 1024 * 1024
var BURST = 50
var PIECES = 4
var transportCases = [
  {
    id: "header-case",
    title: "header names in small letters are as good as any",
    why: "HTTP/2 and many proxies write every name in small letters.",
    plan: async (subject) => {
      const shot = await subject.shot()
      const headers = shot.headers.map(([name, value]) => [name.toLowerCase(), value])
      return expecting("accept", { ...shot, headers })
    },
  },
  {
    id: "header-duplicated",
    title: "a signature that arrives twice breaks nothing",
    why: "Frameworks join repeated headers, or give a list where a text is expected.",
    plan: async (subject) => {
      const { scheme } = subject.provider
      const place = signaturePlace(scheme)
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      if (!place || "field" in place) return skip("the signature stands in the body")
      const shot = await subject.shot()
      const wrong = withDigest(scheme, shot, otherLetters).headers.filter(([name]) => name === place.header)
      return expecting("any", { ...shot, headers: [...shot.headers, ...wrong] })
    },
  },
  {
    id: "content-type-other",
    title: "another content type breaks nothing",
    why: "A parser that is chosen by the content type may throw, or leave the body unread.",
    plan: async (subject) => expecting("any", await subject.shot({ contentType: "text/plain" })),
  },
  {
    id: "body-empty",
    title: "a request without a body breaks nothing",
    why: "Parsers throw for an empty text, and what they throw becomes a 500.",
    async plan(subject) {
      const shot = await subject.shot()
      return expecting("any", { ...shot, body: Buffer.alloc(0), confidential: "" })
    },
  },
  {
    id: "body-oversized",
    title: "a body of 8 MiB breaks nothing",
    why: "It should be refused or taken, and not bring the process down.",
    async plan(subject) {
      const shot = await subject.shot()
      const body = Buffer.alloc(OVERSIZED_BYTES, " ")
      return { ...expecting("any", { ...shot, body, confidential: "" }), mayHangUp: true }
    },
  },
  ...["GET", "PUT", "HEAD"].map((method) => ({
    id: `method-${method.toLowerCase()}`,
    title: `a request with ${method} breaks nothing`,
    why: "Monitors and browsers look at every address sooner or later.",
    async plan(subject) {
      const shot = await subject.shot({ method })
      return expecting("any", method === "PUT" ? shot : { ...shot, body: Buffer.alloc(0), confidential: "" })
    },
  })),
  {
    id: "slow-sender",
    title: "a body that arrives in pieces is accepted",
    why: "Large events and slow networks split a body; who reads only the first piece verifies half of it.",
    plan: async (subject) => expecting("accept", { ...(await subject.shot()), pieces: PIECES }),
  },
  {
    id: "replay",
    title: "the same event again is answered with success",
    why: "Providers deliver at least once; an error makes them send it again and again.",
    async plan(subject) {
      const shot = await subject.shot()
      return expecting("accept", [shot, shot], "one-by-one")
    },
  },
  {
    id: "after-refusal",
    title: "a genuine event is accepted on the connection on which another was just refused",
    why: "A body that was left unread on a connection is taken for the next request.",
    async plan(subject) {
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      const { scheme } = subject.provider
      const refused = withDigest(scheme, await subject.shot(), otherLetters)
      const shots = [refused, await subject.shot()]
      return { expect: "accept", expectEach: ["reject", "accept"], shots, delivery: "one-connection" }
    },
  },
  {
    id: "burst",
    title: `${BURST} events at once are all accepted`,
    why: "Providers send what piled up in one go.",
    async plan(subject) {
      const shots = await Promise.all(Array.from({ length: BURST }, () => subject.shot()))
      return expecting("accept", shots, "at-once")
    },
  },
]

// src/check/cases/weaker.ts
var DOWNGRADE = "The weakest way that is accepted is the one an attacker takes."
var weakerCases = [
  {
    id: "prefix-wrong",
    title: "a right digest behind another prefix is refused",
    why: `Prefixes name the algorithm or version. ${DOWNGRADE}`,
    async plan(subject) {
      const { scheme, name } = subject.provider
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      const shot = await subject.shot()
      const text = signatureIn(scheme, shot)
      const prefix = /(?:^|,\s*)(?<name>[A-Za-z]\w*)[=,]$/.exec(text?.before ?? "")?.groups?.["name"]
      if (!text || prefix === void 0) return skip(`${name} writes no prefix`)
      const other = prefix === "v1" ? "v0" : prefix.replace(/\d+$/, "") + "9"
      const at = text.before.lastIndexOf(prefix)
      const before = text.before.slice(0, at) + other + text.before.slice(at + prefix.length)
      return expecting(
        isLenient(scheme) ? "any" : "reject",
        withSignature(scheme, shot, before + text.digest + text.after),
      )
    },
  },
  {
    id: "encoding-wrong",
    title: "a right digest in another encoding is refused",
    why: "Code that reads every encoding reads some texts in two ways.",
    async plan(subject) {
      const { scheme, name } = subject.provider
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      if (isCoded(scheme) || scheme.digest === "utf8")
        return skip(`${name}'s signature is no digest in hex or base64`)
      const { digest: encoding } = scheme
      const other = encoding === "hex" ? "base64" : "hex"
      const shot = await subject.shot()
      const changed = withDigest(scheme, shot, (digest) => Buffer.from(digest, encoding).toString(other))
      return expecting(isLenient(scheme) ? "any" : "reject", changed)
    },
  },
  {
    id: "algorithm-weaker",
    title: "a signature by a weaker hash is refused",
    why: DOWNGRADE,
    async plan(subject) {
      const { scheme, name } = subject.provider
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      if (isCoded(scheme) || !["hmac-sha256", "hmac-sha512"].includes(scheme.algorithm))
        return skip(`${name} signs with no hash that has a weaker one`)
      const shot = await subject.shot()
      if (!scheme.weaker) {
        const change2 = { algorithm: hasherOf("hmac-sha1") }
        return expecting("reject", recomputed(scheme, shot, { secret: subject.secrets[0], change: change2 }))
      }
      const strong = new Set(scheme.headers.map(([header]) => header.toLowerCase()))
      const headers = shot.headers.filter(([header]) => !strong.has(header.toLowerCase()))
      return expecting("reject", { ...shot, headers })
    },
  },
  {
    id: "unsigned",
    title: "a request that says it is unsigned is refused",
    why: `There is a secret, so every genuine request is signed. ${DOWNGRADE}`,
    async plan(subject) {
      const { scheme, name } = subject.provider
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      if (isCoded(scheme) || !scheme.unsigned) return skip(`${name} always signs`)
      return expecting("reject", { ...(await subject.shot({ secrets: [] })), confidential: "" })
    },
  },
  {
    id: "secret-empty",
    title: "a signature made with an empty secret is refused",
    why: "A variable that is not set becomes an empty key, and everybody can sign with that.",
    async plan(subject) {
      const { scheme, name } = subject.provider
      const skipped2 = unsigned(subject)
      if (skipped2) return skipped2
      if (isCoded(scheme) || !scheme.algorithm.startsWith("hmac-"))
        return skip(`${name} signs with no key that could be empty`)
      const shot = await subject.shot()
      const change2 = { secret: Buffer.alloc(0) }
      return expecting("reject", recomputed(scheme, shot, { secret: subject.secrets[0], change: change2 }))
    },
  },
]
function isLenient(scheme) {
  return !isCoded(scheme) && (scheme.alsoAccepts ?? []).length > 0
}

// src/check/cases.ts
var LAST = {
  id: "still-alive",
  title: "after all of this a genuine event is still accepted",
  why: "A handler that one bad request brings down loses every event after it.",
  plan: async (subject) => expecting("accept", await subject.shot()),
}
var CASES = [
  ...genuineCases,
  ...forgedCases,
  ...tamperedCases,
  ...weakerCases,
  ...clockCases,
  ...rotationCases,
  ...transportCases,
  LAST,
]
async function planCases(subject) {
  const rules = CASES.filter((rule) => rule !== LAST)
  const planned = []
  for (const rule of rules) planned.push(await plan(rule, subject))
  return [...planned, ...(await handshakeCases(subject)), await plan(LAST, subject)]
}
async function plan({ id: id3, title, why, plan: planFor }, subject) {
  const found = await planFor(subject)
  if ("skipped" in found) return { id: id3, title, why, skipped: found.skipped }
  return { id: id3, title, why, delivery: "one-by-one", ...found }
}

// src/sender/send.ts
import { Agent } from "undici"

// src/domain/network-failure.ts
var OUTCOME_OF_CODE = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EADDRNOTAVAIL: "refused",
  EHOSTDOWN: "refused",
  // Socket files that are not there, or not ours to open.
  ENOENT: "refused",
  EACCES: "refused",
  EPERM: "refused",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  ENODATA: "dns",
  ENOTFOUND: "dns",
  EPROTO: "tls",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  UND_ERR_HEADERS_OVERFLOW: "reset",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "reset",
}
var TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERROR_IN_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED)/
function outcomeOfError(error) {
  if (!(error instanceof Error)) return void 0
  if (error.name === "HTTPParserError") return "reset"
  const code = codeOf(error)
  if (("syscall" in error && error.syscall === "getaddrinfo") || code.startsWith("EAI_")) return "dns"
  return OUTCOME_OF_CODE[code] ?? (TLS_CODE.test(code) ? "tls" : void 0)
}
function detailOfError(error) {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message
  if (error instanceof Error && "reason" in error && typeof error.reason === "string" && error.reason !== "")
    return error.reason
  return error instanceof Error ? error.message : String(error)
}
function codeOf(error) {
  if (!(error instanceof Error)) return ""
  if ("code" in error && typeof error.code === "string") return error.code
  return error instanceof AggregateError ? codeOf(error.errors[0]) : ""
}

// src/sender/egress.ts
import { lookup as systemLookup } from "node:dns"
import { isIP } from "node:net"
import ipaddr from "ipaddr.js"
import { buildConnector } from "undici"
var BlockedError = class extends Error {
  name = "BlockedError"
}
var CONNECT_TIMEOUT_MS = 12e4
var GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3")
function isPublicAddress(address3) {
  if (isIP(address3) === 0) return false
  const parsed2 = ipaddr.process(address3)
  if (parsed2 instanceof ipaddr.IPv6 && !parsed2.match(GLOBAL_UNICAST)) return false
  return parsed2.range() === "unicast"
}
function createConnector(options) {
  const { policy, tls, socketPath } = options
  const resolve = options.resolve ?? resolveBySystem
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    lookup: policyLookup(policy, resolve),
    ...(socketPath !== void 0 && { socketPath }),
    ...(tls?.insecure && { rejectUnauthorized: false }),
    ...(tls?.cacert !== void 0 && { ca: tls.cacert }),
    ...(tls?.clientCert !== void 0 && { cert: tls.clientCert }),
    ...(tls?.clientKey !== void 0 && { key: tls.clientKey }),
  })
  return ({ servername: _fromHostHeader, ...target }, callback) => {
    const blocked = policy.allowPrivate ? void 0 : blockedLiteral(target.hostname, socketPath)
    if (blocked) callback(blocked, null)
    else connect(target, callback)
  }
}
function blockedLiteral(hostname, socketPath) {
  if (socketPath !== void 0) return new BlockedError("a socket file is not a public address")
  if (isIP(hostname) === 0 || isPublicAddress(hostname)) return void 0
  return new BlockedError(`${hostname} is not a public address`)
}
function policyLookup(policy, resolve) {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const refused = policy.allowPrivate ? void 0 : addresses.find((one) => !isPublicAddress(one.address))
        if (refused)
          callback(new BlockedError(`${host} is ${refused.address}, which is not a public address`), "", 0)
        else if (options.all) callback(null, [...addresses])
        else callback(null, addresses[0]?.address ?? "", addresses[0]?.family ?? 0)
      },
      (error) => callback(error, "", 0),
    )
  }
}
var resolveBySystem = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })

// src/sender/failure.ts
function outcomeOfSending(error) {
  return error instanceof BlockedError ? "blocked" : outcomeOfError(error)
}

// src/sender/paced-body.ts
import { Readable } from "node:stream"
import { setTimeout as pause } from "node:timers/promises"
function pacedBody(body, { pieces, pauseMs }) {
  const size = Math.max(1, Math.ceil(body.length / pieces))
  async function* slowly() {
    for (let at = 0; at < body.length; at += size) {
      yield body.subarray(at, at + size)
      await pause(pauseMs)
    }
  }
  return Readable.from(slowly(), { objectMode: false })
}

// src/sender/response-reader.ts
var KEPT_RESPONSE_BYTES = 64 * 1024
var DRAINED_RESPONSE_BYTES = 1024 * 1024
var BODY_TIMEOUT_MS = 1e4
var ResponseReader = class {
  #status
  #headers
  #cutOff
  #timer
  #chunks = []
  #keptBytes = 0
  #seenBytes = 0
  constructor(status, headers, cutOff) {
    this.#status = status
    this.#headers = headers
    this.#cutOff = cutOff
    this.#timer = setTimeout(() => cutOff("the body did not end"), BODY_TIMEOUT_MS)
  }
  take(chunk) {
    this.#seenBytes += chunk.length
    const kept = chunk.subarray(0, KEPT_RESPONSE_BYTES - this.#keptBytes)
    if (kept.length > 0) {
      this.#chunks.push(kept)
      this.#keptBytes += kept.length
    }
    if (this.#seenBytes > DRAINED_RESPONSE_BYTES) this.#cutOff("the body is too long")
  }
  received(brokeOff) {
    clearTimeout(this.#timer)
    return {
      status: this.#status,
      headers: this.#headers,
      body: Buffer.concat(this.#chunks),
      truncated: brokeOff || this.#seenBytes > this.#keptBytes,
    }
  }
}

// src/sender/send.ts
function createSender(options) {
  const agents = /* @__PURE__ */ new Map()
  const stopping = new AbortController()
  const agentFor = (target) => {
    const { socketPath = "" } = target
    const known = agents.get(socketPath)
    if (known) return known
    const agent = new Agent({
      connect: createConnector({ ...options, ...(socketPath !== "" && { socketPath }) }),
      // Time limits are kept here, one clock for the whole attempt.
      headersTimeout: 0,
      bodyTimeout: 0,
      ...(options.connections !== void 0 && { connections: options.connections }),
    })
    agents.set(socketPath, agent)
    return agent
  }
  return {
    send(request) {
      const target = typeof request.url === "string" ? parseTarget(request.url) : request.url
      return attempt3(agentFor(target), dispatchOptions(target, request), {
        timeoutMs: request.timeoutMs,
        stop: request.signal ? AbortSignal.any([stopping.signal, request.signal]) : stopping.signal,
      })
    },
    async close() {
      stopping.abort()
      await Promise.all([...agents.values()].map((agent) => agent.destroy()))
      agents.clear()
    },
  }
}
function attempt3(agent, options, limits) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const elapsedMs = () => Math.round(performance.now() - startedAt)
    let controller
    let reader
    let attempt4
    const settle = (finish) => {
      clearTimeout(timer)
      limits.stop.removeEventListener("abort", onStop)
      finish()
    }
    const fail = (outcome2, detail) => {
      const ended = attempt4 ?? { outcome: outcome2, elapsedMs: elapsedMs(), detail }
      attempt4 = ended
      const connected = controller !== void 0
      settle(() => resolve({ attempt: ended, response: reader?.received(true) ?? null, connected }))
      controller?.abort(new Error(detail))
    }
    const onStop = () => fail("unknown", "given up")
    const timer = setTimeout(
      () => fail("timeout", `no ${controller ? "answer" : "connection"} within ${limits.timeoutMs} ms`),
      limits.timeoutMs,
    )
    limits.stop.addEventListener("abort", onStop)
    if (limits.stop.aborted) return onStop()
    agent.dispatch(options, {
      onRequestStart(started) {
        controller = started
        if (attempt4) started.abort(new Error("given up"))
      },
      onResponseStart(started, status) {
        if (status < 200 || attempt4) return
        attempt4 = { outcome: "responded", status, elapsedMs: elapsedMs() }
        clearTimeout(timer)
        reader = new ResponseReader(status, rawHeaders(started.rawHeaders), (why) => fail("timeout", why))
      },
      onResponseData: (_, chunk) => reader?.take(chunk),
      onResponseEnd() {
        const ended = attempt4
        if (!ended) return
        settle(() => resolve({ attempt: ended, response: reader?.received(false) ?? null, connected: true }))
      },
      onResponseError(_, error) {
        const outcome2 = outcomeOfSending(error)
        if (outcome2 || attempt4) fail(outcome2 ?? "reset", detailOfError(error))
        else settle(() => reject(error))
      },
    })
  })
}
var RAW_PATH = /^\/[\x21-\x7e\x80-\xff]*$/
var METHOD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
var HOST_HEADER = /^(\[[\w.:%]+\]|[\w.~%-]+)(:\d+)?$/
function dispatchOptions(target, request) {
  if (!RAW_PATH.test(target.path))
    throw new WhkError(
      "TARGET_INVALID",
      `"${formatTarget(target)}" has a path that cannot be sent as it is.`,
      {
        hint: "Percent-encode spaces and letters outside Latin-1 in the path.",
      },
    )
  if (!METHOD.test(request.method) || request.method === "CONNECT")
    throw new WhkError("USAGE", `${JSON.stringify(request.method)} is not a method that can be sent.`, {
      hint: "Use POST, PUT, PATCH, GET or another method of HTTP.",
    })
  const host = firstHeader(request.headers, "host")
  const sent2 = endToEndHeaders(withoutHeaders(request.headers, ["host", "content-length"])).slice()
  const bad = sent2.find((header) => !isWritableHeader(header))
  if (bad) throw new WhkError("HEADER_INVALID", `The header ${JSON.stringify(bad[0])} cannot be sent.`)
  if (host !== void 0 && !HOST_HEADER.test(host))
    throw new WhkError("HEADER_INVALID", `${JSON.stringify(host)} cannot be sent as Host.`)
  if (host !== void 0) sent2.unshift(["host", host])
  return {
    origin: `${target.protocol}//${target.host}:${target.port}`,
    path: target.path,
    method: request.method,
    headers: headersToFlat(
      request.pace ? [...sent2, ["Content-Length", String(request.body.length)]] : sent2,
    ),
    body:
      request.body.length === 0 ? null : request.pace ? pacedBody(request.body, request.pace) : request.body,
  }
}
function rawHeaders(raw) {
  const flat = Array.isArray(raw)
    ? raw.map((text) => (typeof text === "string" ? text : text.toString("latin1")))
    : []
  return Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2], flat[index * 2 + 1]])
}

// src/check/judge.ts
var MISLEADING = /* @__PURE__ */ new Set([408, 410, 425, 429])
var SHORTEST_ECHO = 16
function judgeShot({ expect, judge: judge3, mayHangUp }, shot, { result, expected = expect }, rules) {
  const { attempt: attempt4, response } = result
  if (attempt4.outcome !== "responded") {
    if (mayHangUp && attempt4.outcome === "reset") return void 0
    if (attempt4.outcome === "timeout") return `did not answer within ${formatDuration(rules.timeoutMs)}`
    return `hung up without an answer${attempt4.detail === void 0 ? "" : ` (${attempt4.detail})`}`
  }
  const { status } = attempt4
  if (judge3)
    return judge3({ status, headers: response?.headers ?? [], body: response?.body ?? new Uint8Array() })
  return judgeStatus(status, expected, rules) ?? judgeEcho(shot, expected, result)
}
function judgeStatus(status, expected, { success }) {
  const isGood = isSuccess(success, status)
  if (status >= 500) return `crashed with ${status}`
  if (expected === "any") return void 0
  if (expected === "accept") {
    const rule = success === "2xx" ? "any 2xx" : `exactly ${success.join(" or ")}`
    return isGood ? void 0 : `answered ${status}; success is ${rule}`
  }
  if (status < 300) return `accepted it with ${status}`
  if (status < 400) return `answered ${status}: a redirect is no refusal`
  return MISLEADING.has(status) ? `refused it with ${status}, which tells the sender something else` : void 0
}
function judgeEcho({ confidential = "" }, expected, { response }) {
  if (expected !== "reject" || confidential.length < SHORTEST_ECHO || !response) return void 0
  const digest = confidential.split(/[=,\s]/).filter((part) => part.length >= SHORTEST_ECHO)
  const text = [...response.headers.map(([, value]) => value), response.body.toString("latin1")].join("\n")
  return digest.some((part) => text.includes(part)) ? "showed the right signature in its refusal" : void 0
}

// src/check/run.ts
var AT_ONCE = 8
var PAUSE_MS = 20
var Runner = class {
  #range
  #sender
  #single
  constructor(range) {
    const options = { policy: { allowPrivate: true }, ...(range.tls && { tls: range.tls }) }
    this.#range = range
    this.#sender = createSender(options)
    this.#single = createSender({ ...options, connections: 1 })
  }
  /** What came of each case, told as it is known. The first one is sent alone, and so are those that need quiet. */
  async run(cases, onResult) {
    const results = /* @__PURE__ */ new Map()
    const settle = async (one) => {
      const result = "skipped" in one ? skipped(one) : await this.#play(one)
      results.set(one, result)
      onResult(result)
    }
    const [first, ...others] = cases
    if (!first) return []
    await settle(first)
    const [sent2] = results.get(first)?.shots ?? []
    if (sent2 && (!sent2.result.connected || sent2.result.attempt.outcome === "tls"))
      return [results.get(first)]
    const last = others.at(-1)
    const isQuiet = (one) => one === last || (!("skipped" in one) && one.delivery !== "one-by-one")
    const together = others.filter((one) => !isQuiet(one))
    const take = async () => {
      for (let one = together.shift(); one && !this.#range.signal.aborted; one = together.shift())
        await settle(one)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, take))
    for (const one of others.filter(isQuiet)) if (!this.#range.signal.aborted) await settle(one)
    return cases.flatMap((one) => results.get(one) ?? [])
  }
  /** Sends one request as any case does. */
  async send(shot) {
    return await this.#send(this.#sender, shot)
  }
  async close() {
    await Promise.all([this.#sender.close(), this.#single.close()])
  }
  async #play(planned) {
    const { id: id3, title, why, expect, shots, delivery } = planned
    const sender = delivery === "one-connection" ? this.#single : this.#sender
    const fire = async (shot, index) => {
      const result = await this.#send(sender, shot)
      const expected = planned.expectEach?.[index] ?? expect
      return {
        shot,
        expected,
        result,
        problem: judgeShot(planned, shot, { result, expected }, this.#range.rules),
      }
    }
    const played = []
    if (delivery === "at-once") played.push(...(await Promise.all(shots.map(fire))))
    else for (const [index, shot] of shots.entries()) played.push(await fire(shot, index))
    const bad = played.filter(({ problem }) => problem !== void 0)
    const telling = bad[0] ?? played.at(-1)
    const attempt4 = telling?.result.attempt
    return {
      id: id3,
      title,
      why,
      expect,
      ok: bad.length === 0,
      skipped: null,
      status: attempt4?.outcome === "responded" ? attempt4.status : null,
      elapsedMs: Math.max(0, ...played.map(({ result }) => result.attempt.elapsedMs)),
      detail: detailOf(bad, played.length),
      shots: played,
    }
  }
  async #send(sender, { url, method, headers, body, pieces }) {
    const { target, url: base, rules, signal } = this.#range
    return await sender.send({
      url: { ...target, path: target.path + url.slice(base.length) },
      method,
      headers,
      body,
      timeoutMs: rules.timeoutMs,
      signal,
      ...(pieces !== void 0 && { pace: { pieces, pauseMs: PAUSE_MS } }),
    })
  }
}
function detailOf(bad, count) {
  const [first] = bad
  if (!first) return null
  return count > 1 ? `${first.problem} (${bad.length} of ${count} requests)` : (first.problem ?? null)
}
function skipped({ id: id3, title, why, skipped: reason }) {
  const nothing = { expect: null, ok: null, status: null, elapsedMs: null, detail: null, shots: [] }
  return { id: id3, title, why, skipped: reason, ...nothing }
}

// src/providers/write-body.ts
function writeBody({ bodyFormat = "json", bodyEscapes, bodyEnd = "" }, envelope2) {
  if (bodyFormat === "json") {
    const json = JSON.stringify(envelope2)
    return Buffer.from(`${bodyEscapes ? escapeNonAscii(json) : json}${bodyEnd}`, "utf8")
  }
  return writeForm(
    Object.entries(envelope2).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  )
}
function escapeNonAscii(json) {
  return json.replace(
    // Without the u flag: a character outside the basic plane is two escapes.
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
}

// src/sender/envelope-path.ts
var MOST_PATHS_SHOWN = 12
function setPath(envelope2, path, value) {
  const changed = replaceAt(envelope2, path.split("."), value)
  if (changed === void 0) throw unknownPath(envelope2, path)
  return changed
}
function replaceAt(node, keys, value) {
  const [key, ...rest] = keys
  if (key === void 0) return value
  if (typeof node !== "object" || node === null || !Object.keys(node).includes(key)) return void 0
  const child = replaceAt(isJsonObject2(node) ? node[key] : node[Number(key)], rest, value)
  if (child === void 0) return void 0
  if (!isJsonObject2(node)) return node.with(Number(key), child)
  return Object.fromEntries(Object.entries(node).map(([name, old]) => [name, name === key ? child : old]))
}
function isJsonObject2(node) {
  return typeof node === "object" && node !== null && !Array.isArray(node)
}
function unknownPath(envelope2, path) {
  const known = pathsOf(envelope2, "")
  const sameKey = known.find((candidate) => lastKey(candidate) === lastKey(path))
  const [near = sameKey] = nearest(path, known, 1)
  return new WhkError("PATH_UNKNOWN", `"${path}" is not a field of this payload.`, {
    hint: near === void 0 ? `Its fields are ${shortList(known)}.` : `Did you mean ${near}?`,
  })
}
function shortList(paths2) {
  return `${paths2.slice(0, MOST_PATHS_SHOWN).join(", ")}${paths2.length > MOST_PATHS_SHOWN ? " \u2026" : ""}`
}
function lastKey(path) {
  return path.slice(path.lastIndexOf(".") + 1)
}
function pathsOf(node, prefix) {
  if (typeof node !== "object" || node === null) return []
  return Object.entries(node).flatMap(([key, child]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`
    return [path, ...pathsOf(child, path)]
  })
}

// src/sender/build-payload.ts
function buildPayload(request) {
  const { provider, type, timeMs, seed } = request
  const { eventType } = requireEventType(provider, type)
  const part = (name) => sampleContext(`${seed}/${name}`, timeMs)
  const id3 = request.id ?? provider.newEventId(part(`id/${type}`))
  const data = request.data === void 0 ? eventType.sample(part("data"), id3) : requireObject2(request.data)
  const envelope2 = provider.envelope({ type, id: id3, timeMs, data, context: part(`envelope/${type}`) })
  const changed = (request.set ?? []).reduce(
    (current, [path, value]) => setPath(current, path, value),
    envelope2,
  )
  return {
    id: id3,
    type,
    body: writeBody(provider, changed),
    contentType: firstHeader(provider.headers, "content-type") ?? "application/json",
  }
}
function requireObject2(data) {
  if (isJsonObject2(data)) return data
  throw new WhkError("DATA_INVALID", `${JSON.stringify(data).slice(0, 60)} is not a JSON object.`, {
    hint: 'The data of an event is an object, for example {"role":"admin"}.',
  })
}

// src/check/subject.ts
var Subject = class {
  provider
  options
  #events = 0
  constructor(options) {
    this.options = options
    this.provider = options.provider
  }
  /** Whether anything is signed, or sent as a token. */
  get isSigned() {
    return signaturePlace(this.provider.scheme) !== void 0 && this.options.secret !== void 0
  }
  get secrets() {
    return this.options.secret === void 0 ? [] : [this.options.secret]
  }
  /** Random values for one purpose; equal for equal seeds. */
  random(purpose) {
    return sampleContext(`${this.options.seed}/check/${purpose}`, this.options.nowMs)
  }
  /** Another secret of the provider's kind. */
  otherSecret(purpose) {
    const random = this.random(`secret/${purpose}`)
    const bytes = Uint8Array.from({ length: 32 }, () => random.integer(0, 255))
    return generateSecret(this.provider, bytes)
  }
  /** An event with an id of its own, so that no case is taken for a copy of another. */
  newEvent() {
    const { provider, event: event5, nowMs, seed, body } = this.options
    this.#events += 1
    const payload = buildPayload({
      provider,
      type: event5,
      timeMs: nowMs,
      seed: `${seed}/check/${this.#events}`,
    })
    return { id: payload.id, body: body === void 0 ? payload.body : Buffer.from(body) }
  }
  /** A genuine event as it is signed, or what these changes make of it. */
  async signed(changes = {}) {
    const { provider, url, event: event5, nowMs, headers = [] } = this.options
    const fresh = this.newEvent()
    return await signRequest({
      provider,
      type: event5,
      id: changes.id ?? fresh.id,
      timeMs: changes.timeMs ?? nowMs,
      method: changes.method ?? "POST",
      url,
      body: changes.body ?? fresh.body,
      secrets: changes.secrets ?? this.secrets,
      headers,
      ...(changes.contentType !== void 0 && { contentType: changes.contentType }),
    })
  }
  /** A genuine request, or what these changes make of it. */
  async shot(changes = {}) {
    return shotOf(await this.signed(changes), changes.method)
  }
  /** An event as a JSON object; undefined where the provider sends anything else. */
  json() {
    if (this.provider.bodyFormat === "form") return void 0
    try {
      const json = JSON.parse(this.newEvent().body.toString("utf8"))
      return isObject2(json) ? json : void 0
    } catch {
      return void 0
    }
  }
  /** Whether every byte of the body is signed. */
  get coversBody() {
    return coversBody(this.provider.scheme)
  }
  /** Why the body can be spelled in no other way; undefined where it can. */
  get fixedBody() {
    const { scheme, name } = this.provider
    if ((scheme.bodyFields ?? []).length > 0) return `${name} puts its signature into the body`
    if (this.json() === void 0) return `${name} does not send a JSON object`
    if (!this.coversBody) return `${name}'s signature does not cover the body`
    if (!isCoded(scheme) && scheme.bodyForms[0] === "reserialised")
      return `${name} signs JSON.stringify(JSON.parse(body)), so other spellings are not genuine`
    return void 0
  }
}
function isObject2(json) {
  return typeof json === "object" && json !== null && !Array.isArray(json)
}
function shotOf({ url, headers, body, signature }, method = "POST") {
  return { method, url, headers, body, confidential: signature.value }
}

// src/check/check.ts
async function checkEndpoint(options) {
  const { provider, target, url, tls, signal, isWanted = () => true, onResult = () => {} } = options
  const subject = new Subject(options)
  const cases = (await planCases(subject)).filter(({ id: id3 }) => isWanted(id3))
  const { success, timeoutMs } = provider.delivery
  const rules = { success, timeoutMs: options.timeoutMs ?? timeoutMs }
  const runner = new Runner({ target, url, rules, signal, ...(tls && { tls }) })
  try {
    const results = await runner.run(cases, onResult)
    const [first] = results.flatMap(({ shots }) => shots)
    const { attempt: attempt4, connected } = first?.result ?? {}
    if (attempt4 && (connected === false || attempt4.outcome === "tls"))
      return { cases: [], bugs: [], unreachable: attempt4 }
    const bugs = signal.aborted ? [] : await nameBugs(results, { subject, rules, runner })
    return { cases: results, bugs, unreachable: null }
  } finally {
    await runner.close()
  }
}

// src/check/self-test/planted.ts
import { createHmac as createHmac9 } from "node:crypto"

// src/signing/verify-declared.ts
import { verify as verifyWithKey2 } from "node:crypto"
function verifyDeclared(scheme, input) {
  if (scheme.algorithm === "none") return verdict(scheme, "unsigned")
  if (isUnsigned(scheme, input.headers))
    return verdict(scheme, input.secrets.length > 0 ? "downgrade" : "unsigned")
  const readings = readSignatures(scheme, input)
  if (readings.length === 0)
    return verdict(scheme, onlyWeaker(scheme, input) ? "downgrade" : "header-missing")
  if (readings.every(({ candidates: candidates2 }) => candidates2.length === 0))
    return verdict(scheme, "malformed")
  if (missesCompanion(scheme, input)) return verdict(scheme, "header-missing")
  const isTimeSigned = signsTimestamp(scheme)
  const timed = readings.filter(({ timestamp: timestamp2 }) => timestamp2 !== void 0)
  if (isTimeSigned && timed.length === 0) return verdict(scheme, untimedReason(scheme))
  const found = findMatch(scheme, input, isTimeSigned ? timed : readings)
  const value = found ? found.timestamp : timed[0]?.timestamp
  const timestamp =
    value === void 0
      ? null
      : judgeTimestamp(scheme.timestamp ?? { unit: "s" }, { value, signed: isTimeSigned }, input)
  if (value !== void 0 && isTimeSigned && (timestamp === null || !isDelimited(scheme, value)))
    return verdict(scheme, "malformed")
  if (!found) return verdict(scheme, "no-match", null, timestamp)
  if (found.match.bodyForm === "reserialised" && hasDuplicateKeys(input.body))
    return verdict(scheme, "malformed", null, timestamp)
  if (timestamp?.fresh === false)
    return verdict(scheme, timestamp.ageSeconds < 0 ? "future" : "stale", found.match, timestamp)
  return verdict(scheme, "ok", found.match, timestamp)
}
function isDelimited({ content, timestamp }, value) {
  const touches = content.includes("{timestamp}{") || content.includes("}{timestamp}")
  return !touches || isExactTimestamp(value, timestamp?.unit ?? "s")
}
function untimedReason({ headers, timestamp }) {
  const isInHeader = timestamp?.at === void 0 && headers.some(([, template]) => template === "{timestamp}")
  return isInHeader ? "header-missing" : "malformed"
}
function missesCompanion(scheme, input) {
  return ["{id}", "{token}"].some(
    (placeholder) => scheme.content.includes(placeholder) && companion(scheme, input, placeholder) === void 0,
  )
}
function findMatch(scheme, input, readings) {
  const id3 = companion(scheme, input, "{id}") ?? ""
  const token = companion(scheme, input, "{token}") ?? ""
  for (const bodyForm of scheme.bodyForms) {
    const body = bodyInForm(input.body, bodyForm)
    if (!body || !hasRightQuery(scheme, input.url, body)) continue
    for (const urlForm of scheme.urlForms ?? ["raw"]) {
      const url = urlInForm(input.url, urlForm)
      if (url === void 0) continue
      for (const { candidates: candidates2, timestamp } of readings) {
        const parts = { id: id3, token, timestamp: timestamp ?? "", body, url, method: input.method }
        const found = matchBySecrets(scheme, input.secrets, { parts, candidates: candidates2 })
        if (!found) continue
        const { index: signatureIndex, form } = found.candidate
        return {
          match: {
            ...placeName(scheme),
            signatureIndex,
            secretIndex: found.secretIndex,
            bodyForm,
            urlForm,
            form,
          },
          timestamp,
        }
      }
    }
  }
  return void 0
}
function matchBySecrets(scheme, secrets, read) {
  for (const [secretIndex, secret] of secrets.entries()) {
    const content = signedContent(scheme.content, { ...read.parts, secret: Buffer.from(secret, "utf8") })
    const isMade = signatureTest(scheme, secret, content)
    const candidate = read.candidates.find(({ bytes }) => isMade(bytes))
    if (candidate) return { secretIndex, candidate }
  }
  return void 0
}
function signatureTest(scheme, secret, content) {
  const { algorithm } = scheme
  if (isShared(algorithm)) {
    const expected = computeDigest(algorithm, keyBytes(scheme, secret), content)
    return (candidate) => equalDigests(candidate, expected)
  }
  if (!isKeyPair(algorithm)) return () => false
  const key = readPublicKey(scheme.id, secret, keyPairKind(algorithm))
  const signed = Buffer.concat(content)
  return (candidate) => {
    try {
      return verifyWithKey2(algorithm === "ed25519" ? null : "sha256", signed, key, candidate)
    } catch {
      return false
    }
  }
}
function hasRightQuery({ query = [], queryIfThere = [] }, url, body) {
  const carried = queryIfThere.filter(([name]) => queryValues(url, name).length > 0)
  return [...query, ...carried].every(([name, template]) => {
    const values = queryValues(url, name)
    return values.length === 1 && values[0] === fillTemplate(template, { "body-sha256": sha256Hex(body) })
  })
}
function isUnsigned(scheme, headers) {
  const { unsigned: unsigned3 = [] } = scheme
  return (
    unsigned3.length > 0 && unsigned3.every(([name, value]) => (firstHeader(headers, name) ?? "") === value)
  )
}
function onlyWeaker(scheme, input) {
  const alone = input.secrets.length === 0 ? void 0 : weakerAlone(scheme)
  return alone !== void 0 && verifyDeclared(alone, input).match !== null
}
function weakerAlone({ weaker, ...scheme }) {
  return weaker && { ...scheme, algorithm: weaker.algorithm, digest: weaker.digest, headers: [weaker.header] }
}

// src/signing/verify.ts
async function verify4(scheme, input) {
  return isCoded(scheme) ? await scheme.verify(input) : verifyDeclared(scheme, input)
}

// src/check/self-test/receiver.ts
import { createServer } from "node:http"
var REFUSED2 = { status: 401 }
var LARGEST_BODY = 4 * 1024 * 1024
async function handleRightly(received, receiver) {
  const { provider, secret } = receiver
  const shaken = await answerHandshake(received, receiver)
  if (shaken) return shaken
  if (received.method !== "POST") return { status: 405 }
  const { verified } = await verify4(provider.scheme, verifyInput(received, secret))
  return verified ? accepted(provider) : REFUSED2
}
function accepted({ delivery }) {
  return { status: successStatus(delivery.success) }
}
function verifyInput(received, secret) {
  return { ...received, secrets: [secret], nowMs: Date.now() }
}
async function answerHandshake(received, { provider, secret, verifyToken }) {
  for (const handshake of provider.handshakes ?? []) {
    const values = readHandshake(handshake, {
      ...received,
      target: received.url.replace(/^https?:\/\/[^/]+/, ""),
    })
    if (!values) continue
    const { signature, query = [] } = handshake.request
    const isToken = query.some(([, template]) => template === "{verify-token}")
    const isGenuine =
      signature === "none" ||
      (isToken
        ? values.verifyToken === verifyToken
        : (await verify4(provider.scheme, verifyInput(received, secret))).verified)
    if (!isGenuine) return REFUSED2
    if (signature === "wrong") continue
    return writeAnswer(handshake, values, secret)
  }
  return void 0
}
async function serve(receiver, handle = handleRightly) {
  const listener = (request, response) => {
    void (async () => {
      const body = await readBody(request)
      const reply2 =
        body === void 0 ? { status: 413 } : await handle({ ...headOf(request, origin), body }, receiver)
      response.writeHead(reply2.status, (reply2.headers ?? []).flat())
      response.end(reply2.body)
    })().catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  }
  const server = createServer(listener)
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
  const origin = `http://127.0.0.1:${server.address().port}`
  return {
    url: `${origin}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
function headOf(request, origin) {
  const { method = "GET", url = "/", rawHeaders: rawHeaders2 } = request
  return { method, url: origin + url, headers: headersFromFlat(rawHeaders2) }
}
async function readBody(request) {
  const pieces = []
  let size = 0
  for await (const piece of request) {
    size += piece.length
    if (size <= LARGEST_BODY) pieces.push(piece)
  }
  return size > LARGEST_BODY ? void 0 : Buffer.concat(pieces)
}

// src/check/self-test/planted.ts
var REFUSED3 = { status: 401 }
var isRight = async (received, { provider, secret }, more = {}) =>
  (await verify4(provider.scheme, { ...verifyInput(received, secret), ...more })).verified
var seeing =
  (change2, more = {}) =>
  async (received, receiver) => {
    const shaken = await answerHandshake(received, receiver)
    if (shaken) return shaken
    return (await isRight(change2(received), receiver, more)) ? accepted(receiver.provider) : REFUSED3
  }
var letting = (isLet) => (received, receiver) =>
  isLet(received) ? accepted(receiver.provider) : handleRightly(received, receiver)
var comparing =
  (compare, compute = github2) =>
  (received, { provider, secret }) => {
    const given = firstHeader(received.headers, "x-hub-signature-256") ?? ""
    return compare(given, `sha256=${compute(received, secret)}`) ? accepted(provider) : REFUSED3
  }
var github2 = ({ body }, secret) => createHmac9("sha256", secret).update(body).digest("hex")
var withBody = (received, body) => ({
  ...received,
  body: Buffer.from(body),
})
var parsed = (received, print2) => {
  try {
    return withBody(received, print2(JSON.parse(received.body.toString("utf8"))))
  } catch {
    return received
  }
}
var signatureOf2 = ({ headers }) => firstHeader(headers, "stripe-signature") ?? ""
var stripe2 = { provider: "stripe" }
var githubs = { provider: "github" }
var seen = /* @__PURE__ */ new Set()
var isBroken = false
var PLANTED = [
  {
    ...stripe2,
    name: "answers 200 to everything",
    bug: "no-verification",
    handle: (_, { provider }) => accepted(provider),
  },
  {
    ...stripe2,
    name: "verifies only where a signature is there",
    bug: "missing-signature-accepted",
    handle: letting((received) => headerValues(received.headers, "stripe-signature").length === 0),
  },
  {
    ...githubs,
    name: "takes an empty signature for none to check",
    bug: "empty-signature-accepted",
    handle: letting(({ headers }) => headerValues(headers, "x-hub-signature-256").includes("")),
  },
  {
    ...stripe2,
    name: "accepts what it cannot read",
    bug: "garbage-accepted",
    handle: letting((received) => signatureOf2(received) === "garbage"),
  },
  {
    ...githubs,
    name: "compares as many characters as arrive",
    bug: "prefix-compared",
    handle: comparing((given, expected) => given !== "" && expected.startsWith(given)),
  },
  {
    ...githubs,
    name: "compares the first sixteen characters",
    bug: "prefix-compared",
    handle: comparing(
      (given, expected) => given.length === expected.length && given.slice(0, 16) === expected.slice(0, 16),
    ),
  },
  {
    ...githubs,
    name: "looks at the form of the signature only",
    bug: "no-verification",
    handle: comparing((given) => /^sha256=[0-9a-f]{64}$|^garbage$/.test(given)),
  },
  {
    ...githubs,
    name: "accepts any signature of the right form",
    bug: "any-signature-accepted",
    handle: comparing((given) => /^sha256=[0-9a-f]{64}$/.test(given)),
  },
  {
    ...stripe2,
    name: "prints the parsed body again",
    bug: "body-reserialised-javascript",
    handle: seeing((received) => parsed(received, (json) => JSON.stringify(json))),
  },
  {
    ...githubs,
    name: "prints the parsed body with indentation",
    bug: "body-pretty-2",
    handle: seeing((received) => parsed(received, (json) => JSON.stringify(json, null, 2))),
  },
  {
    provider: "standard-webhooks",
    name: "turns the body to Latin-1 and back",
    bug: "body-latin1-as-utf8",
    handle: seeing((received) => withBody(received, received.body.toString("latin1"))),
  },
  {
    ...stripe2,
    name: "trims the body",
    bug: "body-newline-removed",
    handle: seeing((received) => withBody(received, received.body.toString("utf8").trim())),
  },
  {
    ...githubs,
    name: "has an empty secret beside the right one",
    bug: "secret-empty",
    handle: async (received, receiver) => {
      const digest = `sha256=${createHmac9("sha256", "").update(received.body).digest("hex")}`
      const isEmpty = firstHeader(received.headers, "x-hub-signature-256") === digest
      return isEmpty ? accepted(receiver.provider) : await handleRightly(received, receiver)
    },
  },
  {
    ...stripe2,
    name: "does not judge the time",
    bug: "timestamp-not-judged",
    handle: seeing((received) => received, { toleranceSeconds: 1e9 }),
  },
  {
    provider: "standard-webhooks",
    name: "judges the age but not the future",
    bug: "future-timestamp-accepted",
    handle: async (received, receiver) => {
      const time = Number(firstHeader(received.headers, "webhook-timestamp")) * 1e3
      const nowMs = Math.max(Date.now(), time)
      return (await isRight(received, receiver, { nowMs })) ? accepted(receiver.provider) : REFUSED3
    },
  },
  {
    ...stripe2,
    name: "leaves the time out of the message",
    bug: "content-timestamp-omitted",
    handle: ({ body, headers }, { provider, secret }) => {
      const given = /v1=([0-9a-f]{64})/.exec(firstHeader(headers, "stripe-signature") ?? "")?.[1]
      return given === createHmac9("sha256", secret).update(body).digest("hex")
        ? accepted(provider)
        : REFUSED3
    },
  },
  {
    ...stripe2,
    name: "leaves the body out of the message",
    bug: "body-empty",
    handle: ({ headers }, { provider, secret }) => {
      const [, time = "", given] =
        /t=(\d+),.*?v1=([0-9a-f]{64})/.exec(firstHeader(headers, "stripe-signature") ?? "") ?? []
      return given === createHmac9("sha256", secret).update(`${time}.`).digest("hex")
        ? accepted(provider)
        : REFUSED3
    },
  },
  {
    ...stripe2,
    name: "takes the test version v0 for v1",
    bug: "prefix-not-checked",
    handle: seeing((received) => ({
      ...received,
      headers: received.headers.map(([name, value]) => [name, value.replace("v0=", "v1=")]),
    })),
  },
  {
    ...githubs,
    name: "accepts the old SHA-1 signature alone",
    bug: "weaker-algorithm-accepted",
    handle: letting(({ headers, body }) => {
      const given = firstHeader(headers, "x-hub-signature")
      const isAlone = firstHeader(headers, "x-hub-signature-256") === void 0
      return isAlone && given === `sha1=${createHmac9("sha1", SECRETS3["github"]).update(body).digest("hex")}`
    }),
  },
  {
    ...stripe2,
    name: "decodes the secret from base64",
    bug: "secret-decoded",
    handle: ({ body, headers }, { provider, secret }) => {
      const [, time = "", given] =
        /t=(\d+),.*?v1=([0-9a-f]{64})/.exec(firstHeader(headers, "stripe-signature") ?? "") ?? []
      const key = Buffer.from(secret.replace("whsec_", ""), "base64")
      const digest = createHmac9("sha256", key).update(`${time}.`).update(body).digest("hex")
      return given === digest ? accepted(provider) : REFUSED3
    },
  },
  {
    ...githubs,
    name: "reads the digest in base64",
    bug: "encoding-not-checked",
    handle: comparing(
      (given, expected) => given === expected,
      ({ body }, secret) => createHmac9("sha256", secret).update(body).digest("base64"),
    ),
  },
  {
    ...githubs,
    name: "finds the header only as the provider writes it",
    bug: "header-case-sensitive",
    handle: (received, receiver) =>
      received.headers.some(([name]) => name === "X-Hub-Signature-256")
        ? handleRightly(received, receiver)
        : REFUSED3,
  },
  {
    provider: "standard-webhooks",
    name: "reads the first of several signatures",
    bug: "one-signature-read",
    handle: seeing((received) => ({
      ...received,
      headers: received.headers.map(([name, value]) => [
        name,
        name.toLowerCase() === "webhook-signature" ? value.split(" ")[0] : value,
      ]),
    })),
  },
  {
    ...githubs,
    name: "takes bodies of 100 KB at the most",
    bug: "body-limit",
    handle: (received, receiver) =>
      received.body.length > 100 * 1024 ? { status: 413 } : handleRightly(received, receiver),
  },
  {
    ...stripe2,
    name: "answers a repeated event with 409",
    bug: "repeat-refused",
    handle: async (received, receiver) => {
      const key = signatureOf2(received)
      const reply2 = await handleRightly(received, receiver)
      const isRepeated = reply2.status === 200 && seen.has(key)
      seen = new Set([...seen, key].slice(-1e3))
      return isRepeated ? { status: 409 } : reply2
    },
  },
  {
    ...githubs,
    name: "throws where the signature is missing",
    bug: "crash",
    handle: (received, receiver) => {
      if (firstHeader(received.headers, "x-hub-signature-256") === void 0) throw new TypeError("undefined")
      return handleRightly(received, receiver)
    },
  },
  {
    ...githubs,
    name: "says which signature it expected",
    bug: "signature-shown",
    handle: async (received, receiver) => {
      const reply2 = await handleRightly(received, receiver)
      return reply2.status === 401
        ? { ...reply2, body: `expected sha256=${github2(received, receiver.secret)}` }
        : reply2
    },
  },
  {
    ...stripe2,
    name: "sends whoever it refuses to the login page",
    bug: "redirect",
    handle: async (received, receiver) => {
      const reply2 = await handleRightly(received, receiver)
      return reply2.status === 401 ? { status: 302, headers: [["Location", "/login"]] } : reply2
    },
  },
  {
    provider: "axiestudio",
    name: "answers 204 where exactly 200 is success",
    bug: "success-status",
    handle: async (received, receiver) => {
      const reply2 = await handleRightly(received, receiver)
      return reply2.status === 200 ? { status: 204 } : reply2
    },
  },
  {
    provider: "axcelerate",
    name: "believes a request that says it is unsigned",
    bug: "unsigned-accepted",
    handle: letting(({ headers }) =>
      findProvider("axcelerate").scheme.unsigned.every(
        ([name, value]) => (firstHeader(headers, name) ?? "") === value,
      ),
    ),
  },
  {
    provider: "slack",
    name: "does not answer the handshake",
    bug: "handshake",
    handle: async (received, receiver) =>
      (await isRight(received, receiver)) ? accepted(receiver.provider) : REFUSED3,
  },
  {
    ...githubs,
    name: "stops working after a bad request",
    bug: "handler-broken",
    handle: async (received, receiver) => {
      isBroken ||= received.method === "PUT"
      return isBroken ? { status: 403 } : await handleRightly(received, receiver)
    },
  },
]
var SECRETS3 = { github: "the secret of the planted handlers" }

// src/check/self-test/self-test.ts
var RIGHT_PROVIDERS = [
  "axelered",
  "axcelerate",
  "accelex",
  "axiestudio",
  "ainexlayer",
  "standard-webhooks",
  "stripe",
  "github",
  "slack",
  "shopify",
  "twilio",
  "discord",
]
async function* selfTest(signal) {
  for (const provider of RIGHT_PROVIDERS)
    yield await judge2({ provider, name: null, bug: null, handle: handleRightly }, signal)
  for (const planted of PLANTED) yield await judge2(planted, signal)
}
async function judge2({ provider: id3, name, bug, handle }, signal) {
  const { cases, bugs } = await checkHandler(id3, handle, signal)
  const failedCases = cases.filter(({ ok: ok2 }) => ok2 === false).map((one) => one.id)
  const named = bugs.map((one) => one.id)
  const ok = bug === null ? failedCases.length === 0 : failedCases.length > 0 && named[0] === bug
  return { provider: id3, mistake: name, wanted: bug, named, failedCases, ok }
}
async function checkHandler(id3, handle, signal) {
  var _stack = []
  try {
    const provider = findProvider(id3)
    const secret = SECRETS3[id3] ?? generateSecret(provider)
    const verifyToken = "whk-verify-token"
    const server = __using(_stack, await serve({ provider, secret, verifyToken }, handle), true)
    const event5 = provider.events[0].type
    return await checkEndpoint({
      provider,
      secret,
      target: parseTarget(server.url),
      url: server.url,
      event: event5,
      nowMs: Date.now(),
      seed: "self-test",
      verifyToken,
      signal,
    })
  } catch (_) {
    var _error = _,
      _hasError = true
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError)
    _promise && (await _promise)
  }
}

// st.ts
var t = Date.now()
for await (const r of selfTest(new AbortController().signal))
  console.log(
    r.ok ? "ok  " : "FAIL",
    r.provider,
    r.mistake ?? "right",
    r.wanted ?? "",
    "\u2192",
    r.named.join(","),
    "|",
    r.failedCases.join(","),
  )
console.log(Date.now() - t, "ms")
