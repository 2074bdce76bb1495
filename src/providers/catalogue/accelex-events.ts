import { live } from "../event-type.ts"
import type { EventType, JsonObject } from "../provider.ts"
import { isoSeconds, type SampleContext, UPPER_ALPHANUMERIC } from "../sample.ts"

const DAY_MS = 86_400_000

const WORKFLOWS: Readonly<Record<string, string>> = {
  "invoice.resolved": "wf_finance_invoice_v2",
  "contract.processed": "wf_legal_contract_v1",
  "case.closed": "wf_support_case_v1",
  "compliance.record_generated": "wf_compliance_record_v1",
  "workflow.failed": "wf_finance_invoice_v2",
}

/** The workflow an event type comes from. */
export function workflowOf(type: string): string {
  return WORKFLOWS[type] ?? "wf_finance_invoice_v2"
}

/** The three parts every completed unit of work has, then where it came from and how it was checked. */
function outcome(
  context: SampleContext,
  status: string,
  confidence: readonly [min: number, max: number],
  businessObject: JsonObject,
  checks: readonly string[],
): JsonObject {
  return {
    status,
    confidence_score: context.integer(confidence[0] * 1000, confidence[1] * 1000) / 1000,
    business_object: businessObject,
    provenance: { document_id: `doc_${context.characters(12)}`, received_via: "email" },
    validation_trace: checks.map((check) => ({ check, result: "passed" })),
  }
}

const reference = (context: SampleContext, prefix: string): string =>
  `${prefix}-${context.characters(6, UPPER_ALPHANUMERIC)}`

/** The five event types of AccelEx. */
export const accelexEvents: readonly EventType[] = [
  live("invoice.resolved", "Finance pipeline completed verification and anomaly detection", (context) => {
    const [quantity, unitPrice] = [context.integer(1, 20), context.integer(50, 900)]
    const invoice = {
      invoice_number: reference(context, "INV"),
      amount: quantity * unitPrice,
      currency: "USD",
      vendor: context.pick(["Acme Supplies Ltd", "Northwind Traders", "Globex GmbH"]),
      due_date: isoSeconds(context.nowMs + 30 * DAY_MS).slice(0, 10),
      line_items: [
        { description: "Consulting hours", quantity, unit_price: unitPrice, amount: quantity * unitPrice },
      ],
    }
    return outcome(context, "approved", [0.98, 0.999], invoice, ["totals", "duplicate", "anomaly"])
  }),
  live("contract.processed", "Legal pipeline extracted clauses and classified the risk", (context) => {
    const contract = {
      contract_id: reference(context, "C"),
      risk_tier: "medium",
      flagged_clauses: ["auto_renewal"],
      metadata: { counterparty: "Globex GmbH", governing_law: "Sweden" },
    }
    return outcome(context, "processed", [0.92, 0.98], contract, ["clauses", "risk"])
  }),
  live("case.closed", "Support pipeline produced a summary and a routing decision", (context) => {
    const supportCase = {
      case_id: reference(context, "K"),
      summary: "Customer was charged twice for one order.",
      assigned_team: "billing",
      priority_score: 0.4,
      suggested_actions: ["refund_duplicate_charge"],
    }
    return outcome(context, "closed", [0.93, 0.99], supportCase, ["summary", "routing"])
  }),
  live("compliance.record_generated", "Audit-ready structured record was created", (context) => {
    const record = {
      record_id: reference(context, "R"),
      verification_status: "verified",
      regulatory_tags: ["kyc"],
      log_reference: `log_${context.characters(10)}`,
    }
    return outcome(context, "verified", [0.95, 0.99], record, ["identity", "sanctions"])
  }),
  live(
    "workflow.failed",
    "Confidence below the threshold or a validation error: human review",
    (context) => ({
      ...outcome(context, "failed", [0.3, 0.6], {}, []),
      validation_trace: [{ check: "confidence", result: "failed" }],
      error: { code: "LOW_CONFIDENCE", message: "Confidence is below the threshold of 0.85." },
    }),
  ),
]
