import type { Headers } from "../../domain/headers.ts"
import type { Json, Place } from "../provider.ts"

interface Written {
  readonly headers: Headers
  readonly envelope: Json
  readonly dataKey: string
  /** The data of every event type, as templates. */
  readonly samples: readonly { readonly type: string; readonly sample: Json }[]
}

/** Where a request says its event type or id, by where the placeholder stands alone; undefined where it does not. */
export function findPlace(
  placeholder: "{event}" | "{id}",
  { headers, envelope, dataKey, samples }: Written,
): Place | undefined {
  const header = headers.find(([, template]) => template === placeholder)
  if (header) return { header: header[0] }
  const [path] = pathsTo(envelope, (text) => text === placeholder)
  if (path !== undefined) return { path }
  const fits = (type: string) => (text: string) =>
    text === placeholder || (placeholder === "{event}" && text === type)
  const [first, ...others] = samples.map(({ type, sample }) => pathsTo(sample, fits(type)))
  const common = first?.find((candidate) => others.every((paths) => paths.includes(candidate)))
  if (common === undefined) return undefined
  return { path: dataKey === "" ? common : `${dataKey}.${common}` }
}

/** The dotted paths of the texts that fit; a key with a dot in it has no such path. */
function pathsTo(node: Json, fits: (text: string) => boolean): string[] {
  if (typeof node === "string") return fits(node) ? [""] : []
  if (typeof node !== "object" || node === null) return []
  return Object.entries(node).flatMap(([key, child]) =>
    key.includes(".")
      ? []
      : pathsTo(child as Json, fits).map((path) => (path === "" ? key : `${key}.${path}`)),
  )
}
