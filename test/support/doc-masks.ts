/** What differs in every run, and what a shown output has in its place before the two are compared. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\b(dlv|ep|evt|in|att|key|ses|ws)_[0-9a-z]{8,}/g, "$1_ID"],
  [/\/in\/[\w-]{12,}/g, "/in/TOKEN"],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "UUID"],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?/g, "TIME"],
  [/\b\d\d:\d\d:\d\d(?:\.\d+)?\b/g, "TIME"],
  [/\bjust now\b|\b\d+[smhd] ago\b/g, "AGO"],
  [/\b\d+(?:\.\d+)? ?ms\b/g, "DURATION"],
  [/\b\d+(?:\.\d+)? ?s\b/g, "DURATION"],
  [/\b[0-9a-f]{40,}\b/g, "DIGEST"],
  [/(?:whsec|whk)_[\w+/=-]{8,}/g, "SECRET"],
  [/…[\w+/=-]{4}(?!\w)/g, "…LAST"],
  [/\binbox [\w-]+-[0-9a-f]{6}\b/g, "inbox NAME"],
  [/\b\d+(?:\.\d+)? (?:B|KB|bytes)\b/g, "SIZE"],
  [/(127\.0\.0\.1|localhost):\d+/g, "$1:PORT"],
  [/ {2,}/g, "  "],
  [/[─-]{4,}/g, "----"],
]

/** Talk that depends on what was run before, and on how busy the machine is. */
const LEFT_OUT = /^(?:\w+ (?:with )?the development secret of \S+ \(…|Finishing what is in flight).*\n/gm

function masked(text: string): readonly string[] {
  return MASKS.reduce((all, [pattern, name]) => all.replaceAll(pattern, name), text.replaceAll(LEFT_OUT, ""))
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd())
}

/** Whether a page shows what was printed; a line that is only `…` stands for any number of lines. */
export function shows(shown: string, printed: string): boolean {
  const wanted = masked(shown).map((line) =>
    line.trim() === "…" ? "[^]*?" : `${line.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}\n`,
  )
  return new RegExp(`^${wanted.join("")}$`).test(`${masked(printed).join("\n")}\n`)
}

/** Whether lines of what was printed, one after the other, are what a page shows. */
export function holds(printed: string, shown: string): boolean {
  return shows(`…\n${shown.trimEnd()}\n…`, printed)
}
