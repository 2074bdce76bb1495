import fc from "fast-check"
import { expect, test } from "vitest"
import { appTarget } from "../../src/listen/target-path.ts"

test.each([
  ["/", "", "/"],
  ["/", "/", "/"],
  ["/", "/a", "/a"],
  ["/", "//a", "//a"],
  ["/", "/\\a", "/\\a"],
  ["/", "/../x", "/../x"],
  ["/", "/a/./b/%2e%2e/c", "/a/./b/%2e%2e/c"],
  ["/", "?a&a=1&b=%2F", "/?a&a=1&b=%2F"],
  ["/", "?", "/?"],
  ["/", "/a?x=?&y=/", "/a?x=?&y=/"],
  ["/hooks", "", "/hooks"],
  ["/hooks", "/", "/hooks/"],
  ["/hooks", "/a", "/hooks/a"],
  ["/hooks", "//a", "/hooks//a"],
  ["/hooks/", "", "/hooks/"],
  ["/hooks/", "/a", "/hooks/a"],
  ["/hooks", "?q", "/hooks?q"],
  ["/hooks?k=1", "", "/hooks?k=1"],
  ["/hooks?k=1", "/a", "/hooks/a?k=1"],
  ["/hooks?k=1", "/a?b=2", "/hooks/a?k=1&b=2"],
  ["/hooks?k=1", "?", "/hooks?k=1"],
])("target %j and rest %j make %j", (base, rest, expected) => {
  expect(appTarget({ base }, rest)).toBe(expected)
})

test.each([
  ["", "/fixed"],
  ["/a/b", "/fixed"],
  ["/a?b=2", "/fixed?b=2"],
])("a fixed path takes the place of any path and keeps the query (%j)", (rest, expected) => {
  expect(appTarget({ base: "/hooks", fixed: "/fixed" }, rest)).toBe(expected)
})

test.each([
  "*",
  "http://evil.example/",
  "evil.example:443",
  "a",
  " /a",
  "/a b",
  "/a\r\nx: 1",
  "/\0",
  "/\u0100",
])("%j is not a path and is refused", (rest) => {
  expect(appTarget({ base: "/" }, rest)).toBeUndefined()
})

test("the rest arrives byte for byte behind a base without a slash at the end", () => {
  const rest = fc.stringMatching(/^(?:\/[\x21-\xff]{0,20})?(?:\?[\x21-\xff]{0,20})?$/)
  fc.assert(
    fc.property(rest, (text) => {
      expect(appTarget({ base: "/hooks" }, text)).toBe(`/hooks${text}`)
    }),
  )
})
