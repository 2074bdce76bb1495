import { RAW_BODY } from "../diagnosis/fixes/raw-body.ts"
import type { Framework } from "../diagnosis/diagnosis.ts"
import { successStatus } from "../domain/delivery.ts"
import type { Provider } from "../providers/provider.ts"
import { isCoded } from "../signing/scheme.ts"
import { javascriptVerifier, libraryVerifier } from "./javascript.ts"
import { aspnet } from "./csharp.ts"
import { go } from "./go.ts"
import { spring } from "./java.ts"
import { NODE_HANDLERS } from "./node-frameworks.ts"
import { laravel } from "./php.ts"
import type { HandlerPlace, WriteByRule } from "./place.ts"
import { PYTHON_HANDLERS } from "./python.ts"
import { rails } from "./ruby.ts"
import { handlerRule } from "./rule.ts"

/** Handlers that are written from a rule alone. */
const RULE_HANDLERS = { ...PYTHON_HANDLERS, go, rails, laravel, spring, aspnet } as const satisfies Record<
  string,
  WriteByRule
>

/** What a handler can be written for. */
export type HandlerFramework = Framework | "koa" | "node"

export interface HandlerInput {
  readonly framework: HandlerFramework
  readonly provider: Provider
  /** The variable that holds the secret. */
  readonly secretEnv: string
  /** Where events are posted; begins with `/`. */
  readonly path: string
  readonly port: number
}

/** Code to begin with. */
export interface Handler {
  readonly code: string
  /**
   * False, outside Node, for a signature that takes more than a rule: it shows how to get at the raw bytes, and leaves
   * the verifying to a library or to the reader.
   */
  readonly verifies: boolean
  /** It imports whk. */
  readonly needsWhk: boolean
}

/** A handler that verifies a provider's events on the raw bytes, written for a framework. */
export function handlerFor(input: HandlerInput): Handler {
  const { framework, provider, secretEnv, path, port } = input
  const status = successStatus(provider.delivery.success)
  const place: HandlerPlace = { path, port, status }
  const rule = handlerRule(provider)
  // Nothing verifies what is not signed.
  const signs = isCoded(provider.scheme) || provider.scheme.algorithm !== "none"
  if (signs && isOn(NODE_HANDLERS, framework)) {
    const names = { secretEnv, typed: framework === "nextjs" || framework === "nestjs" }
    const code = rule
      ? javascriptVerifier(rule, names)
      : libraryVerifier(provider, { ...names, signsUrl: signsUrl(provider) })
    return { code: NODE_HANDLERS[framework](code, place), verifies: true, needsWhk: !rule }
  }
  if (rule && isOn(RULE_HANDLERS, framework))
    return {
      code: RULE_HANDLERS[framework](rule, { ...place, secretEnv }),
      verifies: true,
      needsWhk: false,
    }
  const raw = framework === "koa" || framework === "node" ? RAW_BODY.express : RAW_BODY[framework]
  return { code: `${raw}\n`, verifies: false, needsWhk: false }
}

function isOn<Handlers extends object>(
  handlers: Handlers,
  framework: HandlerFramework,
): framework is HandlerFramework & keyof Handlers {
  return Object.hasOwn(handlers, framework)
}

function signsUrl({ scheme }: Provider): boolean {
  return isCoded(scheme) ? /url/i.test(scheme.recipe.content) : scheme.content.includes("{url}")
}
