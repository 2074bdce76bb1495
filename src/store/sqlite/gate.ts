/*
 * A process may exit while its store's thread is inside SQLite, and the packaged driver then aborts the whole process
 * with a code of its own. So the thread passes this gate around all its work, and an exit shuts it first.
 */

const IDLE = 0
const BUSY = 1
const SHUT = 2

// A disk that takes longer than this must not keep a process from ending.
const LONGEST_WAIT_MS = 5000

/** Shared by both threads; the store's thread is busy opening from the start. */
export function makeGate(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4)).fill(BUSY)
}

/** In the store's thread: runs the work unless the gate is shut, because the process is about to end. */
export function passGate(gate: Int32Array, work: () => void): void {
  if (Atomics.compareExchange(gate, 0, IDLE, BUSY) === SHUT) return
  try {
    work()
  } finally {
    leaveGate(gate)
  }
}

/** In the store's thread: says that the work is done. */
export function leaveGate(gate: Int32Array): void {
  Atomics.store(gate, 0, IDLE)
  Atomics.notify(gate, 0)
}

/** In the main thread: waits for the work under way and lets no more begin. */
export function shutGate(gate: Int32Array): void {
  const until = performance.now() + LONGEST_WAIT_MS
  while (Atomics.compareExchange(gate, 0, IDLE, SHUT) === BUSY && performance.now() < until) {
    Atomics.wait(gate, 0, BUSY, LONGEST_WAIT_MS)
  }
}
