import { cleanText } from "../domain/text.ts"
import type { RelayEvent } from "../relay/edge/events.ts"
import type { Context } from "./context.ts"

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent"

export interface RelayLogFlags {
  readonly log?: "pretty" | "json"
  readonly logLevel: LogLevel
}

/** What a relay tells of itself on standard error while it runs. */
export interface RelayLog {
  observe(event: RelayEvent): void
  say(level: "info" | "error", text: string): void
  /** Writes what is still buffered. */
  close(): void
}

interface Line {
  readonly level: Exclude<LogLevel, "silent">
  /** The kind of line: `request`, `attempt` … */
  readonly about: string
  /** Every field is one of RelayEvent's, which are all that a log may show. */
  readonly fields: Readonly<Record<string, string | number | null>>
}

type Write = (line: Line) => void

const RANK: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 }

/** A line of JSON each for machines, through pino; a short line each for people. */
export async function openRelayLog(context: Context, flags: RelayLogFlags): Promise<RelayLog> {
  const isJson =
    flags.log === "json" || (flags.log === undefined && (context.out.json || !process.stderr.isTTY))
  const { write, close } = isJson ? await jsonWriter() : prettyWriter(context)
  const isDebugging = context.env["WHK_DEBUG"] === "1"
  const tell = (line: Line | undefined): void => {
    if (line && RANK[line.level] >= RANK[flags.logLevel]) write(line)
  }
  return {
    observe: (event) => tell(lineOf(event, isDebugging)),
    say: (level, text) => tell({ level, about: cleanText(text), fields: {} }),
    close,
  }
}

/** What an event is worth saying, if anything. */
function lineOf(event: RelayEvent, isDebugging: boolean): Line | undefined {
  switch (event.type) {
    case "request": {
      const { type, ...fields } = event
      return { level: levelOf(event), about: type, fields }
    }
    case "attempt":
    case "session": {
      const { type, ...fields } = event
      return { level: "info", about: type, fields }
    }
    case "disk":
    case "disabled": {
      const { type, ...fields } = event
      return { level: "warn", about: type, fields }
    }
    case "bug":
      return { level: "error", about: "bug", fields: { error: describeBug(event.error, isDebugging) } }
    default:
      return undefined
  }
}

const SUSPICIOUS = new Set(["host", "origin", "csrf", "source"])

function levelOf({ route, status, refused }: Extract<RelayEvent, { type: "request" }>): Line["level"] {
  if (refused !== undefined && SUSPICIOUS.has(refused)) return "warn"
  // A load balancer asks every few seconds.
  if (route === "health" || route === "metrics") return "debug"
  return status !== null && status >= 500 && route !== "ingest" ? "warn" : "info"
}

/** An error's own words may quote a body, so they are shown only to whoever asked for them. */
export function describeBug(error: unknown, isDebugging: boolean): string {
  if (isDebugging)
    return cleanText(error instanceof Error ? (error.stack ?? error.message) : String(error), 4000)
  if (!(error instanceof Error)) return "not an error"
  return "code" in error ? `${error.name} ${cleanText(String(error.code), 50)}` : error.name
}

/** How late a line may be. */
const FLUSH_EVERY_MS = 50

async function jsonWriter(): Promise<{ readonly write: Write; readonly close: () => void }> {
  const { pino } = await import("pino")
  // A write for every line would cost more than the line: they are written together, soon.
  const destination = pino.destination({
    dest: process.stderr.fd,
    sync: false,
    minLength: 8192,
    periodicFlush: FLUSH_EVERY_MS,
  })
  // Whoever read the log has left; deliveries go on.
  destination.on("error", () => {})
  const logger = pino(
    {
      level: "debug",
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
  return {
    write: ({ level, about, fields }) => logger[level](fields, about),
    close() {
      try {
        destination.flushSync()
      } catch {
        // Nobody reads it any more.
      }
    },
  }
}

function prettyWriter({ out, clock }: Context): { readonly write: Write; readonly close: () => void } {
  return {
    write({ level, about, fields }) {
      const time = new Date(clock.now()).toTimeString().slice(0, 8)
      const words = Object.entries(fields).map(([name, value]) => wordOf(name, value))
      const text = [about, ...words.filter((word) => word !== "")].join("  ")
      if (level === "info" || level === "debug") out.talk(`${out.talkColor.dim(time)}  ${text}`)
      else out.warn(text)
    },
    close() {},
  }
}

/** What says by itself what it is stands alone. */
function wordOf(name: string, value: string | number | null): string {
  if (value === null) return name === "status" ? "no answer" : ""
  if (name === "elapsedMs") return `${value} ms`
  if (name === "bytes") return `${value} bytes`
  return name === "refused" || name === "attempt" || name === "error" ? `${name} ${value}` : String(value)
}
