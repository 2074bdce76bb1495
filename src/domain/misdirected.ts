/** The status of a server that was asked by a name that is not its own (RFC 9110, section 15.5.20); a relay is strict. */
export const MISDIRECTED = 421

/** What whoever asked can do about it. */
export const MISDIRECTED_HINT =
  "Ask it by its own name: the one given to the relay with --public-url, or localhost with its port."
