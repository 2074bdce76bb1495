import type { EndpointJson, StatsJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { factLines } from "./facts.ts"
import { relativeTime } from "./relative-time.ts"
import { shortIds } from "./short-ids.ts"
import { fits, renderTable, type Column } from "./table.ts"
import { whenText, type View } from "./view.ts"

const COLUMNS: readonly Column[] = [
  { title: "ID" },
  { title: "PROVIDER" },
  { title: "URL", flexible: true },
  { title: "EVENTS", flexible: true },
  { title: "STATUS" },
  { title: "CREATED" },
  { title: "LAST SENT" },
]

/** Endpoints as a table; ids are shortened where the whole ones would squeeze the rest. */
export function endpointTable(endpoints: readonly EndpointJson[], view: View): string {
  const { color, columns: width } = view
  const rows = endpoints.map((endpoint) => endpointRow(endpoint, view))
  if (!fits({ columns: COLUMNS, rows, width })) {
    const short = shortIds(endpoints.map(({ id }) => id))
    for (const [index, { id }] of endpoints.entries()) rows[index]![0] = cleanText(short.get(id)!)
  }
  return renderTable({ columns: COLUMNS, rows, width, color })
}

function endpointRow(endpoint: EndpointJson, { color, nowMs }: View): string[] {
  return [
    cleanText(endpoint.id),
    cleanText(endpoint.provider),
    cleanText(endpoint.url),
    cleanText(eventSummary(endpoint.events)),
    endpoint.active ? color.green("active") : color.dim("inactive"),
    relativeTime(endpoint.createdAt, nowMs),
    relativeTime(endpoint.lastDeliveryAt, nowMs),
  ]
}

/** `user.created +6`. */
function eventSummary([first = "-", ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} +${others.length}`
}

/** `Total 3 · Active 2 · Inactive 1 · Events 120`. */
export function totalsLine({ endpoints, events }: Pick<StatsJson, "endpoints" | "events">): string {
  const { total, active, inactive } = endpoints
  return `Total ${total} · Active ${active} · Inactive ${inactive} · Events ${events}`
}

/** One endpoint in full, a line per fact; its secret only where the answer has it. */
export function endpointDetail(endpoint: EndpointJson, { color, nowMs }: View): string {
  const { active, secret, secrets, createdAt, updatedAt, lastDeliveryAt } = endpoint
  return factLines(color, [
    ["Endpoint", endpoint.id, color.bold],
    ["Provider", endpoint.provider],
    ["URL", endpoint.url],
    ["Name", endpoint.name],
    ["Description", endpoint.description],
    ["Events", endpoint.events.join(", ")],
    ["Status", active ? "active" : "inactive", active ? color.green : color.dim],
    ["Secret", secret ?? secretNote(secrets), secret ? color.yellow : color.dim],
    ["Created", whenText(createdAt, nowMs)],
    ["Updated", updatedAt === createdAt ? null : whenText(updatedAt, nowMs)],
    ["Last delivery", lastDeliveryAt === null ? "never" : whenText(lastDeliveryAt, nowMs)],
  ])
}

function secretNote(secrets: number): string {
  if (secrets === 0) return "none: deliveries are not signed"
  return secrets === 1 ? "shown only when it is made" : "two are valid until the rotation ends"
}
