import type { ServerResponse } from "node:http"
import type { Caller } from "../access/access.ts"
import type { Problem } from "./problem.ts"

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/** One request to a route, read in full. */
export interface Call {
  /** Decoded values of the path's `:name` segments. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The JSON body; undefined when there is none. */
  readonly body: unknown
  /** Where it comes from, as far as that can be believed. */
  readonly address: string | null
}

/** What goes back. Without `json` the body is empty. */
export interface Answer {
  readonly status: number
  readonly json?: unknown
  /** In place of `json`: writes the body itself, for as long as it takes, once the head is written. */
  readonly stream?: (response: ServerResponse) => void
  /** `application/json` unless told otherwise. */
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
}

interface RouteBase {
  readonly method: Method
  /** Literal segments and `:name` segments: `/v1/endpoints/:id`. A literal wins over a name. */
  readonly path: string
  /** Largest request body in bytes, 1 MiB unless told otherwise. */
  readonly bodyLimit?: number
  /** Only for an API key: a session of the inspector is refused. */
  readonly keyOnly?: true
}

/** A route as data. One without `open` runs only for a caller whose key is valid. */
export type Route =
  | (RouteBase & { readonly open?: never; handle(call: Call & { readonly caller: Caller }): Promise<Answer> })
  | (RouteBase & { readonly open: true; handle(call: Call): Promise<Answer> })

/** A set of routes below one prefix that share how callers prove who they are and how errors look. */
export interface Mount {
  /** `/v1`; of several mounts the longest prefix that fits the path speaks for it. */
  readonly prefix: string
  readonly routes: readonly Route[]
  /** Who sent this Authorization header, or null for nobody known. */
  authenticate(authorization: string | undefined): Promise<Caller | null>
  formatError(problem: Problem): Answer
}
