import { cleanText } from "./domain/text.ts"

/** Exit codes of the command line (public API, see docs/reference/errors.md). */
export const EXIT = {
  done: 0,
  bad: 1,
  usage: 2,
  denied: 3,
  notFound: 4,
  unreachable: 5,
  refused: 6,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const

/** Every code whk can fail with: the exit code it leads to and what to do when the thrower knows nothing better. */
const CATALOGUE = {
  USAGE: { exit: EXIT.usage, hint: "Run the command with --help to see its arguments." },
  VALUE_MISSING: { exit: EXIT.usage, hint: "Run the command with --help to see its arguments." },
  TARGET_INVALID: {
    exit: EXIT.usage,
    hint: "Pass a port, host:port or URL, for example localhost:3000/hooks.",
  },
  DURATION_INVALID: { exit: EXIT.usage, hint: "Use a number and a unit: 500ms, 30s, 5m, 24h or 7d." },
  SIZE_INVALID: { exit: EXIT.usage, hint: "Use a number and a unit: 512b, 64kb or 25mb (powers of 1024)." },
  TIME_INVALID: { exit: EXIT.usage, hint: "Use an ISO 8601 time or unix seconds." },
  HEADER_INVALID: {
    exit: EXIT.usage,
    hint: "Write a header as name:value, for example --header 'x-team: billing'.",
  },
  PROVIDER_INVALID: {
    exit: EXIT.usage,
    hint: "Run `whk providers --template` to see a provider file that works.",
  },
  PROVIDER_UNKNOWN: { exit: EXIT.usage, hint: "Run `whk providers` to see every provider." },
  EVENT_UNKNOWN: { exit: EXIT.usage, hint: "Run `whk events` to see every event type." },
  DATA_INVALID: { exit: EXIT.usage, hint: "Pass JSON, or @file with JSON in it." },
  PATH_UNKNOWN: { exit: EXIT.usage, hint: "Run `whk payload <event>` to see the fields that can be set." },
  FILE_UNREADABLE: { exit: EXIT.usage, hint: "Check the path and its permissions." },
  FILE_UNWRITABLE: { exit: EXIT.usage, hint: "Check the path, its permissions and the space on the disk." },
  CAPTURE_INVALID: {
    exit: EXIT.usage,
    hint: "Pass capture/1, a raw HTTP message, a HAR, a curl command, or JSON of webhook.site or ngrok.",
  },
  SECRET_INVALID: {
    exit: EXIT.usage,
    hint: "Pass the secret as the provider shows it, env:NAME, file:PATH or -.",
  },
  SECRET_MISSING: {
    exit: EXIT.usage,
    hint: "Pass --secret env:NAME, --secret file:PATH or --secret - (standard input).",
  },
  CONFIG_INVALID: { exit: EXIT.usage, hint: "Fix the file, or take the setting out." },
  STDIN_TWICE: {
    exit: EXIT.usage,
    hint: "Only one value can come from standard input; put the other one in a file.",
  },
  PORT_IN_USE: { exit: EXIT.usage, hint: "Pass another port with --port." },
  KEY_MISSING: { exit: EXIT.denied, hint: "Set WHK_API_KEY to a key of that relay or provider." },
  KEY_REFUSED: { exit: EXIT.denied, hint: "Set WHK_API_KEY to a key that is valid there." },
  NOT_FOUND: { exit: EXIT.notFound, hint: "Run the matching list command to see what exists." },
  ID_AMBIGUOUS: { exit: EXIT.usage, hint: "Give more characters of the id." },
  RELAY_UNREACHABLE: {
    exit: EXIT.unreachable,
    hint: "Start one with `whk relay`, or name another with --relay.",
  },
  TUNNEL_BROKEN: { exit: EXIT.unreachable, hint: "Run the same version of whk on both ends." },
  API_UNREACHABLE: { exit: EXIT.unreachable, hint: "Check the address given with --api and the network." },
  TARGET_UNREACHABLE: {
    exit: EXIT.unreachable,
    hint: "Start the server that should answer there, or name another target.",
  },
  RULE_REFUSED: { exit: EXIT.refused, hint: "Run `whk providers <id>` to see the provider's rules." },
  NOT_DOCUMENTED: { exit: EXIT.refused, hint: "Leave out --api to use the relay, which offers it." },
  DASHBOARD_ONLY: { exit: EXIT.refused, hint: "Leave out --api to use the relay, which offers it." },
  DATA_FOLDER_LOCKED: {
    exit: EXIT.refused,
    hint: "Stop the other relay, or pass another folder with --data.",
  },
  INBOX_BUSY: { exit: EXIT.refused, hint: "Choose another --inbox, or stop the other listener." },
  SESSION_REPLACED: {
    exit: EXIT.refused,
    hint: "Start this one again to take it back, or choose another --inbox.",
  },
  RATE_LIMITED: {
    exit: EXIT.refused,
    hint: "Wait as long as the Retry-After header says, then try again.",
  },
  ALREADY_EXISTS: { exit: EXIT.refused, hint: "Choose another name or id, or update the one that exists." },
  STORE_FAILED: {
    exit: EXIT.bug,
    hint: "Check the disk that holds the data folder: space, permissions, errors.",
  },
  SEAL_KEY_MISSING: {
    exit: EXIT.refused,
    hint: "Put that key back, or give it with WHK_SEAL_KEY or `whk relay --seal-key-file`; docs/secrets.md tells more.",
  },
  DELIVERY_DAMAGED: {
    exit: EXIT.refused,
    hint: "Check the disk that holds the data folder; the sender or a backup may still have the request.",
  },
  STORE_MISSING: {
    exit: EXIT.refused,
    hint: "Install without --omit=optional on Node 20, or use Node 22.13 or newer.",
  },
  QUESTION_LEFT: { exit: EXIT.interrupted, hint: "Give the values as flags to be asked nothing." },
  EDIT_LEFT: { exit: EXIT.bad, hint: "Edit it again, or change single fields with --set path=value." },
  NOBODY_SUBSCRIBED: {
    exit: EXIT.bad,
    hint: "Register an endpoint with `whk create`, or send it to one address with --to.",
  },
  BUG: { exit: EXIT.bug, hint: "Run again with WHK_DEBUG=1 and report what it prints." },
  DEMO_FAILED: {
    exit: EXIT.bad,
    hint: "Run again with WHK_DEBUG=1; if it fails again, report what it prints.",
  },
  API_FAILED: { exit: EXIT.bad, hint: "Check the address; if it is the right one, try again later." },
} as const

export type ErrorCode = keyof typeof CATALOGUE

/**
 * A broken promise that the user can act on: one line that says what is wrong, one that says what to do. Both are safe
 * to show, whatever they quote: no line breaks, no escape sequences, no endless values.
 */
export class WhkError extends Error {
  override readonly name = "WhkError"
  readonly code: ErrorCode
  readonly hint: string
  readonly exitCode: number

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(
      oneLine(message, LONGEST_MESSAGE),
      options.cause === undefined ? undefined : { cause: options.cause },
    )
    this.code = code
    this.hint = oneLine(options.hint ?? CATALOGUE[code].hint, LONGEST_HINT)
    this.exitCode = CATALOGUE[code].exit
  }
}

