import { SNS_HOST, awsSns as scheme } from "../../signing/coded/aws-sns.ts"
import { defineProvider } from "../define-provider.ts"
import type { Provider } from "../provider.ts"
import { secretRsa } from "./rsa-secret.ts"

const VERIFYING = "https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html"
const NOTIFICATION = "https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html"
const CONFIRMATION = "https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html"
const HEADERS = "https://docs.aws.amazon.com/sns/latest/dg/http-header.html"
const RAW = "https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html"
const RETRIES = "https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.retry.html"

const HOST = "https://sns.us-east-1.amazonaws.com"
const TOPIC = "arn:aws:sns:us-east-1:123456789012:orders"
const SUBSCRIPTION = `${TOPIC}:c9135db0-26c4-47ec-8998-413945fb5a96`

const SIGNATURE = {
  SignatureVersion: "1",
  Signature: "",
  SigningCertURL: `${HOST}/SimpleNotificationService-00000000000000000000000000000000.pem`,
}

const described = defineProvider({
  id: "aws-sns",
  name: "Amazon SNS",
  sources: [VERIFYING, NOTIFICATION, CONFIRMATION, HEADERS, RAW, RETRIES],
  evidence: "sns-validator 0.3.5 accepts it",
  scheme,
  secret: { generate: secretRsa },
  headers: [
    ["Content-Type", "text/plain; charset=UTF-8"],
    ["User-Agent", "Amazon Simple Notification Service Agent"],
    ["x-amz-sns-message-type", "{event}"],
    ["x-amz-sns-message-id", "{id}"],
    ["x-amz-sns-topic-arn", TOPIC],
    ["x-amz-sns-subscription-arn", SUBSCRIPTION],
  ],
  events: [
    {
      type: "Notification",
      title: "A message was published to the topic",
      sample: { order: "{digits:8}", status: "shipped", at: "{now-iso}" },
    },
    {
      type: "SubscriptionConfirmation",
      title: "The endpoint was subscribed; it has to visit SubscribeURL before anything else is sent",
      sample: {
        Token: "{hex:64#token}",
        Message: `You have chosen to subscribe to the topic ${TOPIC}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
        SubscribeURL: `${HOST}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token={hex:64#token}`,
      },
    },
    {
      type: "UnsubscribeConfirmation",
      title: "The endpoint was unsubscribed; visiting SubscribeURL subscribes it again",
      sample: {
        Token: "{hex:64#token}",
        Message: `You have chosen to deactivate subscription ${SUBSCRIPTION}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
        SubscribeURL: `${HOST}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token={hex:64#token}`,
      },
    },
  ],
  names: { event: { header: "x-amz-sns-message-type" }, id: { header: "x-amz-sns-message-id" } },
  handshakes: [
    {
      id: "subscription-confirmation",
      title: "A signed message with an address that has to be visited",
      request: {
        method: "POST",
        headers: [["x-amz-sns-message-type", "SubscriptionConfirmation"]],
        body: {
          Type: "SubscriptionConfirmation",
          MessageId: "{uuid}",
          Token: "{hex:64#token}",
          TopicArn: "arn:aws:sns:us-east-1:{digits:12#account}:orders",
          Message:
            "You have chosen to subscribe to the topic arn:aws:sns:us-east-1:{digits:12#account}:orders.\nTo confirm the subscription, visit the SubscribeURL included in this message.",
          SubscribeURL: `${HOST}/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:{digits:12#account}:orders&Token={hex:64#token}`,
          Timestamp: "{now-iso}",
        },
        signature: "right",
      },
      answer: { status: "2xx" },
      visit: {
        pointer: "/SubscribeURL",
        hosts: SNS_HOST,
        query: [
          ["Action", { text: "ConfirmSubscription" }],
          ["TopicArn", { pointer: "/TopicArn" }],
          ["Token", { pointer: "/Token" }],
        ],
      },
      certainty: "exact",
      source: CONFIRMATION,
    },
  ],
  delivery: {
    timeout: { value: "15s", assumed: "Commonly known; the pages that were read do not state it." },
    retries: { value: ["20s", "20s", "20s"], source: RETRIES },
  },
  endpoint: {
    httpsOnly: false,
    httpsRule: "Amazon SNS: an endpoint uses http:// or https://, as it was subscribed",
  },
  manage: "https://console.aws.amazon.com/sns",
  assumptions: [
    {
      key: "signature.unsubscribe-fields",
      value: "as for SubscriptionConfirmation",
      why: "So the documentation; sns-validator takes the fields of a Notification instead.",
    },
    {
      key: "envelope.message",
      value: "the event's data as JSON text",
      why: "Message is whatever text was published.",
    },
  ],
})

/** Amazon SNS, delivering to an HTTP endpoint with its envelope (not raw). */
export const awsSns: Provider = {
  ...described,
  dataKey: null,
  envelope: ({ type, id, timeMs, data }) => {
    const head = { Type: type, MessageId: id }
    const Timestamp = new Date(timeMs).toISOString()
    if (type !== "Notification") {
      const { Token = "", Message = "", SubscribeURL = "", ...others } = data
      return { ...head, Token, TopicArn: TOPIC, Message, SubscribeURL, Timestamp, ...SIGNATURE, ...others }
    }
    return {
      ...head,
      TopicArn: TOPIC,
      Subject: "Order shipped",
      Message: JSON.stringify(data),
      Timestamp,
      ...SIGNATURE,
      UnsubscribeURL: `${HOST}/?Action=Unsubscribe&SubscriptionArn=${SUBSCRIPTION}`,
    }
  },
}
