import type { Call } from "./calls.ts"

/** How many bytes of bodies a call carries. */
export function bytesIn(call: Call): number {
  let total = 0
  for (const bytes of bytesOf(call.args)) total += bytes.length
  return total
}

/**
 * The calls with all their bytes moved into one fresh buffer, which can then be transferred. Without it the clone
 * of a Buffer that is a small view of a big slab would copy the whole slab.
 */
export function gatherBytes(calls: readonly Call[]): {
  readonly calls: Call[]
  readonly buffer: ArrayBuffer
} {
  const buffer = new ArrayBuffer(calls.reduce((total, call) => total + bytesIn(call), 0))
  let offset = 0
  const move = (bytes: Uint8Array): Uint8Array => {
    const view = new Uint8Array(buffer, offset, bytes.length)
    view.set(bytes)
    offset += bytes.length
    return view
  }
  return {
    calls: calls.map(({ method, args }) => ({ method, args: args.map((arg) => replaced(arg, move)) })),
    buffer,
  }
}

/** The buffers of all bytes in the answers, to be transferred instead of copied. */
export function buffersIn(values: readonly unknown[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const { buffer } of bytesOf(values)) if (buffer instanceof ArrayBuffer) buffers.add(buffer)
  return [...buffers]
}

// Bytes stand by themselves, as a property of a row, or in a list of rows: nowhere deeper. Looking no further keeps
// the walk off the long lists of headers.
function* bytesOf(values: readonly unknown[]): Generator<Uint8Array> {
  for (const value of values) {
    if (value instanceof Uint8Array) yield value
    else if (Array.isArray(value)) for (const row of value) yield* bytesOfRow(row)
    else yield* bytesOfRow(value)
  }
}

function* bytesOfRow(row: unknown): Generator<Uint8Array> {
  if (typeof row !== "object" || row === null) return
  for (const property of Object.values(row)) if (property instanceof Uint8Array) yield property
}

function replaced(value: unknown, move: (bytes: Uint8Array) => Uint8Array): unknown {
  if (value instanceof Uint8Array) return move(value)
  if (Array.isArray(value)) return value.map((row: unknown) => replacedInRow(row, move))
  return replacedInRow(value, move)
}

function replacedInRow(row: unknown, move: (bytes: Uint8Array) => Uint8Array): unknown {
  if (typeof row !== "object" || row === null) return row
  let copy: Record<string, unknown> | undefined
  for (const [key, property] of Object.entries(row)) {
    if (property instanceof Uint8Array) (copy ??= { ...row })[key] = move(property)
  }
  return copy ?? row
}
