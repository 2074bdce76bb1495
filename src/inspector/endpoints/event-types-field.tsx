import type { VNode } from "preact"
import { useId, useState } from "preact/hooks"
import type { ProviderEventJson } from "../../domain/api-types.ts"
import { Button } from "../parts/button.tsx"
import { ALL_EVENTS, findEvents, toggleEvent, typedEvent } from "./event-choice.ts"

const NOTE: Partial<Record<ProviderEventJson["status"], string>> = {
  "test-only": "sent by a test only",
  "coming-soon": "coming soon",
}

interface EventTypesFieldProps {
  readonly events: readonly ProviderEventJson[]
  readonly chosen: readonly string[]
  readonly onChoose: (events: readonly string[]) => void
  readonly describedBy: string | undefined
  readonly isInvalid: boolean
}

/** The event types an endpoint gets: searched for, ticked, or all of them. */
export function EventTypesField(props: EventTypesFieldProps): VNode {
  const { events, chosen, onChoose, describedBy, isInvalid } = props
  const [search, setSearch] = useState("")
  const listId = useId()
  const found = findEvents(events, search)
  const typed = typedEvent(events, search, chosen)
  // What was typed in, or kept by an endpoint, without being in the provider's list.
  const others = chosen.filter((type) => type !== ALL_EVENTS && !events.some((event) => event.type === type))
  const toggle = (type: string): void => onChoose(toggleEvent(chosen, type))
  const add = (type: string): void => {
    toggle(type)
    setSearch("")
  }
  return (
    <fieldset class="event-types" aria-describedby={describedBy}>
      <legend>
        Event types <small>{chosenWords(chosen)}</small>
      </legend>
      <label class="tick">
        <input
          type="checkbox"
          aria-invalid={isInvalid || undefined}
          checked={chosen.includes(ALL_EVENTS)}
          onChange={() => toggle(ALL_EVENTS)}
        />
        <span>
          <code>*</code> all that can be subscribed to
        </span>
      </label>
      <input
        type="search"
        aria-label="Search event types"
        aria-controls={listId}
        placeholder={`Search ${events.length} event types, or write one: user.*`}
        value={search}
        onInput={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return
          event.preventDefault()
          if (typed !== undefined) add(typed)
          else if (found.length === 1) add(found[0]!.type)
        }}
      />
      <ul id={listId} tabIndex={-1}>
        {typed !== undefined && (
          <li>
            <Button kind="quiet" onClick={() => add(typed)}>
              Add “{typed}”
            </Button>
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
            note={NOTE[status]}
            isChosen={chosen.includes(type)}
            isRefused={status === "test-only"}
            onToggle={toggle}
          />
        ))}
        {found.length === 0 && typed === undefined && <li class="nothing">Nothing fits “{search}”.</li>}
      </ul>
    </fieldset>
  )
}

function chosenWords(chosen: readonly string[]): string {
  if (chosen.length === 0) return "none chosen"
  return chosen.includes(ALL_EVENTS) ? "all chosen" : `${chosen.length} chosen`
}

interface EventTickProps {
  readonly type: string
  readonly title: string
  readonly note?: string | undefined
  readonly isChosen: boolean
  readonly isRefused?: boolean
  readonly onToggle: (type: string) => void
}

function EventTick({ type, title, note, isChosen, isRefused = false, onToggle }: EventTickProps): VNode {
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
