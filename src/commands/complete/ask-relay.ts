import { findRunningRelay, isRunningRelay } from "../../manage/running-relay.ts"
import { createRelayApi } from "../../manage/relay-api.ts"
import type { ManagementApi } from "../../manage/management-api.ts"
import { readConnectionSettings } from "../connection-settings.ts"
import type { Context } from "../context.ts"
import type { ValueKind } from "../complete.ts"

type Kind = Extract<ValueKind, "inbox" | "endpoint" | "endpoint-or-inbox" | "delivery" | "key">

interface Found {
  readonly value: string
  readonly description: string
}

/** Somebody waits at the cursor. */
const PATIENCE_MS = 800
const MOST = 100

/** Ids and names that a relay knows; rejects where none runs, or it takes too long. No relay is started. */
export async function askRelay(context: Context, kind: Kind): Promise<readonly Found[]> {
  const settings = await readConnectionSettings(context, {})
  const running = await findRunningRelay(settings.paths.run)
  const url = settings.relay ?? running?.url
  if (url === undefined) return []
  const isHere = running !== undefined && isRunningRelay(url, running)
  const key = (await settings.keyring.keyFor(url, "relay")) ?? (isHere ? running.key : undefined)
  const stop = AbortSignal.any([context.stop, AbortSignal.timeout(PATIENCE_MS)])
  const api = createRelayApi({ url, key, stop })
  try {
    return await listOf(api, kind)
  } finally {
    await api.close()
  }
}

async function listOf(api: ManagementApi, kind: Kind): Promise<readonly Found[]> {
  switch (kind) {
    case "endpoint":
      return (await api.list({ limit: MOST })).items.map(({ id, name, url }) => ({
        value: id,
        description: name ?? url,
      }))
    case "delivery":
      return (await api.deliveries({ limit: MOST })).items.map(({ id, event, status }) => ({
        value: id,
        description: `${event ?? "-"} ${status}`,
      }))
    case "inbox":
      return (await api.inboxes()).items.map(({ name, url }) => ({ value: name, description: url }))
    case "key":
      return (await api.keys()).items.map(({ id, name }) => ({ value: id, description: name }))
    case "endpoint-or-inbox":
      return [...(await listOf(api, "endpoint")), ...(await listOf(api, "inbox"))]
  }
}
