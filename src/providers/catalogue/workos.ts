import { defineProvider } from "../define-provider.ts"
import { secretText } from "./shared-samples.ts"

const WEBHOOKS = "https://workos.com/docs/events/data-syncing/webhooks"
const BUILDING = "https://workos.com/docs/events/data-syncing/webhooks/what-you-will-build"
const RESPONDING = "https://workos.com/docs/webhooks/handling-events/responding-immediately-to-events"

const TIMES = { created_at: "{now-iso}", updated_at: "{now-iso}" }

/** WorkOS events: users, directories, connections. */
export const workos = defineProvider({
  id: "workos",
  name: "WorkOS",
  sources: [WEBHOOKS, BUILDING, RESPONDING],
  evidence:
    "@workos-inc/node 8.13.0 accepts it; it re-serialises the JSON and so refuses any that is not compact",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "utf8" },
    content: "{timestamp}.{body}",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [["WorkOS-Signature", "t={timestamp}, v1={signature}"]],
    // WorkOS' own library refuses old timestamps only.
    timestamp: { unit: "ms", toleranceSeconds: 180 },
  },
  secret: { generate: secretText("", 25) },
  events: [
    {
      type: "user.created",
      title: "A user was created",
      sample: {
        object: "user",
        id: "user_{ulid}",
        email: "maya@company.com",
        email_verified: true,
        profile_picture_url: null,
        first_name: "Maya",
        last_name: "Lindqvist",
        last_sign_in_at: null,
        locale: "en-US",
        external_id: null,
        metadata: {},
        ...TIMES,
      },
    },
    {
      type: "organization.created",
      title: "An organization was created",
      sample: {
        object: "organization",
        id: "org_{ulid}",
        name: "Company",
        allow_profiles_outside_organization: false,
        domains: [
          {
            object: "organization_domain",
            id: "org_domain_{ulid}",
            domain: "company.com",
            state: "verified",
            verification_strategy: "dns",
          },
        ],
        external_id: null,
        metadata: {},
        ...TIMES,
      },
    },
    {
      type: "connection.activated",
      title: "A single sign-on connection became active",
      sample: {
        object: "connection",
        id: "conn_{ulid}",
        organization_id: "org_{ulid}",
        name: "Company Okta",
        connection_type: "OktaSAML",
        state: "active",
        domains: [{ object: "connection_domain", id: "conn_domain_{ulid}", domain: "company.com" }],
        ...TIMES,
      },
    },
    {
      type: "dsync.user.created",
      title: "A user was added to a directory",
      sample: {
        object: "directory_user",
        id: "directory_user_{ulid}",
        directory_id: "directory_{ulid}",
        organization_id: "org_{ulid}",
        idp_id: "{digits:5}",
        email: "maya@company.com",
        first_name: "Maya",
        last_name: "Lindqvist",
        state: "active",
        custom_attributes: { department: "Engineering", job_title: "Engineer" },
        raw_attributes: {},
        role: { slug: "member" },
        ...TIMES,
      },
    },
    {
      type: "session.created",
      title: "A user signed in",
      sample: {
        object: "session",
        id: "session_{ulid}",
        user_id: "user_{ulid}",
        organization_id: "org_{ulid}",
        ip_address: "203.0.113.7",
        user_agent: "Mozilla/5.0",
        auth_method: "password",
        status: "active",
        expires_at: "{now-iso:1d}",
        ended_at: null,
        ...TIMES,
      },
    },
  ],
  envelope: { id: "{id}", data: "{data}", event: "{event}", created_at: "{now-iso}" },
  eventId: "event_{ulid}",
  names: { event: { path: "event" }, id: { path: "id" } },
  delivery: {
    timeout: { value: "5s", assumed: "A quick answer is asked for, no number is stated." },
    retries: {
      value: ["1m", "2m", "4m", "8m", "16m", "32m", "64m", "128m", "256m", "512m", "1024m", "2048m"],
      assumed:
        "Up to 12 retries with exponential backoff over 3 days are documented, the intervals are not; outside production it is minutes.",
      source: BUILDING,
    },
  },
  manage: "https://dashboard.workos.com/",
  assumptions: [
    {
      key: "envelope.data",
      value: "the fields of each resource",
      why: "Taken from the types of WorkOS' own library.",
    },
    { key: "secret.generated", value: "25 letters and digits", why: "The form is not documented." },
  ],
})
