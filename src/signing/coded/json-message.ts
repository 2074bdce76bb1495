/** Whether the text can be written as UTF-8; half a surrogate pair cannot, and would be signed as another character. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}
