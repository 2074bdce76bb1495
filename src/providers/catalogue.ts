import { accelex } from "./catalogue/accelex.ts"
import { adyenPlatform } from "./catalogue/adyen-platform.ts"
import { adyen } from "./catalogue/adyen.ts"
import { ainexlayer } from "./catalogue/ainexlayer.ts"
import { asana } from "./catalogue/asana.ts"
import { awsSns } from "./catalogue/aws-sns.ts"
import { axcelerate } from "./catalogue/axcelerate.ts"
import { axelered } from "./catalogue/axelered.ts"
import { axiestudio } from "./catalogue/axiestudio.ts"
import { azureEventGrid } from "./catalogue/azure-event-grid.ts"
import { bitbucket } from "./catalogue/bitbucket.ts"
import { box } from "./catalogue/box.ts"
import { braintree } from "./catalogue/braintree.ts"
import { calendly } from "./catalogue/calendly.ts"
import { chargebee } from "./catalogue/chargebee.ts"
import { clerk } from "./catalogue/clerk.ts"
import { cloudevents } from "./catalogue/cloudevents.ts"
import { coinbaseCdp } from "./catalogue/coinbase-cdp.ts"
import { coinbaseCommerce } from "./catalogue/coinbase-commerce.ts"
import { contentful } from "./catalogue/contentful.ts"
import { deepgram } from "./catalogue/deepgram.ts"
import { discord } from "./catalogue/discord.ts"
import { docusign } from "./catalogue/docusign.ts"
import { doppler } from "./catalogue/doppler.ts"
import { dropbox } from "./catalogue/dropbox.ts"
import { elevenlabs } from "./catalogue/elevenlabs.ts"
import { fal } from "./catalogue/fal.ts"
import { fusionauth } from "./catalogue/fusionauth.ts"
import { github } from "./catalogue/github.ts"
import { gitlabToken } from "./catalogue/gitlab-token.ts"
import { gitlab } from "./catalogue/gitlab.ts"
import { hook0 } from "./catalogue/hook0.ts"
import { hubspotV1 } from "./catalogue/hubspot-v1.ts"
import { hubspotV2 } from "./catalogue/hubspot-v2.ts"
import { hubspotV3 } from "./catalogue/hubspot-v3.ts"
import { intercom } from "./catalogue/intercom.ts"
import { kinde } from "./catalogue/kinde.ts"
import { kontentAi } from "./catalogue/kontent-ai.ts"
import { lemonsqueezy } from "./catalogue/lemonsqueezy.ts"
import { line } from "./catalogue/line.ts"
import { linear } from "./catalogue/linear.ts"
import { lovable } from "./catalogue/lovable.ts"
import { mailchimp } from "./catalogue/mailchimp.ts"
import { mailgun } from "./catalogue/mailgun.ts"
import { mandrill } from "./catalogue/mandrill.ts"
import { meta } from "./catalogue/meta.ts"
import { microsoftGraph } from "./catalogue/microsoft-graph.ts"
import { monday } from "./catalogue/monday.ts"
import { mux } from "./catalogue/mux.ts"
import { notion } from "./catalogue/notion.ts"
import { okta } from "./catalogue/okta.ts"
import { openai } from "./catalogue/openai.ts"
import { paddleClassic } from "./catalogue/paddle-classic.ts"
import { paddle } from "./catalogue/paddle.ts"
import { paypal } from "./catalogue/paypal.ts"
import { plaid } from "./catalogue/plaid.ts"
import { polar } from "./catalogue/polar.ts"
import { postmark } from "./catalogue/postmark.ts"
import { pusher } from "./catalogue/pusher.ts"
import { razorpay } from "./catalogue/razorpay.ts"
import { resend } from "./catalogue/resend.ts"
import { rfc9421 } from "./catalogue/rfc9421.ts"
import { sanity } from "./catalogue/sanity.ts"
import { sendgrid } from "./catalogue/sendgrid.ts"
import { sentry } from "./catalogue/sentry.ts"
import { shopify } from "./catalogue/shopify.ts"
import { slackEventsApi } from "./catalogue/slack-events-api.ts"
import { slack } from "./catalogue/slack.ts"
import { smartsheet } from "./catalogue/smartsheet.ts"
import { square } from "./catalogue/square.ts"
import { standardWebhooksV1a } from "./catalogue/standard-webhooks-v1a.ts"
import { standardWebhooks } from "./catalogue/standard-webhooks.ts"
import { strava } from "./catalogue/strava.ts"
import { stripe } from "./catalogue/stripe.ts"
import { svix } from "./catalogue/svix.ts"
import { trello } from "./catalogue/trello.ts"
import { twilioJson } from "./catalogue/twilio-json.ts"
import { twilio } from "./catalogue/twilio.ts"
import { twitch } from "./catalogue/twitch.ts"
import { typeform } from "./catalogue/typeform.ts"
import { vercel } from "./catalogue/vercel.ts"
import { vonage } from "./catalogue/vonage.ts"
import { webflow } from "./catalogue/webflow.ts"
import { websub } from "./catalogue/websub.ts"
import { woocommerce } from "./catalogue/woocommerce.ts"
import { workos } from "./catalogue/workos.ts"
import { x } from "./catalogue/x.ts"
import { xero } from "./catalogue/xero.ts"
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
  adyen,
  adyenPlatform,
  asana,
  awsSns,
  azureEventGrid,
  bitbucket,
  box,
  braintree,
  calendly,
  chargebee,
  clerk,
  cloudevents,
  coinbaseCdp,
  coinbaseCommerce,
  contentful,
  deepgram,
  discord,
  docusign,
  doppler,
  dropbox,
  elevenlabs,
  fal,
  fusionauth,
  gitlab,
  gitlabToken,
  hook0,
  hubspotV1,
  hubspotV2,
  hubspotV3,
  intercom,
  kinde,
  kontentAi,
  lemonsqueezy,
  line,
  linear,
  lovable,
  mailchimp,
  mailgun,
  mandrill,
  meta,
  microsoftGraph,
  monday,
  mux,
  notion,
  okta,
  openai,
  paddle,
  paddleClassic,
  paypal,
  plaid,
  polar,
  postmark,
  pusher,
  razorpay,
  resend,
  rfc9421,
  sanity,
  sendgrid,
  sentry,
  slackEventsApi,
  smartsheet,
  square,
  standardWebhooksV1a,
  strava,
  trello,
  twilio,
  twilioJson,
  twitch,
  typeform,
  vercel,
  vonage,
  webflow,
  websub,
  woocommerce,
  workos,
  x,
  xero,
  zendesk,
  zoom,
]
