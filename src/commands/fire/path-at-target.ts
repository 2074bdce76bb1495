import { splitUrl } from "../../capture/capture.ts"
import type { Target } from "../../domain/target.ts"

/** What the address of an inbox begins with, also behind a proxy's path; what follows is the provider's. */
const INBOX = /^(?:\/[^?]*?)?\/in\/[A-Za-z0-9_-]{24}(?=[/?]|$)/

/**
 * Where a captured request goes at a target: to the path that was captured if the target names none, else to the
 * target's. A query that was captured stays unless the target has one.
 */
export function atTarget(target: Target, capturedUrl: string): Target {
  const captured = splitUrl(capturedUrl).path.replace(INBOX, "")
  const [path = "", ...query] = captured.split("?")
  const search = query.length === 0 ? "" : `?${query.join("?")}`
  if (target.path === "/") return { ...target, path: `${path === "" ? "/" : path}${search}` }
  return target.path.includes("?") ? target : { ...target, path: target.path + search }
}
