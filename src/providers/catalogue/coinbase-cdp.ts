import { hook0Scheme } from "../../signing/coded/hook0.ts"
import { defineProvider } from "../define-provider.ts"
import { secretUuid } from "./uuid-secret.ts"

const OVERVIEW = "https://docs.cdp.coinbase.com/webhooks/overview"
const VERIFYING = "https://docs.cdp.coinbase.com/webhooks/verify-signatures"
const ONRAMP = "https://docs.cdp.coinbase.com/webhooks/onramp"
const PAYLOAD = "https://docs.cdp.coinbase.com/api-reference/v2/webhooks/webhook-onramp-transaction-failed"

const usd = (value: string) => ({ currency: "USD", value })

const transaction = (status: string) => ({
  eventType: "{event}",
  transactionId: "{uuid}",
  status: `ONRAMP_TRANSACTION_STATUS_${status}`,
  purchaseCurrency: "USDC",
  purchaseNetwork: "base",
  purchaseAmount: { currency: "USDC", value: "100.00" },
  paymentTotal: usd("102.49"),
  paymentSubtotal: usd("100.00"),
  coinbaseFee: usd("2.49"),
  networkFee: usd("0.00"),
  exchangeRate: usd("1.00"),
  txHash: "0x{hex:64}",
  createdAt: "{now-iso-seconds}",
  completedAt: "{now-iso-seconds}",
  country: "US",
  userId: "{hex:32}",
  paymentMethod: "CARD",
  walletAddress: "0x{hex:40}",
  type: "ONRAMP_TRANSACTION_TYPE_BUY_AND_SEND",
  partnerUserRef: "user-{digits:4}",
})

/** Coinbase Developer Platform, which sends through Hook0. */
export const coinbaseCdp = defineProvider({
  id: "coinbase-cdp",
  name: "Coinbase Developer Platform",
  sources: [OVERVIEW, VERIFYING, ONRAMP, PAYLOAD],
  evidence: "hook0-client 1.1.0 accepts it",
  scheme: hook0Scheme({
    id: "coinbase-cdp",
    timestamp: { unit: "s", toleranceSeconds: 300 },
    v0: "beside",
  }),
  secret: { generate: secretUuid },
  headers: [
    ["Content-Type", "application/json"],
    ["X-Event-Id", "{id}"],
    ["X-Event-Type", "{event}"],
  ],
  events: [
    {
      type: "onramp.transaction.created",
      title: "An onramp transaction was created",
      sample: transaction("CREATED"),
    },
    {
      type: "onramp.transaction.updated",
      title: "The status of an onramp transaction changed",
      sample: transaction("IN_PROGRESS"),
    },
    {
      type: "onramp.transaction.success",
      title: "An onramp transaction completed",
      sample: transaction("SUCCESS"),
    },
    {
      type: "onramp.transaction.failed",
      title: "An onramp transaction failed",
      sample: transaction("FAILED"),
    },
  ],
  names: { event: { header: "X-Event-Type" }, id: { header: "X-Event-Id" } },
  delivery: {
    timeout: { value: "15s", assumed: "Hook0's default; Coinbase states none." },
    retries: {
      value: [
        ..."5s 10s 20s 40s 80s 160s".split(" "),
        ...Array.from({ length: 24 }, () => "5m"),
        ...Array.from({ length: 30 }, () => "1h"),
      ],
      assumed: "Up to 60 retries with exponential backoff; the delays are not published.",
      source: OVERVIEW,
    },
  },
  manage: "https://portal.cdp.coinbase.com",
  assumptions: [
    { key: "secret.format", value: "a UUID", why: "Hook0's form; Coinbase does not describe it." },
    {
      key: "signature.v0-alone",
      value: "refused as a downgrade",
      why: "Every request is documented to carry v1; v0 covers no header.",
    },
    {
      key: "envelope.fields",
      value: "field values",
      why: "They follow the page; the status names differ by transaction.",
    },
  ],
})