/** What was thrown as the user meets it: itself, a file that the system will not give, or a bug of ours. */
export function asWhkError(thrown: unknown): WhkError {
  if (thrown instanceof WhkError) return thrown
  const said = thrown instanceof Error ? thrown.message : String(thrown)
  // "ENOTDIR: not a directory, mkdir '/dev/null/run'": a folder or a file that is not as it has to be.
  const refusal = /^E[A-Z]+: (.+?), \w+ '(.+?)'/.exec(said)
  return refusal
    ? new WhkError("FILE_UNWRITABLE", `"${refusal[2]}" cannot be used: ${refusal[1]}.`, { cause: thrown })
    : new WhkError("BUG", `This is a bug in whk: ${said}`, { cause: thrown })
}

const LONGEST_MESSAGE = 400
/** A hint may name a dozen choices, or every step through a dashboard. */
const LONGEST_HINT = 2000

/** Cut in the middle: the end says what is wrong with a value that the beginning quotes. */
function oneLine(text: string, longest: number): string {
  const end = 150
  const line = text.length > longest ? `${text.slice(0, longest - end)}…${text.slice(-end)}` : text
  return cleanText(line, Infinity)
}

/** All codes with their exit code and default hint, for the documentation and its test. */
export const errorCatalogue: Readonly<Record<ErrorCode, { readonly exit: number; readonly hint: string }>> =
  CATALOGUE

/** The coded error that `run` throws, if it does; another one is thrown on. */
export function refusalOf(run: () => void): WhkError | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (error instanceof WhkError) return error
    throw error
  }
}
