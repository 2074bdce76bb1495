import type { Headers } from "../../domain/headers.ts"
import { companion, readSignatures } from "../../signing/read-signatures.ts"
import type { DeclaredScheme } from "../../signing/scheme.ts"
import { momentOf } from "../variants/timestamp-variants.ts"
import type { Candidate } from "../variants/variant.ts"
import { plainName } from "./plain-name.ts"
import type { DiagnosedRequest } from "./space.ts"

/** What stands beside a signature, found where the scheme puts it or wherever it may have got to; empty where not. */
export interface RecoveredParts {
  readonly timestamp: string
  readonly id: string
  readonly token: string
  readonly otherTimes: readonly Candidate<string>[]
}

export function recoverParts(scheme: DeclaredScheme, request: DiagnosedRequest): RecoveredParts {
  // With changed separators a header's time is read together with what stands behind it.
  const timed = readSignatures(scheme, request).find(
    ({ timestamp }) => timestamp !== undefined && momentOf(timestamp) !== undefined,
  )
  const times = timesIn(request.headers)
  const timestamp = timed?.timestamp ?? renamed(scheme, request, "{timestamp}") ?? times[0]?.value
  return {
    timestamp: timestamp ?? "",
    id: companion(scheme, request, "{id}") ?? renamed(scheme, request, "{id}") ?? "",
    token: companion(scheme, request, "{token}") ?? "",
    otherTimes: times.filter(({ value }) => value !== timestamp),
  }
}

function renamed(
  scheme: DeclaredScheme,
  { headers }: DiagnosedRequest,
  placeholder: string,
): string | undefined {
  const name = scheme.headers.find(([, template]) => template === placeholder)?.[0]
  if (name === undefined) return undefined
  return headers.find(([candidate]) => plainName(candidate) === plainName(name))?.[1]
}

/** Every text in the headers that looks like a moment. */
function timesIn(headers: Headers): Candidate<string>[] {
  return headers.flatMap(([name, value]) =>
    value
      .split(/[\s,;]+/)
      .map((piece) => piece.replace(/^[a-z]{1,9}[=:]/i, ""))
      .filter((piece) => momentOf(piece) !== undefined)
      .map((piece) => ({
        id: "timestamp-other",
        what: `the time in ${name} as the timestamp`,
        value: piece,
      })),
  )
}
