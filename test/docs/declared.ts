import { resolve } from "node:path"
import { commandsOf } from "../support/doc-page.ts"
import type { PageNeeds } from "../support/doc-session.ts"

const ROOT = resolve(import.meta.dirname, "../..")
const serve = (provider: string, port: number): string =>
  `serve node ${ROOT}/test/support/verifying-server.js ${port} ${provider} "$(whk secret ${provider} -q)"`

const GITHUB = { GITHUB_WEBHOOK_SECRET: "a-secret-of-the-test" }

/** What pages need to run that is not written on them. */
export const NEEDS: Readonly<Record<string, PageNeeds>> = {
  "docs/captures.md": {
    env: { WEBHOOK_SECRET: "a-secret-of-the-test" },
    before: `serve node ${ROOT}/test/support/ngrok-agent.js 4040 "$WEBHOOK_SECRET"`,
  },
  "docs/check.md": {
    env: GITHUB,
    before: `serve node ${ROOT}/test/support/verifying-server.js 3000 github "$GITHUB_WEBHOOK_SECRET"`,
  },
  "docs/listen.md": { env: GITHUB },
  "docs/providers.md": {
    // A relay speaks the same API.
    placeholders: {
      "--workspace ws_1": `--workspace "$(whk workspaces list --json -q | grep -om 1 '[0-9a-f-]\\{36\\}')"`,
      "--api provider": "--api http://127.0.0.1:4400",
    },
    before: `${serve("slack", 3000)}\nserve whk relay --port 4400`,
  },
  "docs/relay.md": { placeholders: { "whk relay --data": "whk relay --port 4400 --data" } },
  "docs/sending.md": { before: `${serve("axiestudio", 3456)}\nserve whk relay --port 4400` },
  "docs/inspector.md": { before: "serve whk relay --port 4400" },
  "docs/settings.md": {
    env: GITHUB,
    before: `serve whk relay --port 4400\nserve node ${ROOT}/test/support/verifying-server.js 3000 any`,
  },
  "docs/tasks/bridge-to-chat.md": {
    placeholders: { "https://hooks.slack.com/services/T000/B000/XXXX": "http://localhost:9000/" },
    before: `serve node ${ROOT}/test/support/verifying-server.js 9000 any`,
  },
  "docs/tasks/receive-from-a-provider.md": {
    env: GITHUB,
    placeholders: {
      "https://something.trycloudflare.com": "http://localhost:4400",
      "https://hooks.example.com": "http://localhost:4400",
      "< key.txt": `< <(whk keys create ci --json | grep -o 'whk_[^"]*')`,
    },
  },
  "docs/tour.md": {
    placeholders: { dlv_01m8e2sje: "$(whk deliveries --limit 1 --json -q | grep -om 1 'dlv_[0-9a-z]*')" },
  },
}

/** Commands that install or test the project, and where each of them is run instead, as it is written there. */
export const RUN_ELSEWHERE: Readonly<Record<string, { readonly by: string; readonly as: string }>> = {
  "npm ci": { by: ".ci/run", as: "\nnpm ci " },
  "npm test": { by: ".ci/run", as: "\nnpm test\n" },
  "npx whk demo": { by: ".ci/run", as: "\nnpx whk demo\n" },
  "npm link": { by: "test/e2e/readme.test.ts", as: `execa("npm", ["link"]` },
}

/** Blocks that no test runs, and why. Their `whk` commands are read by the program all the same. */
export const NOT_RUN: readonly { readonly page: string; readonly begins: string; readonly why: string }[] = [
  { page: "docs/relay.md", begins: "npm install --global whk\n", why: "needs root and systemd" },
  { page: "docs/relay.md", begins: "docker build", why: "needs Docker" },
]

/** Its blocks are the examples of every command's help: read by the program here, run by test/commands/help.test.ts. */
const EXAMPLES = "docs/reference/commands.md"

/** Pages whose commands a test of their own runs, because it looks at more than what is printed. */
export const RUN_BY: Readonly<Record<string, string>> = {
  "docs/relay.md": "test/docs/relay.test.ts",
}

/** Whether a block of a page is declared as one that is not run with its page. */
export function isDeclared(page: string): (text: string) => boolean {
  return (text) =>
    page === EXAMPLES ||
    commandsOf(text).every((line) =>
      line.split(" && ").every((command) => Object.hasOwn(RUN_ELSEWHERE, command)),
    ) ||
    NOT_RUN.some((entry) => entry.page === page && text.startsWith(entry.begins))
}
