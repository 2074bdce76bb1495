import { z } from "zod"
import type { Caller } from "../access/access.ts"
import { parseInput } from "./parse-input.ts"
import type { Answer, Call, Method, Route } from "./route.ts"

/** What the OpenAPI document says about a route, from the schemas that also check its requests. */
interface RouteDescription {
  /** One line saying what the route does. */
  readonly summary: string
  readonly query: z.ZodType
  readonly body: z.ZodType | undefined
  readonly status: number
  /** Absent: the answer has no body. */
  readonly answer: z.ZodType | undefined
  /** `application/json` unless told otherwise. */
  readonly answerType?: string
}

export type DescribedRoute = Route & { readonly description: RouteDescription }

const NOTHING = z.strictObject({})
type Nothing = typeof NOTHING

interface Spec<Query extends z.ZodType, Body extends z.ZodType> {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly query?: Query
  readonly body?: Body
  /** 200 with an answer, 204 without one, unless told otherwise. */
  readonly status?: number
  readonly answer?: z.ZodType
  readonly bodyLimit?: number
}

interface Given<Query extends z.ZodType, Body extends z.ZodType> {
  readonly params: Readonly<Record<string, string>>
  readonly query: z.output<Query>
  readonly body: z.output<Body>
}

/** A route whose query and body are checked against schemas before `handle` sees them. */
export function defineRoute<Query extends z.ZodType = Nothing, Body extends z.ZodType = Nothing>(
  spec: Spec<Query, Body> & {
    readonly keyOnly?: true
    handle(
      call: Given<Query, Body> & { readonly workspace: string; readonly caller: Caller },
    ): Promise<unknown>
  },
): DescribedRoute {
  const { common, given, answerWith } = parts(spec)
  return {
    ...common,
    ...(spec.keyOnly && { keyOnly: true }),
    async handle(call) {
      const { caller } = call
      return answerWith(await spec.handle({ ...given(call), workspace: caller.workspace, caller }))
    },
  }
}

/** The same for a route that needs no key. */
export function defineOpenRoute<Query extends z.ZodType = Nothing, Body extends z.ZodType = Nothing>(
  spec: Spec<Query, Body> & {
    handle(call: Given<Query, Body> & { readonly address: string | null }): Promise<unknown>
  },
): DescribedRoute {
  const { common, given, answerWith } = parts(spec)
  return {
    ...common,
    open: true,
    handle: async (call) => answerWith(await spec.handle({ ...given(call), address: call.address })),
  }
}

function parts<Query extends z.ZodType, Body extends z.ZodType>(spec: Spec<Query, Body>) {
  const { method, path, summary, answer, bodyLimit } = spec
  // Without a schema the type parameter is Nothing, which the compiler cannot know here.
  const query = (spec.query ?? NOTHING) as Query
  const body = (spec.body ?? NOTHING) as Body
  const status = spec.status ?? (answer ? 200 : 204)
  return {
    common: {
      method,
      path,
      description: { summary, query, body: spec.body, status, answer },
      ...(bodyLimit !== undefined && { bodyLimit }),
    },
    given: (call: Call): Given<Query, Body> => ({
      params: call.params,
      query: parseInput(query, Object.fromEntries(call.query), "query"),
      body: parseInput(body, call.body ?? {}, "body"),
    }),
    answerWith: (json: unknown): Answer => (answer ? { status, json } : { status }),
  }
}
