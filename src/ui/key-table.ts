import type { KeyJson } from "../domain/api-types.ts"
import { cleanText } from "../domain/text.ts"
import { relativeTime } from "./relative-time.ts"
import { type Column, leavingOut, renderTable } from "./table.ts"
import type { View } from "./view.ts"

const COLUMNS: readonly Column[] = [
  { title: "ID" },
  { title: "NAME", flexible: true },
  { title: "KEY" },
  { title: "CREATED" },
  { title: "STATUS" },
]

/** API keys as a table; `inUse` is the id of the one that asked for it. */
export function keyTable(
  keys: readonly KeyJson[],
  { color, columns: width, nowMs, inUse }: View & { readonly inUse: string | undefined },
): string {
  const rows = keys.map(({ id, name, lastFour, createdAt, revokedAt }) => [
    cleanText(id),
    cleanText(name),
    `…${cleanText(lastFour)}`,
    relativeTime(createdAt, nowMs),
    revokedAt === null
      ? id === inUse
        ? color.green("in use here")
        : "valid"
      : color.dim(`revoked ${relativeTime(revokedAt, nowMs)}`),
  ])
  return renderTable(leavingOut(["CREATED", "KEY"], { columns: COLUMNS, rows, width, color }))
}
