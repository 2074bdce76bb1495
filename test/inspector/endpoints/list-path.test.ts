import { expect, test } from "vitest"
import { listPath } from "../../../src/inspector/endpoints/list-path.ts"

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
