import { readFile } from "node:fs/promises"
import { connect } from "node:net"
import { join } from "node:path"
import { PROJECT_NAMES, type ProjectFramework } from "./project.ts"

/** Where an app listens, and what says so. */
export interface FoundPort {
  readonly port: number
  readonly from: string
}

/** What each framework listens on unless it is told otherwise, from its own documentation. */
const USUAL_PORT: Readonly<Record<ProjectFramework, number>> = {
  express: 3000,
  fastify: 3000,
  nextjs: 3000,
  hono: 3000,
  nestjs: 3000,
  koa: 3000,
  node: 3000,
  flask: 5000,
  django: 8000,
  fastapi: 8000,
  rails: 3000,
  laravel: 8000,
  spring: 8080,
  go: 8080,
  aspnet: 5000,
}

/** `app.listen(3000)`, `listen({ port: 3000 })`, `process.env.PORT ?? 3000` in the sources of a Node app. */
const LISTEN = /(?:\.listen\(\s*(?:\{\s*port:\s*)?|PORT"?\]?\s*(?:\?\?|\|\||=)\s*["']?|\bport:\s*)(\d{2,5})\b/

/** Files with a port in them, the stronger first, and how it is written there. */
const WRITTEN: readonly (readonly [file: string, pattern: RegExp])[] = [
  [".env.local", /^\s*(?:export\s+)?PORT\s*=\s*["']?(\d{2,5})\b/m],
  [".env.development", /^\s*(?:export\s+)?PORT\s*=\s*["']?(\d{2,5})\b/m],
  [".env", /^\s*(?:export\s+)?PORT\s*=\s*["']?(\d{2,5})\b/m],
  ["package.json", /"(?:dev|start|serve)"\s*:\s*"[^"]*(?:--port[ =]|-p |PORT=)(\d{2,5})\b/],
  ["Procfile", /^web:.*(?:--port[ =]|-p |:)(\d{2,5})\b/m],
  ["config/puma.rb", /^\s*port\s+(\d{2,5})\b/m],
  ["src/main/resources/application.properties", /^\s*server\.port\s*=\s*(\d{2,5})\b/m],
  ["Properties/launchSettings.json", /"applicationUrl"\s*:\s*"[^"]*http:\/\/[^:"]+:(\d{2,5})/],
  ["server.js", LISTEN],
  ["index.js", LISTEN],
  ["app.js", LISTEN],
  ["src/index.js", LISTEN],
  ["src/server.ts", LISTEN],
  ["src/index.ts", LISTEN],
  ["src/main.ts", LISTEN],
  ["app.py", /\.run\([^)]*port\s*=\s*(\d{2,5})/],
  ["main.py", /\.run\([^)]*port\s*=\s*(\d{2,5})/],
  ["main.go", /ListenAndServe\("[^"]*:(\d{2,5})"/],
]

/**
 * The port of the project in a folder: the one that PORT gives, that its files name, that something listens on already,
 * or that its framework usually takes.
 */
export async function findPort(
  folder: string,
  framework: ProjectFramework | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<FoundPort> {
  const given = portOf(env["PORT"])
  if (given !== undefined) return { port: given, from: "PORT" }
  for (const [file, pattern] of WRITTEN) {
    const text = await readFile(join(folder, file), "utf8").catch(() => "")
    const port = portOf(pattern.exec(text)?.[1])
    if (port !== undefined) return { port, from: file }
  }
  const usual = framework === undefined ? 3000 : USUAL_PORT[framework]
  for (const port of new Set([usual, 3000, 8000, 8080, 5000]))
    if (await takesConnections(port)) return { port, from: "something that listens there" }
  return {
    port: usual,
    from: framework === undefined ? "the usual one" : `what ${PROJECT_NAMES[framework]} usually takes`,
  }
}

/** Whether something listens on a port of this machine. */
export function takesConnections(port: number, host = "localhost"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 300 })
    const settle = (isTaken: boolean): void => {
      socket.destroy()
      resolve(isTaken)
    }
    socket.once("connect", () => settle(true)).once("error", () => settle(false))
    socket.once("timeout", () => settle(false))
  })
}

function portOf(text: string | undefined): number | undefined {
  const port = Number(text)
  return text !== undefined && /^\d{1,5}$/.test(text) && port > 0 && port <= 65_535 ? port : undefined
}
