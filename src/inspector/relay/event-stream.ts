/** One message of an event stream (WHATWG HTML, section 9.2). */
export interface StreamMessage {
  readonly event: string
  readonly data: string
}

/** Reads an event stream piece by piece; a piece may end anywhere. Gives the messages that are whole by now. */
export function createStreamReader(): (piece: string) => readonly StreamMessage[] {
  let rest = ""
  let event = ""
  let data: string[] = []
  let named = false

  function take(line: string): StreamMessage | undefined {
    if (line === "") {
      // Unlike a browser's EventSource: a name alone, without data, is a message too.
      const message =
        named || data.length > 0 ? { event: event || "message", data: data.join("\n") } : undefined
      event = ""
      data = []
      named = false
      return message
    }
    const [, field, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line)!
    if (field === "data") data.push(value)
    if (field === "event") {
      event = value
      named = true
    }
    return undefined
  }

  return (piece) => {
    rest += piece
    const messages: StreamMessage[] = []
    // A line break at the very end may be the first half of one: it waits for the next piece.
    const lines = /([^\r\n]*)(?:\r\n|\n|\r(?!$))/g
    let end = 0
    for (let found = lines.exec(rest); found; found = lines.exec(rest)) {
      const message = take(found[1]!)
      if (message) messages.push(message)
      end = lines.lastIndex
    }
    rest = rest.slice(end)
    return messages
  }
}
