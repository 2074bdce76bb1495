import { WhkError } from "../errors.ts"
import type { DashboardOperation, Provider } from "../providers/provider.ts"
import type { ManagementApi } from "./management-api.ts"
import { undocumentedApi } from "./not-documented.ts"

/**
 * The management "API" of a provider that has only a dashboard: every operation throws DASHBOARD_ONLY. The steps go
 * to `show`, or into the hint where there is nobody to show them to.
 */
export function createDashboardApi(
  provider: Provider,
  show?: (title: string, steps: readonly string[]) => void,
): ManagementApi {
  const refuse = (operation: DashboardOperation) => (): Promise<never> => {
    const steps = dashboardSteps(provider, operation)
    if (steps.length > 0) show?.(`${capitalised(TITLE[operation])} at ${provider.name}:`, steps)
    return Promise.reject(
      new WhkError(
        "DASHBOARD_ONLY",
        `${provider.name} has no API to ${TITLE[operation]}; it is done at ${managedAt(provider)}.`,
        show || steps.length === 0
          ? {}
          : { hint: `${steps.join(" ")} Or leave out --api to use the relay, which offers it.` },
      ),
    )
  }
  return {
    ...undocumentedApi(provider.name),
    create: refuse("create"),
    list: refuse("list"),
    get: refuse("list"),
    update: refuse("update"),
    delete: refuse("delete"),
    rotate: refuse("rotate"),
    test: refuse("test"),
    deliveries: refuse("deliveries"),
    delivery: refuse("deliveries"),
    replay: refuse("replay"),
    replayMany: refuse("replay"),
    stats: refuse("list"),
  }
}

/** What to click at the provider for an operation; empty when its file does not say. */
export function dashboardSteps({ management }: Provider, operation: DashboardOperation): readonly string[] {
  return management.kind === "dashboard" ? management.steps[operation] : []
}

function managedAt({ management, name }: Provider): string {
  return management.kind === "api" ? name : management.url
}

const TITLE: Readonly<Record<DashboardOperation, string>> = {
  create: "create an endpoint",
  list: "see endpoints",
  update: "change an endpoint",
  rotate: "rotate a secret",
  test: "send a test event",
  deliveries: "see deliveries",
  replay: "replay a delivery",
  delete: "delete an endpoint",
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
