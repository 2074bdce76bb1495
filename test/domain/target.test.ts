import { expect, test } from "vitest"
import { formatTarget, isLoopbackHost, parseTarget } from "../../src/domain/target.ts"

test.each([
  ["3000", "http://localhost:3000/"],
  [":3000", "http://localhost:3000/"],
  ["3000/hooks", "http://localhost:3000/hooks"],
  ["localhost:3000", "http://localhost:3000/"],
  ["localhost:3000/hooks?x=1", "http://localhost:3000/hooks?x=1"],
  ["localhost:3000?x=1", "http://localhost:3000/?x=1"],
  ["http://example.com", "http://example.com/"],
  ["https://example.com/a//b", "https://example.com/a//b"],
  ["https://example.com:8443", "https://example.com:8443/"],
  ["host.docker.internal:8080", "http://host.docker.internal:8080/"],
  ["[::1]:3000/x", "http://[::1]:3000/x"],
  ["unix:/run/app.sock", "unix:/run/app.sock:/"],
  ["unix:/run/app.sock:/hooks", "unix:/run/app.sock:/hooks"],
])("%s leads to %s", (text, expected) => {
  expect(formatTarget(parseTarget(text))).toBe(expected)
})

test.each([
  "",
  "ftp://host/",
  "http://",
  "localhost:99999",
  "localhost:0",
  "0",
  "a b",
  "http://user:pw@host/",
  "host:1:2",
])('"%s" is refused as a target, with the value quoted', (text) => {
  expect(() => parseTarget(text)).toThrow(
    expect.objectContaining({
      code: "TARGET_INVALID",
      exitCode: 2,
      message: expect.stringContaining(`"${text}"`),
    }),
  )
})

test.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["127.8.9.10", true],
  ["[::1]", true],
  ["app.localhost", true],
  ["127.0.0.1.example.com", false],
  ["127.example.com", false],
  ["10.0.0.1", false],
])("whether %s is this machine: %s", (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected)
})
