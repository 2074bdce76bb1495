import type { VNode } from "preact"
import { Command } from "../parts/command.tsx"
import { inboxes } from "./places.ts"

const MOST_SHOWN = 5

/** How the first delivery comes: where to send one, once there is an inbox, else how to make one. */
export function FirstDelivery(): VNode {
  const known = inboxes.value ?? []
  return (
    <div class="list-first">
      <h2>No delivery yet</h2>
      {known.length === 0 ? (
        <>
          <p>Start a listener, which prints the address to give to a provider:</p>
          <Command text="whk listen --forward 3000" />
        </>
      ) : (
        <p>Give a provider the address of an inbox:</p>
      )}
      {known.slice(0, MOST_SHOWN).map(({ id, name, url, listening }) => (
        <div key={id} class="list-inbox">
          <p>
            {name}{" "}
            <span class="soft">{listening ? "listening" : "nobody listens now: what comes waits"}</span>
          </p>
          <Command text={url} label="Copy address" />
        </div>
      ))}
      <p>{known.length === 0 ? "Then" : "Or"} send something to it yourself:</p>
      <Command text={`whk trigger user.created --to ${known[0]?.url ?? "<that address>"}`} />
    </div>
  )
}
