import { useSignal } from "@preact/signals"
import { useId } from "preact/hooks"
import type { ProviderEventJson } from "../../domain/api-types.ts"
import { ALL_EVENTS, findEvents, toggleEvent, typedEvent } from "./event-choice.ts"

const REFUSED: Partial<Record<ProviderEventJson["status"], string>> = {
  "test-only": "sent by a test only",
  "coming-soon": "coming soon",
}

/** The event types an endpoint gets: searched for, ticked, or all of them. */
export function EventTypesField({
  events,
  chosen,
  onChoose,
  describedBy,
}: {
  readonly events: readonly ProviderEventJson[]
  readonly chosen: readonly string[]
  readonly onChoose: (events: readonly string[]) => void
  readonly describedBy?: string | undefined
}) {
  const search = useSignal("")
  const id = useId()
  const found = findEvents(events, search.value)
  const typed = typedEvent(events, search.value, chosen)
  // What was typed in, or kept by an endpoint, without being in the provider's list.
  const others = chosen.filter((type) => type !== ALL_EVENTS && !events.some((event) => event.type === type))
  const toggle = (type: string): void => onChoose(toggleEvent(chosen, type))
  const live = events.filter(({ status }) => status === "live").length
  return (
    <fieldset class="event-types" aria-describedby={describedBy}>
      <legend>Event types {chosen.length > 0 && <small>{chosenWords(chosen)}</small>}</legend>
      <label class="tick all">
        <input
          type="checkbox"
          checked={chosen.includes(ALL_EVENTS)}
          onChange={() => toggle(ALL_EVENTS)}
        />
        <span>
          <code>*</code> {live > 0 ? `All that can be subscribed to (${live.toLocaleString()})` : "All of them"}
        </span>
      </label>
      <input
        type="search"
        aria-label="Search event types"
        aria-controls={id}
        placeholder={`Search ${events.length.toLocaleString()} event types, or write one: user.*`}
        value={search.value}
        onInput={(event) => (search.value = event.currentTarget.value)}
      />
      <ul id={id}>
        {typed !== undefined && (
          <li>
            <button
              type="button"
              class="quiet"
              onClick={() => {
                toggle(typed)
                search.value = ""
              }}
            >
              Add “{typed}”
            </button>
          </li>
        )}
        {others.map((type) => (
          <EventTick key={type} type={type} title="" isChosen onToggle={toggle} />
        ))}
        {found.map(({ type, title, status }) => (
          <EventTick
            key={type}
            type={type}
            title={title}
            note={REFUSED[status]}
            isChosen={chosen.includes(type)}
            isRefused={status === "test-only"}
            onToggle={toggle}
          />
        ))}
        {found.length === 0 && typed === undefined && <li class="none">Nothing fits “{search.value}”.</li>}
      </ul>
    </fieldset>
  )
}

function chosenWords(chosen: readonly string[]): string {
  return chosen.includes(ALL_EVENTS) ? "all" : `${chosen.length.toLocaleString()} chosen`
}

function EventTick({
  type,
  title,
  note,
  isChosen,
  isRefused = false,
  onToggle,
}: {
  readonly type: string
  readonly title: string
  readonly note?: string | undefined
  readonly isChosen: boolean
  readonly isRefused?: boolean
  readonly onToggle: (type: string) => void
}) {
  return (
    <li>
      <label class="tick">
        <input
          type="checkbox"
          checked={isChosen}
          disabled={isRefused && !isChosen}
          onChange={() => onToggle(type)}
        />
        <span>
          <code>{type}</code> {note !== undefined && <em>{note}</em>} <small>{title}</small>
        </span>
      </label>
    </li>
  )
}
