import type { EndpointJson, ProviderDetailJson } from "../../domain/api-types.ts"

/** What an endpoint is called: its name, or its address without the scheme. */
export function endpointTitle({ name, url }: Pick<EndpointJson, "name" | "url">): string {
  return name ?? url.replace(/^https?:\/\//, "")
}

/** Its event types in a few characters: `user.created +2`. */
export function eventsInShort(events: readonly string[]): string {
  const [first = "-", ...others] = events
  if (first === "*" && others.length === 0) return "all events"
  return others.length === 0 ? first : `${first} +${others.length}`
}

/** What has to be typed before the endpoint is deleted: its name, else the host of its address. */
export function confirmationOf({ name, url }: Pick<EndpointJson, "name" | "url">): string {
  if (name !== null && name.trim() !== "") return name.trim()
  return URL.canParse(url) ? new URL(url).host : url
}

/** Whether that was typed; spaces around it and upper case do not matter. */
export function isConfirmed(endpoint: Pick<EndpointJson, "name" | "url">, typed: string): boolean {
  return typed.trim().toLowerCase() === confirmationOf(endpoint).toLowerCase()
}

/** How long the old secret can stay valid after a rotation; 0: not at all. */
export const OVERLAPS: readonly { readonly seconds: number; readonly title: string }[] = [
  { seconds: 0, title: "Stop the old secret at once" },
  { seconds: 3600, title: "Keep it for 1 hour" },
  { seconds: 86_400, title: "Keep it for 24 hours" },
  { seconds: 7 * 86_400, title: "Keep it for 7 days" },
]

export const USUAL_OVERLAP_SECONDS = 86_400

/** What a rotation does to the receiver, before it is done. */
export function rotationWarning(
  { name, canOverlap }: Pick<ProviderDetailJson, "name" | "canOverlap">,
  { secrets }: Pick<EndpointJson, "secrets">,
  overlapSeconds: number,
): string {
  if (secrets === 0)
    return "This endpoint has no secret yet: from now on its deliveries are signed with the new one."
  if (canOverlap && overlapSeconds > 0)
    return "Until the old secret ends, deliveries carry the signatures of both: put the new one into your receiver before then."
  const why = canOverlap ? "" : ` ${name} signs with one secret at a time.`
  return `The old secret stops at once, and with it your receiver, until it has the new one.${why}`
}

/** What became of the old secret, after a rotation. */
export function rotatedNote({ secrets }: Pick<EndpointJson, "secrets">, overlapSeconds: number): string {
  if (secrets < 2) return "The old secret is invalid from now on."
  const overlap = OVERLAPS.find(({ seconds }) => seconds === overlapSeconds)
  const ends = overlap ? overlap.title.replace("Keep it for", "for") : "until the overlap ends"
  return `Deliveries carry the signatures of both secrets ${ends}.`
}

/** What a replay of many would do: `12 deliveries would be sent again.` */
export function replayWords(count: number): string {
  if (count === 0) return "No failed delivery is left: nothing would be sent again."
  return `${count.toLocaleString()} ${count === 1 ? "delivery" : "deliveries"} would be sent again.`
}

/** What a replay of many did. */
export function replayedWords(count: number): string {
  return `${count.toLocaleString()} ${count === 1 ? "delivery is" : "deliveries are"} sent again.`
}

/** What can be said of an endpoint's secrets. */
export function secretWords(secrets: number): string {
  if (secrets === 0) return "none: deliveries are not signed"
  return secrets === 1 ? "shown only when it was made" : "two are valid until the rotation ends"
}
