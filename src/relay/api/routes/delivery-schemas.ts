import { z } from "zod"
import type {
  AttemptedJson,
  AttemptJson,
  DeliveryDetailJson,
  DeliveryJson,
  VerdictJson,
  VerifiedJson,
} from "../../../domain/api-types.ts"

export const STATUS = z.enum(["pending", "delivered", "answered", "failed"])

const OUTCOME = z.enum(["responded", "refused", "timeout", "dns", "tls", "reset", "blocked", "unknown"])

export const HEADERS = z.array(z.tuple([z.string(), z.string()]))

const CAUSE = z.object({ id: z.string(), title: z.string(), proof: z.string(), fix: z.string() })

const VERDICT = z.object({
  verified: z.boolean(),
  reason: z.string(),
  causes: z.array(CAUSE).exactOptional(),
}) satisfies z.ZodType<VerdictJson>

export const VERIFIED = z.object({
  ...VERDICT.shape,
  provider: z.string().nullable(),
  scheme: z.string().nullable(),
  timestamp: z
    .object({ value: z.string(), ageSeconds: z.number(), fresh: z.boolean().nullable() })
    .nullable(),
  causes: z.array(CAUSE),
  excluded: z.int().nullable(),
  judgedWith: z.enum(["inbox", "endpoint", "given", "none"]),
  rule: z.string().nullable(),
}) satisfies z.ZodType<VerifiedJson>

const delivery = {
  id: z.string(),
  event: z.string().nullable(),
  provider: z.string().nullable(),
  endpoint: z.string().exactOptional(),
  inbox: z.string().exactOptional(),
  createdAt: z.iso.datetime(),
  status: STATUS,
  responseStatus: z.int().nullable(),
  elapsedMs: z.number().nullable(),
  attempts: z.int(),
  nextAttemptAt: z.iso.datetime().nullable(),
  replayOf: z.string().nullable(),
  retries: z.enum(["provider", "whk", "none"]).exactOptional(),
  duplicates: z.int().exactOptional(),
  method: z.string().exactOptional(),
  path: z.string().exactOptional(),
  bytes: z.int().exactOptional(),
  verdict: VERDICT.exactOptional(),
}

export const DELIVERY = z.object(delivery) satisfies z.ZodType<DeliveryJson>

const ATTEMPT = z.object({
  id: z.string(),
  attempt: z.int(),
  at: z.iso.datetime(),
  url: z.string(),
  outcome: OUTCOME,
  status: z.int().nullable(),
  elapsedMs: z.number(),
  detail: z.string().nullable(),
  response: z.object({ headers: HEADERS, bodyBase64: z.string() }).nullable(),
}) satisfies z.ZodType<AttemptJson>

export const DELIVERY_DETAIL = z.object({
  ...delivery,
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: HEADERS,
    bodyBase64: z.string(),
    bodyBytes: z.int(),
    damaged: z.boolean().exactOptional(),
  }),
  attemptLog: z.array(ATTEMPT),
}) satisfies z.ZodType<DeliveryDetailJson>

export const ATTEMPTED = z.object({
  delivery: DELIVERY,
  attempt: ATTEMPT.nullable(),
}) satisfies z.ZodType<AttemptedJson>
