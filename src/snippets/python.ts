import { QUEUE, type WriteByRule } from "./place.ts"
import type { HandlerRule } from "./rule.ts"

const flask: WriteByRule = (rule, place) => `${imports(rule, ["os"])}

from flask import Flask, request

${setup(rule, place.secretEnv)}

app = Flask(__name__)
# Larger bodies are answered with 413.
app.config["MAX_CONTENT_LENGTH"] = 5 * 1024 * 1024


@app.post("${place.path}")
def webhooks():
    # The bytes as they were sent; request.get_json() comes after the check.
    body = request.get_data()
    if not is_genuine(body, lambda name: request.headers.get(name, "")):
        return "", 401
    # ${QUEUE}
    return "", ${place.status}


${functions(rule)}


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "${place.port}")))
`

const django: WriteByRule = (
  rule,
  place,
) => `# views.py, with path("${place.path.replace(/^\//, "")}", webhooks) in urls.py
${imports(rule, ["os"])}

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

${setup(rule, place.secretEnv)}


@csrf_exempt
@require_POST
def webhooks(request):
    # The bytes as they were sent, before request.POST.
    if not is_genuine(request.body, lambda name: request.headers.get(name, "")):
        return HttpResponse(status=401)
    # ${QUEUE}
    return HttpResponse(status=${place.status})


${functions(rule)}
`

const fastapi: WriteByRule = (rule, place) => `${imports(rule, ["os"])}

from fastapi import FastAPI, Request, Response

${setup(rule, place.secretEnv)}

app = FastAPI()


@app.post("${place.path}")
async def webhooks(request: Request):
    # The bytes as they were sent: no Pydantic model as a parameter.
    body = await request.body()
    if not is_genuine(body, lambda name: request.headers.get(name, "")):
        return Response(status_code=401)
    # ${QUEUE}
    return Response(status_code=${place.status})


${functions(rule)}
`

/** Handlers for frameworks on Python. */
export const PYTHON_HANDLERS = { flask, django, fastapi } as const satisfies Record<string, WriteByRule>

function imports({ key, digest, freshness }: HandlerRule, more: readonly string[]): string {
  const encoded = key.decoding === "base64" || digest !== "hex"
  const modules = [
    "hashlib",
    "hmac",
    ...more,
    ...(encoded ? ["base64"] : []),
    ...(freshness ? ["re", "time", ...(freshness.unit === "iso" ? ["datetime"] : [])] : []),
  ]
  return [...new Set(modules)]
    .sort()
    .map((name) => `import ${name}`)
    .join("\n")
}

function setup({ key }: HandlerRule, secretEnv: string): string {
  const { decoding, prefix, textWithoutPrefix } = key
  const bare = prefix === "" ? "secret" : `secret.removeprefix("${prefix}")`
  const lines = [
    `secret = os.environ.get("${secretEnv}", "")`,
    "if not secret:",
    `    raise SystemExit("${secretEnv} is not set")`,
  ]
  if (decoding === "utf8") return [...lines, "KEY = secret.encode()"].join("\n")
  const decoded =
    decoding === "base64" ? `base64.b64decode(${bare}, validate=True)` : `bytes.fromhex(${bare})`
  const made = textWithoutPrefix
    ? `${decoded} if secret.startswith("${prefix}") else secret.encode()`
    : decoded
  return [
    ...lines,
    "try:",
    `    KEY = ${made}`,
    "except ValueError:",
    `    KEY = b""`,
    "if not KEY:",
    `    raise SystemExit("${secretEnv} holds no key in ${decoding}")`,
  ].join("\n")
}

function functions(rule: HandlerRule): string {
  const { signature, signatureHeaders, timeHeader, idHeader, freshness, hash, content } = rule
  const [first = ""] = signatureHeaders
  const fields = signature.kind === "fields" ? signature : undefined
  const lines = [
    ...(idHeader ? [`sent_id = header("${idHeader}")`] : []),
    ...(timeHeader ? [`timestamp = header("${timeHeader}")`] : []),
    ...(fields
      ? [
          `parts = [part.strip().partition("=") for part in header("${first}").split("${fields.separator}")]`,
          `timestamp = next((value for name, _, value in parts if name == "${fields.time}"), "")`,
        ]
      : []),
    ...(freshness ? freshLines(freshness) : []),
    `message = ${content.map(partCode).join(" + ")}`,
    `expected = ${digestCode(rule, `hmac.new(KEY, message, hashlib.${hash})`)}`,
    ...compareLines(rule),
  ]
  return `def is_genuine(body: bytes, header) -> bool:\n${lines.map((line) => `    ${line}`).join("\n")}`
}

function freshLines({ unit, seconds }: NonNullable<HandlerRule["freshness"]>): string[] {
  if (unit === "iso")
    return [
      "try:",
      `    sent = datetime.datetime.fromisoformat(timestamp.replace("Z", "+00:00")).timestamp()`,
      "except ValueError:",
      "    return False",
      "# fromisoformat takes a time without its zone, and other letters than T.",
      `if not re.fullmatch("[0-9-]+T[0-9:.]+(Z|[+-][0-9:]+)", timestamp):`,
      "    return False",
      `if abs(time.time() - sent) > ${seconds}:`,
      "    return False",
    ]
  const sent = unit === "ms" ? "int(timestamp) / 1000" : "int(timestamp)"
  return [
    "# Both directions, and nothing that is no time.",
    `if not re.fullmatch("[0-9]{1,15}", timestamp) or abs(time.time() - ${sent}) > ${seconds}:`,
    "    return False",
  ]
}

function partCode(part: HandlerRule["content"][number]): string {
  if (part === "body") return "body"
  if (typeof part === "object") return `b"${part.text}"`
  return part === "id" ? "sent_id.encode()" : "timestamp.encode()"
}

function digestCode({ digest }: HandlerRule, mac: string): string {
  if (digest === "hex") return `${mac}.hexdigest().encode()`
  return digest === "base64"
    ? `base64.b64encode(${mac}.digest())`
    : `base64.urlsafe_b64encode(${mac}.digest()).rstrip(b"=")`
}

/** As bytes: compare_digest throws for text that is not ASCII. */
function compareLines({ signature, signatureHeaders }: HandlerRule): string[] {
  const [first = ""] = signatureHeaders
  const bytes = "# As bytes: compare_digest throws for text that is not ASCII."
  if (signature.kind === "fields")
    return [
      "# There may be several while a secret is rotated.",
      `given = [value.encode() for name, _, value in parts if name == "${signature.name}"]`,
      "return any(hmac.compare_digest(signature, expected) for signature in given)",
    ]
  const { prefix, separator } = signature
  const wanted = prefix === "" ? "expected" : `b"${prefix}" + expected`
  if (separator !== "")
    return [
      "# There are several while a secret is rotated.",
      `given = header("${first}").split("${separator}")`,
      `return any(hmac.compare_digest(signature.encode(), ${wanted}) for signature in given)`,
    ]
  if (signatureHeaders.length === 1)
    return [bytes, `return hmac.compare_digest(header("${first}").encode(), ${wanted})`]
  const names = signatureHeaders.map((name) => `"${name}"`).join(", ")
  return [bytes, `return any(hmac.compare_digest(header(name).encode(), ${wanted}) for name in (${names}))`]
}
