/*
 * Who holds a delivery (its lease), who retries it, since when it has ended, and which provider ids were seen. A leased
 * delivery is in no queue; the partial indexes say so, so that a live delivery costs an entry in one of them only.
 */
export const DELIVERY_SEMANTICS = `
ALTER TABLE deliveries ADD COLUMN lease_until INTEGER;
ALTER TABLE deliveries ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN retries TEXT;
ALTER TABLE deliveries ADD COLUMN duplicates INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN ended_at INTEGER;
UPDATE deliveries SET ended_at = created_at WHERE status <> 'pending';

DROP INDEX due_at_inbox;
DROP INDEX due_at_endpoints;
CREATE INDEX due_at_inbox ON deliveries (inbox, next_attempt_at, id)
  WHERE status = 'pending' AND lease_until IS NULL AND inbox IS NOT NULL;
CREATE INDEX due_at_endpoints ON deliveries (next_attempt_at, id, endpoint)
  WHERE status = 'pending' AND lease_until IS NULL AND endpoint IS NOT NULL;
CREATE INDEX leased ON deliveries (lease_until, id) WHERE lease_until IS NOT NULL;

CREATE TABLE dedupe_keys (
  inbox TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash BLOB NOT NULL,
  delivery TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (inbox, key, body_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX dedupe_keys_by_age ON dedupe_keys (seen_at);

ALTER TABLE endpoints ADD COLUMN failing_since INTEGER;
ALTER TABLE endpoints ADD COLUMN disabled_why TEXT;

ALTER TABLE inboxes ADD COLUMN respond TEXT NOT NULL DEFAULT 'local';
ALTER TABLE inboxes ADD COLUMN retries TEXT;
ALTER TABLE inboxes ADD COLUMN max_backlog INTEGER;
`
