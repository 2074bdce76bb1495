import type { EventDescription } from "../define-provider.ts"

const USER = {
  id: "{digits:18}",
  username: "maya",
  global_name: "Maya Lindqvist",
  avatar: "{hex:32}",
  discriminator: "0",
  public_flags: 0,
  bot: false,
  system: false,
}

const ENTITLEMENT = {
  application_id: "1234560123453231555",
  consumed: false,
  deleted: false,
  gift_code_flags: 0,
  id: "{digits:19}",
  promotion_id: null,
  sku_id: "{digits:18}",
  type: 4,
  user_id: "{digits:18}",
}

const LOBBY_MESSAGE = {
  id: "{digits:19}",
  type: 0,
  content: "Is anybody up for another round?",
  lobby_id: "{digits:19}",
  channel_id: "{digits:19}",
  author: USER,
}

const DIRECT_MESSAGE = {
  id: "{digits:19}",
  type: 0,
  content: "Ready when you are.",
  channel_id: "{digits:19}",
  author: USER,
}

const APPLICATION = "1234560123453231555"

/** The webhook events that an app can receive; Discord lists QUEST_USER_ENROLLMENT and does not send it. */
export const discordEvents: readonly EventDescription[] = [
  {
    type: "APPLICATION_AUTHORIZED",
    title: "The app was added to a server or to a user's account",
    sample: { integration_type: 1, scopes: ["applications.commands"], user: USER },
  },
  {
    type: "APPLICATION_DEAUTHORIZED",
    title: "A user took the app's authorization back",
    sample: { user: USER },
  },
  {
    type: "ENTITLEMENT_CREATE",
    title: "A user bought or was granted one of the app's SKUs",
    sample: ENTITLEMENT,
  },
  { type: "ENTITLEMENT_UPDATE", title: "An entitlement was changed", sample: ENTITLEMENT },
  {
    type: "ENTITLEMENT_DELETE",
    title: "An entitlement was deleted",
    sample: { ...ENTITLEMENT, deleted: true },
  },
  {
    type: "LOBBY_MESSAGE_CREATE",
    title: "A message was written in a lobby",
    sample: { ...LOBBY_MESSAGE, flags: 65_536, application_id: APPLICATION },
  },
  {
    type: "LOBBY_MESSAGE_UPDATE",
    title: "A message in a lobby was changed",
    sample: { ...LOBBY_MESSAGE, edited_timestamp: "{now-iso}", flags: 0, timestamp: "{now-iso}" },
  },
  {
    type: "LOBBY_MESSAGE_DELETE",
    title: "A message in a lobby was deleted",
    sample: { id: "{digits:19}", lobby_id: "{digits:19}" },
  },
  {
    type: "GAME_DIRECT_MESSAGE_CREATE",
    title: "A direct message was written while a game was open",
    sample: { ...DIRECT_MESSAGE, timestamp: "{now-iso}", application_id: APPLICATION, attachments: [] },
  },
  {
    type: "GAME_DIRECT_MESSAGE_UPDATE",
    title: "A direct message was changed while a game was open",
    sample: { ...DIRECT_MESSAGE, recipient_id: "{digits:19}" },
  },
  {
    type: "GAME_DIRECT_MESSAGE_DELETE",
    title: "A direct message was deleted while a game was open",
    sample: { ...DIRECT_MESSAGE, timestamp: "{now-iso}", flags: 0, attachments: [], components: [] },
  },
]
