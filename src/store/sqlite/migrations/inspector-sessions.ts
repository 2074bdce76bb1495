/** Keys that end by themselves, and the key whose code opened them; both are null for a key that was made by hand. */
export const INSPECTOR_SESSIONS = `
ALTER TABLE keys ADD COLUMN expires_at INTEGER;
ALTER TABLE keys ADD COLUMN opened_by TEXT;
CREATE INDEX keys_by_opener ON keys (opened_by) WHERE opened_by IS NOT NULL;
`
