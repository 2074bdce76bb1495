import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { parseSignature } from "../../src/signing/parse-signature.ts"
import { signaturePlace } from "../../src/signing/scheme.ts"
import { declared } from "../support/signing.ts"

const HEX = "0123456789abcdef".repeat(4)
const OTHER = "f".repeat(64)
const BASE64 = Buffer.from(HEX, "hex").toString("base64")
// Two of its characters are in the alphabet that base64url replaces.
const DASHED = Buffer.alloc(32, 0xfb).toString("base64")

function parse(provider: string, value: string) {
  const scheme = declared(findProvider(provider).scheme)
  const form = { template: signaturePlace(scheme)!.template, digest: scheme.digest }
  const { candidates, timestamp } = parseSignature(value, form, scheme)
  return { found: candidates.map(({ index, bytes }) => [index, bytes.toString(scheme.digest)]), timestamp }
}

test.each([
  ["as Stripe writes it", `t=1,v1=${HEX}`, [[0, HEX]], "1"],
  ["with spaces after the commas", `t=1, v1=${HEX}`, [[0, HEX]], "1"],
  ["in another order", `v1=${HEX},t=1`, [[0, HEX]], "1"],
  [
    "with two signatures",
    `t=1,v1=${HEX},v1=${OTHER}`,
    [
      [0, HEX],
      [1, OTHER],
    ],
    "1",
  ],
  ["with a version that is to be ignored", `t=1,v0=${OTHER},v1=${HEX}`, [[0, HEX]], "1"],
  ["with unknown parts", `t=1,hello,x=y=z,v1=${HEX}`, [[0, HEX]], "1"],
  ["with a broken signature before a whole one", `t=1,v1=zz,v1=${HEX}`, [[1, HEX]], "1"],
  ["with two timestamps, the first counts", `t=1,t=2,v1=${HEX}`, [[0, HEX]], "1"],
  ["without a timestamp", `v1=${HEX}`, [[0, HEX]], undefined],
  ["with only another version", `t=1,v0=${HEX}`, [], "1"],
  ["empty", "", [], undefined],
] as const)("Stripe's header is read %s", (_, value, found, timestamp) => {
  expect(parse("stripe", value)).toEqual({ found, timestamp })
})

test.each([
  ["one signature", `v1,${BASE64}`, [[0, BASE64]]],
  [
    "several, separated by a space",
    `v1,${BASE64} v1,${DASHED}`,
    [
      [0, BASE64],
      [1, DASHED],
    ],
  ],
  ["among asymmetric ones", `v1a,${BASE64} v1,${BASE64}`, [[1, BASE64]]],
  ["with stray spaces", `  v1,${BASE64}   `, [[0, BASE64]]],
  ["not separated by commas", `v1,${BASE64},v1,${DASHED}`, []],
  ["not in base64url", `v1,${DASHED.replaceAll("+", "-").replaceAll("/", "_")}`, []],
  ["not without its padding", `v1,${BASE64.replace("=", "")}`, []],
  ["not with bits that do not count", `v1,${BASE64.slice(0, -2)}9=`, []],
  ["not cut", `v1,${BASE64.slice(0, -8)}`, []],
  ["not without its version", BASE64, []],
  ["not of another version", `v2,${BASE64}`, []],
] as const)("a Standard Webhooks header is read with %s", (_, value, found) => {
  expect(parse("standard-webhooks", value).found).toEqual(found)
})

test.each([
  ["a prefix and lower-case hexadecimal", `sha256=${HEX}`, [[0, HEX]]],
  ["spaces around it", ` sha256=${HEX}\t`, [[0, HEX]]],
  ["not upper-case hexadecimal", `sha256=${HEX.toUpperCase()}`, []],
  ["not an upper-case prefix", `SHA256=${HEX}`, []],
  ["not another prefix", `sha1=${HEX}`, []],
  ["not its prefix twice", `sha256=sha256=${HEX}`, []],
  ["not a SHA-1 digest", `sha256=${HEX.slice(0, 40)}`, []],
  ["not a cut digest", `sha256=${HEX.slice(0, 62)}`, []],
  ["not an odd number of digits", `sha256=${HEX.slice(0, 63)}`, []],
  ["not a longer digest", `sha256=${HEX}00`, []],
  ["not hexadecimal with spaces", `sha256=${HEX.slice(0, 32)} ${HEX.slice(32)}`, []],
  ["not base64", `sha256=${BASE64}`, []],
  ["not two joined by a proxy", `sha256=${HEX}, sha256=${HEX}`, []],
  ["not only the prefix", "sha256=", []],
  ["not nothing", "", []],
] as const)("GitHub's header is read with %s", (_, value, found) => {
  expect(parse("github", value).found).toEqual(found)
})
