import { useSignal } from "@preact/signals"
import type { VNode } from "preact"
import { useEffect, useRef } from "preact/hooks"
import type { FieldControl } from "../parts/field.tsx"
import { matchesWords } from "./matches-words.ts"
import { nextActive } from "./next-active.ts"

/** One thing that can be picked. */
export interface Choice {
  readonly id: string
  readonly title: string
  /** Beside the title, smaller. */
  readonly note?: string
}

interface PickerProps {
  /** The field it stands in. */
  readonly control: FieldControl
  /** What is picked, for the list: `Providers`. */
  readonly label: string
  readonly choices: readonly Choice[]
  readonly picked: string
  readonly onPick: (id: string) => void
  readonly placeholder: string
  /** What a search stands for beside what is listed, if it may be picked. */
  readonly typed?: (search: string) => Choice | undefined
}

/** A field that finds one of many as one types: arrows move, Enter picks, Escape gives up. */
export function Picker({ control, label, choices, picked, onPick, placeholder, typed }: PickerProps): VNode {
  /** Undefined while the list is closed. A signal, because a key may come before what was typed is drawn. */
  const search = useSignal<string | undefined>(undefined)
  const active = useSignal(0)
  const list = useRef<HTMLUListElement>(null)
  const isOpen = search.value !== undefined
  const listId = `${control.id}-list`

  function find(text: string): readonly Choice[] {
    const fitting = choices.filter(({ id, title }) => matchesWords(text, [id, title]))
    // What is written in full is meant, although it stands in others, too.
    const exact = fitting.find(({ id }) => id === text)
    const own = typed?.(text)
    const rest = fitting.filter((choice) => choice !== exact)
    return [...(exact ? [exact] : []), ...rest, ...(own ? [own] : [])]
  }

  const open = (text: string): void => {
    search.value = text
    active.value = 0
  }
  const close = (): void => void (search.value = undefined)
  const pick = (choice: Choice | undefined): void => {
    if (!choice) return
    close()
    onPick(choice.id)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const text = search.value
    const found = text === undefined ? [] : find(text)
    const moved = nextActive(event.key, active.value, found.length)
    if (moved !== undefined) {
      event.preventDefault()
      if (text === undefined) open("")
      else active.value = moved
    } else if (event.key === "Enter" && text !== undefined) {
      event.preventDefault()
      pick(found[active.value])
    } else if (event.key === "Escape" && text !== undefined) {
      // Only the list is closed, not the dialog around it.
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  }
  const found = find(search.value ?? "")
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" })
  }, [active.value, isOpen])

  return (
    <div class="picker">
      <input
        {...control}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        // Until it is known what can be picked.
        disabled={choices.length === 0}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found.length > 0 ? `${listId}-${active.value}` : undefined}
        placeholder={placeholder}
        value={search.value ?? choices.find(({ id }) => id === picked)?.title ?? picked}
        onFocus={(event) => event.currentTarget.select()}
        onClick={() => !isOpen && open("")}
        onInput={(event) => open(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <ul id={listId} ref={list} role="listbox" aria-label={label} hidden={!isOpen}>
        {isOpen &&
          found.map((choice, at) => (
            <li
              key={choice.id}
              id={`${listId}-${at}`}
              role="option"
              aria-selected={at === active.value}
              // The field must not lose the focus before the click arrives.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(choice)}
            >
              <span>{choice.title}</span> {choice.note !== undefined && <small>{choice.note}</small>}
            </li>
          ))}
        {isOpen && found.length === 0 && (
          <li class="nothing" role="option" aria-selected={false} aria-disabled>
            Nothing fits “{search.value}”.
          </li>
        )}
      </ul>
    </div>
  )
}
