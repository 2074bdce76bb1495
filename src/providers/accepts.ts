import { isSuccess, type SuccessRule } from "../domain/delivery.ts"
import { builtIn } from "./registry.ts"

/** The statuses a provider takes for success; any 2xx for one that is not built in. */
export function successRule(providerId: string | null): SuccessRule {
  return builtIn(providerId)?.delivery.success ?? "2xx"
}

/** Whether an attempt with this status counts as success with the provider. */
export function accepts(providerId: string | null, status: number | null): boolean {
  return status !== null && isSuccess(successRule(providerId), status)
}
