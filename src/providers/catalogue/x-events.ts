import type { EventDescription } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const OWNER = "2244994945"
const FOLLOWER = "3001969357"

function user(id: string, name: string, screenName: string): JsonObject {
  return {
    id,
    created_timestamp: "1422556069340",
    name,
    screen_name: screenName,
    location: "Stockholm",
    description: "",
    protected: false,
    verified: false,
    followers_count: "{int:10-5000}",
    friends_count: "{int:10-900}",
    statuses_count: "{int:10-9000}",
    profile_image_url_https: "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png",
  }
}

const OWNER_USER = user(OWNER, "Company", "company")
const MAYA = user(FOLLOWER, "Maya Lindqvist", "maya_lindqvist")

function post(text: string, author: JsonObject): JsonObject {
  return {
    created_at: "{now-ctime}",
    id_str: "{digits:19}",
    text,
    truncated: false,
    in_reply_to_status_id_str: null,
    in_reply_to_user_id_str: null,
    user: author,
    is_quote_status: false,
    retweet_count: 0,
    favorite_count: 0,
    entities: { hashtags: [], urls: [], user_mentions: [], symbols: [] },
    lang: "en",
    timestamp_ms: "{now-s}000",
  }
}

/** X's main account activities; each is named by the key that holds it. */
export const xEvents: readonly EventDescription[] = [
  {
    type: "tweet_create_events",
    title: "The account posted, or was mentioned, replied to, reposted or quoted",
    sample: { for_user_id: OWNER, tweet_create_events: [post("@company Do you ship to Sweden?", MAYA)] },
  },
  {
    type: "favorite_events",
    title: "The account liked a post, or one of its posts was liked",
    sample: {
      for_user_id: OWNER,
      favorite_events: [
        {
          id: "{hex:32}",
          created_at: "{now-ctime}",
          timestamp_ms: "{now-ms}",
          favorited_status: post("We are open again from Monday.", OWNER_USER),
          user: MAYA,
        },
      ],
    },
  },
  {
    type: "follow_events",
    title: "The account followed or unfollowed somebody, or was followed",
    sample: {
      for_user_id: OWNER,
      follow_events: [{ type: "follow", created_timestamp: "{now-s}000", target: OWNER_USER, source: MAYA }],
    },
  },
  {
    type: "direct_message_events",
    title: "A direct message was sent or received",
    sample: {
      for_user_id: OWNER,
      direct_message_events: [
        {
          type: "message_create",
          id: "{digits:18}",
          created_timestamp: "{now-s}000",
          message_create: {
            target: { recipient_id: OWNER },
            sender_id: FOLLOWER,
            message_data: {
              text: "Hello, is my order on its way?",
              entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] },
            },
          },
        },
      ],
      users: { [OWNER]: OWNER_USER, [FOLLOWER]: MAYA },
    },
  },
  {
    type: "tweet_delete_events",
    title: "A post was deleted and must not be kept",
    sample: {
      for_user_id: OWNER,
      tweet_delete_events: [{ status: { id: "{digits:19}", user_id: OWNER }, timestamp_ms: "{now-s}000" }],
    },
  },
]
