import type { ProblemJson } from "../../domain/api-types.ts"
import { EXIT, type ErrorCode, WhkError } from "../../errors.ts"
import type { Answer } from "./route.ts"

/** One thing wrong with a request's body or query. */
export interface InputIssue {
  readonly at: "body" | "query"
  readonly path: readonly (string | number)[]
  /** What is wrong, without the field's name: `is missing`, `is 7, which is not a string`. */
  readonly message: string
  /** The validator's word for it: `invalid_type`, `too_small` … */
  readonly kind: string
}

/** An error on its way into an answer. */
export interface Problem {
  readonly status: number
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
  /** Set when the request did not fit the route's schemas. */
  readonly issues: readonly InputIssue[]
  readonly headers: Readonly<Record<string, string>>
}

/** An error whose HTTP status says more than its code does: a route that does not exist, a body that is too large. */
export class RequestError extends WhkError {
  readonly status: number
  readonly issues: readonly InputIssue[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: ErrorCode,
    message: string,
    options: {
      hint?: string
      cause?: unknown
      issues?: readonly InputIssue[]
      headers?: Readonly<Record<string, string>>
    } = {},
  ) {
    super(code, message, options)
    this.status = status
    this.issues = options.issues ?? []
    this.headers = options.headers ?? {}
  }
}

const STATUS_OF_CODE: Partial<Record<ErrorCode, number>> = {
  RULE_REFUSED: 422,
  ID_AMBIGUOUS: 409,
  RATE_LIMITED: 429,
}

const STATUS_OF_EXIT: Readonly<Record<number, number>> = {
  [EXIT.usage]: 422,
  [EXIT.denied]: 401,
  [EXIT.notFound]: 404,
  [EXIT.refused]: 409,
  [EXIT.unreachable]: 502,
}

/**
 * What an error says to a caller. What went wrong inside the relay stays inside: of a bug or a failed store (whose
 * message names folders) the caller learns only that it was so.
 */
export function toProblem(error: unknown): Problem {
  if (!(error instanceof WhkError)) return INTERNAL.bug
  if (error.code === "STORE_FAILED") return INTERNAL.store
  const { code, message, hint } = error
  if (error instanceof RequestError) {
    const { status, issues, headers } = error
    return { status, code, message, hint, issues, headers }
  }
  return { status: statusOf(error), code, message, hint, issues: [], headers: {} }
}

/** Whether an error is the relay's own fault, to be told to whoever runs it. */
export function isInternal(error: unknown): boolean {
  return !(error instanceof WhkError) || error.code === "STORE_FAILED"
}

const INTERNAL: Readonly<Record<"bug" | "store", Problem>> = {
  bug: {
    status: 500,
    code: "BUG",
    message: "The relay has a bug that this request met.",
    hint: "Run the relay with WHK_DEBUG=1 and report what it prints.",
    issues: [],
    headers: {},
  },
  store: {
    status: 503,
    code: "STORE_FAILED",
    message: "The relay's store failed while it handled this request.",
    hint: "Try again; if it stays so, look at the disk that holds the relay's data folder.",
    issues: [],
    headers: { "Retry-After": "1" },
  },
}

function statusOf(error: WhkError): number {
  return STATUS_OF_CODE[error.code] ?? STATUS_OF_EXIT[error.exitCode] ?? 500
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not allowed",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Refused",
  413: "Too large",
  422: "Not valid",
  429: "Too many requests",
  500: "Bug",
  502: "Not reachable",
  503: "Not available",
}

/** The relay's own error format: Problem Details (RFC 9457) with the error's code and hint. */
export function formatProblem(problem: Problem): Answer {
  const json: ProblemJson = {
    type: "about:blank",
    title: TITLES[problem.status] ?? "Error",
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    hint: problem.hint,
  }
  return { status: problem.status, json, contentType: "application/problem+json", headers: problem.headers }
}
