import { accelex } from "./catalogue/accelex.ts"
import { adyenPlatform } from "./catalogue/adyen-platform.ts"
import { ainexlayer } from "./catalogue/ainexlayer.ts"
import { asana } from "./catalogue/asana.ts"
import { axcelerate } from "./catalogue/axcelerate.ts"
import { axelered } from "./catalogue/axelered.ts"
import { axiestudio } from "./catalogue/axiestudio.ts"
import { azureEventGrid } from "./catalogue/azure-event-grid.ts"
import { box } from "./catalogue/box.ts"
import { calendly } from "./catalogue/calendly.ts"
import { chargebee } from "./catalogue/chargebee.ts"
import { cloudevents } from "./catalogue/cloudevents.ts"
import { coinbaseCommerce } from "./catalogue/coinbase-commerce.ts"
import { deepgram } from "./catalogue/deepgram.ts"
import { discord } from "./catalogue/discord.ts"
import { docusign } from "./catalogue/docusign.ts"
import { doppler } from "./catalogue/doppler.ts"
import { dropbox } from "./catalogue/dropbox.ts"
import { elevenlabs } from "./catalogue/elevenlabs.ts"
import { github } from "./catalogue/github.ts"
import { kontentAi } from "./catalogue/kontent-ai.ts"
import { lemonsqueezy } from "./catalogue/lemonsqueezy.ts"
import { line } from "./catalogue/line.ts"
import { lovable } from "./catalogue/lovable.ts"
import { mailchimp } from "./catalogue/mailchimp.ts"
import { mailgun } from "./catalogue/mailgun.ts"
import { meta } from "./catalogue/meta.ts"
import { microsoftGraph } from "./catalogue/microsoft-graph.ts"
import { mux } from "./catalogue/mux.ts"
import { notion } from "./catalogue/notion.ts"
import { okta } from "./catalogue/okta.ts"
import { postmark } from "./catalogue/postmark.ts"
import { pusher } from "./catalogue/pusher.ts"
import { razorpay } from "./catalogue/razorpay.ts"
import { sanity } from "./catalogue/sanity.ts"
import { shopify } from "./catalogue/shopify.ts"
import { slack } from "./catalogue/slack.ts"
import { smartsheet } from "./catalogue/smartsheet.ts"
import { standardWebhooks } from "./catalogue/standard-webhooks.ts"
import { strava } from "./catalogue/strava.ts"
import { stripe } from "./catalogue/stripe.ts"
import { svix } from "./catalogue/svix.ts"
import { trello } from "./catalogue/trello.ts"
import { twitch } from "./catalogue/twitch.ts"
import { typeform } from "./catalogue/typeform.ts"
import { webflow } from "./catalogue/webflow.ts"
import { websub } from "./catalogue/websub.ts"
import { woocommerce } from "./catalogue/woocommerce.ts"
import { workos } from "./catalogue/workos.ts"
import { x } from "./catalogue/x.ts"
import { xero } from "./catalogue/xero.ts"
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
  asana,
  azureEventGrid,
  box,
  calendly,
  chargebee,
  cloudevents,
  coinbaseCommerce,
  deepgram,
  discord,
  docusign,
  doppler,
  dropbox,
  elevenlabs,
  kontentAi,
  lemonsqueezy,
  line,
  lovable,
  mailchimp,
  mailgun,
  meta,
  microsoftGraph,
  mux,
  notion,
  okta,
  postmark,
  pusher,
  razorpay,
  sanity,
  smartsheet,
  strava,
  trello,
  twitch,
  typeform,
  webflow,
  websub,
  woocommerce,
  workos,
  x,
  xero,
]
