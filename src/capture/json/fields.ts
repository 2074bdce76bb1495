import { isJsonObject } from "../../domain/json.ts"
import type { WhkError } from "../../errors.ts"
import { decodeBase64 } from "../base64.ts"
import { invalid } from "../reading.ts"

interface TypeNames {
  string: string
  number: number
  boolean: boolean
}

/** Reads the fields of one JSON object, and says which of them is wrong. */
export class Fields {
  readonly object: Readonly<Record<string, unknown>>
  readonly #place: string
  readonly #prefix: string

  /** `place` says where the object stands in its source, `prefix` where in the outermost object (`response.`). */
  constructor(json: unknown, place: string, prefix = "") {
    if (!isJsonObject(json)) {
      const what = prefix === "" ? place : `"${prefix.slice(0, -1)}" of ${place}`
      throw invalid(`${what} is not a JSON object.`)
    }
    this.object = json
    this.#place = place
    this.#prefix = prefix
  }

  value(name: string): unknown {
    return this.object[name]
  }

  optional<Type extends keyof TypeNames>(name: string, type: Type): TypeNames[Type] | undefined {
    const value = this.object[name]
    if (value === undefined || value === null) return undefined
    if (typeof value !== type) throw this.wrong(name, `not a ${type}`)
    return value as TypeNames[Type]
  }

  required<Type extends keyof TypeNames>(name: string, type: Type): TypeNames[Type] {
    const value = this.optional(name, type)
    if (value === undefined) throw this.wrong(name, "missing")
    return value
  }

  /** The object of that name, or undefined when there is none. */
  inner(name: string): Fields | undefined {
    const value = this.object[name]
    if (value === undefined || value === null) return undefined
    return new Fields(value, this.#place, `${this.#prefix}${name}.`)
  }

  requiredInner(name: string): Fields {
    const inner = this.inner(name)
    if (!inner) throw this.wrong(name, "missing")
    return inner
  }

  /** The bytes that base64 stands for. */
  bytes(name: string): Buffer {
    const decoded = decodeBase64(this.required(name, "string"))
    if (typeof decoded === "string") throw this.wrong(name, decoded)
    return decoded
  }

  /** The name of a field as errors show it. */
  name(name: string): string {
    return `"${this.#prefix}${name}" of ${this.#place}`
  }

  wrong(name: string, what: string): WhkError {
    const isMissing = this.object[name] === undefined
    return invalid(`${this.name(name)} is ${isMissing ? "missing" : what}.`)
  }
}
