import { sign as signWithKey } from "node:crypto"
import { expect, test } from "vitest"
import { findProvider } from "../../../src/providers/registry.ts"
import { readHandshake, writeHandshake } from "../../../src/providers/handshake-request.ts"
import { sampleContext } from "../../../src/providers/sample.ts"
import { awsSns } from "../../../src/signing/coded/aws-sns.ts"
import { NOW, OTHER_RSA_KEY, type SignedByCode, signedByCode } from "../../support/coded-request.ts"
import {
  RSA_OLD_CERTIFICATE,
  RSA_TEST_CERTIFICATE,
  RSA_TEST_KEY,
  RSA_TEST_PUBLIC_KEY,
} from "../../support/rsa-test-key.ts"
import { TEST_CERTIFICATE } from "../../support/test-certificate.ts"

type Message = Record<string, unknown>

const readMessage = ({ body }: Pick<SignedByCode, "body">): Message =>
  JSON.parse(Buffer.from(body).toString()) as Message

/** The reason for a message with these fields changed; undefined takes one out. */
async function reasonWith(type: string, changes: Message, version = "1"): Promise<string> {
  const request = await signedByCode("aws-sns", { type, set: [["SignatureVersion", version]] })
  const body = Buffer.from(JSON.stringify({ ...readMessage(request), ...changes }))
  return (await awsSns.verify({ ...request, body })).reason
}

const FIELDS = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn"],
  SubscriptionConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn"],
  UnsubscribeConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn"],
}
const signedFields = Object.entries(FIELDS).flatMap(([type, names]) =>
  names.flatMap((name) => ["1", "2"].map((version) => [type, version, name] as const)),
)

test.each(signedFields)("a %s of version %s covers %s", async (type, version, name) => {
  const other = name === "Timestamp" ? "2026-01-15T02:03:05.567Z" : "another"
  expect(await reasonWith(type, { [name]: other }, version)).toBe("no-match")
  expect(await reasonWith(type, {}, version)).toBe("ok")
})

test.each(["UnsubscribeURL", "SigningCertURL", "Extra"])(
  "a Notification says nothing about %s, as the scheme does",
  async (name) => {
    expect(await reasonWith("Notification", { [name]: "https://example.com/" })).toBe("ok")
    expect(awsSns.coversBody).toBe(false)
  },
)

test.each([
  ["a field missing", { Message: undefined }, "malformed"],
  ["a field that is no text", { MessageId: 5 }, "malformed"],
  ["half a surrogate pair", { Message: "\ud800" }, "malformed"],
  ["a null subject instead of its text", { Subject: null }, "no-match"],
  ["no type", { Type: undefined }, "malformed"],
  ["a type that is none", { Type: "constructor" }, "malformed"],
  ["a type that is a list", { Type: ["Notification"] }, "malformed"],
  ["the type of a confirmation", { Type: "SubscriptionConfirmation" }, "malformed"],
  ["an unknown version", { SignatureVersion: "3" }, "malformed"],
  ["a version that is a number", { SignatureVersion: 1 }, "malformed"],
  ["no version", { SignatureVersion: undefined }, "malformed"],
  ["the other version", { SignatureVersion: "2" }, "no-match"],
  ["a signature that is no text", { Signature: { toString: 1 } }, "malformed"],
  ["no signature", { Signature: undefined }, "header-missing"],
  ["a time that is none", { Timestamp: "yesterday" }, "malformed"],
] as [string, Message, string][])("a Notification with %s", async (_, changes, reason) => {
  expect(await reasonWith("Notification", changes)).toBe(reason)
})

test("a message without a subject, or with one that is null, is signed without it", async () => {
  const request = await signedByCode("aws-sns")
  const { Subject: _, ...message } = readMessage(request)
  const content = ["Message", "MessageId", "Timestamp", "TopicArn", "Type"]
    .map((name) => `${name}\n${String(message[name])}\n`)
    .join("")
  const Signature = signWithKey("sha1", Buffer.from(content), RSA_TEST_KEY).toString("base64")
  const bodies = [
    { ...message, Signature },
    { ...message, Signature, Subject: null },
  ]
  const verdicts = await Promise.all(
    bodies.map((body) => awsSns.verify({ ...request, body: Buffer.from(JSON.stringify(body)) })),
  )
  expect(verdicts.map(({ reason }) => reason)).toEqual(["ok", "ok"])
})

test("a message with a key twice is malformed: another parser may read the other value", async () => {
  const request = await signedByCode("aws-sns", { type: "Notification" })
  const text = Buffer.from(request.body).toString()
  const body = Buffer.from(text.replace('"Message":', '"Message":"forged","Message":'))
  expect(body.length).toBeGreaterThan(request.body.length)
  expect((await awsSns.verify({ ...request, body })).reason).toBe("malformed")
})

