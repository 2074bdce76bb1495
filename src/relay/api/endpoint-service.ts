import type {
  AttemptedJson,
  CreateEndpointJson,
  RotateJson,
  UpdateEndpointJson,
} from "../../domain/api-types.ts"
import type { Clock } from "../../domain/clock.ts"
import { newId } from "../../domain/ids.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import { findProvider } from "../../providers/registry.ts"
import { generateSecret } from "../../providers/secrets.ts"
import type { EndpointFilter, EndpointRow, Page, PageRequest, Store } from "../../store/port.ts"
import { type CheckedDraft, checkDraft, type EndpointDraft } from "./endpoint-check.ts"
import { checkActive, checkOverlap, checkSecretByUpdate, checkUrl, requireSecret } from "./endpoint-rules.ts"
import { findId, notFound } from "./find-id.ts"
import { createTurns } from "./in-turn.ts"
import type { DispatcherPort } from "./ports.ts"
import { sendTest } from "./send-test.ts"
import { resolveSubscriptions } from "./subscriptions.ts"

/**
 * Endpoints of a workspace, each held to its provider's rules (RULE_REFUSED names the rule). An id may be shortened
 * to a prefix that fits one endpoint only; every method throws NOT_FOUND or ID_AMBIGUOUS for others.
 */
export interface EndpointService {
  create(workspace: string, input: CreateEndpointJson): Promise<EndpointRow>
  /** What `create` would refuse of it, and say of the rest; nothing is kept. */
  check(draft: EndpointDraft): CheckedDraft
  list(workspace: string, filter: EndpointFilter, page: PageRequest): Promise<Page<EndpointRow>>
  get(workspace: string, id: string): Promise<EndpointRow>
  update(workspace: string, id: string, change: UpdateEndpointJson): Promise<EndpointRow>
  delete(workspace: string, id: string): Promise<void>
  /** Gives the endpoint a new secret, made in the provider's own form unless one is given. */
  rotate(workspace: string, id: string, input: RotateJson): Promise<EndpointRow>
  /** Sends the provider's test event, or its first sample, to this endpoint once. */
  test(workspace: string, id: string): Promise<AttemptedJson>
}

export interface EndpointServiceOptions {
  readonly store: Store
  readonly clock: Clock
  readonly dispatcher: DispatcherPort
  /** Whether endpoints may be on this machine or in its network. */
  readonly allowPrivateTargets: boolean
}

/** How long the old secret stays valid where both are signed with and nothing else is asked for. */
const USUAL_OVERLAP_SECONDS = 24 * 60 * 60

export function createEndpointService(options: EndpointServiceOptions): EndpointService {
  const { store, clock, allowPrivateTargets } = options
  // A change reads the whole row and writes it back: one after the other, or an update would undo a rotation.
  const inTurn = createTurns()

  async function get(workspace: string, given: string): Promise<EndpointRow> {
    const endpoint = await store.getEndpoint(workspace, await findId(store, workspace, "ep", given))
    if (!endpoint) throw notFound("ep", given)
    return endpoint
  }

  function change(
    workspace: string,
    given: string,
    apply: (endpoint: EndpointRow, provider: Provider) => Partial<EndpointRow>,
  ): Promise<EndpointRow> {
    return inTurn(async () => {
      const endpoint = await get(workspace, given)
      const changes = apply(endpoint, findProvider(endpoint.provider))
      const changed = { ...endpoint, ...changes, updatedAt: clock.now() }
      if (!(await store.updateEndpoint(changed))) throw notFound("ep", given)
      options.dispatcher.poke()
      return changed
    })
  }

  return {
    get,
    check: (draft) => checkDraft(draft, allowPrivateTargets),
    list: (workspace, filter, page) => store.listEndpoints(workspace, filter, page),

    async create(workspace, input) {
      const { provider, types, refusals } = checkDraft(input, allowPrivateTargets)
      if (refusals[0]) throw refusals[0].error
      // Without a refusal it was found.
      if (!provider) throw new Error("a draft without a provider was taken")
      const { url, name = null, description = null, active = true, secret } = input
      const now = clock.now()
      const endpoint: EndpointRow = {
        id: newId("ep"),
        workspace,
        provider: provider.id,
        url,
        name,
        description,
        events: types,
        active,
        secret: secret ?? (provider.secret.optional ? null : generateSecret(provider)),
        previousSecret: null,
        failingSince: null,
        disabledWhy: null,
        createdAt: now,
        updatedAt: now,
      }
      await store.insertEndpoint(endpoint)
      return endpoint
    },

    update(workspace, id, { url, events, secret, ...rest }) {
      return change(workspace, id, (_, provider) => {
        if (url !== undefined) checkUrl(provider, url, allowPrivateTargets)
        if (rest.active !== undefined) checkActive(provider, rest.active)
        if (secret !== undefined) {
          checkSecretByUpdate(provider)
          requireSecret(provider, secret)
        }
        return {
          ...rest,
          // Whoever switches it on gives it a new start; whoever switches it off has a reason of their own.
          ...(rest.active !== undefined && { failingSince: null, disabledWhy: null }),
          ...(url !== undefined && { url }),
          ...(events !== undefined && { events: resolveSubscriptions(provider, events) }),
          ...(secret !== undefined && { secret, previousSecret: null }),
        }
      })
    },

    async delete(workspace, id) {
      const { id: whole } = await get(workspace, id)
      if (!(await inTurn(() => store.deleteEndpoint(workspace, whole, clock.now())))) throw notFound("ep", id)
    },

    rotate(workspace, id, { secret: given, overlapSeconds }) {
      return change(workspace, id, (endpoint, provider) => {
        checkOverlap(provider, overlapSeconds ?? 0)
        if (given !== undefined) requireSecret(provider, given)
        if (given !== undefined && given === endpoint.secret)
          throw new WhkError("RULE_REFUSED", "The new secret is the one that is in use.", {
            hint: "Pass another one, or leave it out to have one made.",
          })
        const overlaps = provider.endpoint.rotation === "overlap" && endpoint.secret !== null
        const overlapMs = overlaps ? (overlapSeconds ?? USUAL_OVERLAP_SECONDS) * 1000 : 0
        return {
          secret: given ?? generateSecret(provider),
          previousSecret:
            endpoint.secret !== null && overlapMs > 0
              ? { secret: endpoint.secret, until: clock.now() + overlapMs }
              : null,
        }
      })
    },

    async test(workspace, id) {
      return await sendTest(options, await get(workspace, id))
    },
  }
}
