/** How something stands. Each has a shape of its own, so that nothing is said by colour alone. */
export type Tone = "good" | "bad" | "waiting" | "told" | "neutral"
