/**
 * Items, and whether there is only one of them, known by reading two. What goes wrong with the second is thrown after
 * the first has been taken.
 */
export async function peekTwo<Item>(
  all: AsyncIterable<Item>,
): Promise<{ readonly isOnly: boolean; readonly items: AsyncIterable<Item> }> {
  const iterator = all[Symbol.asyncIterator]()
  const first = await iterator.next()
  const second = first.done === true ? first : await iterator.next().catch((error: unknown) => ({ error }))

  async function* items(): AsyncGenerator<Item> {
    try {
      if (first.done === true) return
      yield first.value
      if ("error" in second) throw second.error
      for (let next = second; next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { isOnly: "done" in second && second.done === true, items: items() }
}
