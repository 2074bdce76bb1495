import { isKeyPair } from "../../signing/digest.ts"
import { type DeclaredScheme, signaturePlace } from "../../signing/scheme.ts"
import { type FileProblem, quote } from "./problem.ts"

type Path = readonly PropertyKey[]

/** What keeps a declared scheme from signing, or from verifying what it signed. */
export function* schemeProblems(
  scheme: DeclaredScheme,
  bodyFormat: "json" | "form" | undefined,
): Iterable<FileProblem> {
  yield* placeProblems(scheme)
  if (scheme.algorithm === "none") return
  yield* keyProblems(scheme)
  yield* formProblems(scheme)
  yield* timestampProblems(scheme)
  if (scheme.algorithm !== "token") yield* contentProblems(scheme, bodyFormat)
}

function* placeProblems(scheme: DeclaredScheme): Iterable<FileProblem> {
  const { algorithm, headers, bodyFields = [], furtherHeaders } = scheme
  const carriers = [
    ...headers.map(([name, template]) => ({ path: ["scheme", "headers", name], template })),
    ...bodyFields.map(([pointer, template]) => ({ path: ["scheme", "bodyFields", pointer], template })),
  ].filter(({ template }) => template.includes("{signature}"))
  const [first, second] = carriers
  if (algorithm === "none") {
    if (first)
      yield {
        path: first.path,
        problem: "holds {signature}, but the algorithm is none",
        hint: NAME_AN_ALGORITHM,
      }
    return
  }
  if (!first)
    yield {
      path: ["scheme", headers.length > 0 || bodyFields.length === 0 ? "headers" : "bodyFields"],
      problem: "does not say where the signature stands",
      hint: 'Put {signature} into one of them, for example X-Signature: "{signature}".',
    }
  if (second)
    yield {
      path: second.path,
      problem: "holds {signature} a second time",
      hint: "Sign one header; those for further secrets go into furtherHeaders, a weaker one into weaker.",
    }
  const place = signaturePlace(scheme)
  if (furtherHeaders && place && "field" in place)
    yield {
      path: ["scheme", "furtherHeaders"],
      problem: "goes with a signature in a header, not in the body",
      hint: "Take it out.",
    }
}

const NAME_AN_ALGORITHM = "Name an algorithm, or take {signature} out."

function* keyProblems(scheme: DeclaredScheme): Iterable<FileProblem> {
  const { algorithm, key } = scheme
  const isPair = isKeyPair(algorithm)
  if (isPair !== (key.decoding === "keypair"))
    yield {
      path: ["scheme", "key"],
      problem: isPair
        ? `is ${quote(key.decoding)}, but ${algorithm} takes a pair of keys`
        : `is "keypair", but ${algorithm} takes a shared secret`,
      hint: isPair ? "Write key: keypair, or take key out." : "Use utf8, base64 or hex.",
    }
}

/** The header must be readable backwards: literals around the signature, or pairs of key and value. */
function* formProblems(scheme: DeclaredScheme): Iterable<FileProblem> {
  const place = signaturePlace(scheme)
  const forms: { readonly path: Path; readonly template: string }[] = [
    ...(place
      ? [
          {
            path:
              "header" in place ? ["scheme", "headers", place.header] : ["scheme", "bodyFields", place.field],
            template: place.template,
          },
        ]
      : []),
    ...(scheme.alsoAccepts ?? []).map(({ template }, index) => ({
      path: ["scheme", "alsoAccepts", index, "template"],
      template,
    })),
    ...(scheme.weaker ? [{ path: ["scheme", "weaker", "template"], template: scheme.weaker.header[1] }] : []),
  ]
  for (const { path, template } of forms) {
    const count = template.split("{signature}").length - 1
    if (count !== 1)
      yield {
        path,
        problem: `is ${quote(template)}, which holds {signature} ${count === 0 ? "nowhere" : `${count} times`}`,
        hint: 'Write it once, for example "sha256={signature}".',
      }
    const [other] = /\{(?!signature|timestamp)[a-z-]+\}/.exec(template) ?? []
    if (other !== undefined)
      yield {
        path,
        problem: `holds ${other} beside {signature}, which cannot be told apart when it is read`,
        hint: `Give ${other} a header of its own.`,
      }
    if (template.includes("{timestamp}") && !arePairs(template))
      yield {
        path,
        problem: `is ${quote(template)}: a signature and a timestamp in one header are pairs of key and value`,
        hint: 'Write for example "t={timestamp},v1={signature}", or give the timestamp a header of its own.',
      }
  }
}

