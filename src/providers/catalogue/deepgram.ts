import { defineProvider } from "../define-provider.ts"
import { basicSecret, basicSecretMisuse } from "./shared-samples.ts"

const CALLBACK = "https://developers.deepgram.com/docs/callback"
const CHANGE = "https://developers.deepgram.com/changelog/2026/10/27"

const MODEL = "30089e05-99d1-4376-b32e-c263170674af"

/** Deepgram's callbacks: not signed; the user name and password of the callback URL are sent. */
export const deepgram = defineProvider({
  id: "deepgram",
  name: "Deepgram",
  sources: [CALLBACK, CHANGE],
  scheme: {
    algorithm: "token",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "base64",
    headers: [["Authorization", "Basic {signature}"]],
    unsigned: [],
  },
  secret: { optional: true, generate: basicSecret, misuse: basicSecretMisuse("Deepgram") },
  headers: [
    ["Content-Type", "application/json"],
    ["dg-token", "{uuid}"],
  ],
  events: [
    {
      type: "transcription",
      title: "A transcription is ready",
      sample: {
        channels: [
          {
            alternatives: [
              {
                transcript: "hello world",
                confidence: 0.9987,
                words: [
                  { word: "hello", start: 0.08, end: 0.42, confidence: 0.998 },
                  { word: "world", start: 0.42, end: 0.9, confidence: 0.999 },
                ],
              },
            ],
          },
        ],
      },
    },
  ],
  envelope: {
    metadata: {
      transaction_key: "deprecated",
      request_id: "{id}",
      sha256: "{hex:64}",
      created: "{now-iso}",
      duration: 1.2,
      channels: 1,
      models: [MODEL],
      model_info: { [MODEL]: { name: "general-nova-3", version: "2025-04-17.21547", arch: "nova-3" } },
    },
    results: "{data}",
  },
  // A callback says which request it answers and nothing else.
  names: { id: { path: "metadata.request_id" } },
  delivery: {
    timeout: { value: "10s", assumed: "No number was found on the provider's pages." },
    retries: {
      value: Array.from({ length: 10 }, () => "30s"),
      assumed: "Ten retries, 30 seconds apart, are told by others; that part of the page was not read.",
      source: CALLBACK,
    },
  },
  endpoint: { httpsOnly: false, httpsRule: "Deepgram: callback URLs may use http or https" },
  manage: "https://console.deepgram.com",
  assumptions: [
    {
      key: "headers.dg-token",
      value: "the identifier of the API key that made the request",
      why: "Since 27 October 2026 it is no supported proof of the sender; Basic Auth is recommended instead.",
    },
    {
      key: "envelope.data",
      value: "a short transcription",
      why: "The fields follow the API's answer; the values are made up.",
    },
  ],
})
