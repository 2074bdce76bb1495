import { WhkError } from "../errors.ts"

/** A port from the command line; 0 takes a free one. */
export function parsePort(text: string, flag: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new WhkError("USAGE", `"${text}" is not a port.`, {
    hint: `Pass ${flag} a number from 0 to 65535; 0 takes a free one.`,
  })
}

/** A whole number of at least 1 from the command line. */
export function parseCount(text: string, flag: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new WhkError("USAGE", `"${text}" is not a number of at least 1.`, {
    hint: `Pass ${flag} a whole number, for example ${flag} 3.`,
  })
}

/** How many times faster than real time. */
export function parseTimeScale(text: string): number {
  const scale = Number(text)
  if (Number.isFinite(scale) && scale > 0) return scale
  throw new WhkError("USAGE", `"${text}" is not a time scale.`, {
    hint: "Pass --time-scale a number above 0: 60 makes a minute a second.",
  })
}

/** Deliveries in a second; 0 means that there is no limit. */
export function parseRate(text: string): number {
  const rate = Number(text)
  if (/^\d{1,7}(\.\d{1,3})?$/.test(text)) return rate
  throw new WhkError("USAGE", `"${text}" is not a number of deliveries.`, {
    hint: "Pass --rate a number of deliveries in a second, for example --rate 500; 0 takes the limit away.",
  })
}
