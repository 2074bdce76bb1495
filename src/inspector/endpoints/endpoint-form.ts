import type { CreateEndpointJson, EndpointJson, UpdateEndpointJson } from "../../domain/api-types.ts"

/** What stands in the fields of the dialog that makes or changes an endpoint. Empty texts mean: not given. */
export interface EndpointForm {
  readonly provider: string
  readonly url: string
  readonly name: string
  readonly description: string
  readonly events: readonly string[]
  readonly secret: string
  readonly active: boolean
}

export const EMPTY_FORM: EndpointForm = {
  provider: "",
  url: "",
  name: "",
  description: "",
  events: [],
  secret: "",
  active: true,
}

/** The fields of an endpoint that is there; its secret is nowhere to be had. */
export function formOf({ provider, url, name, description, events, active }: EndpointJson): EndpointForm {
  return { provider, url, name: name ?? "", description: description ?? "", events, secret: "", active }
}

/** What is filled in so far, as `POST /v1/endpoints/check` takes it: what is not there yet is no problem yet. */
export function filledIn(form: EndpointForm): Partial<CreateEndpointJson> & { readonly provider: string } {
  const { provider, events, active } = form
  const url = form.url.trim()
  return {
    provider,
    ...(url !== "" && { url }),
    ...(events.length > 0 && { events }),
    ...(form.name !== "" && { name: form.name }),
    ...(form.description !== "" && { description: form.description }),
    ...(form.secret !== "" && { secret: form.secret }),
    ...(!active && { active }),
  }
}

/** What `POST /v1/endpoints` takes. */
export function createInput(form: EndpointForm): CreateEndpointJson {
  return { ...filledIn(form), url: form.url.trim(), events: form.events }
}

/** What `PATCH /v1/endpoints/:id` takes: only what differs from the endpoint. */
export function updateInput(endpoint: EndpointJson, form: EndpointForm): UpdateEndpointJson {
  const before = formOf(endpoint)
  const url = form.url.trim()
  return {
    ...(url !== before.url && { url }),
    ...(form.name !== before.name && { name: form.name === "" ? null : form.name }),
    ...(form.description !== before.description && {
      description: form.description === "" ? null : form.description,
    }),
    ...(!sameEvents(form.events, before.events) && { events: form.events }),
    ...(form.active !== before.active && { active: form.active }),
  }
}

function sameEvents(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((type) => right.includes(type))
}
