import { defineProvider } from "../define-provider.ts"
import type { JsonObject } from "../provider.ts"

const VALIDATION =
  "https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema"
const RETRY = "https://learn.microsoft.com/azure/event-grid/delivery-and-retry"
const SCHEMA = "https://learn.microsoft.com/azure/event-grid/event-schema"

const TOPIC =
  "/subscriptions/{uuid}/resourceGroups/production/providers/Microsoft.Storage/storageAccounts/acmefiles"

function blob(api: string, more: JsonObject = {}): JsonObject {
  return {
    api,
    clientRequestId: "{uuid}",
    requestId: "{uuid}",
    eTag: "0x8D{upper:12}",
    contentType: "application/pdf",
    contentLength: "{int:1000-900000}",
    blobType: "BlockBlob",
    ...more,
    url: "https://acmefiles.blob.core.windows.net/reports/report.pdf",
    sequencer: "{hex:48}",
    storageDiagnostics: { batchId: "{uuid}" },
  }
}

/** Azure Event Grid in its own schema; in the schema of CloudEvents it greets endpoints as `cloudevents` does. */
export const azureEventGrid = defineProvider({
  id: "azure-event-grid",
  name: "Azure Event Grid",
  sources: [VALIDATION, RETRY, SCHEMA],
  scheme: {
    algorithm: "none",
    key: { decoding: "utf8" },
    content: "",
    bodyForms: ["raw"],
    digest: "hex",
    headers: [],
  },
  headers: [
    ["Content-Type", "application/json; charset=utf-8"],
    ["aeg-subscription-name", "WEBHOOK"],
    ["aeg-delivery-count", "0"],
    ["aeg-data-version", ""],
    ["aeg-metadata-version", "1"],
    ["aeg-event-type", "Notification"],
  ],
  events: [
    {
      type: "Microsoft.Storage.BlobCreated",
      title: "A blob was created or replaced",
      sample: blob("PutBlob"),
    },
    { type: "Microsoft.Storage.BlobDeleted", title: "A blob was deleted", sample: blob("DeleteBlob") },
    {
      type: "Microsoft.Storage.BlobTierChanged",
      title: "A blob was moved to another access tier",
      sample: blob("SetBlobTier", { accessTier: "Cool", previousTier: "Hot" }),
    },
  ],
  envelope: [
    {
      id: "{id}",
      topic: TOPIC,
      subject: "/blobServices/default/containers/reports/blobs/report.pdf",
      eventType: "{event}",
      eventTime: "{now-iso}",
      data: "{data}",
      dataVersion: "",
      metadataVersion: "1",
    },
  ],
  names: { event: { path: "0.eventType" }, id: { path: "0.id" } },
  unknownEvents: { accept: "any", sample: { id: "{uuid}" } },
  handshakes: [
    {
      id: "subscription-validation",
      title: "An event whose validationCode the endpoint gives back as validationResponse",
      request: {
        method: "POST",
        headers: [["aeg-event-type", "SubscriptionValidation"]],
        body: [
          {
            data: { validationCode: "{challenge}" },
            eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
          },
        ],
        sentBody: [
          {
            id: "{uuid}",
            topic: TOPIC,
            subject: "",
            data: {
              validationCode: "{challenge}",
              validationUrl: "https://rp-westeurope.eventgrid.azure.net/eventsubscriptions/acme/validate",
            },
            eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
            eventTime: "{now-iso}",
            metadataVersion: "1",
            dataVersion: "1",
          },
        ],
        signature: "none",
      },
      answer: { status: 200, body: { validationResponse: "{challenge}" } },
      timeoutMs: 30_000,
      certainty: "exact",
      source: VALIDATION,
    },
  ],
  delivery: {
    success: [200, 201, 202, 203, 204],
    timeout: { value: "30s" },
    retries: {
      value: ["10s", "30s", "1m", "5m", "10m", "30m", "1h", "3h", "6h", "12h"],
      assumed: "The steps are documented, “on a best effort basis” and with a small randomisation.",
      source: RETRY,
    },
  },
  manage: "https://portal.azure.com",
  assumptions: [
    {
      key: "headers.aeg",
      value: "aeg-subscription-name, aeg-delivery-count, aeg-data-version, aeg-metadata-version",
      why: "Only aeg-event-type was read on the provider's pages.",
    },
    {
      key: "secret",
      value: "none",
      why: "Event Grid signs nothing; an endpoint can ask for a Microsoft Entra token or a secret in its URL.",
    },
  ],
})
