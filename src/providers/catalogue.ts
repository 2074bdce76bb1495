import { accelex } from "./catalogue/accelex.ts"
import { adyenPlatform } from "./catalogue/adyen-platform.ts"
import { ainexlayer } from "./catalogue/ainexlayer.ts"
import { axcelerate } from "./catalogue/axcelerate.ts"
import { axelered } from "./catalogue/axelered.ts"
import { axiestudio } from "./catalogue/axiestudio.ts"
import { calendly } from "./catalogue/calendly.ts"
import { coinbaseCommerce } from "./catalogue/coinbase-commerce.ts"
import { discord } from "./catalogue/discord.ts"
import { docusign } from "./catalogue/docusign.ts"
import { elevenlabs } from "./catalogue/elevenlabs.ts"
import { github } from "./catalogue/github.ts"
import { lemonsqueezy } from "./catalogue/lemonsqueezy.ts"
import { line } from "./catalogue/line.ts"
import { mailgun } from "./catalogue/mailgun.ts"
import { meta } from "./catalogue/meta.ts"
import { mux } from "./catalogue/mux.ts"
import { razorpay } from "./catalogue/razorpay.ts"
import { sanity } from "./catalogue/sanity.ts"
import { shopify } from "./catalogue/shopify.ts"
import { slack } from "./catalogue/slack.ts"
import { standardWebhooks } from "./catalogue/standard-webhooks.ts"
import { stripe } from "./catalogue/stripe.ts"
import { svix } from "./catalogue/svix.ts"
import { typeform } from "./catalogue/typeform.ts"
import { workos } from "./catalogue/workos.ts"
import { x } from "./catalogue/x.ts"
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
  adyenPlatform,
  calendly,
  coinbaseCommerce,
  discord,
  docusign,
  elevenlabs,
  lemonsqueezy,
  line,
  mailgun,
  meta,
  mux,
  razorpay,
  sanity,
  typeform,
  workos,
  x,
]
