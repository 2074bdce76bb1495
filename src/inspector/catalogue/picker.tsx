import { useSignal } from "@preact/signals"
import { useEffect, useId, useRef } from "preact/hooks"
import { matchesWords } from "./matches-words.ts"
import { nextActive } from "./next-active.ts"

/** One thing that can be picked. */
export interface Choice {
  readonly id: string
  readonly title: string
  /** Beside the title, smaller. */
  readonly note?: string
  /** Why it cannot be picked. */
  readonly refused?: string
}

/** A field that finds one of many as one types: arrows move, Enter picks, Escape gives up. */
export function Picker({
  label,
  choices,
  picked,
  onPick,
  placeholder,
  invalid = false,
  describedBy,
}: {
  readonly label: string
  readonly choices: readonly Choice[]
  readonly picked: string
  readonly onPick: (id: string) => void
  readonly placeholder: string
  readonly invalid?: boolean
  readonly describedBy?: string | undefined
}) {
  const id = useId()
  const search = useSignal<string | undefined>(undefined)
  const active = useSignal(0)
  const list = useRef<HTMLUListElement>(null)
  const isOpen = search.value !== undefined
  const found = choices.filter(({ id: choice, title }) => matchesWords(search.value ?? "", [choice, title]))
  const open = (text: string): void => {
    search.value = text
    active.value = 0
  }
  const close = (): void => void (search.value = undefined)
  const pick = (choice: Choice | undefined): void => {
    if (!choice || choice.refused !== undefined) return
    close()
    onPick(choice.id)
  }
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" })
  }, [active.value, isOpen])

  const onKeyDown = (event: KeyboardEvent): void => {
    const moved = nextActive(event.key, active.value, found.length)
    if (moved !== undefined) {
      event.preventDefault()
      if (isOpen) active.value = moved
      else open("")
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault()
      pick(found[active.value])
    } else if (event.key === "Escape" && isOpen) {
      // Only the list is closed, not the dialog around it.
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  }

  return (
    <div class="picker">
      <input
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found.length > 0 ? `${id}-${active.value}` : undefined}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={placeholder}
        value={search.value ?? choices.find((choice) => choice.id === picked)?.title ?? picked}
        onFocus={(event) => event.currentTarget.select()}
        onClick={() => !isOpen && open("")}
        onInput={(event) => open(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <ul id={`${id}-list`} ref={list} role="listbox" aria-label={label} hidden={!isOpen}>
        {isOpen &&
          found.map((choice, at) => (
            <li
              key={choice.id}
              id={`${id}-${at}`}
              role="option"
              aria-selected={at === active.value}
              aria-disabled={choice.refused !== undefined}
              // The field must not lose the focus before the click arrives.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(choice)}
            >
              <span>{choice.title}</span>
              <small>{choice.refused ?? choice.note}</small>
            </li>
          ))}
        {isOpen && found.length === 0 && (
          <li class="none" role="option" aria-selected={false} aria-disabled>
            Nothing fits “{search.value}”.
          </li>
        )}
      </ul>
    </div>
  )
}
