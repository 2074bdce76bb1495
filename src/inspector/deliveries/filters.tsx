import type { VNode } from "preact"
import { Button } from "../parts/button.tsx"
import { type DeliveryFilter, STATUSES, type VerdictKind, VERDICTS } from "./filter.ts"
import { clear, filter, isPaused, ledger, providers, togglePause, view } from "./known.ts"
import { places } from "./places.ts"
import { STATUS_TITLE } from "./standing.ts"

const VERDICT_NAMES: Readonly<Record<VerdictKind, string>> = {
  verified: "verified",
  refused: "not verified",
  unjudged: "not judged",
}

const VERDICT_TITLES: Readonly<Record<VerdictKind, string>> = {
  verified: "The signature is right.",
  refused: "The signature is wrong or missing.",
  unjudged: "Nobody judged the signature.",
}

export const SEARCH_ID = "search"

/** Search, filters, pause and clear. */
export function Filters(): VNode {
  const { text, statuses, verdicts, provider, where } = filter.value
  return (
    <div class="filters" role="toolbar" aria-label="Filter the deliveries">
      <input
        id={SEARCH_ID}
        type="search"
        class="search"
        aria-label="Search in id, event, path, provider, method and status"
        placeholder="Search  /"
        spellcheck={false}
        value={text}
        onInput={(event) => change({ text: event.currentTarget.value })}
      />
      <div class="chips" role="group" aria-label="Status">
        {STATUSES.map((status) => (
          <Chip
            key={status}
            isOn={statuses.has(status)}
            title={STATUS_TITLE[status]}
            flip={() => change({ statuses: flip(statuses, status) })}
          >
            {status}
          </Chip>
        ))}
      </div>
      <div class="chips" role="group" aria-label="Signature">
        {VERDICTS.map((kind) => (
          <Chip
            key={kind}
            isOn={verdicts.has(kind)}
            title={VERDICT_TITLES[kind]}
            flip={() => change({ verdicts: flip(verdicts, kind) })}
          >
            {VERDICT_NAMES[kind]}
          </Chip>
        ))}
      </div>
      <Choice
        label="Provider"
        none="Any provider"
        value={provider}
        options={providers.value.map((id) => [id, id])}
        onChange={(value) => change({ provider: value })}
      />
      <Choice
        label="Inbox or endpoint"
        none="Anywhere"
        value={where}
        options={[...places.value]}
        onChange={(value) => change({ where: value })}
      />
      <span class="filters-end">
        <span class="soft count">{countText(view.value.rows.length, ledger.value.length)}</span>
        <Button
          kind={isPaused.value ? "primary" : "quiet"}
          onClick={togglePause}
          title={isPaused.value ? "New deliveries wait; p goes on" : "Holds the list still (p)"}
        >
          {isPaused.value ? "▶ Go on" : "‖ Pause"}
        </Button>
        <Button kind="quiet" onClick={clear} title="Hides what is here; nothing is deleted">
          Clear
        </Button>
      </span>
    </div>
  )
}

function change(part: Partial<DeliveryFilter>): void {
  filter.value = { ...filter.value, ...part }
}

function flip<Item>(set: ReadonlySet<Item>, item: Item): ReadonlySet<Item> {
  const flipped = new Set(set)
  if (!flipped.delete(item)) flipped.add(item)
  return flipped
}

function countText(shown: number, known: number): string {
  return shown === known ? known.toLocaleString() : `${shown.toLocaleString()} of ${known.toLocaleString()}`
}

interface ChipProps {
  readonly isOn: boolean
  readonly title: string
  readonly flip: () => void
  readonly children: string
}

function Chip({ isOn, title, flip: onClick, children }: ChipProps): VNode {
  return (
    <button type="button" class="chip" title={title} aria-pressed={isOn} onClick={onClick}>
      {children}
    </button>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly none: string
  readonly value: string
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly onChange: (value: string) => void
}

function Choice({ label, none, value, options, onChange }: ChoiceProps): VNode {
  return (
    <select
      class="choice"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">{none}</option>
      {options.map(([option, name]) => (
        <option key={option} value={option}>
          {name}
        </option>
      ))}
    </select>
  )
}
