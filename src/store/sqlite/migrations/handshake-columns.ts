/** What the relay needs to answer a provider's handshake for an inbox. */
export const HANDSHAKE_COLUMNS = `
ALTER TABLE inboxes ADD COLUMN secret TEXT;
ALTER TABLE inboxes ADD COLUMN verify_token TEXT;
`
