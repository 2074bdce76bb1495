import { existsSync } from "node:fs"
import { join, relative } from "node:path"
import { PROJECT_FILE } from "../config/project-file.ts"
import { parseProjectFile } from "../config/project-schema.ts"
import { cleanText } from "../domain/text.ts"
import { EXIT, WhkError } from "../errors.ts"
import { writePlainFile } from "../files/plain-file.ts"
import { nameForFlag } from "../providers/registry.ts"
import { handlerFor } from "../snippets/handler.ts"
import { handlerText } from "../ui/handler-text.ts"
import { askToReplace } from "./init/questions.ts"
import type { Command, Context } from "./context.ts"
import { type InitFlags, type InitPlan, planInit } from "./init/plan.ts"
import { PROJECT_NAMES } from "./project/project.ts"

/** Finds out what the project is, writes its `whk.config.json`, and shows a handler for it. */
export const run: Command<InitFlags> = async (context, { options }) => {
  const { out, cwd, env } = context
  const path = join(cwd, PROJECT_FILE)
  const mayReplace = await mayWrite(context, path, options)
  if (!mayReplace) return EXIT.done
  const plan = await planInit(context, options)
  write(path, plan, mayReplace)
  const { framework, port } = plan
  const shown = framework ?? "node"
  const handler = handlerFor({
    framework: shown,
    provider: plan.provider,
    secretEnv: plan.secretEnv,
    path: plan.handlerPath,
    port: port.port,
  })
  const next = nextLines(context, plan)
  out.value({ path, config: plan.config, framework: framework ?? null, port, snippet: handler.code, next })
  out.talk(`${out.talkColor.green("Wrote")} ${cleanText(relative(cwd, path))}`)
  const found = framework === undefined ? "no framework that whk knows" : PROJECT_NAMES[framework]
  out.talk(out.talkColor.dim(`Found ${found}; port ${port.port} (${port.from}).\n`))
  out.talk(`${handlerText({ ...handler, provider: plan.provider, framework: PROJECT_NAMES[shown] })}\n`)
  out.data(handler.code.trimEnd())
  if (plan.provider.handshakes)
    out.talk(
      `\n${plan.provider.name} also asks an endpoint to prove itself, which is not in it: whk trigger --handshake --provider ${nameForFlag(plan.provider)} --to ${cleanText(plan.config.forward)}`,
    )
  if (plan.isWorkspaceRoot)
    out.talk(
      "\npackage.json has workspaces: run it in the folder of the app, where its framework and port are found.",
    )
  const ready = env[plan.secretEnv] ? "your server running" : "your server running under the same variable"
  out.talk(`\n${out.talkColor.bold(`Next, with ${ready}:`)}`)
  for (const line of next) out.talk(`  ${cleanText(line)}`)
  return EXIT.done
}

/** Whether the file may be written, and in the place of another one. Throws ALREADY_EXISTS where nobody can be asked. */
async function mayWrite(
  context: Context,
  path: string,
  { force }: InitFlags,
): Promise<"new" | "replace" | undefined> {
  if (!existsSync(path)) return "new"
  if (force) return "replace"
  if (!context.out.interactive)
    throw new WhkError("ALREADY_EXISTS", `"${path}" is there already.`, {
      hint: "Add --force to replace it, or change one setting: `whk config set provider github`.",
    })
  if (await askToReplace(context, PROJECT_FILE)) return "replace"
  context.out.talk("Nothing was written.")
  return undefined
}

function write(path: string, { config }: InitPlan, how: "new" | "replace"): void {
  const text = `${JSON.stringify(config, null, 2)}\n`
  // What is written is held to the same rules as what is read.
  parseProjectFile(text, path)
  if (!writePlainFile(path, text, { onlyNew: how === "new" }))
    throw new WhkError("ALREADY_EXISTS", `"${path}" was made by somebody else meanwhile.`, {
      hint: "Look at it, then add --force to replace it.",
    })
}

/** The three commands that lead to a verified event at the reader's own server. */
function nextLines({ env }: Context, plan: InitPlan): readonly string[] {
  const { provider, secretEnv, config } = plan
  const event = provider.testEvent ?? provider.events[0]?.type ?? "example.event"
  const trigger = `whk trigger ${event} --to ${config.forward}`
  const check = `whk check ${config.forward}`
  return env[secretEnv]
    ? [trigger, check, "whk listen --forward"]
    : [`export ${secretEnv}=$(whk secret ${nameForFlag(provider)})`, trigger, "whk listen --forward"]
}
