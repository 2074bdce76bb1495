import type { Connection } from "../connection.ts"
import { sealPlainSecrets } from "../sealing/sealed-columns.ts"

/** Secrets of endpoints and inboxes are kept sealed; the columns stay, their text becomes sealed text. */
export function sealedSecrets(connection: Connection): void {
  sealPlainSecrets(connection)
}
