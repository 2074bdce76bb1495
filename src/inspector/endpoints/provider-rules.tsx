import type { VNode } from "preact"
import type { ProviderDetailJson } from "../../domain/api-types.ts"

/** What a provider asks of an endpoint and gives it, to be read while the form is filled in. */
export function ProviderRules({ provider }: { readonly provider: ProviderDetailJson }): VNode {
  const { name, rules, schedule, assumed } = provider
  return (
    <aside class="provider-rules" aria-label={`Rules of ${name}`}>
      <h3>What {name} asks of an endpoint</h3>
      <ul>
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
        <li>Attempts: {schedule}.</li>
      </ul>
      {assumed.length > 0 && (
        <details>
          <summary>
            Not documented by {name}, so assumed ({assumed.length})
          </summary>
          <ul>
            {assumed.map((value) => (
              <li key={value}>{value}</li>
            ))}
          </ul>
        </details>
      )}
    </aside>
  )
}
