import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import type { Framework } from "../../diagnosis/diagnosis.ts"
import { detectFramework } from "./framework.ts"

/** What a project is made with; `node` is a package.json without a framework that whk knows. */
export type ProjectFramework = Framework | "koa" | "node"

/** What people call them. */
export const PROJECT_NAMES: Readonly<Record<ProjectFramework, string>> = {
  express: "Express",
  fastify: "Fastify",
  nextjs: "Next.js",
  hono: "Hono",
  nestjs: "NestJS",
  koa: "Koa",
  node: "Node",
  flask: "Flask",
  django: "Django",
  fastapi: "FastAPI",
  rails: "Rails",
  laravel: "Laravel",
  spring: "Spring",
  go: "Go",
  aspnet: "ASP.NET",
}

/** What a folder's project is made with; undefined where nothing tells. */
export async function detectProject(folder: string): Promise<ProjectFramework | undefined> {
  const known = await detectFramework(folder)
  if (known) return known
  const manifest = await readFile(join(folder, "package.json"), "utf8").catch(() => undefined)
  if (manifest === undefined) return undefined
  return /"koa"\s*:/.test(manifest) ? "koa" : "node"
}

/** Whether a folder only holds packages in folders below it, as npm, yarn, bun and pnpm have them. */
export async function hasWorkspaces(folder: string): Promise<boolean> {
  if (existsSync(join(folder, "pnpm-workspace.yaml"))) return true
  const manifest = await readFile(join(folder, "package.json"), "utf8").catch(() => "")
  return /"workspaces"\s*:/.test(manifest)
}
