import type { VerifiedJson, VerifyDeliveryJson } from "../../domain/api-types.ts"
import { WhkError } from "../../errors.ts"
import { builtIn, findProvider } from "../../providers/registry.ts"
import type { DeliveryRow, EndpointRow, InboxRow, Store } from "../../store/port.ts"
import type { JudgeJob } from "../../verdict/judge-request.ts"
import type { VerdictThread } from "../../verdict/verdict-thread.ts"
import { readWholeBody, sentLast } from "./delivery-detail.ts"
import type { ListenerPort } from "./ports.ts"

interface World {
  readonly store: Store
  readonly listeners: ListenerPort
  readonly verdicts: VerdictThread
}

/** A search hashes a body hundreds of times. */
const LARGEST_JUDGED_BYTES = 16 * 1024 * 1024

type NamedSecret = JudgeJob["secrets"][number]

/**
 * Judges the stored bytes of a delivery as of their arrival (of one to an endpoint, as of the last attempt), with the
 * secret given, which is not kept, or with its endpoint's or inbox's own. Throws PROVIDER_UNKNOWN, DELIVERY_DAMAGED,
 * RATE_LIMITED, or SECRET_INVALID for a secret that its scheme cannot read.
 */
export async function verifyDelivery(
  { store, listeners, verdicts }: World,
  delivery: DeliveryRow,
  { target, input }: { readonly target: EndpointRow | InboxRow | null; readonly input: VerifyDeliveryJson },
): Promise<VerifiedJson> {
  const provider = input.provider === undefined ? builtIn(delivery.provider) : findProvider(input.provider)
  const sent = await sentLast(store, listeners, delivery)
  const stored = target ? storedSecrets(target, sent.at) : []
  const given = input.secret === undefined ? [] : [{ name: "the secret given", value: input.secret }]
  const secrets = given.length > 0 ? given : stored
  const judgedWith = given.length > 0 ? "given" : secrets.length > 0 ? delivery.origin.kind : "none"
  if (delivery.bodyBytes > LARGEST_JUDGED_BYTES)
    return { ...TOO_LARGE, provider: provider?.id ?? null, scheme: provider?.scheme.id ?? null, judgedWith }
  const { method } = delivery.request
  const { refused, ...verdict } = await verdicts.judge(async () => ({
    request: { method, url: sent.url, headers: sent.headers, body: await readWholeBody(store, delivery) },
    ...(provider && { provider: provider.id }),
    secrets,
    otherSecrets: given.length > 0 ? stored : [],
    nowMs: sent.at,
  }))
  // What is no key of the provider is only worth a verdict where it is known what became of the true one.
  if (refused && verdict.causes.length === 0)
    throw new WhkError(refused.code, refused.message, { hint: refused.hint })
  return { ...verdict, judgedWith }
}

const TOO_LARGE = {
  verified: false,
  reason: "too-large",
  timestamp: null,
  causes: [],
  excluded: null,
  rule: null,
} as const

/** The secrets that were valid at that moment, the current one first. */
function storedSecrets(target: EndpointRow | InboxRow, at: number): readonly NamedSecret[] {
  const { secret } = target
  const whose = "token" in target ? "inbox" : "endpoint"
  const current = secret === null ? [] : [{ name: `the ${whose}'s secret`, value: secret }]
  if (!("previousSecret" in target) || !target.previousSecret || target.previousSecret.until <= at)
    return current
  return [
    ...current,
    { name: "the endpoint's secret before its rotation", value: target.previousSecret.secret },
  ]
}
