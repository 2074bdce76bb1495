import { z } from "zod"
import type { Caller } from "../access/access.ts"
import { parseInput } from "./parse-input.ts"
import type { Method, Route } from "./route.ts"

/** What the OpenAPI document says about a route, from the schemas that also check its requests. */
interface RouteDescription {
  /** One line saying what the route does. */
  readonly summary: string
  readonly query: z.ZodType
  readonly body: z.ZodType | undefined
  readonly status: number
  /** Absent: the answer has no body. */
  readonly answer: z.ZodType | undefined
}

export type DescribedRoute = Route & { readonly description: RouteDescription }

const NOTHING = z.strictObject({})
type Nothing = typeof NOTHING

/** A route whose query and body are checked against schemas before `handle` sees them. */
export function defineRoute<Query extends z.ZodType = Nothing, Body extends z.ZodType = Nothing>(spec: {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly query?: Query
  readonly body?: Body
  /** 200 with an answer, 204 without one, unless told otherwise. */
  readonly status?: number
  readonly answer?: z.ZodType
  readonly bodyLimit?: number
  /** It changes nothing, although it is no GET. */
  readonly reads?: true
  handle(call: {
    readonly workspace: string
    readonly caller: Caller
    readonly params: Readonly<Record<string, string>>
    readonly query: z.output<Query>
    readonly body: z.output<Body>
  }): Promise<unknown>
}): DescribedRoute {
  const { method, path, summary, answer, bodyLimit, reads } = spec
  // Without a schema the type parameter is Nothing, which the compiler cannot know here.
  const query = (spec.query ?? NOTHING) as Query
  const body = (spec.body ?? NOTHING) as Body
  const status = spec.status ?? (answer ? 200 : 204)
  return {
    method,
    path,
    description: { summary, query, body: spec.body, status, answer },
    ...(bodyLimit !== undefined && { bodyLimit }),
    ...(reads && { reads }),
    async handle(call) {
      const json = await spec.handle({
        workspace: call.caller.workspace,
        caller: call.caller,
        params: call.params,
        query: parseInput(query, Object.fromEntries(call.query), "query"),
        body: parseInput(body, call.body ?? {}, "body"),
      })
      return answer ? { status, json } : { status }
    },
  }
}
