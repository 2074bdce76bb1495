import { accelex } from "./catalogue/accelex.ts"
import { adyen } from "./catalogue/adyen.ts"
import { ainexlayer } from "./catalogue/ainexlayer.ts"
import { awsSns } from "./catalogue/aws-sns.ts"
import { axcelerate } from "./catalogue/axcelerate.ts"
import { axelered } from "./catalogue/axelered.ts"
import { axiestudio } from "./catalogue/axiestudio.ts"
import { braintree } from "./catalogue/braintree.ts"
import { coinbaseCdp } from "./catalogue/coinbase-cdp.ts"
import { contentful } from "./catalogue/contentful.ts"
import { discord } from "./catalogue/discord.ts"
import { github } from "./catalogue/github.ts"
import { hook0 } from "./catalogue/hook0.ts"
import { paddleClassic } from "./catalogue/paddle-classic.ts"
import { paypal } from "./catalogue/paypal.ts"
import { shopify } from "./catalogue/shopify.ts"
import { slack } from "./catalogue/slack.ts"
import { standardWebhooks } from "./catalogue/standard-webhooks.ts"
import { stripe } from "./catalogue/stripe.ts"
import { svix } from "./catalogue/svix.ts"
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
  adyen,
  awsSns,
  braintree,
  coinbaseCdp,
  contentful,
  discord,
  hook0,
  paddleClassic,
  paypal,
]
