import { emitKeypressEvents } from "node:readline"
import type { TerminalOut } from "./screen.ts"

/** A key as it was pressed. */
export interface Key {
  /** `a`, `up`, `return`, `escape`, `backspace`; empty for a character that has no name. */
  readonly name: string
  readonly ctrl: boolean
  /** What it writes, where it writes anything. */
  readonly text: string
}

export interface TerminalUser {
  onKey(key: Key): void
  onResize(): void
  /** The terminal is about to be somebody else's; nothing is written until `onResume`. */
  onSuspend(): void
  onResume(): void
  /** The process ends, by whatever way: what is to be left on the screen is written now or never. */
  onExit(): void
}

/** Node tells a lone Escape from the beginning of an arrow by the time that passes. */
const ESCAPE_MS = 50
/** Where nobody could wake a process up, it is not stopped, and goes on after this. */
const WAKE_MS = 50

/**
 * The terminal of a view: key by key instead of line by line, until it is closed. It is given back in order when the
 * process is suspended, when it ends, and when it crashes.
 */
export class LiveTerminal implements TerminalOut {
  readonly #stdin: NodeJS.ReadStream
  readonly #stdout: NodeJS.WriteStream
  readonly #user: TerminalUser
  #isOpen = true
  #isSuspended = false

  constructor(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream, user: TerminalUser) {
    this.#stdin = stdin
    this.#stdout = stdout
    this.#user = user
    // The types ask for a whole Interface, of which this alone is read.
    const timing = { escapeCodeTimeout: ESCAPE_MS } as unknown as Parameters<typeof emitKeypressEvents>[1]
    emitKeypressEvents(stdin, timing)
    stdin.on("keypress", this.#onKeypress)
    stdout.on("resize", this.#onResize)
    process.on("SIGCONT", this.#wake)
    if (process.platform !== "win32") process.on("SIGTSTP", this.#suspend)
    process.on("exit", this.#onExit)
    this.#takeKeys()
  }

  get columns(): number {
    return this.#stdout.columns || 80
  }

  get rows(): number {
    return this.#stdout.rows || 24
  }

  /** Whether the terminal takes what is written as fast as it comes. */
  get isBusy(): boolean {
    return this.#stdout.writableNeedDrain
  }

  write(text: string): void {
    if (!this.#isSuspended) this.#stdout.write(text)
  }

  /** As Ctrl-C does where nobody reads the keys. */
  interrupt(): void {
    process.emit("SIGINT")
  }

  /** As Ctrl-Z does: everybody in the foreground is stopped. */
  suspend(): void {
    if (process.platform !== "win32") process.kill(0, "SIGTSTP")
  }

  /** Gives the terminal back; again does nothing. */
  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#stdin.off("keypress", this.#onKeypress)
    this.#stdout.off("resize", this.#onResize)
    process.off("SIGCONT", this.#wake)
    process.off("SIGTSTP", this.#suspend)
    process.off("exit", this.#onExit)
    this.#stdin.setRawMode(false)
    this.#stdin.pause()
  }

  #takeKeys(): void {
    // Once off: Node would not ask the terminal for what it believes to be so.
    this.#stdin.setRawMode(false)
    this.#stdin.setRawMode(true)
    this.#stdin.resume()
  }

  readonly #onKeypress = (
    text: string | undefined,
    key: { name?: string; ctrl?: boolean; meta?: boolean } | undefined,
  ): void => {
    const name = key?.name ?? ""
    if (key?.meta === true && name !== "escape") return
    this.#user.onKey({ name, ctrl: key?.ctrl ?? false, text: text ?? "" })
  }

  readonly #onResize = (): void => {
    if (!this.#isSuspended) this.#user.onResize()
  }

  readonly #suspend = (): void => {
    if (this.#isSuspended) return
    this.#user.onSuspend()
    this.#isSuspended = true
    this.#stdin.setRawMode(false)
    // Without a listener the signal does what it is there for, and nothing where nobody could wake us.
    process.off("SIGTSTP", this.#suspend)
    process.kill(process.pid, "SIGTSTP")
    // After the stop a SIGCONT that has come is told before an immediate is run: it wakes us, and only once.
    setTimeout(() => setImmediate(() => this.#isSuspended && this.#wake()), WAKE_MS)
  }

  readonly #wake = (): void => {
    if (!this.#isOpen) return
    const wasSuspended = this.#isSuspended
    this.#isSuspended = false
    if (wasSuspended) process.on("SIGTSTP", this.#suspend)
    this.#takeKeys()
    this.#user.onResume()
  }

  readonly #onExit = (): void => this.#user.onExit()
}
