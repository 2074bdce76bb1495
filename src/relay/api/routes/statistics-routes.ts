import { z } from "zod"
import type { EndpointStatsJson, SeriesJson } from "../../../domain/api-types.ts"
import type { Clock } from "../../../domain/clock.ts"
import type { Store } from "../../../store/port.ts"
import { WhkError } from "../../../errors.ts"
import { defineRoute, type DescribedRoute } from "../define-route.ts"
import { deliverySeries, endpointStatistics } from "../delivery-statistics.ts"
import { findId } from "../find-id.ts"
import { ISO_TIME, listOf } from "./shared-schemas.ts"

const DAY_MS = 24 * 60 * 60 * 1000
const LONGEST_DAYS = 31
const USUAL_POINTS = 48

const COUNTS = {
  deliveries: z.int(),
  failed: z.int(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
}

const SERIES = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  stepMs: z.int(),
  points: z.array(z.object({ at: z.iso.datetime(), ...COUNTS })),
}) satisfies z.ZodType<SeriesJson>

const ENDPOINT_STATS = z.object({ endpoint: z.string(), ...COUNTS }) satisfies z.ZodType<EndpointStatsJson>

/** `/v1/stats/series` and `/v1/stats/endpoints`. */
export function statisticsRoutes(store: Store, clock: Clock): readonly DescribedRoute[] {
  /** The span between two times, the last day where they are left out. Throws TIME_INVALID. */
  function spanOf(
    fromText: string | undefined,
    toText?: string,
  ): { readonly from: number; readonly to: number } {
    // What comes in this very millisecond counts.
    const to = toText === undefined ? clock.now() + 1 : Date.parse(toText)
    const from = fromText === undefined ? to - DAY_MS : Date.parse(fromText)
    if (from >= to)
      throw new WhkError("TIME_INVALID", "The time to begin at does not lie before the end.", {
        hint: "Pass an earlier one.",
      })
    if (to - from > LONGEST_DAYS * DAY_MS)
      throw new WhkError("TIME_INVALID", `The span is longer than ${LONGEST_DAYS} days.`, {
        hint: "Pass a shorter one.",
      })
    return { from, to }
  }

  return [
    defineRoute({
      method: "GET",
      path: "/v1/stats/series",
      summary: "Counts deliveries over time, with the time that their last answers took.",
      query: z.strictObject({
        from: ISO_TIME.exactOptional(),
        to: ISO_TIME.exactOptional(),
        points: z.coerce.number().int().min(1).max(500).default(USUAL_POINTS),
        endpoint: z.string().exactOptional(),
      }),
      answer: SERIES,
      async handle({ workspace, query: { from, to, points, endpoint } }) {
        const only =
          endpoint === undefined ? {} : { endpoint: await findId(store, workspace, "ep", endpoint) }
        return await deliverySeries(store, workspace, { ...spanOf(from, to), points, ...only })
      },
    }),
    defineRoute({
      method: "GET",
      path: "/v1/stats/endpoints",
      summary: "Counts what each endpoint was sent since a time, the busiest first.",
      query: z.strictObject({ since: ISO_TIME.exactOptional() }),
      answer: listOf(ENDPOINT_STATS),
      async handle({ workspace, query }) {
        const items = await endpointStatistics(store, workspace, spanOf(query.since))
        return { items, next: null, total: items.length }
      },
    }),
  ]
}
