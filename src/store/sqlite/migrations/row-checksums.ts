/** A checksum beside all bytes that are delivered, see `checksum.ts`; rows from before have none. */
export const ROW_CHECKSUMS = `
ALTER TABLE requests ADD COLUMN head_crc INTEGER;
ALTER TABLE requests ADD COLUMN body_crc INTEGER;
ALTER TABLE chunks ADD COLUMN crc INTEGER;
ALTER TABLE events ADD COLUMN body_crc INTEGER;
`
