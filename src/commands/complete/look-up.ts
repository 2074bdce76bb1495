import { pathsFor } from "../../config/paths.ts"
import { readProfiles } from "../../config/profiles.ts"
import { SETTING_NAMES } from "../../config/setting-names.ts"
import { readSettings } from "../../config/settings.ts"
import type { ValueKind } from "../complete.ts"
import type { Context } from "../context.ts"

interface Found {
  readonly value: string
  readonly description: string
}

const STATUSES = ["pending", "delivered", "answered", "failed"]

/** Values of a kind. What a relay knows is asked of one that runs, and not waited for long. */
export async function lookUp(
  context: Context,
  kind: ValueKind,
  provider: string | undefined,
): Promise<readonly Found[]> {
  switch (kind) {
    case "provider": {
      const { providers } = await import("../../providers/catalogue.ts")
      return providers.map(({ id, name }) => ({ value: id, description: name }))
    }
    case "event":
      return await eventTypes(context, provider)
    case "profile":
      return named(Object.keys((await readProfiles(pathsFor(context.env))).profiles))
    case "framework": {
      const { PROJECT_NAMES } = await import("../project/project.ts")
      return Object.entries(PROJECT_NAMES).map(([value, description]) => ({ value, description }))
    }
    case "case": {
      const { CASES } = await import("../../check/cases.ts")
      return CASES.map(({ id, title }) => ({ value: id, description: title }))
    }
    case "status":
      return named(STATUSES)
    case "setting":
      return named(SETTING_NAMES)
    case "file":
      return []
    default: {
      const { askRelay } = await import("./ask-relay.ts")
      return await askRelay(context, kind)
    }
  }
}

async function eventTypes(context: Context, flag: string | undefined): Promise<readonly Found[]> {
  const { providers } = await import("../../providers/catalogue.ts")
  const { builtIn } = await import("../../providers/registry.ts")
  const setting = await readSettings(context, {}).catch(() => undefined)
  const chosen = builtIn(flag ?? setting?.provider?.value)
  const types = new Map<string, string>()
  for (const { events } of chosen ? [chosen] : providers)
    for (const { type, title } of events) if (!types.has(type)) types.set(type, title)
  return [...types].map(([value, description]) => ({ value, description }))
}

function named(values: readonly string[]): readonly Found[] {
  return values.map((value) => ({ value, description: "" }))
}
