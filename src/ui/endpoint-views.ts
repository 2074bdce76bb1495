import type { EndpointJson, StatsJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { fieldLines } from "./fields.ts"
import { relativeTime } from "./relative-time.ts"
import { shortIds } from "./short-ids.ts"
import { fits, renderTable, type Column, type TableInput } from "./table.ts"
import { whenText, type View } from "./view.ts"

/** A column and what stands in it; `id` may be shortened. */
interface EndpointColumn extends Column {
  readonly cell: (endpoint: EndpointJson, id: (whole: string) => string) => string
}

/**
 * Endpoints as a table. On a narrow screen ids are shortened, the provider is left out, events are counted and times
 * are left out, as long as that leaves URLs whole; what is too long even then is cut beside the times.
 */
export function endpointTable(endpoints: readonly EndpointJson[], view: View): string {
  const short = shortIds(endpoints.map(({ id }) => id))
  const shorten = (id: string): string => cleanText(short.get(id) ?? id)
  const table = (columns: readonly EndpointColumn[], id: (whole: string) => string): TableInput => ({
    columns,
    rows: endpoints.map((endpoint) => columns.map(({ cell }) => cell(endpoint, id))),
    width: view.columns,
    color: view.color,
  })
  const wide = around([PROVIDER, URL, EVENTS], view)
  const narrow = around([URL, EVENT_COUNT], view)
  const narrower = narrow.filter(({ title }) => title !== "CREATED")
  const narrowest = narrower.filter(({ title }) => title !== "LAST SENT")
  const choices = [
    table(wide, cleanText),
    ...[wide, narrow, narrower, narrowest].map((one) => table(one, shorten)),
  ]
  return renderTable(choices.find(fits) ?? table(view.columns < WITH_TIMES ? narrowest : narrow, shorten))
}

/** A narrower screen has no room for a URL beside two times. */
const WITH_TIMES = 72

const PROVIDER: EndpointColumn = { title: "PROVIDER", cell: ({ provider }) => cleanText(provider) }
const URL: EndpointColumn = { title: "URL", flexible: true, cell: ({ url }) => cleanText(url) }
const EVENTS: EndpointColumn = {
  title: "EVENTS",
  flexible: true,
  cell: ({ events: [first = "-", ...others] }) =>
    cleanText(others.length === 0 ? first : `${first} +${others.length}`),
}
const EVENT_COUNT: EndpointColumn = {
  ...EVENTS,
  cell: ({ events }) => (events.length === 1 ? cleanText(events[0]!) : `${events.length} types`),
}

function around(middle: readonly EndpointColumn[], { color, nowMs }: View): readonly EndpointColumn[] {
  return [
    { title: "ID", cell: ({ id }, shown) => shown(id) },
    ...middle,
    { title: "STATUS", cell: ({ active }) => (active ? color.green("active") : color.dim("inactive")) },
    { title: "CREATED", cell: ({ createdAt }) => relativeTime(createdAt, nowMs) },
    { title: "LAST SENT", cell: ({ lastDeliveryAt }) => relativeTime(lastDeliveryAt, nowMs) },
  ]
}

/** `Total 3 · Active 2 · Inactive 1 · Events 120`. */
export function totalsLine({ endpoints, events }: Pick<StatsJson, "endpoints" | "events">): string {
  const { total, active, inactive } = endpoints
  return `Total ${total} · Active ${active} · Inactive ${inactive} · Events ${events}`
}

/** One endpoint in full, a line per fact; its secret only where the answer has it. */
export function endpointDetail(endpoint: EndpointJson, view: View): string {
  const { active, secret, secrets, createdAt, updatedAt, lastDeliveryAt } = endpoint
  const { color, nowMs } = view
  const long = (text: string | null): string | null => text && cleanText(text, LONGEST_VALUE)
  return fieldLines(
    [
      ["Endpoint", cleanText(endpoint.id), color.bold],
      ["Provider", cleanText(endpoint.provider)],
      ["URL", long(endpoint.url)],
      ["Name", long(endpoint.name)],
      ["Description", long(endpoint.description)],
      ["Events", long(endpoint.events.join(", "))],
      ["Status", statusOf(endpoint), active ? color.green : color.dim],
      [
        "Secret",
        secret ? cleanText(secret, LONGEST_VALUE) : secretNote(secrets),
        secret ? color.yellow : color.dim,
      ],
      ["Created", whenText(createdAt, nowMs)],
      ["Updated", updatedAt === createdAt ? null : whenText(updatedAt, nowMs)],
      ["Last delivery", lastDeliveryAt === null ? "never" : whenText(lastDeliveryAt, nowMs)],
    ],
    view,
  ).join("\n")
}

const LONGEST_VALUE = 4000

function secretNote(secrets: number): string {
  if (secrets === 0) return "none: deliveries are not signed"
  return secrets === 1 ? "shown only when it is made" : "two are valid until the rotation ends"
}

function statusOf({ active, disabledWhy }: EndpointJson): string {
  if (active) return "active"
  return disabledWhy === undefined ? "inactive" : `inactive: switched off, ${cleanText(disabledWhy, 100)}`
}
