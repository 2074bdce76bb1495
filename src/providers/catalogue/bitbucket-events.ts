import type { Json } from "../provider.ts"
import type { EventDescription } from "../define-provider.ts"

const actor: Json = {
  type: "user",
  display_name: "Maya Lindqvist",
  nickname: "maya",
  account_id: "557058:c0b72ad0-1cb5-4018-9cdc-0cde8492c443",
  uuid: "{6a3b8f5e-4a0e-4f0a-9a4b-1f2e3d4c5b6a}",
  links: { html: { href: "https://bitbucket.org/%7B6a3b8f5e-4a0e-4f0a-9a4b-1f2e3d4c5b6a%7D/" } },
}

const repository: Json = {
  type: "repository",
  name: "diaspora",
  full_name: "company/diaspora",
  uuid: "{673a6070-3421-46c9-9d48-90745f7bfe8e}",
  scm: "git",
  is_private: true,
  website: null,
  workspace: { type: "workspace", slug: "company", name: "Company" },
  owner: { type: "team", display_name: "Company", username: "company" },
  project: { type: "project", key: "NOTES", name: "Notes" },
  links: { html: { href: "https://bitbucket.org/company/diaspora" } },
}

const commit: Json = {
  type: "commit",
  hash: "{hex:40#commit}",
  message: "Correct the reading time\n",
  date: "{now-iso-seconds}",
  author: { type: "author", raw: "Maya Lindqvist <maya@company.com>", user: actor },
  parents: [{ type: "commit", hash: "{hex:40#parent}" }],
  links: { html: { href: "https://bitbucket.org/company/diaspora/commits/{hex:40#commit}" } },
}

const pullRequest: Json = {
  type: "pullrequest",
  id: 7,
  title: "Correct the reading time",
  description: "Counts words, not characters.",
  state: "OPEN",
  draft: false,
  author: actor,
  source: {
    branch: { name: "reading-time" },
    commit: { type: "commit", hash: "{hex:12}" },
    repository,
  },
  destination: {
    branch: { name: "main" },
    commit: { type: "commit", hash: "{hex:12}" },
    repository,
  },
  merge_commit: null,
  participants: [],
  reviewers: [],
  close_source_branch: true,
  closed_by: null,
  reason: "",
  created_on: "{now-iso}",
  updated_on: "{now-iso}",
  comment_count: 0,
  task_count: 0,
  links: { html: { href: "https://bitbucket.org/company/diaspora/pull-requests/7" } },
}

/** The main event types of Bitbucket Cloud. */
export const bitbucketEvents: readonly EventDescription[] = [
  {
    type: "repo:push",
    title: "Commits were pushed to a repository",
    sample: {
      push: {
        changes: [
          {
            old: { type: "branch", name: "main", target: { type: "commit", hash: "{hex:40#parent}" } },
            new: { type: "branch", name: "main", target: commit },
            created: false,
            closed: false,
            forced: false,
            truncated: false,
            commits: [commit],
          },
        ],
      },
      actor,
      repository,
    },
  },
  {
    type: "pullrequest:created",
    title: "A pull request was opened",
    sample: { pullrequest: pullRequest, actor, repository },
  },
  {
    type: "pullrequest:fulfilled",
    title: "A pull request was merged",
    sample: {
      pullrequest: {
        ...pullRequest,
        state: "MERGED",
        merge_commit: { type: "commit", hash: "{hex:12}" },
        closed_by: actor,
      },
      actor,
      repository,
    },
  },
  {
    type: "pullrequest:comment_created",
    title: "A comment was made on a pull request",
    sample: {
      pullrequest: pullRequest,
      comment: {
        type: "pullrequest_comment",
        id: "{int:1000000-99999999#comment}",
        content: { type: "rendered", raw: "Looks right to me.", markup: "markdown" },
        user: actor,
        deleted: false,
        created_on: "{now-iso}",
        updated_on: "{now-iso}",
        links: {
          html: {
            href: "https://bitbucket.org/company/diaspora/pull-requests/7#comment-{int:1000000-99999999#comment}",
          },
        },
      },
      actor,
      repository,
    },
  },
  {
    type: "repo:commit_status_updated",
    title: "A build changed the status of a commit",
    sample: {
      commit_status: {
        type: "build",
        key: "unit-tests",
        name: "Unit tests",
        description: "All passed",
        state: "SUCCESSFUL",
        url: "https://ci.company.com/builds/{digits:5}",
        refname: "main",
        commit,
        created_on: "{now-iso}",
        updated_on: "{now-iso}",
      },
      actor,
      repository,
    },
  },
]
