import type { VNode } from "preact"
import { useEffect, useState } from "preact/hooks"
import type { DeliveryJson, ListPage, ProviderJson } from "../../../domain/api-types.ts"
import { Field } from "../../parts/field.tsx"
import { SecretField } from "../../parts/secret-field.tsx"
import { api } from "../../relay/api.ts"

/** How an edited delivery of an inbox is signed. */
export interface Signing {
  readonly isWanted: boolean
  /** Empty: the inbox's, or the one whose signature it carries. */
  readonly provider: string
  /** Empty: the inbox's own. */
  readonly secret: string
}

/** Signed anew unless somebody says otherwise: an edited body makes every old signature wrong. */
export function noSigning({ provider }: Pick<DeliveryJson, "provider">): Signing {
  return { isWanted: true, provider: provider ?? "", secret: "" }
}

interface SigningFieldsProps {
  readonly signing: Signing
  readonly onChange: (signing: Signing) => void
}

export function SigningFields({ signing, onChange }: SigningFieldsProps): VNode {
  const [providers, setProviders] = useState<readonly ProviderJson[]>([])
  useEffect(() => {
    void api
      .get<ListPage<ProviderJson>>("/v1/providers")
      .then((answer) => answer.ok && setProviders(answer.value.items))
  }, [])
  return (
    <fieldset class="signing">
      <legend>
        <label>
          <input
            type="checkbox"
            checked={signing.isWanted}
            onChange={(event) => onChange({ ...signing, isWanted: event.currentTarget.checked })}
          />{" "}
          Sign anew
        </label>
      </legend>
      {signing.isWanted ? (
        <div class="signing-fields">
          <Field label="Provider" hint="Whose scheme signs it.">
            {(field) => (
              <select
                {...field}
                value={signing.provider}
                onChange={(event) => onChange({ ...signing, provider: event.currentTarget.value })}
              >
                <option value="">As it is signed now</option>
                {optionsOf(providers, signing.provider).map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <SecretField
            hint="Not kept. Empty: the inbox's own."
            value={signing.secret}
            onValue={(secret) => onChange({ ...signing, secret })}
          />
        </div>
      ) : (
        <p class="soft">The headers are sent as they stand above.</p>
      )}
    </fieldset>
  )
}

/** A select shows only a value that it has. */
function optionsOf(
  providers: readonly ProviderJson[],
  chosen: string,
): readonly Pick<ProviderJson, "id" | "name">[] {
  if (chosen === "" || providers.some(({ id }) => id === chosen)) return providers
  return [{ id: chosen, name: chosen }, ...providers]
}
