/** Where a curl command stands, and what it may read. */
export interface CurlSource {
  readonly place: string
  /** The bytes of a file that `option` names on that line. Throws FILE_UNREADABLE, saying so. */
  readFile(path: string, option: string, line: number): Promise<Buffer>
}
