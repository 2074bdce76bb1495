import { z } from "zod"
import type { ProviderDetailJson, ProviderEventJson, ProviderJson } from "../../../domain/api-types.ts"
import type { Clock } from "../../../domain/clock.ts"
import { cleanText } from "../../../domain/text.ts"
import { providers } from "../../../providers/catalogue.ts"
import { builtIn } from "../../../providers/registry.ts"
import { defineRoute, type DescribedRoute } from "../define-route.ts"
import { RequestError } from "../problem.ts"
import { providerDetailJson, providerJson } from "../provider-json.ts"
import { listOf } from "./shared-schemas.ts"

const PROVIDER = z.object({
  id: z.string(),
  name: z.string(),
  scheme: z.string(),
  managed: z.string(),
  schedule: z.string(),
  success: z.string(),
  timeoutSeconds: z.number(),
}) satisfies z.ZodType<ProviderJson>

const EVENT = z.object({
  type: z.string(),
  title: z.string(),
  status: z.enum(["live", "coming-soon", "test-only"]),
  sample: z.unknown(),
}) satisfies z.ZodType<ProviderEventJson>

const PROVIDER_DETAIL = z.object({
  ...PROVIDER.shape,
  events: z.array(EVENT),
  rules: z.array(z.string()),
  sources: z.array(z.string()),
  assumed: z.array(z.string()),
  canBeInactive: z.boolean(),
  canOverlap: z.boolean(),
  secretRule: z.string().nullable(),
}) satisfies z.ZodType<ProviderDetailJson>

/** `/v1/providers`: the same for every workspace. */
export function providerRoutes(clock: Clock): readonly DescribedRoute[] {
  return [
    defineRoute({
      method: "GET",
      path: "/v1/providers",
      summary: "Lists the providers, in the order of precedence.",
      answer: listOf(PROVIDER),
      handle: async () => ({ items: providers.map(providerJson), next: null, total: providers.length }),
    }),
    defineRoute({
      method: "GET",
      path: "/v1/providers/:id",
      summary: "Shows a provider: its event types with a sample each, and what it asks of an endpoint.",
      answer: PROVIDER_DETAIL,
      async handle({ params }) {
        const provider = builtIn(params["id"]!)
        if (!provider)
          throw new RequestError(404, "NOT_FOUND", `"${cleanText(params["id"]!, 100)}" is not a provider.`, {
            hint: "Run `whk providers` to see every provider.",
          })
        return providerDetailJson(provider, clock.now())
      },
    }),
  ]
}
