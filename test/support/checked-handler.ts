import { type Handle, handleRightly, type Received, serve } from "../../src/check/self-test/receiver.ts"
import { findProvider } from "../../src/providers/registry.ts"
import { runWhk, type WhkOptions, type WhkResult } from "./run-whk.ts"

export const CHECK_SECRET = "a secret that is long enough for everybody"

/** A GitHub handler of this process to run `whk check` against, and what it received. */
export async function checkedHandler(handle: Handle = handleRightly) {
  const received: Received[] = []
  const receiver = { provider: findProvider("github"), secret: CHECK_SECRET, verifyToken: "whk-verify-token" }
  const server = await serve(receiver, (one, by) => {
    received.push(one)
    return handle(one, by)
  })
  const check = (args: readonly string[] = [], options?: WhkOptions): Promise<WhkResult> =>
    checkGithub(server.url, args, options)
  return { url: server.url, received, check, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

export function checkGithub(
  target: string,
  args: readonly string[] = [],
  options: WhkOptions = {},
): Promise<WhkResult> {
  return runWhk(["check", target, "--provider", "github", "--secret", CHECK_SECRET, ...args], options)
}
