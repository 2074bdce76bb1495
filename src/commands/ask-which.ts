import { cleanText } from "../domain/text.ts"
import type { ManagementApi } from "../manage/management-api.ts"
import { askChoice } from "./ask.ts"
import type { Context } from "./context.ts"

/** So many are offered; whoever has more knows the beginning of the id, or the list commands. */
const OFFERED = 200

/** Asks for one of the endpoints, the newest first. Throws NOT_FOUND where there is none. */
export async function askEndpoint(context: Context, api: Pick<ManagementApi, "list">): Promise<string> {
  const { items } = await api.list({ limit: OFFERED })
  const choices = items.map(({ id, url, active }) => ({
    id,
    label: `${cleanText(url, 100)}${active ? "" : " (inactive)"}`,
  }))
  return await askChoice(context, choices, {
    message: "Which endpoint?",
    none: "There is no endpoint yet.",
    hint: "Make one with `whk create`.",
  })
}

/** Asks for one of the deliveries, the newest first. Throws NOT_FOUND where there is none. */
export async function askDelivery(context: Context, api: Pick<ManagementApi, "deliveries">): Promise<string> {
  const { items } = await api.deliveries({ limit: OFFERED })
  const choices = items.map(({ id, event, status, createdAt }) => ({
    id,
    label: `${cleanText(event ?? "-", 60)}  ${status}  ${cleanText(createdAt, 30)}`,
  }))
  return await askChoice(context, choices, {
    message: "Which delivery?",
    none: "There is no delivery yet.",
    hint: "Send something, for example with `whk trigger`.",
  })
}
