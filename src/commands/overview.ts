import { EXIT } from "../errors.ts"
import { overviewView } from "../ui/overview-view.ts"
import type { Command } from "./context.ts"
import { nextCommands } from "./overview/next-commands.ts"
import { PROJECT_NAMES } from "./project/project.ts"
import { lookAround } from "./overview/situation.ts"

/** `whk` alone: what it can do, and the three most likely next commands. */
export const run: Command<object> = async (context) => {
  const situation = await lookAround(context)
  const next = nextCommands(situation)
  const framework = situation.framework && PROJECT_NAMES[situation.framework]
  context.out.value({ situation, next })
  context.out.data(overviewView({ ...situation, framework, next }, context.out))
  return EXIT.done
}
