import { signal } from "@preact/signals"
import type { InspectorSessionJson, ProblemJson } from "../../domain/api-types.ts"
import { ask } from "./ask.ts"

const KEY = "whk.inspector.token"

/** The page's key, which ends by itself; null while nobody is signed in. It lives as long as the tab. */
export const token = signal<string | null>(sessionStorage.getItem(KEY))

/** Why nobody is signed in, where there is more to say than that nobody came with a code. */
export const refusal = signal<ProblemJson | null>(null)

/** Whether a code is being exchanged. */
export const opening = signal(false)

/** Opens a session with the code in the address, if one is there, and takes it out of the address. */
export async function openSession(hash: string): Promise<void> {
  const code = /^#code=(.+)$/.exec(hash)?.[1]
  if (code === undefined) return
  history.replaceState(null, "", location.pathname + location.search)
  await exchangeCode(code)
}

/** Opens a session with a one-use code, or with the whole address that carries one. */
export async function exchangeCode(text: string): Promise<void> {
  const code = decodeURIComponent(text.trim().replace(/^.*#code=/, ""))
  opening.value = true
  const answer = await ask<InspectorSessionJson>("POST", "/v1/inspector/sessions", { code })
  opening.value = false
  if (answer.ok) keep(answer.value.token)
  refusal.value = answer.ok ? null : answer.problem
}

/** Forgets the key: the person is done. */
export function endSession(): void {
  keep(null)
  refusal.value = null
}

/** Forgets a key that the relay does not take any more. What it says of keys is of no use to whoever has a page. */
export function loseSession(): void {
  keep(null)
  refusal.value = {
    type: "about:blank",
    title: "Session ended",
    status: 401,
    detail: "The session has ended: it lasts for 12 hours, and no longer than the key that opened it.",
    code: "SESSION_ENDED",
    hint: "Run `whk inspect` to open the page again.",
  }
}

function keep(value: string | null): void {
  token.value = value
  if (value === null) sessionStorage.removeItem(KEY)
  else sessionStorage.setItem(KEY, value)
}
