import { PROJECT_NAMES } from "../project/project.ts"
import type { Situation } from "./situation.ts"

/** A line to run, and why now. */
export interface NextCommand {
  readonly command: string
  readonly why: string
}

/** The three most likely next commands, the most likely first. */
export function nextCommands(situation: Situation): readonly NextCommand[] {
  return [...candidates(situation)].slice(0, 3)
}

function* candidates(situation: Situation): Generator<NextCommand> {
  const { config, relay, endpoints, failed, framework, forward, event } = situation
  if (config?.broken) yield { command: "whk doctor", why: "whk.config.json is not JSON" }
  if (failed !== null && failed > 0)
    yield {
      command: "whk deliveries --status failed",
      why: `${counted(failed, "delivery", "deliveries")} given up`,
    }
  if (config === null && framework !== null)
    yield { command: "whk init", why: `settings and a handler for this ${PROJECT_NAMES[framework]} project` }
  if (config === null && framework === null && relay === null)
    yield { command: "whk demo", why: "see the whole loop on this machine" }
  if (relay !== null && endpoints !== null && endpoints > 0)
    yield {
      command: "whk deliveries",
      why: `what reached ${counted(endpoints, "endpoint", "endpoints")} of your relay`,
    }
  yield config === null
    ? { command: `whk listen --forward ${forward}`, why: "bring live deliveries to your server" }
    : { command: "whk listen --forward", why: `bring live deliveries to ${forward}` }
  yield { command: `whk trigger ${event} --to ${forward}`, why: "one signed event at your server" }
  yield { command: `whk check ${forward}`, why: "does your server refuse what it should?" }
  yield {
    command: "whk create https://example.com/hooks --events user.created",
    why: "an endpoint on your relay",
  }
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
