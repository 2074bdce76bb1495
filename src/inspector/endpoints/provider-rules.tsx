import type { VNode } from "preact"
import type { ProviderDetailJson } from "../../domain/api-types.ts"

/** What a provider asks of an endpoint and gives it, to be read while the form is filled in. */
export function ProviderRules({ provider }: { readonly provider: ProviderDetailJson | undefined }): VNode {
  if (!provider)
    return (
      <aside class="provider-rules" aria-label="Rules">
        <p class="soft">Choose a provider: what it asks of an endpoint is told here.</p>
      </aside>
    )
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
