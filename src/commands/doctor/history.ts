import type { DeliveryJson, EndpointJson } from "../../domain/api-types.ts"
import { isSuccess, successStatus } from "../../domain/delivery.ts"
import type { ManagementApi } from "../../manage/management-api.ts"
import { accepts, successRule } from "../../providers/accepts.ts"
import type { Provider } from "../../providers/provider.ts"
import { type Finding, ok, problem, warning } from "./finding.ts"

interface History {
  readonly endpoint: EndpointJson
  readonly provider: Provider | undefined
  /** The newest first. */
  readonly deliveries: readonly DeliveryJson[]
}

/** What the last deliveries say: the status that counts, the time it takes, and how they failed. */
export async function historyFindings(api: ManagementApi, history: History): Promise<readonly Finding[]> {
  const { endpoint, deliveries } = history
  if (deliveries.length === 0)
    return [warning("deliveries", "Nothing was sent to it yet.", `whk test ${endpoint.id}`)]
  return [statusFinding(history), speedFinding(history), ...(await failureFindings(api, history))]
}

/** A 2xx that does not count surprises most people. */
function statusFinding({ endpoint, provider, deliveries }: History): Finding {
  const rule = successRule(endpoint.provider)
  const name = provider?.name ?? endpoint.provider
  const wanted = rule === "2xx" ? "any 2xx" : `only ${rule.join(" or ")}`
  const surprising = deliveries.filter(
    ({ responseStatus }) =>
      responseStatus !== null && isSuccess("2xx", responseStatus) && !isSuccess(rule, responseStatus),
  )
  if (surprising.length === 0) return ok("success-status", `${name} takes ${wanted} for success.`)
  const statuses = [...new Set(surprising.map(({ responseStatus }) => responseStatus))].join(", ")
  return problem(
    "success-status",
    `It answers ${statuses} (${surprising.length} of the last ${deliveries.length}), and ${name} takes ${wanted} for success.`,
    `Answer with ${successStatus(rule)}, then: whk test ${endpoint.id}`,
  )
}

const MANY_MS = 0.5
const FEW_ANSWERS = 20

function speedFinding({ endpoint, provider, deliveries }: History): Finding {
  const times = deliveries
    .flatMap(({ elapsedMs, responseStatus }) =>
      elapsedMs === null || responseStatus === null ? [] : [elapsedMs],
    )
    .sort((a, b) => a - b)
  const limitMs = provider?.delivery.timeoutMs
  if (times.length === 0) return ok("speed", "It has not answered yet.")
  const p95 = Math.round(times[Math.min(times.length - 1, Math.ceil(times.length * 0.95) - 1)]!)
  if (limitMs === undefined || p95 < limitMs * MANY_MS) {
    const limit = limitMs === undefined ? "" : `; ${provider!.name} waits ${limitMs / 1000} s`
    return ok("speed", `${timesTaken(times.length, p95)}${limit}.`)
  }
  return warning(
    "speed",
    `Its answers take up to ${p95} ms (p95); ${provider!.name} gives up after ${limitMs / 1000} s.`,
    `Put the event into a queue and answer at once, then: whk test ${endpoint.id}`,
  )
}

/** Of a few answers there are no hundredths: the slowest is told. */
function timesTaken(answers: number, p95: number): string {
  if (answers >= FEW_ANSWERS) return `95 of 100 answers take ${p95} ms or less`
  return answers === 1
    ? `Its last answer took ${p95} ms`
    : `Its last ${answers} answers took ${p95} ms or less`
}

/** The last failures, by how they ended; what got no answer is looked up in its attempts. */
async function failureFindings(api: ManagementApi, { endpoint, deliveries }: History): Promise<Finding[]> {
  const failed = deliveries.filter(
    ({ status, responseStatus, attempts }) =>
      status === "failed" ||
      (attempts > 0 && status !== "delivered" && !accepts(endpoint.provider, responseStatus)),
  )
  if (failed.length === 0) return [ok("failures", `The last ${deliveries.length} all went well or wait.`)]
  const groups = new Map<string, DeliveryJson[]>()
  for (const delivery of failed) {
    const how = await howItEnded(api, delivery, groups.size)
    groups.set(how, [...(groups.get(how) ?? []), delivery])
  }
  const isOver = deliveries[0]?.status === "delivered"
  const make = isOver ? warning : problem
  return [...groups].map(([how, of]) =>
    make(
      "failures",
      `${of.length} of the last ${deliveries.length} ended with ${how}${isOver ? "; the newest went well" : ""}.`,
      adviceOn(how, of[0]!, endpoint),
    ),
  )
}

const MOST_LOOKED_UP = 5

async function howItEnded(
  api: ManagementApi,
  { id, responseStatus }: DeliveryJson,
  groups: number,
): Promise<string> {
  if (responseStatus !== null) return String(responseStatus)
  if (groups > MOST_LOOKED_UP) return "no answer"
  const { attemptLog } = await api.delivery(id)
  return attemptLog.at(-1)?.outcome ?? "no answer"
}

function adviceOn(how: string, { id }: DeliveryJson, endpoint: EndpointJson): string {
  switch (how) {
    case "400":
    case "401":
    case "403":
      return `whk delivery ${id} --format capture | whk verify --secret env:NAME`
    case "404":
    case "405":
    case "410":
      return `whk update ${endpoint.id} --url <url with the path of your handler>`
    case "refused":
    case "dns":
    case "tls":
      return `whk replay --endpoint ${endpoint.id} --failed   # once the server is reachable`
    case "timeout":
      return `Put the event into a queue and answer at once, then: whk replay --endpoint ${endpoint.id} --failed`
    default:
      return `whk delivery ${id}`
  }
}
