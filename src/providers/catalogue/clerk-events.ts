import type { EventDescription } from "../define-provider.ts"

const TIMES = { created_at: "{now-ms}", updated_at: "{now-ms}" }

const USER = {
  birthday: "",
  created_at: "{now-ms}",
  email_addresses: [
    {
      email_address: "maya@company.com",
      id: "idn_{base62:27#address}",
      linked_to: [],
      object: "email_address",
      verification: { status: "verified", strategy: "ticket" },
    },
  ],
  external_accounts: [],
  external_id: null,
  first_name: "Maya",
  gender: "",
  has_image: false,
  id: "user_{base62:27}",
  image_url: "https://img.clerk.com/xxxxxx",
  last_name: "Lindqvist",
  last_sign_in_at: "{now-ms}",
  object: "user",
  password_enabled: true,
  phone_numbers: [],
  primary_email_address_id: "idn_{base62:27#address}",
  primary_phone_number_id: null,
  primary_web3_wallet_id: null,
  private_metadata: {},
  public_metadata: {},
  two_factor_enabled: false,
  unsafe_metadata: {},
  updated_at: "{now-ms}",
  username: null,
  web3_wallets: [],
}

const SESSION = {
  abandon_at: "{now-ms:30d}",
  actor: null,
  client_id: "client_{base62:27}",
  ...TIMES,
  expire_at: "{now-ms:7d}",
  id: "sess_{base62:27}",
  last_active_at: "{now-ms}",
  object: "session",
  status: "active",
  user_id: "user_{base62:27}",
}

const ORGANIZATION = {
  admin_delete_enabled: true,
  ...TIMES,
  created_by: "user_{base62:27#user}",
  has_image: false,
  id: "org_{base62:27#organization}",
  image_url: "https://img.clerk.com/xxxxxx",
  max_allowed_memberships: 5,
  name: "Company Inc",
  object: "organization",
  private_metadata: {},
  public_metadata: {},
  slug: "company-inc",
}

/** The main event types of Clerk. */
export const clerkEvents: readonly EventDescription[] = [
  { type: "user.created", title: "A user was created", sample: USER },
  { type: "user.updated", title: "A user was changed", sample: USER },
  {
    type: "user.deleted",
    title: "A user was deleted",
    sample: { deleted: true, id: "user_{base62:27}", object: "user" },
  },
  { type: "session.created", title: "A session began", sample: SESSION },
  {
    type: "session.ended",
    title: "A session ended because the user signed out",
    sample: { ...SESSION, status: "ended" },
  },
  { type: "organization.created", title: "An organization was created", sample: ORGANIZATION },
  {
    type: "organizationMembership.created",
    title: "A user became a member of an organization",
    sample: {
      ...TIMES,
      id: "orgmem_{base62:27}",
      object: "organization_membership",
      organization: ORGANIZATION,
      permissions: ["org:sys_memberships:read"],
      private_metadata: {},
      public_metadata: {},
      public_user_data: {
        first_name: "Maya",
        has_image: false,
        identifier: "maya@company.com",
        image_url: "https://img.clerk.com/xxxxxx",
        last_name: "Lindqvist",
        user_id: "user_{base62:27#user}",
      },
      role: "org:member",
    },
  },
  {
    type: "organizationInvitation.created",
    title: "Somebody was invited to an organization",
    sample: {
      ...TIMES,
      email_address: "aiko@company.com",
      expires_at: "{now-ms:30d}",
      id: "orginv_{base62:27}",
      object: "organization_invitation",
      organization_id: "org_{base62:27}",
      private_metadata: {},
      public_metadata: {},
      role: "org:member",
      role_name: "Member",
      status: "pending",
      url: null,
    },
  },
]
