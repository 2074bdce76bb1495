import { expect, test } from "vitest"
import { addressToVisit } from "../../src/providers/handshake-visit.ts"
import { findProvider } from "../../src/providers/registry.ts"

const [{ visit } = {}] = findProvider("aws-sns").handshakes!
const HOST = "https://sns.us-east-1.amazonaws.com"
const TOPIC = "arn:aws:sns:us-east-1:123456789012:orders"
const QUERY = `Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=abc`

const addressOf = (SubscribeURL: unknown, more: object = {}): string | null =>
  addressToVisit(
    visit!,
    Buffer.from(JSON.stringify({ Token: "abc", TopicArn: TOPIC, SubscribeURL, ...more })),
  )

test.each([
  [`${HOST}/?${QUERY}`, `${HOST}/?${QUERY}`],
  [`${HOST}?${QUERY}`, `${HOST}/?${QUERY}`],
  [`${HOST}:443/./?${QUERY}`, `${HOST}/?${QUERY}`],
  [`${HOST}/?Token=abc&Action=ConfirmSubscription&TopicArn=${encodeURIComponent(TOPIC)}`, undefined],
  [`https://sns.cn-north-1.amazonaws.com.cn/?${QUERY}`, undefined],
])("%s is visited, as it reads", (address, visited = address) => {
  expect(addressOf(address)).toBe(visited)
})

test.each([
  `${HOST}/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-east-1:1:x:y`,
  `${HOST}/?${QUERY.replace("ConfirmSubscription", "Unsubscribe")}`,
  `${HOST}/?Action=Unsubscribe&${QUERY}`,
  `${HOST}/?${QUERY}&Action=Unsubscribe`,
  `${HOST}/?${QUERY}&AuthenticateOnUnsubscribe=true`,
  `${HOST}/?${QUERY.replace("Action=", "action=")}`,
  `${HOST}/?${QUERY.replace("Token=abc", "Token=other")}`,
  `${HOST}/?${QUERY.replace("&Token=abc", "")}`,
  `${HOST}/?${QUERY.replace("orders", "others")}`,
  `${HOST}/`,
  `${HOST}/evil?${QUERY}`,
  `${HOST}/?${QUERY}#x`,
  `${HOST}:8443/?${QUERY}`,
  `http://sns.us-east-1.amazonaws.com/?${QUERY}`,
  `https://user@sns.us-east-1.amazonaws.com/?${QUERY}`,
  `https://:pw@sns.us-east-1.amazonaws.com/?${QUERY}`,
  `https://sns.s3-us-west-2.amazonaws.com/?${QUERY}`,
  `https://sns.us-east-1.amazonaws.com.example.com/?${QUERY}`,
  `https://127.0.0.1/?${QUERY}`,
  "no address",
  "",
  5,
  null,
])("%j is not visited", (address) => {
  expect(addressOf(address)).toBeNull()
})

test.each([
  ["Token", undefined],
  ["Token", ""],
  ["Token", 5],
  ["TopicArn", null],
])("nothing is visited where %s is %j", (name, value) => {
  expect(addressOf(`${HOST}/?${QUERY}`, { [name]: value })).toBeNull()
})

test("a provider that says nothing of the parameters has any address on its hosts visited", () => {
  const any = { pointer: "/url", hosts: /^hooks\.example\.com$/ }
  const body = (url: string) => Buffer.from(JSON.stringify({ url }))
  expect(addressToVisit(any, body("https://hooks.example.com/confirm/1?a=b"))).toBe(
    "https://hooks.example.com/confirm/1?a=b",
  )
  expect(addressToVisit(any, body("https://hooks.example.org/confirm/1"))).toBeNull()
})
