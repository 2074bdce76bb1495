import { expect, test } from "vitest"
import { InspectorCodes } from "../../../src/relay/access/inspector-codes.ts"
import { FakeClock } from "../../support/fake-clock.ts"

const caller = { workspace: "ws_1", keyId: "key_1" }
const stranger = { workspace: "ws_2", keyId: "key_2" }

test("a code is its maker's once, and no two are alike", () => {
  const codes = new InspectorCodes(new FakeClock())
  const [{ code }, other] = [codes.make(caller), codes.make(stranger)]
  expect(code).toMatch(/^[0-9A-Za-z]{22}$/)
  expect(code).not.toBe(other.code)
  expect(codes.take(code)).toEqual(caller)
  expect(codes.take(code)).toBeNull()
  expect(codes.take(other.code)).toEqual(stranger)
})

test("a code that was never made is nobody's", () => {
  const codes = new InspectorCodes(new FakeClock())
  codes.make(caller)
  expect(codes.take("")).toBeNull()
  expect(codes.take("0".repeat(22))).toBeNull()
})

test("a code is over after 60 seconds", () => {
  const clock = new FakeClock()
  const codes = new InspectorCodes(clock)
  const [early, late] = [codes.make(caller), codes.make(caller)]
  expect(late.expiresAt).toBe(clock.now() + 60_000)
  clock.advance(59_999)
  expect(codes.take(early.code)).toEqual(caller)
  clock.advance(1)
  expect(codes.take(late.code)).toBeNull()
})

test("of more codes than anybody needs the workspace's oldest gives way, and no other workspace's", () => {
  const codes = new InspectorCodes(new FakeClock())
  const theirs = codes.make(stranger)
  const own = Array.from({ length: 21 }, () => codes.make(caller))
  expect(codes.take(own[0]!.code)).toBeNull()
  expect(codes.take(own[1]!.code)).toEqual(caller)
  expect(codes.take(own[20]!.code)).toEqual(caller)
  expect(codes.take(theirs.code)).toEqual(stranger)
})
