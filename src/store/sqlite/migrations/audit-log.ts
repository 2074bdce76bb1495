/*
 * Rows are only added; the triggers refuse what would change or remove one. The end of each workspace's chain is kept
 * apart, so that rows missing at the end are noticed as well.
 */
export const AUDIT_LOG = `
CREATE TABLE audit (
  workspace TEXT NOT NULL,
  number INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  actor TEXT,
  action TEXT NOT NULL,
  object TEXT,
  address TEXT,
  detail TEXT,
  before TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (workspace, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_heads (
  workspace TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
`
