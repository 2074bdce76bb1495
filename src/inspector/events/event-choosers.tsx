import type { VNode } from "preact"
import type { PreviewedJson } from "../../domain/api-types.ts"
import { Picker } from "../catalogue/picker.tsx"
import { useProviders } from "../catalogue/use-providers.ts"
import { typedEvent } from "../endpoints/event-choice.ts"
import { Field } from "../parts/field.tsx"
import type { DraftState } from "./draft-state.ts"

interface EventChoosersProps {
  readonly state: DraftState
  /** Who would get it now. */
  readonly receivers: PreviewedJson["endpoints"]
  /** Whose secret the preview is signed with; empty: an example's. */
  readonly endpoint: string
  readonly chooseEndpoint: (id: string) => void
}

/** Whose event, which one, and for whom it is signed in the preview. */
export function EventChoosers({ state, receivers, endpoint, chooseEndpoint }: EventChoosersProps): VNode {
  const providers = useProviders()
  const { providerId, provider, draft, pickProvider, pickEvent } = state
  // Nothing can be picked before the event is there that it takes the place of.
  const events = (draft && provider?.events) ?? []
  return (
    <div class="choosers">
      <Field label="Provider">
        {(control) => (
          <Picker
            control={control}
            label="Providers"
            choices={providers.map(({ id, name }) => ({ id, title: name, note: id }))}
            picked={providerId}
            onPick={pickProvider}
            placeholder={`Search ${providers.length} providers`}
          />
        )}
      </Field>
      <Field label="Event">
        {(control) => (
          <Picker
            control={control}
            label="Event types"
            choices={events
              .filter(({ status }) => status !== "test-only")
              .map(({ type, title }) => ({ id: type, title: type, note: title }))}
            picked={draft?.type ?? ""}
            onPick={pickEvent}
            placeholder="Search event types"
            typed={(search) => {
              const type = typedEvent(events, search, [])
              return type === undefined ? undefined : { id: type, title: type, note: "not in the list" }
            }}
          />
        )}
      </Field>
      <Field label="Signed for">
        {(control) => (
          <select
            {...control}
            value={endpoint}
            onChange={(event) => chooseEndpoint(event.currentTarget.value)}
          >
            <option value="">An example, with a secret made up</option>
            {receivers.map(({ id, url }) => (
              <option key={id} value={id}>
                {url}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  )
}