function arePairs(template: string): boolean {
  const divider = template.includes(";") ? ";" : ","
  const parts = template.split(divider).map((part) => part.trim())
  const keyOf = (placeholder: string): string | undefined =>
    parts.find((part) => part.endsWith(`=${placeholder}`))?.slice(0, -placeholder.length - 1)
  const [timestamp, signature] = [keyOf("{timestamp}"), keyOf("{signature}")]
  const isKey = (key: string | undefined): boolean => key !== undefined && /^[^={}\s]+$/.test(key)
  return isKey(timestamp) && isKey(signature) && timestamp !== signature
}

function* timestampProblems({
  content,
  headers,
  bodyFields = [],
  timestamp,
  ...scheme
}: DeclaredScheme): Iterable<FileProblem> {
  const templates = [...headers, ...bodyFields].map(([, template]) => template)
  const place = signaturePlace({ ...scheme, headers, bodyFields })
  const isRead =
    timestamp?.at !== undefined ||
    templates.includes("{timestamp}") ||
    place?.template.includes("{timestamp}") === true
  if (content.includes("{timestamp}") && !isRead)
    yield {
      path: ["scheme", "content"],
      problem: "signs {timestamp}, which no header or field states",
      hint: 'Send it, for example as X-Timestamp: "{timestamp}" under scheme.headers, or name its place with timestamp.at.',
    }
  if (timestamp && !isRead)
    yield {
      path: ["scheme", "timestamp"],
      problem: "is about a timestamp that no header or field states alone",
      hint: 'Send it, for example as X-Timestamp: "{timestamp}" under scheme.headers, or take timestamp out.',
    }
}

function* contentProblems(
  { algorithm, content, headers, bodyFields = [], query = [] }: DeclaredScheme,
  bodyFormat: "json" | "form" | undefined,
): Iterable<FileProblem> {
  const path = ["scheme", "content"]
  if (!/\{(?:body|body-sha256|form|url|method|id|timestamp|token)\}/.test(content))
    yield {
      path,
      problem: `is ${quote(content)}, which signs nothing of the request`,
      hint: 'Sign the body at least: content: "{body}".',
    }
  if (algorithm === "sha256" && !content.includes("{secret}"))
    yield {
      path,
      problem: `is ${quote(content)}: a plain sha256 without {secret} could be made by anybody`,
      hint: 'Put the secret into it, for example "{secret}{body}", or use hmac-sha256.',
    }
  const templates = [...headers, ...bodyFields].map(([, template]) => template)
  for (const placeholder of ["{id}", "{token}"])
    if (content.includes(placeholder) && !templates.includes(placeholder))
      yield {
        path,
        problem: `signs ${placeholder}, which no header or field states`,
        hint: `Send it alone in a header, for example X-Webhook-Id: "${placeholder}" under scheme.headers.`,
      }
  if (content.includes("{form}") && bodyFormat !== "form")
    yield {
      path,
      problem: "signs {form}, but the body is JSON",
      hint: "Add bodyFormat: form, or sign {body}.",
    }
  if (query.length > 0 && !content.includes("{url}"))
    yield {
      path: ["scheme", "query"],
      problem: "goes into the URL, which is not signed",
      hint: "Put {url} into scheme.content, or take query out.",
    }
}
