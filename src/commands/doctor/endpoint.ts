import type { DeliveryJson, EndpointJson } from "../../domain/api-types.ts"
import { matchesEventType, nearest } from "../../domain/event-types.ts"
import { isLoopbackHost, parseTarget } from "../../domain/target.ts"
import { cleanText } from "../../domain/text.ts"
import type { ManagementApi } from "../../manage/management-api.ts"
import { builtIn } from "../../providers/registry.ts"
import type { Provider } from "../../providers/provider.ts"
import { createConnector } from "../../sender/egress.ts"
import { networkReason } from "../../domain/network-failure.ts"
import { type Finding, ok, problem, shellWord } from "./finding.ts"
import { historyFindings } from "./history.ts"

/** How many of the last deliveries are looked at. */
const LAST = 100
const CONNECT_TIMEOUT_MS = 10_000

export interface EndpointQuestion {
  readonly id: string
  /** An event that does not arrive. */
  readonly event: string | undefined
  /** Send a test event. */
  readonly send: boolean
  readonly isRelay: boolean
}

/**
 * What the platforms' own troubleshooting lists ask of an endpoint, in their order: active, subscribed, reachable,
 * then what its last deliveries say. Nothing is sent without `send`; a connection is opened and closed.
 */
export async function endpointFindings(
  api: ManagementApi,
  question: EndpointQuestion,
): Promise<{ readonly endpoint: EndpointJson; readonly findings: readonly Finding[] }> {
  const endpoint = await api.get(question.id)
  const provider = builtIn(endpoint.provider)
  const sent = question.send ? [await sendTest(api, endpoint)] : []
  const { items } = await api.deliveries({ endpoint: endpoint.id, limit: LAST })
  return {
    endpoint,
    findings: [
      activeFinding(endpoint),
      subscribedFinding(endpoint, provider, question.event),
      addressFinding(endpoint, provider, question.isRelay),
      await reachableFinding(endpoint),
      ...sent,
      ...(await historyFindings(api, { endpoint, provider, deliveries: items as readonly DeliveryJson[] })),
    ],
  }
}

function activeFinding({ id, active, disabledWhy }: EndpointJson): Finding {
  if (active) return ok("active", "It is active.")
  const why = disabledWhy === undefined ? "" : `: it was switched off, ${cleanText(disabledWhy, 100)}`
  return problem("active", `It is inactive${why}.`, `whk enable ${id}`)
}

function subscribedFinding(
  { id, events }: EndpointJson,
  provider: Provider | undefined,
  event: string | undefined,
): Finding {
  const isTaken = (type: string): boolean => events.some((pattern) => matchesEventType(pattern, type))
  const shown =
    events.length > 4 ? `${events.slice(0, 4).join(", ")} and ${events.length - 4} more` : events.join(", ")
  if (event === undefined) return ok("subscribed", `It is subscribed to ${cleanText(shown)}.`)
  if (isTaken(event)) return ok("subscribed", `It is subscribed to ${cleanText(event)}.`)
  const known = provider?.events.map(({ type }) => type) ?? []
  const [near] = known.length > 0 && !known.includes(event) ? nearest(event, known) : []
  if (near !== undefined)
    return problem(
      "subscribed",
      `${provider!.name} has no event ${cleanText(event)}; did you mean ${near}?`,
      isTaken(near)
        ? `whk trigger ${near} --provider ${provider!.id}`
        : `whk update ${id} --add-event ${near}`,
    )
  return problem(
    "subscribed",
    `It is not subscribed to ${cleanText(event)}, only to ${cleanText(shown)}.`,
    `whk update ${id} --add-event ${shellWord(event)}`,
  )
}

function addressFinding(
  { id, url }: EndpointJson,
  provider: Provider | undefined,
  isRelay: boolean,
): Finding {
  const { protocol, hostname } = new URL(url)
  const isHere = isLoopbackHost(hostname)
  if (isHere && !isRelay)
    return problem("address", `${url} leads to the machine of the sender itself.`, "whk listen --forward")
  if (protocol === "http:" && !isHere && provider?.endpoint.httpsOnly)
    return problem(
      "address",
      `${cleanText(url)} is not https: ${provider.endpoint.httpsRule}`,
      `whk update ${id} --url ${shellWord(url.replace(/^http:/, "https:"))}`,
    )
  return ok("address", `Its URL is ${cleanText(url)}.`)
}

/** A connection, with TLS where the URL has it, from this machine; no request. */
async function reachableFinding({ id, url }: EndpointJson): Promise<Finding> {
  const { protocol, host, port } = parseTarget(url.replace(/#.*$/, ""))
  const connector = createConnector({ policy: { allowPrivate: true } })
  const hostname = host.replace(/^\[|\]$/g, "")
  const error = await new Promise<Error | null>((resolve) => {
    const late = setTimeout(() => resolve(new Error("no connection in time")), CONNECT_TIMEOUT_MS)
    connector({ hostname, host, protocol, port: String(port) }, (failure, socket) => {
      clearTimeout(late)
      socket?.destroy()
      resolve(failure)
    })
  })
  const where = `${cleanText(host)}:${port}`
  if (error === null)
    return ok(
      "reachable",
      `${where} takes connections${protocol === "https:" ? ", with a certificate that is trusted" : ""}.`,
    )
  const reason = networkReason(error)
  const isTls = protocol === "https:" && /certificate|self-signed|TLS|SSL/i.test(reason)
  return problem(
    "reachable",
    `${where} cannot be reached from here: ${reason}.`,
    isTls
      ? `openssl s_client -connect ${where} -servername ${hostname}`
      : isLoopbackHost(host)
        ? `Start the server there, then: whk doctor ${id}`
        : `whk update ${id} --url <url>`,
  )
}

async function sendTest(api: ManagementApi, { id }: EndpointJson): Promise<Finding> {
  const result = await api.test(id)
  if (result.kind === "said")
    return result.delivered === false
      ? problem("test", cleanText(result.text), `whk deliveries ${id}`)
      : ok("test", cleanText(result.text))
  const { delivery, attempt } = result
  const status = attempt?.status ?? attempt?.outcome ?? "no attempt yet"
  if (delivery.status === "delivered") return ok("test", `A test event was accepted (${status}).`)
  return problem("test", `A test event was not accepted: ${status}.`, `whk delivery ${delivery.id}`)
}
