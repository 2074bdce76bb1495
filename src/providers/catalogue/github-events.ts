import { live, testOnly } from "../event-type.ts"
import type { EventType, JsonObject } from "../provider.ts"
import { isoSeconds, type SampleContext } from "../sample.ts"

const API = "https://api.github.com"
const REPOSITORY = "octocat/hello-world"

const sha = (context: SampleContext): string => context.characters(40, "0123456789abcdef")
const databaseId = (context: SampleContext): number => context.integer(1_000_000, 900_000_000)

function user(login: string, id: number): JsonObject {
  return {
    login,
    id,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    url: `${API}/users/${login}`,
    html_url: `https://github.com/${login}`,
    type: "User",
    site_admin: false,
  }
}

const octocat = user("octocat", 583_231)

const repository: JsonObject = {
  id: 1_296_269,
  name: "hello-world",
  full_name: REPOSITORY,
  private: false,
  owner: octocat,
  html_url: `https://github.com/${REPOSITORY}`,
  description: "This your first repo!",
  fork: false,
  url: `${API}/repos/${REPOSITORY}`,
  default_branch: "main",
}

/** What every payload ends with. */
const where = { repository, sender: octocat }

function push(context: SampleContext): JsonObject {
  const [before, after] = [sha(context), sha(context)]
  const author = { name: "The Octocat", email: "octocat@github.com", username: "octocat" }
  const commit = {
    id: after,
    tree_id: sha(context),
    distinct: true,
    message: "Fix all the bugs",
    timestamp: isoSeconds(context.nowMs),
    url: `https://github.com/${REPOSITORY}/commit/${after}`,
    author,
    committer: author,
    added: [],
    removed: [],
    modified: ["README.md"],
  }
  return {
    ref: "refs/heads/main",
    before,
    after,
    ...where,
    pusher: { name: author.name, email: author.email },
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `https://github.com/${REPOSITORY}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: [commit],
    head_commit: commit,
  }
}

/** An issue or a pull request: the fields the two share. */
function numbered(context: SampleContext, path: "issues" | "pull", title: string): JsonObject {
  const number = context.integer(2, 1400)
  const time = isoSeconds(context.nowMs)
  return {
    url: `${API}/repos/${REPOSITORY}/${path === "pull" ? "pulls" : path}/${number}`,
    id: databaseId(context),
    html_url: `https://github.com/${REPOSITORY}/${path}/${number}`,
    number,
    state: "open",
    locked: false,
    title,
    user: octocat,
    body: null,
    labels: [],
    created_at: time,
    updated_at: time,
    closed_at: null,
  }
}

function pullRequest(context: SampleContext): JsonObject {
  const pull = numbered(context, "pull", "Update the README with new information.")
  const branch = (ref: string) => ({ label: `octocat:${ref}`, ref, sha: sha(context), user: octocat })
  return {
    action: "opened",
    number: pull["number"]!,
    pull_request: {
      ...pull,
      draft: false,
      head: branch("changes"),
      base: branch("main"),
      merged: false,
      commits: 1,
      additions: 1,
      deletions: 1,
      changed_files: 1,
    },
    ...where,
  }
}

function release(context: SampleContext): JsonObject {
  const tag = `v1.${context.integer(0, 40)}.0`
  return {
    action: "published",
    release: {
      url: `${API}/repos/${REPOSITORY}/releases/1`,
      html_url: `https://github.com/${REPOSITORY}/releases/tag/${tag}`,
      id: databaseId(context),
      author: octocat,
      tag_name: tag,
      target_commitish: "main",
      name: tag,
      draft: false,
      prerelease: false,
      created_at: isoSeconds(context.nowMs),
      published_at: isoSeconds(context.nowMs),
      assets: [],
      body: null,
    },
    ...where,
  }
}

function workflowRun(context: SampleContext): JsonObject {
  const id = databaseId(context)
  return {
    action: "completed",
    workflow_run: {
      id,
      name: "CI",
      head_branch: "main",
      head_sha: sha(context),
      path: ".github/workflows/ci.yml",
      run_number: context.integer(1, 900),
      event: "push",
      status: "completed",
      conclusion: "success",
      html_url: `https://github.com/${REPOSITORY}/actions/runs/${id}`,
      created_at: isoSeconds(context.nowMs - 90_000),
      updated_at: isoSeconds(context.nowMs),
      run_attempt: 1,
    },
    ...where,
  }
}

function ping(): JsonObject {
  const url = `${API}/repos/${REPOSITORY}/hooks/292430182`
  return {
    zen: "Keep it logically awesome.",
    hook_id: 292_430_182,
    hook: {
      type: "Repository",
      id: 292_430_182,
      name: "web",
      active: true,
      events: ["push"],
      config: { content_type: "json", insecure_ssl: "0", url: "https://example.com/webhook" },
      ping_url: `${url}/pings`,
      deliveries_url: `${url}/deliveries`,
    },
    ...where,
  }
}

/** The main event types of GitHub. The name is the X-GitHub-Event header; the payload's action is in the title. */
export const githubEvents: readonly EventType[] = [
  live("push", "Commits or tags were pushed", push),
  live("pull_request", "Activity on a pull request (opened)", pullRequest),
  live("issues", "Activity on an issue (opened)", (context) => ({
    action: "opened",
    issue: numbered(context, "issues", "Spelling error in the README file"),
    ...where,
  })),
  live("release", "Activity on a release (published)", release),
  live("workflow_run", "Activity on a workflow run (completed)", workflowRun),
  live("create", "A branch or tag was created", () => ({
    ref: "simple-tag",
    ref_type: "tag",
    master_branch: "main",
    description: null,
    pusher_type: "user",
    ...where,
  })),
  live("delete", "A branch or tag was deleted", () => ({
    ref: "simple-tag",
    ref_type: "tag",
    pusher_type: "user",
    ...where,
  })),
  testOnly("ping", "A webhook was created; cannot be subscribed to", ping),
]
