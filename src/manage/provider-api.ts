import { randomBytes } from "node:crypto"
import type * as z from "zod"
import { cleanText } from "../domain/text.ts"
import { WhkError } from "../errors.ts"
import type { ApiOperation, Provider } from "../providers/provider.ts"
import { createJsonClient, type JsonClient, keyRefused } from "./json-client.ts"

/** What the clients of the providers' own APIs share. */
export interface ProviderApiOptions {
  readonly provider: Provider
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly key: string | undefined
  /** Told once per operation whose path the provider does not document, and of what it may refuse. */
  readonly notice: (text: string) => void
  readonly stop?: AbortSignal
}

/** One provider's API: its client, and what is said about its undocumented paths. */
export interface ProviderApi {
  readonly client: JsonClient
  /** Says that the path of this operation is assumed, if it is; once. */
  readonly announce: (operation: ApiOperation, path: string) => void
  /** The answer read by its schema, or API_FAILED naming the field that is not as expected. */
  readonly read: <Schema extends z.ZodType>(schema: Schema, json: unknown) => z.output<Schema>
  readonly makeSecret: () => string
}

/** `explain` finds the provider's own words in a refusal's JSON. */
export function openProviderApi(
  { provider, baseUrl, key, notice, stop }: ProviderApiOptions,
  explain: (json: unknown) => string | undefined,
): ProviderApi {
  const name = `${provider.name}'s API at ${baseUrl}`
  const announced = new Set<string>()
  const { management } = provider
  return {
    client: createJsonClient({
      baseUrl,
      key,
      name,
      unreachable: "API_UNREACHABLE",
      refusal: (status, json) => refusal({ provider, name, key, status, words: explain(json) }),
      stop,
    }),
    announce(operation, path) {
      const certainty = management.kind === "api" ? management.operations[operation] : undefined
      if (certainty !== "assumed" || announced.has(operation)) return
      announced.add(operation)
      notice(`${provider.name} names this operation but not its path; assuming ${path}.`)
    },
    read(schema, json) {
      const result = schema.safeParse(json)
      if (result.success) return result.data
      const field = result.error.issues[0]?.path.join(".") || "all of it"
      throw new WhkError("API_FAILED", `${name} gave an answer of another form than expected (${field}).`)
    },
    makeSecret: () => provider.secret.generate(randomBytes(32)),
  }
}

interface Refusal {
  readonly provider: Provider
  readonly name: string
  readonly key: string | undefined
  readonly status: number
  readonly words: string | undefined
}

function refusal({ provider, name, key, status, words }: Refusal): WhkError | undefined {
  if (status === 401 || status === 403) return keyRefused(name, key)
  if (words === undefined) return undefined
  const message = `${provider.name} answers ${status}: ${cleanText(words)}`
  if (status === 404) return new WhkError("NOT_FOUND", message)
  if (status === 429)
    return new WhkError("RULE_REFUSED", message, {
      hint: "Wait a moment; the API limits how often it is asked.",
    })
  return new WhkError(status >= 500 ? "API_FAILED" : "RULE_REFUSED", message)
}
