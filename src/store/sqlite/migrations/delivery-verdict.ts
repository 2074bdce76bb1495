/** What a delivery's listener found when it judged the signature, as JSON; null where nobody did. */
export const DELIVERY_VERDICT = `
ALTER TABLE deliveries ADD COLUMN verdict TEXT;
`
