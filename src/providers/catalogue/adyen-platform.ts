import { defineProvider } from "../define-provider.ts"
import { secretHex } from "./shared-samples.ts"

const SET_UP = "https://docs.adyen.com/platforms/set-up-webhooks"
const HMAC = "https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures"
const TROUBLESHOOT = "https://docs.adyen.com/development-resources/webhooks/troubleshoot"
const ACCEPTING = "https://www.adyen.com/knowledge-hub/webhooks-accept-2xx"

const PLATFORM = "CompanyPlatform"

const LISTED = ["9s", "9s", "9s", "2m", "5m", "10m", "15m", "30m", "1h", "2h", "4h"]

/** Adyen's platform, transfer and management webhooks; those for payments are signed in another way. */
export const adyenPlatform = defineProvider({
  id: "adyen-platform",
  name: "Adyen (platform and management)",
  sources: [SET_UP, HMAC, TROUBLESHOOT, ACCEPTING],
  evidence: "@adyen/api-library 32.1.0 accepts it",
  scheme: {
    algorithm: "hmac-sha256",
    key: { decoding: "hex" },
    content: "{body}",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [
      ["HmacSignature", "{signature}"],
      ["Protocol", "HmacSHA256"],
    ],
    unsigned: [],
  },
  secret: { optional: true, generate: (random) => secretHex(random).toUpperCase() },
  headers: [
    ["Content-Type", "application/json; charset=utf-8"],
    ["User-Agent", "Adyen HttpClient 1.0"],
  ],
  events: [
    {
      type: "balancePlatform.accountHolder.created",
      title: "An account holder was created",
      sample: {
        balancePlatform: PLATFORM,
        accountHolder: {
          balancePlatform: PLATFORM,
          capabilities: {
            receiveFromPlatformPayments: {
              allowed: false,
              enabled: true,
              problems: [],
              requested: true,
              verificationStatus: "pending",
            },
          },
          contactDetails: {
            email: "maya@company.com",
            phone: { number: "+46700000000", type: "mobile" },
            address: {
              city: "Stockholm",
              country: "SE",
              houseNumberOrName: "12",
              postalCode: "111 20",
              street: "Vasagatan",
            },
          },
          description: "Company AB",
          id: "AH{upper:23}",
          legalEntityId: "LE{upper:23}",
          reference: "seller-{int:1000-9999}",
          status: "active",
        },
      },
    },
    {
      type: "balancePlatform.balanceAccount.created",
      title: "A balance account was created",
      sample: {
        balancePlatform: PLATFORM,
        balanceAccount: {
          accountHolderId: "AH{upper:23}",
          balances: [],
          defaultCurrencyCode: "EUR",
          description: "Main account",
          id: "BA{upper:23}",
          reference: "seller-{int:1000-9999}",
          status: "active",
          timeZone: "Europe/Stockholm",
        },
      },
    },
    {
      type: "balancePlatform.balanceAccount.balance.updated",
      title: "The balance of an account changed",
      sample: {
        balanceAccountId: "BA{upper:23}",
        balancePlatform: PLATFORM,
        balances: { available: 499_900, balance: 499_900, pending: 350_000, reserved: 120_000 },
        creationDate: "{now-iso-seconds}",
        currency: "EUR",
        settingIds: ["WK{digits:1}"],
      },
    },
    {
      type: "balancePlatform.transfer.created",
      title: "Money began to move",
      sample: {
        id: "{upper:18}",
        balancePlatform: PLATFORM,
        creationDate: "{now-iso-seconds}",
        amount: { currency: "EUR", value: "{int:100-90000}" },
        accountHolder: { id: "AH{upper:23}", description: "Company AB", reference: "seller-1001" },
        balanceAccount: { id: "BA{upper:23}", description: "Main account", reference: "seller-1001" },
        category: "bank",
        counterparty: {
          bankAccount: {
            accountHolder: { fullName: "Maya Lindqvist" },
            accountIdentification: { type: "iban", iban: "NL91ABNA0417164300" },
          },
        },
        description: "Payout",
        direction: "outgoing",
        reason: "approved",
        reference: "payout-{int:1000-9999}",
        status: "received",
        type: "bankTransfer",
      },
    },
  ],
  envelope: {
    data: "{data}",
    environment: "test",
    timestamp: "{now-iso}",
    type: "{event}",
  },
  names: { event: { path: "type" } },
  delivery: {
    timeout: { value: "10s" },
    retries: {
      // Three quick attempts, the listed delays, and the last of them again and again up to 30 days.
      value: [...LISTED, ...Array.from({ length: 88 }, () => "8h")],
      assumed:
        "The delays and the limit of 30 days are documented; that the last delay repeats until then is not.",
      source: TROUBLESHOOT,
    },
  },
  endpoint: {
    httpsRule: "Adyen: an open TCP port for HTTPS traffic on port 443, 8443 or 8843",
    hasActiveFlag: true,
  },
  manage: "https://ca-test.adyen.com/",
  assumptions: [
    { key: "headers.user-agent", value: "Adyen HttpClient 1.0", why: "Seen in requests, not documented." },
    {
      key: "headers.signature-case",
      value: "HmacSignature, Protocol",
      why: "Adyen's own samples write them in several ways; header names have no case.",
    },
    {
      key: "envelope.data",
      value: "the main fields of each resource",
      why: "Taken from the types of Adyen's own library.",
    },
  ],
})
