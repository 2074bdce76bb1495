import type { EventDescription } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const TEAM = { id: "{uuid#team}", key: "ENG", name: "Engineering" }

const USER = {
  id: "{uuid#user}",
  name: "Maya Lindqvist",
  email: "maya@company.com",
  url: "https://linear.app/acme/profiles/maya",
}

/** An entity's id and times, which every payload begins with. */
const ENTITY = { id: "{uuid#entity}", createdAt: "{now-iso}", updatedAt: "{now-iso}" }

const entity = (type: string, title: string, data: JsonObject): EventDescription => ({
  type,
  title,
  sample: { ...ENTITY, ...data },
})

/** The main event types of Linear. The name is the entity, as in the Linear-Event header; every action is `create`. */
export const linearEvents: readonly EventDescription[] = [
  entity("Issue", "Something was done to an issue (create)", {
    number: "{int:2-1400#number}",
    title: "Fix the login button on small screens",
    description: "It lies below the fold.",
    identifier: "ENG-{int:2-1400#number}",
    url: "https://linear.app/acme/issue/ENG-{int:2-1400#number}/fix-the-login-button-on-small-screens",
    priority: 2,
    priorityLabel: "High",
    prioritySortOrder: -42.5,
    sortOrder: -12.25,
    previousIdentifiers: [],
    labelIds: [],
    labels: [],
    reactionData: [],
    subscriberIds: ["{uuid#user}"],
    teamId: "{uuid#team}",
    team: TEAM,
    stateId: "{uuid#state}",
    state: { id: "{uuid#state}", color: "#e2e2e2", name: "Todo", type: "unstarted" },
    creatorId: "{uuid#user}",
    assigneeId: "{uuid#user}",
    assignee: USER,
  }),
  entity("Comment", "Something was done to a comment (create)", {
    body: "I can take this one.",
    issueId: "{uuid#issue}",
    userId: "{uuid#user}",
    user: USER,
    issue: {
      id: "{uuid#issue}",
      identifier: "ENG-{int:2-1400#number}",
      title: "Fix the login button on small screens",
      teamId: "{uuid#team}",
      team: TEAM,
    },
    reactionData: [],
  }),
  entity("Project", "Something was done to a project (create)", {
    name: "Spring release",
    description: "Everything that goes out in spring.",
    slugId: "{hex:12#slug}",
    url: "https://linear.app/acme/project/spring-release-{hex:12#slug}",
    color: "#bec2c8",
    statusId: "{uuid#status}",
    status: { id: "{uuid#status}", color: "#e2e2e2", name: "Planned", type: "planned" },
    priority: 0,
    prioritySortOrder: -10,
    sortOrder: 8,
    teamIds: ["{uuid#team}"],
    memberIds: ["{uuid#user}"],
    labelIds: [],
    creatorId: "{uuid#user}",
    scopeHistory: [],
    completedScopeHistory: [],
    inProgressScopeHistory: [],
    issueCountHistory: [],
    completedIssueCountHistory: [],
  }),
  entity("Cycle", "Something was done to a cycle (create)", {
    number: "{int:2-60}",
    startsAt: "{now-iso}",
    endsAt: "{now-iso:14d}",
    teamId: "{uuid#team}",
    uncompletedIssuesUponCloseIds: [],
    scopeHistory: [],
    completedScopeHistory: [],
    inProgressScopeHistory: [],
    issueCountHistory: [],
    completedIssueCountHistory: [],
  }),
  entity("IssueLabel", "Something was done to a label of issues (create)", {
    name: "Bug",
    color: "#eb5757",
    isGroup: false,
    teamId: "{uuid#team}",
    creatorId: "{uuid#user}",
  }),
  entity("Reaction", "Something was done to a reaction (create)", {
    emoji: "thumbsup",
    commentId: "{uuid#comment}",
    comment: { id: "{uuid#comment}", body: "I can take this one.", userId: "{uuid#user}" },
    userId: "{uuid#user}",
    user: USER,
  }),
]
