import { defineProvider } from "../define-provider.ts"

const DOCS = "https://developers.asana.com/docs/webhooks-guide"
const CREATE = "https://developers.asana.com/reference/createwebhook"
const SAMPLE = "https://github.com/Asana/devrel-examples"

const user = { gid: "{digits:16}", resource_type: "user" }
const task = { gid: "{digits:16}", resource_type: "task", resource_subtype: "default_task" }

/** Asana webhooks. */
export const asana = defineProvider({
  id: "asana",
  name: "Asana",
  sources: [DOCS, CREATE, SAMPLE],
  evidence: "Asana's own sample servers (Asana/devrel-examples) compute the same",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["X-Hook-Signature", "{signature}"]],
  },
  secret: { generate: (random) => Buffer.from(random).toString("hex") },
  events: [
    {
      type: "task.added",
      title: "A task was created or added to a project",
      sample: {
        user,
        created_at: "{now-iso}",
        action: "added",
        resource: task,
        parent: { gid: "{digits:16}", resource_type: "project" },
      },
    },
    {
      type: "task.changed",
      title: "A field of a task was changed",
      sample: {
        user,
        created_at: "{now-iso}",
        action: "changed",
        resource: task,
        parent: null,
        change: { field: "due_on", action: "changed" },
      },
    },
    {
      type: "task.deleted",
      title: "A task was deleted",
      sample: { user, created_at: "{now-iso}", action: "deleted", resource: task, parent: null },
    },
    {
      type: "story.added",
      title: "A comment was added to a task",
      sample: {
        user,
        created_at: "{now-iso}",
        action: "added",
        resource: { gid: "{digits:16}", resource_type: "story", resource_subtype: "comment_added" },
        parent: task,
      },
    },
  ],
  envelope: { events: ["{data}"] },
  names: { event: { cases: [{ type: "{events.0.resource.resource_type}.{events.0.action}" }] } },
  handshakes: [
    {
      id: "hook-secret",
      title: "The first request carries the secret in X-Hook-Secret, which the answer repeats",
      request: { method: "POST", headers: [["X-Hook-Secret", "{challenge}"]], signature: "none" },
      answer: { status: 200, headers: [["X-Hook-Secret", "{challenge}"]] },
      alsoAnswers: [{ status: 204, headers: [["X-Hook-Secret", "{challenge}"]] }],
      becomesSecret: true,
      certainty: "exact",
      source: CREATE,
    },
  ],
  delivery: {
    success: [200, 204],
    timeout: { value: "10s" },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", "128m", "256m", "512m"],
      assumed: "Exponential backoff for up to 24 hours is documented; the intervals are not.",
      source: DOCS,
    },
  },
  manage: CREATE,
  assumptions: [
    {
      key: "envelope.events",
      value: "one event per request",
      why: "A request carries what happened in the meantime, or nothing as a heartbeat.",
    },
  ],
})
