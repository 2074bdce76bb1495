import { accelex } from "./catalogue/accelex.ts"
import { ainexlayer } from "./catalogue/ainexlayer.ts"
import { axcelerate } from "./catalogue/axcelerate.ts"
import { axelered } from "./catalogue/axelered.ts"
import { axiestudio } from "./catalogue/axiestudio.ts"
import { bitbucket } from "./catalogue/bitbucket.ts"
import { discord } from "./catalogue/discord.ts"
import { github } from "./catalogue/github.ts"
import { gitlab } from "./catalogue/gitlab.ts"
import { gitlabToken } from "./catalogue/gitlab-token.ts"
import { hubspotV1 } from "./catalogue/hubspot-v1.ts"
import { hubspotV2 } from "./catalogue/hubspot-v2.ts"
import { hubspotV3 } from "./catalogue/hubspot-v3.ts"
import { intercom } from "./catalogue/intercom.ts"
import { mandrill } from "./catalogue/mandrill.ts"
import { polar } from "./catalogue/polar.ts"
import { sendgrid } from "./catalogue/sendgrid.ts"
import { sentry } from "./catalogue/sentry.ts"
import { shopify } from "./catalogue/shopify.ts"
import { slack } from "./catalogue/slack.ts"
import { square } from "./catalogue/square.ts"
import { standardWebhooks } from "./catalogue/standard-webhooks.ts"
import { stripe } from "./catalogue/stripe.ts"
import { svix } from "./catalogue/svix.ts"
import { vercel } from "./catalogue/vercel.ts"
import { zendesk } from "./catalogue/zendesk.ts"
import { zoom } from "./catalogue/zoom.ts"
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
  bitbucket,
  discord,
  gitlab,
  gitlabToken,
  hubspotV1,
  hubspotV2,
  hubspotV3,
  intercom,
  mandrill,
  polar,
  sendgrid,
  sentry,
  square,
  vercel,
  zendesk,
  zoom,
]
