import { accelex } from "./catalogue/accelex.ts"
import { ainexlayer } from "./catalogue/ainexlayer.ts"
import { axcelerate } from "./catalogue/axcelerate.ts"
import { axelered } from "./catalogue/axelered.ts"
import { axiestudio } from "./catalogue/axiestudio.ts"
import { clerk } from "./catalogue/clerk.ts"
import { discord } from "./catalogue/discord.ts"
import { github } from "./catalogue/github.ts"
import { linear } from "./catalogue/linear.ts"
import { openai } from "./catalogue/openai.ts"
import { paddle } from "./catalogue/paddle.ts"
import { resend } from "./catalogue/resend.ts"
import { shopify } from "./catalogue/shopify.ts"
import { slackEventsApi } from "./catalogue/slack-events-api.ts"
import { slack } from "./catalogue/slack.ts"
import { standardWebhooksV1a } from "./catalogue/standard-webhooks-v1a.ts"
import { standardWebhooks } from "./catalogue/standard-webhooks.ts"
import { stripe } from "./catalogue/stripe.ts"
import { svix } from "./catalogue/svix.ts"
import { twilioJson } from "./catalogue/twilio-json.ts"
import { twilio } from "./catalogue/twilio.ts"
import type { Provider } from "./provider.ts"

/**
 * Every built-in provider in the order of precedence: who comes first is meant where several have an event type. New
 * ones go to the end, so that they never change an earlier choice; those that came together stand by id.
 */
export const providers: readonly Provider[] = [
  axiestudio,
  ainexlayer,
  axelered,
  axcelerate,
  accelex,
  // The first widely used ones.
  github,
  shopify,
  slack,
  standardWebhooks,
  stripe,
  svix,
  // The second ones.
  clerk,
  discord,
  linear,
  openai,
  paddle,
  resend,
  slackEventsApi,
  standardWebhooksV1a,
  twilio,
  twilioJson,
]
