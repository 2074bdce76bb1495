import type { DeliveryJson } from "../../domain/api-types.ts"
import type { DeliveryStatus } from "../../domain/delivery.ts"
import { EXIT, WhkError } from "../../errors.ts"
import type { Change, DeliveryQuery, ManagementApi } from "../../manage/management-api.ts"
import { deliveryLine } from "../../ui/delivery-line.ts"
import { interruptedCode } from "../connection.ts"
import type { Context } from "../context.ts"
import { pause } from "../pause.ts"
import { viewOf } from "../view-of.ts"
import { DeliveryFeed, type Followed } from "./feed.ts"

const LOOK_AGAIN_MS = 500

/**
 * Prints deliveries as they come and as their status changes, until the command is told to stop. A relay that is away
 * is waited for; before it was there once, its absence is an error.
 */
export async function follow(
  context: Context,
  api: ManagementApi,
  { status, limit, since, ...query }: DeliveryQuery,
): Promise<number> {
  const from = { ...(limit !== undefined && { limit }), ...(since !== undefined && { since }) }
  const tell = (deliveries: readonly DeliveryJson[]): Promise<void> => print(context, deliveries, status)
  const changes = await firstChanges(api, query)
  const feed = new DeliveryFeed(api, query, { isTold: changes !== undefined })
  await tell(await feed.begin(from))
  context.out.talk(context.out.talkColor.dim("Following what comes and what becomes of it. Ctrl-C ends it."))
  if (changes) await followChanges({ context, api, query, feed, tell }, changes)
  else await poll({ context, api, query, feed, tell })
  return interruptedCode(context)
}

interface Following {
  readonly context: Context
  readonly api: ManagementApi
  readonly query: Followed
  readonly feed: DeliveryFeed
  readonly tell: (deliveries: readonly DeliveryJson[]) => Promise<void>
}

/** Undefined: the API does not tell changes, an older relay for example, or tells them to too many already. */
async function firstChanges(api: ManagementApi, query: Followed): Promise<AsyncIterable<Change> | undefined> {
  try {
    return await changesOf(api, query)
  } catch (error) {
    if (error instanceof WhkError && WITHOUT_CHANGES.has(error.code)) return undefined
    throw error
  }
}

const WITHOUT_CHANGES: ReadonlySet<string> = new Set(["NOT_FOUND", "NOT_DOCUMENTED", "RATE_LIMITED"])

function changesOf(api: ManagementApi, { endpoint, inbox }: Followed): Promise<AsyncIterable<Change>> {
  return api.changes({ ...(endpoint !== undefined && { endpoint }), ...(inbox !== undefined && { inbox }) })
}

/** Tells what the relay tells. When that breaks off it is taken up again, with what was missed in between. */
async function followChanges(following: Following, first: AsyncIterable<Change>): Promise<void> {
  const { context, api, query, feed, tell } = following
  let changes: AsyncIterable<Change> | undefined = first
  const away = whileAway(context)
  do {
    try {
      const isAnew: boolean = changes === undefined
      changes ??= await changesOf(api, query)
      if (isAnew) await tell(await feed.next())
      away.ended()
      await tellChanges(following, changes)
    } catch (error) {
      if (context.stop.aborted) return
      away.begun(error)
    }
    changes = undefined
  } while (await pause(context, LOOK_AGAIN_MS))
}

async function tellChanges({ feed, tell }: Following, changes: AsyncIterable<Change>): Promise<void> {
  for await (const change of changes) {
    if (change.event === "missed") await tell(await feed.next())
    else if (feed.take(change.delivery)) await tell([change.delivery])
  }
}

/** Asks again and again what is new. */
async function poll({ context, feed, tell }: Following): Promise<void> {
  const away = whileAway(context)
  for (let waitMs = LOOK_AGAIN_MS; await pause(context, waitMs);) {
    const startedAt = performance.now()
    try {
      await tell(await feed.next())
      away.ended()
    } catch (error) {
      if (context.stop.aborted) return
      away.begun(error)
    }
    // A relay that has much to tell is asked less often.
    waitMs = Math.max(LOOK_AGAIN_MS, 2 * (performance.now() - startedAt))
  }
}

/** Says once that the relay is away, and once that it is back; what is no absence is thrown. */
function whileAway({ out }: Context) {
  let isAway = false
  return {
    begun(error: unknown): void {
      if (!(error instanceof WhkError) || !isAbsence(error)) throw error
      if (!isAway) out.talk(`${error.message} Waiting for it.`)
      isAway = true
    },
    ended(): void {
      if (isAway) out.talk("The relay is back.")
      isAway = false
    },
  }
}

/** Nobody answers, or a proxy answers in its place; or too many ask, which ends as well. */
function isAbsence({ exitCode, code }: WhkError): boolean {
  return exitCode === EXIT.unreachable || code === "API_FAILED" || code === "RATE_LIMITED"
}

async function print(
  context: Context,
  deliveries: readonly DeliveryJson[],
  status: DeliveryStatus | undefined,
): Promise<void> {
  const { out } = context
  for (const delivery of deliveries) {
    if (status !== undefined && delivery.status !== status) continue
    out.line({ type: "delivery", ...delivery })
    out.data(deliveryLine(delivery, viewOf(context)))
  }
  await out.drained()
}
