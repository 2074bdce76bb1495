// The characters of a ULID that tell its millisecond.
const TIME_CHARACTERS = 10

/** The shortest beginnings of ids that still tell these ids apart; ids of other kinds of APIs stay as they are. */
export function shortIds(ids: readonly string[]): ReadonlyMap<string, string> {
  const sorted = [...new Set(ids)].sort()
  return new Map(
    sorted.map((id, index) => {
      const near = Math.max(sharedLength(id, sorted[index - 1]), sharedLength(id, sorted[index + 1]))
      const kind = /^[a-z]+_/.exec(id)?.[0]
      return [id, kind ? id.slice(0, Math.max(kind.length + TIME_CHARACTERS, near + 1)) : id]
    }),
  )
}

function sharedLength(id: string, other: string | undefined): number {
  if (other === undefined) return 0
  let length = 0
  while (length < id.length && id[length] === other[length]) length += 1
  return length
}
