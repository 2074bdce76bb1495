import type { ListPage } from "./shared.ts"

/** `GET /v1/audit`: the newest first. `head` is the end of the chain, kept apart from the entries. */
export interface AuditPageJson extends ListPage<AuditEntryJson> {
  readonly head: { readonly number: number; readonly hash: string } | null
}

/** One call that changed something, or what the relay noticed by itself. Each hash covers the entry before. */
export interface AuditEntryJson {
  readonly id: string
  readonly workspace: string
  readonly number: number
  readonly at: string
  /** The id of the API key. */
  readonly actor: string | null
  readonly action: string
  readonly object: string | null
  readonly address: string | null
  readonly detail: string | null
  readonly before: string
  readonly hash: string
}

/** Answer to `POST /v1/workspaces`: the new workspace and its first key, which is shown this once. */
export interface NewWorkspaceJson extends WorkspaceJson {
  readonly key: string
}

/** `GET /v1/workspace`: whose key this is. */
export interface WorkspaceJson {
  readonly id: string
  readonly name: string
  /** The key that asked; an older relay does not say it. */
  readonly keyId?: string
}

/** Answer to `POST /v1/inspector/codes`: opens the page once, within 60 seconds. `url` carries it behind a `#`. */
export interface InspectorCodeJson {
  readonly code: string
  readonly url: string
  readonly expiresAt: string
}

/** Answer to `POST /v1/inspector/sessions` with `{code}`: a key that ends by itself, for the page alone. */
export interface InspectorSessionJson {
  readonly token: string
  readonly expiresAt: string
}

export interface KeyJson {
  readonly id: string
  readonly name: string
  /** In the answer to create only. */
  readonly key?: string
  readonly lastFour: string
  readonly createdAt: string
  readonly revokedAt: string | null
}

/** `GET /healthz`, without a key: which relay this is. */
export interface HealthJson {
  readonly status: "ok"
  readonly instance: string
  readonly version: string
}
