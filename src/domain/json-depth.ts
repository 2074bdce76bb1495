const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN = new Set([0x5b, 0x7b])
const CLOSE = new Set([0x5d, 0x7d])

/** Whether JSON has lists and objects inside each other more than `most` deep; found out before anything is built. */
export function nestsDeeperThan(most: number, json: Uint8Array): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]!
    if (byte === QUOTE) {
      at = endOfString(json, at)
      if (at === -1) return false
    } else if (OPEN.has(byte)) {
      depth += 1
      if (depth > most) return true
    } else if (CLOSE.has(byte)) depth -= 1
  }
  return false
}

/** Where the string that begins at `start` ends; -1: nowhere. */
function endOfString(json: Uint8Array, start: number): number {
  let end = json.indexOf(QUOTE, start + 1)
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf(QUOTE, end + 1)
  return end
}

function isEscaped(json: Uint8Array, at: number): boolean {
  let before = at - 1
  while (json[before] === BACKSLASH) before -= 1
  return (at - before) % 2 === 0
}
