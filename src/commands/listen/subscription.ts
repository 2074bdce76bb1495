import type { EndpointJson } from "../../domain/api-types.ts"
import { cleanText } from "../../domain/text.ts"
import { WhkError } from "../../errors.ts"
import type { Provider } from "../../providers/provider.ts"
import type { ConnectionSettings } from "../connection-settings.ts"
import { type Connection, withConnection } from "../connection.ts"
import type { Context } from "../context.ts"

export interface SubscriptionPlan {
  readonly settings: ConnectionSettings
  readonly provider: Provider
  readonly events: readonly string[]
  /** Named with the command. */
  readonly secret: string | undefined
  /** What everything else here takes deliveries to be signed with; a relay of one's own can be given it. */
  readonly usualSecret: string | undefined
}

/** How long an API may take when nobody may stop the request: an endpoint whose id never came could not be removed. */
const API_MS = 10_000

/** `--create`: an endpoint that leads to this inbox for the time of listening. */
export class Subscription {
  readonly #context: Context
  readonly #plan: SubscriptionPlan
  #endpoint: EndpointJson | undefined
  #where = ""
  #working: Promise<unknown> = Promise.resolve()
  #isOver = false

  constructor(context: Context, plan: SubscriptionPlan) {
    this.#context = context
    this.#plan = plan
  }

  /** Registers the endpoint, or moves it to the inbox's new address. Rejects with what the API says. */
  async leadTo(url: string): Promise<EndpointJson> {
    const work = this.#working.then(() => this.#leadTo(url))
    this.#working = work.catch(() => {})
    return await work
  }

  /** Takes the endpoint away again, and says loudly when that is not possible. */
  async remove(): Promise<void> {
    this.#isOver = true
    await this.#working
    const endpoint = this.#endpoint
    if (!endpoint) return
    this.#endpoint = undefined
    const { out } = this.#context
    const id = cleanText(endpoint.id, 60)
    try {
      await this.#withApi(({ api }) => api.delete(endpoint.id))
      out.talk(`Removed the endpoint ${id} ${this.#where}.`)
    } catch (error) {
      if (error instanceof WhkError && error.code === "NOT_FOUND") return
      const why = error instanceof Error ? error.message.replace(/\.$/, "") : String(error)
      out.warn(`The endpoint ${id} is STILL REGISTERED ${this.#where}: ${why}. Remove it: whk delete ${id}`)
    }
  }

  async #leadTo(url: string): Promise<EndpointJson> {
    const known = this.#endpoint
    if (known?.url === url) return known
    if (this.#isOver) throw new WhkError("API_FAILED", "The listener was stopped before it was registered.")
    const endpoint = await this.#withApi((connection) =>
      known ? connection.api.update(known.id, { url }) : this.#create(connection, url),
    )
    // Only the first answer has the secret.
    this.#endpoint = { ...known, ...endpoint }
    return this.#endpoint
  }

  async #create({ api, kind }: Connection, url: string): Promise<EndpointJson> {
    const { provider, events, secret: named, usualSecret } = this.#plan
    const { out } = this.#context
    const secret = kind === "relay" ? usualSecret : named
    const endpoint = await api.create({
      provider: provider.id,
      url,
      events,
      name: "whk listen",
      ...(secret !== undefined && { secret }),
    })
    this.#where = kind === "provider" ? `at ${provider.name}` : `on your relay, not at ${provider.name}`
    for (const warning of endpoint.warnings ?? []) out.warn(warning)
    out.talk(
      `Registered the endpoint ${cleanText(endpoint.id, 60)} for ${cleanText(events.join(", "))} ${this.#where}; it is removed at the end.`,
    )
    const made = endpoint.secret ?? undefined
    if (made !== undefined && made !== secret) out.talk(`Its secret, shown once: ${cleanText(made)}`)
    return endpoint
  }

  async #withApi<Result>(use: (connection: Connection) => Promise<Result>): Promise<Result> {
    const late = AbortSignal.timeout(API_MS)
    let done: { readonly result: Result } | undefined
    await withConnection({ ...this.#context, stop: late }, this.#plan.settings, async (connection) => {
      done = { result: await use(connection) }
      return 0
    })
    if (done) return done.result
    throw new WhkError("API_UNREACHABLE", `The management API gave no answer within ${API_MS / 1000} s.`)
  }
}