test("a message that is delivered raw has no signature", async () => {
  const request = await signedByCode("aws-sns")
  const raw = Buffer.from('{"order":1}')
  expect((await awsSns.verify({ ...request, body: raw })).reason).toBe("header-missing")
  const headers = [...request.headers, ["x-amz-sns-rawdelivery", "true"] as const]
  expect((await awsSns.verify({ ...request, headers })).reason).toBe("header-missing")
})

const keys = [
  ["the certificate", [], [RSA_TEST_CERTIFICATE], "ok", null],
  ["the certificate as a secret", [RSA_TEST_CERTIFICATE], [], "ok", 0],
  ["the public key as a secret", [RSA_TEST_PUBLIC_KEY], [], "ok", 0],
  ["the public key in one line", [RSA_TEST_PUBLIC_KEY.replaceAll("\n", "\\n")], [], "ok", 0],
  ["a wrong secret and the certificate", [OTHER_RSA_KEY], [RSA_TEST_CERTIFICATE], "ok", null],
  ["a certificate that is over", [], [RSA_OLD_CERTIFICATE], "stale", null],
  ["a certificate that is over, as a secret", [RSA_OLD_CERTIFICATE], [], "stale", 0],
  ["one that is over and one that is not", [], [RSA_OLD_CERTIFICATE, RSA_TEST_CERTIFICATE], "ok", null],
  [
    "one that is over as a secret, and one that is not",
    [RSA_OLD_CERTIFICATE],
    [RSA_TEST_CERTIFICATE],
    "ok",
    null,
  ],
  ["a certificate of another kind of key", [], [TEST_CERTIFICATE], "no-match", undefined],
  ["no certificate", [], ["garbage", ""], "no-match", undefined],
  ["a public key that came as a certificate", [], [RSA_TEST_PUBLIC_KEY], "no-match", undefined],
] as const

test.each(keys)("judged with %s", async (_, secrets, certificates, reason, secretIndex) => {
  const request = await signedByCode("aws-sns")
  const verdict = await awsSns.verify({ ...request, secrets, certificates })
  expect([verdict.reason, verdict.match?.secretIndex]).toEqual([reason, secretIndex])
  expect(verdict.verified).toBe(reason === "ok")
})

test("a certificate that is not valid yet is told as such", async () => {
  const request = await signedByCode("aws-sns")
  const nowMs = Date.parse("2019-06-01T00:00:00Z")
  const certificates = [RSA_TEST_CERTIFICATE]
  expect((await awsSns.verify({ ...request, secrets: [], certificates, nowMs })).reason).toBe("future")
})

test("the age of a message is shown, and judged where a tolerance is given", async () => {
  const request = await signedByCode("aws-sns")
  const later = { ...request, nowMs: NOW + 3_600_000 }
  expect(await awsSns.verify(later)).toMatchObject({
    verified: true,
    timestamp: { ageSeconds: 3600, fresh: null, signed: true },
  })
  expect((await awsSns.verify({ ...later, toleranceSeconds: 60 })).reason).toBe("stale")
})

const PEM = "SimpleNotificationService-9c6465fa7f48f5cacd23014631ec1136.pem"

test.each([
  `https://sns.us-east-1.amazonaws.com/${PEM}`,
  `https://sns.ap-southeast-2.amazonaws.com/${PEM}`,
  `https://sns.us-gov-west-1.amazonaws.com/${PEM}`,
  `https://sns.cn-north-1.amazonaws.com.cn/${PEM}`,
])("the certificate is taken from %s", (url) => {
  const body = Buffer.from(JSON.stringify({ SigningCertURL: url }))
  expect(awsSns.keySource?.({ headers: [], body })).toEqual({ url, kind: "certificate" })
})

