import type { EndpointCheckJson } from "../../domain/api-types.ts"
import type { EndpointForm } from "./endpoint-form.ts"

export type FormProblem = EndpointCheckJson["problems"][number]
export type FormField = FormProblem["field"]

/** What an endpoint cannot be without, as problems at their fields. */
export function missingFields({ provider, url, events }: EndpointForm): readonly FormProblem[] {
  const missing: FormProblem[] = []
  if (provider === "")
    missing.push({
      field: "provider",
      message: "No provider is chosen.",
      hint: "Choose whose events are sent there, and so how they are signed.",
    })
  if (url.trim() === "")
    missing.push({
      field: "url",
      message: "The URL is missing: where should deliveries go?",
      hint: "For example https://example.com/hooks.",
    })
  if (events.length === 0)
    missing.push({
      field: "events",
      message: "No event type is chosen: which events should be sent there?",
      hint: "Choose some, or all of them.",
    })
  return missing
}

/** The problem to show at a field: what the relay says of it, else that it is missing, once that was asked for. */
export function problemAt(
  field: FormField,
  problems: readonly FormProblem[],
  missing: readonly FormProblem[],
): FormProblem | undefined {
  return [...problems, ...missing].find((problem) => problem.field === field)
}
