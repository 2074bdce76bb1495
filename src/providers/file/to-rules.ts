import type { SuccessRule } from "../../domain/delivery.ts"
import { type Facts, reasonOf, valueOf } from "./facts.ts"
import type { Stated } from "./schema-parts.ts"
import type { ProviderDocument } from "./schema.ts"
import type { EndpointRules } from "../provider.ts"
import type { DeliveryDescription, Fact } from "../define-provider.ts"

/** When a delivery counts as success and when it is tried again; `source` is named where the file names none. */
export function deliveryFromFile(
  delivery: NonNullable<ProviderDocument["delivery"]> = {},
  facts: Facts,
  source: string,
): DeliveryDescription {
  const success = facts.read<"2xx" | number | number[]>(delivery.success, {
    key: "delivery.success",
    otherwise: "2xx",
    write: (rule) => [rule].flat().join(", "),
  })
  const rule: SuccessRule = success === "2xx" ? success : [success].flat()
  return {
    success: rule,
    timeout: factOf(delivery.timeout, "30s"),
    retries: { ...factOf<readonly string[]>(delivery.retries, []), source },
    ...(delivery.sourceIps && { sourceIps: delivery.sourceIps }),
  }
}

function factOf<Value>(stated: Stated<Value> | undefined, otherwise: Value): Fact<Value> {
  if (stated === undefined) return { value: otherwise, assumed: "The file does not say." }
  const assumed = reasonOf(stated)
  return { value: valueOf(stated), ...(assumed !== undefined && { assumed }) }
}

/** The rules that the file states; the others are left to the usual ones. */
export function endpointFromFile(
  { name, endpoint = {} }: Pick<ProviderDocument, "name" | "endpoint">,
  facts: Facts,
): Partial<EndpointRules> {
  const { httpsOnly, httpsRule, hasActiveFlag, secretByUpdate, rotation } = endpoint
  return {
    ...httpsFromFile({ name, httpsOnly, httpsRule }, facts),
    ...(hasActiveFlag !== undefined && {
      hasActiveFlag: facts.read(hasActiveFlag, {
        key: "endpoint.active",
        otherwise: true,
        write: (isThere) => (isThere ? "can be switched off" : "no such flag"),
      }),
    }),
    ...(secretByUpdate !== undefined && { secretByUpdate }),
    ...(rotation !== undefined && {
      rotation: facts.read<EndpointRules["rotation"]>(rotation, {
        key: "rotation.overlap",
        otherwise: "old-dies-at-once",
        write: (rule) => (rule === "overlap" ? "overlap" : "none"),
      }),
    }),
  }
}

function httpsFromFile(
  {
    name,
    httpsOnly,
    httpsRule,
  }: {
    readonly name: string
    readonly httpsOnly: Stated<boolean> | undefined
    readonly httpsRule: string | undefined
  },
  facts: Facts,
): Partial<EndpointRules> {
  if (httpsOnly === undefined) return httpsRule === undefined ? {} : { httpsRule }
  const isRequired = facts.read(httpsOnly, {
    key: "endpoint.https",
    otherwise: true,
    write: (required) => (required ? "required" : "optional"),
  })
  const rule = `${name}: ${isRequired ? "endpoints use https://" : "http:// is taken as well"}`
  return { httpsOnly: isRequired, httpsRule: httpsRule ?? rule }
}
