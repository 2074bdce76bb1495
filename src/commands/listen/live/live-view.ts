import type { ChalkInstance } from "chalk"
import type { Clock, Timer } from "../../../domain/clock.ts"
import { cleanText } from "../../../domain/text.ts"
import { drawFrame, lastLines } from "../../../ui/live/frame.ts"
import { LiveModel } from "../../../ui/live/live-model.ts"
import { Screen } from "./screen.ts"
import { type Key, LiveTerminal } from "./terminal.ts"

/** What keys ask for that the view cannot do by itself. Resolves with what to say of it. */
export interface LiveActions {
  replay(delivery: string): Promise<string>
  openInspector(): Promise<string>
}

export interface LiveViewOptions {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly color: ChalkInstance
  readonly clock: Clock
  readonly actions: LiveActions
}

/** However much happens, the screen is drawn at most 20 times a second. */
const REDRAW_MS = 50
/** How long the answer to a key stands. */
const NOTICE_MS = 5000
const PAGE = 10

/** A live view on a terminal: draws its model when that has changed, and lets keys change it. */
export class LiveView {
  readonly model = new LiveModel()
  readonly #options: LiveViewOptions
  readonly #terminal: LiveTerminal
  readonly #screen: Screen
  #drawing: Timer | undefined
  #fading: Timer | undefined
  #drawnAt = -Infinity
  #isOver = false
  #hasQuit = false

  constructor(options: LiveViewOptions) {
    this.#options = options
    this.#terminal = new LiveTerminal(options.stdin, options.stdout, {
      onKey: (key) => this.#onKey(key),
      onResize: () => this.changed(),
      onSuspend: () => this.#screen.leave([]),
      onResume: () => this.#resume(),
      onExit: () => this.close(),
    })
    this.#screen = new Screen(this.#terminal)
    this.changed()
  }

  /** The model is another one: it is drawn as soon as that may be. */
  changed(): void {
    if (this.#drawing || this.#isOver) return
    const { clock } = this.#options
    const waitMs = Math.max(0, this.#drawnAt + REDRAW_MS - clock.now())
    this.#drawing = clock.startTimer(waitMs, () => this.#draw())
  }

  /** Leaves the rows on the screen as if they had been printed, and the terminal as it was found. Again does nothing. */
  close(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#drawing?.cancel()
    this.#fading?.cancel()
    this.#screen.leave(lastLines(this.model.state, this.#paper()))
    this.#terminal.close()
  }

  /** Whether a key has asked for the end. */
  get hasQuit(): boolean {
    return this.#hasQuit
  }

  #paper(): Parameters<typeof drawFrame>[1] {
    const { columns, rows } = this.#terminal
    return { columns, rows, color: this.#options.color }
  }

  #draw(): void {
    this.#drawing = undefined
    this.#drawnAt = this.#options.clock.now()
    if (this.#terminal.isBusy) return this.changed()
    const frame = drawFrame(this.model.state, this.#paper())
    this.#screen.draw(frame)
    this.model.drawn(frame)
  }

  #resume(): void {
    this.#screen.forget()
    this.changed()
  }

  #say(text: string | null): void {
    this.#fading?.cancel()
    this.model.notice(text)
    this.changed()
    if (text === null || this.#isOver) return
    this.#fading = this.#options.clock.startTimer(NOTICE_MS, () => this.#say(null))
  }

  #onKey(key: Key): void {
    if (key.ctrl) {
      if (key.name === "c") this.#terminal.interrupt()
      else if (key.name === "z") this.#terminal.suspend()
      else if (key.name === "l") this.#resume()
      return
    }
    const { mode } = this.model.state
    this.#say(null)
    if (mode.kind === "typing") this.#typed(key, mode.text)
    else if (mode.kind === "list") this.#pressed(key)
    else this.#pressedInPanel(key)
  }

  #pressed(key: Key): void {
    const { model } = this
    const { name } = key
    if (this.#pressedAnywhere(key)) return
    if (name === "j" || name === "down") model.move(1)
    else if (name === "k" || name === "up") model.move(-1)
    else if (name === "pagedown") model.move(PAGE)
    else if (name === "pageup") model.move(-PAGE)
    else if (name === "d" || name === "return") this.#detail()
    else if (name === "f" || key.text === "/") model.enter({ kind: "typing", text: model.state.filter })
    else if (key.text === "?") model.enter({ kind: "keys" })
    else if (name === "escape") model.filterBy("")
  }

  #pressedInPanel(key: Key): void {
    const { model } = this
    const { mode } = model.state
    const { name } = key
    if (this.#pressedAnywhere(key)) return
    if (name === "escape" || name === "d" || name === "return" || key.text === "?")
      return model.enter({ kind: "list" })
    if (mode.kind !== "detail") return
    const by: Readonly<Record<string, number>> = {
      j: 1,
      down: 1,
      k: -1,
      up: -1,
      pagedown: PAGE,
      pageup: -PAGE,
      space: PAGE,
    }
    model.enter({ ...mode, scroll: Math.max(0, mode.scroll + (by[name] ?? 0)) })
  }

  /** Keys that do the same wherever one is. */
  #pressedAnywhere({ name }: Key): boolean {
    if (name === "q") this.#quit()
    else if (name === "r") this.#replay()
    else if (name === "o") this.#act("Opening the inspector…", (actions) => actions.openInspector())
    else return false
    return true
  }

  #typed(key: Key, text: string): void {
    const { model } = this
    if (key.name === "return" || key.name === "enter" || key.name === "escape") {
      model.filterBy(key.name === "escape" ? "" : text)
      return model.enter({ kind: "list" })
    }
    // A character may be two units of text, and a pasted text many characters.
    if (key.name === "backspace") model.enter({ kind: "typing", text: text.replace(/.$/su, "") })
    else if (key.text !== "" && cleanText(key.text) === key.text)
      model.enter({ kind: "typing", text: (text + key.text).slice(0, LONGEST_FILTER) })
  }

  #detail(): void {
    const row = this.model.current
    if (row) this.model.enter({ kind: "detail", row: row.number, scroll: 0 })
    else this.#say("There is no delivery yet.")
  }

  #replay(): void {
    const { mode } = this.model.state
    const row = mode.kind === "detail" ? this.model.rowOf(mode.row) : this.model.current
    if (!row) return this.#say("There is no delivery yet.")
    const { id, event } = row.settled
    this.#act(`Sending ${event ?? id} again…`, (actions) => actions.replay(id))
  }

  #quit(): void {
    this.#hasQuit = true
    this.#terminal.interrupt()
  }

  #act(saying: string, action: (actions: LiveActions) => Promise<string>): void {
    this.#say(saying)
    void action(this.#options.actions)
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
      .then((said) => this.#say(said))
  }
}

const LONGEST_FILTER = 200
