import { readFile } from "node:fs/promises"
import { join } from "node:path"
import type { Paths } from "../../config/paths.ts"
import { takesConnections } from "../project/port.ts"
import { type Finding, ok, problem, warning } from "./finding.ts"
import { askHealth } from "./health.ts"

type Environment = Readonly<Record<string, string | undefined>>

/** Node itself. */
export function nodeFinding(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return ok("node", `Node ${version}.`)
  return problem("node", `Node ${version} is too old: 20.19 or newer is needed.`, "nvm install --lts")
}

const LOCAL_NAMES = ["localhost", "127.0.0.1"]

/** Proxy variables that catch what is meant for this machine. whk's own requests go directly. */
export function proxyFinding(env: Environment): Finding {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) => [name, name.toLowerCase()])
  const set = names.filter((name) => env[name])
  if (set.length === 0) return ok("proxy", "No proxy variables are set.")
  const excepted = (env["NO_PROXY"] ?? env["no_proxy"] ?? "").split(/[\s,]+/)
  const missing = LOCAL_NAMES.filter((name) => !excepted.includes("*") && !excepted.includes(name))
  if (missing.length === 0) return ok("proxy", `${set.join(", ")}: not for localhost; whk goes directly.`)
  const all = [...excepted.filter((name) => name !== ""), ...missing, "::1"].join(",")
  return warning(
    "proxy",
    `${set.join(", ")} also catch${set.length === 1 ? "es" : ""} ${missing.join(" and ")}: curl and your app reach no local server. whk goes directly.`,
    `export NO_PROXY=${all} no_proxy=${all}`,
  )
}

const USUAL_PORT = 4400

/** The port that a relay takes here, where another program has it. */
export async function portFinding(paths: Paths, running: string | undefined): Promise<Finding> {
  const kept = Number(await readFile(join(paths.data, "port"), "utf8").catch(() => ""))
  const port = Number.isInteger(kept) && kept > 0 && kept < 65_536 ? kept : USUAL_PORT
  if (running !== undefined && new URL(running).port === String(port))
    return ok("port", `Port ${port} is the relay's.`)
  if (!(await takesConnections(port, "127.0.0.1"))) return ok("port", `Port ${port} is free for a relay.`)
  const health = await askHealth(`http://127.0.0.1:${port}`)
  const who = health.kind === "relay" ? "another whk relay, with a WHK_HOME of its own" : "another program"
  return warning(
    "port",
    `Port ${port} is taken by ${who}: a relay started here gets another one, and its URLs change.`,
    `whk relay --port ${port === 65_535 ? USUAL_PORT : port + 1}`,
  )
}