test.each([
  `http://sns.us-east-1.amazonaws.com/${PEM}`,
  `https://sns.us-east-1.amazonaws.com.example.com/${PEM}`,
  `https://sns.us-east-1.amazonaws.com@example.com/${PEM}`,
  `https://user@sns.us-east-1.amazonaws.com/${PEM}`,
  `https://sns.us-east-1.amazonaws.com:8443/${PEM}`,
  `https://example.com/sns.us-east-1.amazonaws.com/${PEM}`,
  `https://sns.us-east-1.example.com/${PEM}`,
  `https://sns.us-east-1.amazonaws.com.cn.example.com/${PEM}`,
  `https://sns.us.east.amazonaws.com/${PEM}`,
  // Buckets of S3 have such names, and anybody can put a certificate into one.
  `https://sns.s3-us-west-2.amazonaws.com/${PEM}`,
  `https://sns.s3.amazonaws.com/${PEM}`,
  `https://sns.s3-website-us-east-1.amazonaws.com/${PEM}`,
  `https://sns.us-east-1a.amazonaws.com/${PEM}`,
  `https://sns.us-east-100.amazonaws.com/${PEM}`,
  `https://sns.--1.amazonaws.com/${PEM}`,
  `https://us-east-1.amazonaws.com/${PEM}`,
  `https://sns.us-east-1.amazonaws.com:443/${PEM}`,
  `https://sns.us-east-1.amazonaws.com/%2e%2e/${PEM}`,
  `https://sns.us-east-1.amazonaws.com\\${PEM}`,
  `https://sns.us-east-1.amazonaws.com/${PEM}?`,
  `https://sns.us-east-1.amazonaws.com/.pem`,
  `https://SNS.us-east-1.amazonaws.com/${PEM}`,
  `https://sns.us-east-1.amazonaws.com/../${PEM}`,
  `https://sns.us-east-1.amazonaws.com/a/${PEM}`,
  `https://sns.us-east-1.amazonaws.com/${PEM}?x=1`,
  `https://sns.us-east-1.amazonaws.com/${PEM}#x`,
  `https://sns.us-east-1.amazonaws.com/${PEM}\n`,
  "https://sns.us-east-1.amazonaws.com/certificate.txt",
  "https://sns.us-east-1.amazonaws.com/?x=.pem",
  `https://s3.amazonaws.com/${PEM}`,
  ` https://sns.us-east-1.amazonaws.com/${PEM}`,
  5,
])("no certificate is taken from %j", (url) => {
  const body = Buffer.from(JSON.stringify({ SigningCertURL: url }))
  expect(awsSns.keySource?.({ headers: [], body })).toBeUndefined()
})

test("signing puts version, signature and the place of the certificate where they are missing", async () => {
  const message = {
    Type: "Notification",
    MessageId: "1",
    TopicArn: "arn",
    Message: "m",
    Timestamp: "2026-01-15T02:03:04Z",
  }
  const input = {
    method: "POST",
    url: "https://example.com/",
    headers: [],
    body: Buffer.from(JSON.stringify(message)),
  }
  const signing = { ...input, secrets: [RSA_TEST_KEY], id: "1", timestampMs: NOW, eventType: "Notification" }
  const { body, signature } = await awsSns.sign(signing)
  expect(signature).toEqual({ header: null, field: "/Signature", value: readMessage({ body })["Signature"] })
  expect(readMessage({ body })).toEqual({
    ...message,
    SignatureVersion: "1",
    Signature: expect.any(String),
    SigningCertURL: expect.stringMatching(/^https:\/\/sns\./),
  })
  expect(await awsSns.verify({ ...input, body, secrets: [RSA_TEST_KEY], nowMs: NOW })).toMatchObject({
    reason: "ok",
  })
})

test.each(["", "text", "[]", "null", '{"Type":"Notification"}', '{"Type":"Other","Message":"m"}'])(
  "a body of %j is no message that could be signed",
  async (text) => {
    const input = {
      method: "POST",
      url: "https://example.com/",
      id: "1",
      timestampMs: NOW,
      eventType: "Notification",
    }
    const signing = awsSns.sign({ ...input, body: Buffer.from(text), secrets: [RSA_TEST_KEY] })
    await expect(signing).rejects.toThrow(expect.objectContaining({ code: "DATA_INVALID", exitCode: 2 }))
  },
)

test("the confirmation of a subscription is recognised, signed, and leads to Amazon alone", async () => {
  const { handshakes = [] } = findProvider("aws-sns")
  const [handshake] = handshakes
  const message = writeHandshake(handshake!, { challenge: "", verifyToken: "" }, sampleContext("sns", NOW))
  const input = { method: message.method, url: "https://example.com/", body: message.body, id: "1" }
  const signed = await awsSns.sign({ ...input, secrets: [RSA_TEST_KEY], timestampMs: NOW, eventType: "x" })
  const received = { ...input, ...signed, headers: message.headers, target: "/" }
  expect(readHandshake(handshake!, received)).toBeDefined()
  expect(await awsSns.verify({ ...received, secrets: [RSA_TEST_KEY], nowMs: NOW })).toMatchObject({
    reason: "ok",
  })
  const { pointer, hosts } = handshake!.visit!
  expect(new URL(String(readMessage(signed)[pointer.slice(1)])).host).toMatch(hosts)
  const others = [
    "sns.example.com",
    "sns.us-east-1.amazonaws.com.example.com",
    "xsns.us-east-1.amazonaws.com",
    "sns.s3-us-west-2.amazonaws.com",
  ]
  expect(others.filter((host) => hosts.test(host))).toEqual([])
})
