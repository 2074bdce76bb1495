import { resolve } from "node:path"
import type { PageNeeds } from "../support/doc-session.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const serve = (provider: string, port: number): string =>
  `serve node ${ROOT}/test/support/verifying-server.js ${port} ${provider} "$(whk secret ${provider} -q)"`

/** What pages need to run that is not written on them. */
export const NEEDS: Readonly<Record<string, PageNeeds>> = {
  "docs/check.md": {
    env: { GITHUB_WEBHOOK_SECRET: "a-secret-of-the-test" },
    before: `serve node ${ROOT}/test/support/verifying-server.js 3000 github "$GITHUB_WEBHOOK_SECRET"`,
  },
  "docs/listen.md": { env: { GITHUB_WEBHOOK_SECRET: "a-secret-of-the-test" } },
  "docs/relay.md": { placeholders: { "whk relay --data": "whk relay --port 4400 --data" } },
  "docs/sending.md": { before: `${serve("axiestudio", 3456)}\nserve whk relay --port 4400` },
}

/** Blocks that no test runs as they stand, and why. Their `whk` commands are read by the program all the same. */
export const NOT_RUN: readonly { readonly page: string; readonly begins: string; readonly why: string }[] = [
  { page: "docs/relay.md", begins: "npm install --global whk\n", why: "needs root and systemd" },
  { page: "docs/relay.md", begins: "docker build", why: "needs Docker" },
]

/** Pages whose commands a test of their own runs, because it looks at more than what is printed. */
export const RUN_BY: Readonly<Record<string, string>> = {
  "docs/relay.md": "test/docs/relay.test.ts",
}

/** Whether a block of a page is declared as one that is not run. */
export function isDeclared(page: string): (text: string) => boolean {
  return (text) => NOT_RUN.some((entry) => entry.page === page && text.startsWith(entry.begins))
}
