import { EventEmitter } from "node:events"
import { PassThrough } from "node:stream"
import { stripVTControlCharacters } from "node:util"
import { Chalk } from "chalk"
import { afterEach, beforeEach, expect, test } from "vitest"
import { type LiveActions, LiveView } from "../../../../src/commands/listen/live/live-view.ts"
import { FakeClock } from "../../../support/fake-clock.ts"
import { SETTLED } from "../../../ui/settled.ts"

const NOTHING = { headers: [], body: new Uint8Array(), bodyBytes: 0 }

/** The two streams of a terminal; while it is slow it takes one text and no more. */
class FakeTerminal {
  readonly frames: string[] = []
  readonly rawModes: boolean[] = []
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  isSlow = false
  readonly #keys = new PassThrough()

  constructor() {
    const { frames, rawModes } = this
    const screen = Object.assign(new EventEmitter(), {
      columns: 80,
      rows: 24,
      writableNeedDrain: false,
      write: (text: string) => {
        frames.push(text)
        screen.writableNeedDrain = this.isSlow
      },
    })
    this.stdin = Object.assign(this.#keys, {
      setRawMode: (isRaw: boolean) => void rawModes.push(isRaw),
    }) as unknown as NodeJS.ReadStream
    this.stdout = screen as unknown as NodeJS.WriteStream
  }

  get last(): string {
    return stripVTControlCharacters(this.frames.at(-1) ?? "")
  }

  /** What was held up is on the screen now. */
  catchUp(): void {
    this.isSlow = false
    Object.assign(this.stdout, { writableNeedDrain: false })
  }

  /** Resolves when the key has done what it does. */
  async press(text: string): Promise<void> {
    this.#keys.write(text)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const NO_ACTIONS: LiveActions = {
  replay: (delivery) => Promise.resolve(`Sent ${delivery} again.`),
  openInspector: () => Promise.reject(new Error("No relay answers.")),
}

let terminal: FakeTerminal
let clock: FakeClock
let view: LiveView

beforeEach(() => {
  terminal = new FakeTerminal()
  clock = new FakeClock()
  const { stdin, stdout } = terminal
  view = new LiveView({ stdin, stdout, color: new Chalk({ level: 0 }), clock, actions: NO_ACTIONS })
  view.model.connected(0)
  view.model.ready({ url: "http://a/in/1", isLocalOnly: false, forward: "localhost:1", inspector: null })
})

afterEach(() => view.close())

function settle(event: string): void {
  view.model.arrived({ answers: 1, wasQueued: false, verified: null })
  view.model.settled({ settled: { ...SETTLED, event }, causes: () => [], request: NOTHING, answer: null })
  view.changed()
}

test("a thousand deliveries in a second are drawn at most twenty times, and none is left out", () => {
  clock.advance(0)
  terminal.frames.length = 0
  for (let count = 0; count < 1000; count += 1) {
    settle(`event.${count}`)
    clock.advance(1)
  }
  expect(terminal.frames.length).toBeGreaterThan(15)
  expect(terminal.frames.length).toBeLessThanOrEqual(21)
  view.close()
  // Rows above the view are written once; those in the view are drawn over.
  const names = terminal.frames.flatMap((frame) => frame.match(/event\.\d+/g) ?? [])
  expect(new Set(names)).toEqual(new Set(Array.from({ length: 1000 }, (_, index) => `event.${index}`)))
  const bytes = terminal.frames.reduce((sum, frame) => sum + frame.length, 0)
  expect(bytes / 1000).toBeLessThan(200)
})

test("nothing is drawn while nothing happens", () => {
  clock.advance(0)
  const { length } = terminal.frames
  clock.advance(60_000)
  expect(terminal.frames).toHaveLength(length)
  expect(clock.timers).toBe(0)
})

test("a terminal that is slow gets the newest frame when it is ready, and none in between", () => {
  clock.advance(0)
  terminal.isSlow = true
  settle("first.one")
  clock.advance(50)
  const { length } = terminal.frames
  for (let count = 0; count < 30; count += 1) {
    settle(`event.${count}`)
    clock.advance(50)
  }
  expect(terminal.frames).toHaveLength(length)
  terminal.catchUp()
  clock.advance(50)
  expect(terminal.frames).toHaveLength(length + 1)
  expect(terminal.last).toContain("event.29")
})

test("the answer to a key stands for five seconds, and then the keys are named again", async () => {
  settle("user.created")
  await terminal.press("r")
  clock.advance(50)
  expect(terminal.last).toContain(`Sent ${SETTLED.id} again.`)
  clock.advance(4949)
  expect(terminal.last).toContain(`Sent ${SETTLED.id} again.`)
  clock.advance(100)
  expect(terminal.last).not.toContain("again.")
  expect(terminal.last).toContain("r replay")
})

test("a key that fails says why, and the view goes on", async () => {
  await terminal.press("o")
  clock.advance(50)
  expect(terminal.last).toContain("No relay answers.")
  settle("user.created")
  clock.advance(50)
  expect(terminal.last).toContain("user.created")
})

test("after its end a view draws nothing more, and the terminal is as it was", () => {
  clock.advance(0)
  settle("user.created")
  clock.advance(50)
  view.close()
  expect(terminal.last).toContain("user.created")
  expect(terminal.frames.at(-1)).toContain("\u001b[?25h")
  expect(terminal.rawModes.at(-1)).toBe(false)
  const { length } = terminal.frames
  settle("user.updated")
  view.close()
  clock.advance(60_000)
  expect(terminal.frames).toHaveLength(length)
})
