import type { VNode } from "preact"
import { useId } from "preact/hooks"
import type { EndpointCheckJson, ProviderDetailJson, ProviderJson } from "../../domain/api-types.ts"
import { Picker } from "../catalogue/picker.tsx"
import { Field } from "../parts/field.tsx"
import type { EndpointForm } from "./endpoint-form.ts"
import { EventTypesField } from "./event-types-field.tsx"
import { type FormField, type FormProblem, problemAt } from "./form-problems.ts"

interface EndpointFieldsProps {
  readonly form: EndpointForm
  readonly change: (changes: Partial<EndpointForm>) => void
  readonly providers: readonly ProviderJson[]
  readonly provider: ProviderDetailJson | undefined
  readonly check: EndpointCheckJson
  readonly missing: readonly FormProblem[]
  /** An endpoint that is there keeps its provider, and its secret is only rotated. */
  readonly isNew: boolean
}

/** The fields of an endpoint, each with what is wrong with it and what to do. */
export function EndpointFields(props: EndpointFieldsProps): VNode {
  const { form, change, providers, provider, check, missing, isNew } = props
  const problemOf = (field: FormField): string | undefined => {
    const problem = problemAt(field, check.problems, missing)
    return problem && `${problem.message} ${problem.hint}`
  }
  return (
    <div class="endpoint-fields">
      {isNew && (
        <Field
          label="Provider"
          hint="Whose events are sent there, and so how they are signed."
          problem={problemOf("provider")}
        >
          {(control) => (
            <Picker
              control={control}
              label="Providers"
              choices={providers.map(({ id, name }) => ({ id, title: name, note: id }))}
              picked={form.provider}
              onPick={(id) => id !== form.provider && change({ provider: id, events: [] })}
              placeholder={`Search ${providers.length} providers`}
            />
          )}
        </Field>
      )}
      <Field label="URL" hint="Where deliveries go." problem={problemOf("url")}>
        {(control) => (
          <input
            {...control}
            class="mono"
            type="url"
            autocomplete="off"
            placeholder="https://example.com/hooks"
            value={form.url}
            onInput={(event) => change({ url: event.currentTarget.value })}
          />
        )}
      </Field>
      {provider ? (
        <EventTypes
          provider={provider}
          chosen={form.events}
          onChoose={(events) => change({ events })}
          problem={problemOf("events")}
        />
      ) : (
        <Field label="Event types" hint="Choose a provider first." problem={problemOf("events")}>
          {(control) => <input {...control} disabled />}
        </Field>
      )}
      <Field label="Name (optional)" problem={problemOf("name")}>
        {(control) => (
          <input
            {...control}
            autocomplete="off"
            maxLength={200}
            value={form.name}
            onInput={(event) => change({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label="Description (optional)" problem={problemOf("description")}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            value={form.description}
            onInput={(event) => change({ description: event.currentTarget.value })}
          />
        )}
      </Field>
      {isNew && (
        <Field
          label="Secret (optional)"
          hint={`Leave it empty to have one made. ${provider?.secretRule ?? ""}`.trim()}
          problem={problemOf("secret")}
        >
          {(control) => (
            <input
              {...control}
              class="mono"
              autocomplete="off"
              spellcheck={false}
              value={form.secret}
              onInput={(event) => change({ secret: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
      {isNew && provider?.canBeInactive === true && (
        <label class="tick">
          <input
            type="checkbox"
            checked={form.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
          <span>Active: it gets deliveries from the start</span>
        </label>
      )}
    </div>
  )
}

function EventTypes({
  provider,
  chosen,
  onChoose,
  problem,
}: {
  readonly provider: ProviderDetailJson
  readonly chosen: readonly string[]
  readonly onChoose: (events: readonly string[]) => void
  readonly problem: string | undefined
}): VNode {
  const noteId = useId()
  return (
    <div class="field">
      <EventTypesField
        events={provider.events}
        chosen={chosen}
        onChoose={onChoose}
        describedBy={problem === undefined ? undefined : noteId}
        isInvalid={problem !== undefined}
      />
      {problem !== undefined && (
        <p id={noteId} class="field-note wrong">
          ✕ {problem}
        </p>
      )}
    </div>
  )
}
