/** What came in a span of time is counted without reading the rest. The entry is written once, with the delivery. */
export const DELIVERIES_BY_TIME = `
CREATE INDEX deliveries_by_time ON deliveries (workspace, created_at);
`
