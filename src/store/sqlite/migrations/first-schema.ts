/*
 * A delivery's state is a small row of its own, because every attempt rewrites it; its head and body are written once
 * beside it. Ids sort in the order they were made, so new rows go to the end of each tree.
 */
export const FIRST_SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE workspaces (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;

CREATE TABLE keys (
  id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  last_four TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
CREATE INDEX keys_by_workspace ON keys (workspace, id);

CREATE TABLE endpoints (
  id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  provider TEXT NOT NULL,
  url TEXT NOT NULL,
  name TEXT,
  description TEXT,
  events TEXT NOT NULL,
  active INTEGER NOT NULL,
  secret TEXT,
  previous_secret TEXT,
  previous_until INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  search TEXT NOT NULL
) STRICT;
CREATE INDEX endpoints_by_workspace ON endpoints (workspace, id);

CREATE TABLE inboxes (
  id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  name TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  provider TEXT,
  offline TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (workspace, name)
) STRICT;

-- The id of an event may come from whoever publishes it, so it is unique within a workspace only.
CREATE TABLE events (
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  provider TEXT NOT NULL,
  type TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  content_type TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (workspace, id)
) STRICT;

CREATE TABLE deliveries (
  id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  inbox TEXT,
  endpoint TEXT,
  event TEXT,
  provider TEXT,
  event_type TEXT,
  created_at INTEGER NOT NULL,
  request INTEGER NOT NULL,
  body_bytes INTEGER NOT NULL,
  replay_of TEXT,
  status TEXT NOT NULL,
  next_attempt_at INTEGER,
  attempts INTEGER NOT NULL,
  response_status INTEGER,
  elapsed_ms REAL
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_by_workspace ON deliveries (workspace, id, inbox, event_type, created_at, status);
CREATE INDEX deliveries_by_endpoint ON deliveries (workspace, endpoint, id) WHERE endpoint IS NOT NULL;
CREATE INDEX deliveries_by_event ON deliveries (workspace, event, id) WHERE event IS NOT NULL;
CREATE INDEX due_at_inbox ON deliveries (inbox, next_attempt_at, id)
  WHERE status = 'pending' AND inbox IS NOT NULL;
CREATE INDEX due_at_endpoints ON deliveries (next_attempt_at, id, endpoint)
  WHERE status = 'pending' AND endpoint IS NOT NULL;

-- The head of a delivery's request as JSON, and its body where that is neither an event's nor in chunks.
CREATE TABLE requests (number INTEGER PRIMARY KEY, head TEXT NOT NULL, body BLOB) STRICT;

CREATE TABLE chunks (
  number INTEGER PRIMARY KEY,
  delivery TEXT NOT NULL,
  position INTEGER NOT NULL,
  body BLOB NOT NULL,
  UNIQUE (delivery, position)
) STRICT;

CREATE TABLE attempts (
  delivery TEXT NOT NULL,
  number INTEGER NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  url TEXT NOT NULL,
  outcome TEXT NOT NULL,
  status INTEGER,
  elapsed_ms REAL NOT NULL,
  detail TEXT,
  request_headers TEXT,
  response_headers TEXT,
  response_body BLOB,
  PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;
`
