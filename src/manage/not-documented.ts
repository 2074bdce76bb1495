import { WhkError } from "../errors.ts"
import type { ManagementApi } from "./management-api.ts"

/** The refusal of something a provider's own API is not documented to do. */
export function notDocumented(providerName: string, what: string, command: string): WhkError {
  return new WhkError("NOT_DOCUMENTED", `${providerName} documents no API to ${what}.`, {
    hint: `Your relay offers it: leave out --api and run \`whk ${command}\`.`,
  })
}

const OPERATIONS: Readonly<Record<keyof ManagementApi, readonly [what: string, command: string]>> = {
  create: ["create an endpoint", "create"],
  list: ["list endpoints", "list"],
  get: ["read an endpoint", "get"],
  update: ["change an endpoint", "update"],
  delete: ["delete an endpoint", "delete"],
  rotate: ["rotate a secret", "rotate"],
  test: ["send a test event", "test"],
  deliveries: ["list deliveries", "deliveries"],
  delivery: ["read a delivery", "delivery"],
  replay: ["replay a delivery", "replay"],
  replayMany: ["replay deliveries", "replay"],
  publish: ["publish an event", "trigger"],
  deliveriesOfEvent: ["list the deliveries of an event", "deliveries"],
  stats: ["count endpoints and deliveries", "stats"],
  inboxes: ["list inboxes", "inboxes list"],
  deleteInbox: ["delete an inbox", "inboxes delete"],
  rotateInbox: ["rotate an inbox", "inboxes rotate"],
  workspace: ["name the workspace of a key", "list"],
  keys: ["list API keys", "keys list"],
  createKey: ["make an API key", "keys create"],
  revokeKey: ["revoke an API key", "keys revoke"],
  workspaces: ["list workspaces", "workspaces list"],
  createWorkspace: ["make a workspace", "workspaces create"],
  audit: ["read an audit log", "audit"],
  inspectorCode: ["look into it with a page", "inspect"],
  changes: ["follow deliveries", "deliveries --follow"],
}

/** An API without a single operation: what a provider's client starts from. */
export function undocumentedApi(providerName: string): ManagementApi {
  const refuse = (operation: keyof ManagementApi) => (): Promise<never> =>
    Promise.reject(notDocumented(providerName, ...OPERATIONS[operation]))
  return {
    create: refuse("create"),
    list: refuse("list"),
    get: refuse("get"),
    update: refuse("update"),
    delete: refuse("delete"),
    rotate: refuse("rotate"),
    test: refuse("test"),
    deliveries: refuse("deliveries"),
    delivery: refuse("delivery"),
    replay: refuse("replay"),
    replayMany: refuse("replayMany"),
    publish: refuse("publish"),
    deliveriesOfEvent: refuse("deliveriesOfEvent"),
    stats: refuse("stats"),
    inboxes: refuse("inboxes"),
    deleteInbox: refuse("deleteInbox"),
    rotateInbox: refuse("rotateInbox"),
    workspace: refuse("workspace"),
    keys: refuse("keys"),
    createKey: refuse("createKey"),
    revokeKey: refuse("revokeKey"),
    workspaces: refuse("workspaces"),
    createWorkspace: refuse("createWorkspace"),
    audit: refuse("audit"),
    inspectorCode: refuse("inspectorCode"),
    changes: refuse("changes"),
  }
}
