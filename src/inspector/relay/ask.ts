import type { ProblemJson } from "../../domain/api-types.ts"

/** What came of a call: what was asked for, or what is wrong and what to do. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ProblemJson }

/** Calls the relay that served this page. Never rejects: no connection is a problem like any other. */
export async function ask<Value>(
  method: string,
  path: string,
  body?: unknown,
  token?: string | null,
): Promise<Answer<Value>> {
  try {
    const response = await fetch(path, {
      method,
      cache: "no-store",
      credentials: "omit",
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const json: unknown = text === "" ? null : JSON.parse(text)
    return response.ok
      ? { ok: true, value: json as Value }
      : { ok: false, problem: toProblem(json, response.status) }
  } catch (error) {
    return { ok: false, problem: noAnswer(error) }
  }
}

function toProblem(json: unknown, status: number): ProblemJson {
  const told = (json ?? {}) as Partial<ProblemJson>
  return {
    type: "about:blank",
    title: told.title ?? "Refused",
    status,
    detail: told.detail ?? `The relay answered ${status}.`,
    code: told.code ?? "UNEXPECTED_ANSWER",
    hint: told.hint ?? "Reload the page; the relay may be of another version.",
  }
}

function noAnswer(error: unknown): ProblemJson {
  const isJson = error instanceof SyntaxError
  return {
    type: "about:blank",
    title: "No answer",
    status: 0,
    detail: isJson ? "The relay's answer is not JSON." : "The relay does not answer.",
    code: "RELAY_UNREACHABLE",
    hint: "Look whether it runs: `whk doctor`. The page connects again by itself.",
  }
}
