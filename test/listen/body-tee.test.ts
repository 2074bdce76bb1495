import { expect, test } from "vitest"
import { BodyTee } from "../../src/listen/body-tee.ts"

/** A body of these bytes, and how many chunks of it were asked for. */
function bodyOf(...bytes: readonly number[]) {
  const asked = { count: 0 }
  async function* body(): AsyncGenerator<Uint8Array, void> {
    for (const byte of bytes) {
      asked.count += 1
      yield Uint8Array.of(byte)
    }
  }
  return { body: body(), asked }
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<number[]> {
  const bytes: number[] = []
  for await (const chunk of body) bytes.push(...chunk)
  return bytes
}

test("every reader gets the same chunks in order", async () => {
  const { branches } = new BodyTee(bodyOf(1, 2, 3).body, 3)
  expect(await Promise.all(branches.map(readAll))).toEqual([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3],
  ])
})

test("nothing is taken from the body before the slowest reader wants more", async () => {
  const { body, asked } = bodyOf(1, 2, 3)
  const { branches } = new BodyTee(body, 2)
  const [fast, slow] = branches.map((branch) => branch[Symbol.asyncIterator]())
  await Promise.all([fast!.next(), slow!.next()])
  const ahead = fast!.next()
  await new Promise(setImmediate)
  expect(asked.count).toBe(1)
  await slow!.next()
  expect(await ahead).toEqual({ done: false, value: Uint8Array.of(2) })
})

test.each([
  ["that never began", async () => {}],
  ["that has read", async (iterator: AsyncIterator<Uint8Array>) => void iterator.next()],
])("a reader %s can be let go, and the others go on", async (_, begin) => {
  const tee = new BodyTee(bodyOf(1, 2).body, 2)
  await begin(tee.branches[1]![Symbol.asyncIterator]())
  const reading = readAll(tee.branches[0]!)
  tee.release(1)
  expect(await reading).toEqual([1, 2])
})

test("a reader that stops by itself is let go", async () => {
  const { branches } = new BodyTee(bodyOf(1, 2, 3).body, 2)
  const stopping = (async () => {
    for await (const _chunk of branches[1]!) break
  })()
  expect(await readAll(branches[0]!)).toEqual([1, 2, 3])
  await stopping
})

test("a body that breaks off breaks off for all", async () => {
  async function* breaking(): AsyncGenerator<Uint8Array, void> {
    yield Uint8Array.of(1)
    throw new Error("the body broke off")
  }
  const { branches } = new BodyTee(breaking(), 2)
  const ends = await Promise.allSettled(branches.map(readAll))
  expect(ends).toMatchObject([
    { status: "rejected", reason: { message: "the body broke off" } },
    { status: "rejected", reason: { message: "the body broke off" } },
  ])
})
