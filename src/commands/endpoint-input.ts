import { relayProvider } from "../config/named-provider.ts"
import { matchesEventType } from "../domain/event-types.ts"
import { formatTarget, parseTarget } from "../domain/target.ts"
import { WhkError } from "../errors.ts"
import type { Provider } from "../providers/provider.ts"
import { providers } from "../providers/catalogue.ts"
import { chooseProvider } from "../providers/registry.ts"
import type { Context } from "./context.ts"

/**
 * The URL of an endpoint as the user wrote it; the short forms (3000, localhost:3000/hooks) are for this machine
 * only. Throws TARGET_INVALID.
 */
export function readEndpointUrl(text: string): string {
  if (/^https?:\/\//i.test(text)) {
    if (URL.canParse(text) && !/[\s\\]/.test(text)) return text
    throw notAUrl(text)
  }
  const target = shortTarget(text)
  if (target === undefined) throw notAUrl(text)
  return target
}

function shortTarget(text: string): string | undefined {
  try {
    const target = parseTarget(text)
    const isHere = target.host === "localhost" || target.host === "[::1]" || target.host.startsWith("127.")
    return isHere && target.socketPath === undefined ? formatTarget(target) : undefined
  } catch {
    return undefined
  }
}

function notAUrl(text: string): WhkError {
  return new WhkError("TARGET_INVALID", `"${text}" is not an http or https URL.`, {
    hint: "Write the whole URL, for example https://example.com/hooks or http://localhost:3000/hooks.",
  })
}

/** Event types as given, without doubles. Throws VALUE_MISSING for an empty list. */
export function readEvents(events: readonly string[], flag: string): readonly string[] {
  const types = [...new Set(events.map((type) => type.trim()).filter((type) => type !== ""))]
  if (types.length > 0) return types
  throw new WhkError("VALUE_MISSING", `${flag} names no event type.`, {
    hint: `For example ${flag} user.created,user.updated. Run \`whk events\` to see them.`,
  })
}

/** The provider of a new endpoint or event: the one named, else the one that has the event; says its choice. */
export function resolveProvider(
  { out }: Pick<Context, "out">,
  named: string | undefined,
  eventType: string | undefined,
): Provider {
  if (named !== undefined)
    return relayProvider(named, "Name a built-in provider with --provider, for example standard-webhooks.")
  const concrete = eventType === "*" ? undefined : eventType && firstMatch(eventType)
  const { provider, alternatives } = chooseProvider(concrete)
  const others = alternatives.map(({ id }) => id).join(", ")
  if (alternatives.length > 0)
    out.talk(`${concrete} of ${provider.id}; also in ${others} (choose with --provider).`)
  else if (concrete === undefined) out.talk(`Provider: ${provider.id} (choose another with --provider).`)
  return provider
}

/** The first known event type that a pattern such as `user.*` fits; a plain name as it is. */
function firstMatch(pattern: string): string {
  if (!pattern.includes("*")) return pattern
  const types = providers.flatMap(({ events }) => events.map(({ type }) => type))
  return types.find((type) => matchesEventType(pattern, type)) ?? pattern
}
