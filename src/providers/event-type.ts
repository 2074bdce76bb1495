import type { EventType } from "./provider.ts"

/** An event type that is sent and can be subscribed to. */
export function live(type: string, title: string, sample: EventType["sample"]): EventType {
  return { type, title, status: "live", sample }
}

/** An event type that its provider has announced and does not send yet. */
export function comingSoon(...event: Parameters<typeof live>): EventType {
  return { ...live(...event), status: "coming-soon" }
}

/** An event type that only the provider's test button sends. */
export function testOnly(...event: Parameters<typeof live>): EventType {
  return { ...live(...event), status: "test-only" }
}
