import { accelex } from "./catalogue/accelex.ts"
import { ainexlayer } from "./catalogue/ainexlayer.ts"
import { axcelerate } from "./catalogue/axcelerate.ts"
import { axelered } from "./catalogue/axelered.ts"
import { axiestudio } from "./catalogue/axiestudio.ts"
import { discord } from "./catalogue/discord.ts"
import { fal } from "./catalogue/fal.ts"
import { fusionauth } from "./catalogue/fusionauth.ts"
import { github } from "./catalogue/github.ts"
import { kinde } from "./catalogue/kinde.ts"
import { monday } from "./catalogue/monday.ts"
import { plaid } from "./catalogue/plaid.ts"
import { rfc9421 } from "./catalogue/rfc9421.ts"
import { shopify } from "./catalogue/shopify.ts"
import { slack } from "./catalogue/slack.ts"
import { standardWebhooks } from "./catalogue/standard-webhooks.ts"
import { stripe } from "./catalogue/stripe.ts"
import { svix } from "./catalogue/svix.ts"
import { vonage } from "./catalogue/vonage.ts"
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
  discord,
  fal,
  fusionauth,
  kinde,
  monday,
  plaid,
  rfc9421,
  vonage,
]
