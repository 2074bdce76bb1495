import { createParser, type EventSourceMessage } from "eventsource-parser"
import type { DeliveryJson } from "../domain/api-types.ts"
import { WhkError } from "../errors.ts"
import type { Change } from "./management-api.ts"

/** No event of a relay is this long. */
const LONGEST_EVENT = 1024 * 1024

/** The changes in a relay's event stream. Events of other names are left out: a later relay may have more. */
export async function* readChanges(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Change> {
  const events: EventSourceMessage[] = []
  let isTooLong = false
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent: (event) => void events.push(event),
    onError: ({ type }) => void (isTooLong ||= type === "max-buffer-size-exceeded"),
  })
  const decoder = new TextDecoder()
  for await (const chunk of stream) {
    parser.feed(decoder.decode(chunk, { stream: true }))
    if (isTooLong) throw notChanges()
    for (const event of events.splice(0)) {
      if (event.event === "missed") yield { event: "missed" }
      if (event.event === "delivery") yield { event: "delivery", delivery: readDelivery(event.data) }
    }
  }
}

function readDelivery(data: string): DeliveryJson {
  try {
    const json: unknown = JSON.parse(data)
    if (isDelivery(json)) return json
  } catch {
    // Told below.
  }
  throw notChanges()
}

function isDelivery(json: unknown): json is DeliveryJson {
  if (typeof json !== "object" || json === null || !("id" in json) || !("status" in json)) return false
  return typeof json.id === "string" && typeof json.status === "string" && "createdAt" in json
}

function notChanges(): WhkError {
  return new WhkError("API_FAILED", "What tells of deliveries there is not a whk relay of this version.", {
    hint: "Check the address, and that the relay and this command are of the same version.",
  })
}
