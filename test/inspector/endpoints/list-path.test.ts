import { expect, test } from "vitest"
import { footOf, listPath } from "../../../src/inspector/endpoints/list-path.ts"

test.each([
  ["", "all", 100, "/v1/endpoints?limit=100"],
  [" a&b ", "active", 100, "/v1/endpoints?limit=100&search=a%26b&active=true"],
  ["", "inactive", 2000, "/v1/endpoints?limit=1000&active=false"],
] as const)(
  "a search for %j among %s endpoints, %i at most, is asked as %s",
  (search, shown, limit, path) => {
    expect(listPath({ search, shown, limit })).toBe(path)
  },
)

test.each([
  [7, 7, { words: "7 of 7", hasMore: false }],
  [100, 240, { words: "100 of 240", hasMore: true }],
  [1000, 1000, { words: "1,000 of 1,000", hasMore: false }],
  [1000, 1234, { words: "1,000 of 1,234: search for the others", hasMore: false }],
])("below %i endpoints of %i stands %j", (shown, total, foot) => {
  expect(footOf(shown, total)).toEqual(foot)
})
