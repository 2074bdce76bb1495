import type { ProviderDetailJson, ProviderJson } from "../../domain/api-types.ts"
import type { Provider } from "../../providers/provider.ts"
import {
  assumptionText,
  ruleSentences,
  scheduleText,
  secretSentence,
  successText,
} from "../../providers/rule-texts.ts"
import { sampleContext } from "../../providers/sample.ts"

/** What a form has to know of a provider. */
export function providerJson({ id, name, scheme, management, delivery }: Provider): ProviderJson {
  return {
    id,
    name,
    scheme: scheme.id,
    managed: management.kind,
    schedule: scheduleText(delivery.schedule),
    success: successText(delivery.success),
    timeoutSeconds: delivery.timeoutMs / 1000,
  }
}

/** A provider with its event types, a sample of each as of now, and its rules. */
export function providerDetailJson(provider: Provider, now: number): ProviderDetailJson {
  const { events, endpoint, sources, assumptions } = provider
  return {
    ...providerJson(provider),
    events: events.map((event) => ({
      type: event.type,
      title: event.title,
      status: event.status,
      sample: event.sample(
        sampleContext(event.type, now),
        provider.newEventId(sampleContext(event.type, now)),
      ),
    })),
    rules: ruleSentences(provider),
    sources,
    assumed: assumptions.map((assumption) => `${assumption.key}: ${assumptionText(assumption)}`),
    canBeInactive: endpoint.hasActiveFlag,
    canOverlap: endpoint.rotation === "overlap",
    secretRule: secretSentence(provider),
  }
}
