export interface ListPage<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
  readonly total: number
}

/** RFC 9457. `code` is a WhkError code; the hint says what to do. */
export interface ProblemJson {
  readonly type: "about:blank"
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly hint: string
}
