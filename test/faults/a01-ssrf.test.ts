import { createServer } from "node:http"
import { expect, test } from "vitest"
import { WhkError } from "../../src/errors.ts"
import { reticent } from "../../src/relay/dispatcher/reticent.ts"
import { listenOn } from "../../src/relay/listen-on.ts"
import type { Resolve } from "../../src/sender/egress.ts"
import { startTestRelay } from "../support/test-relay.ts"
import { type CountedSender, countedSender } from "./support/counted-dials.ts"
import { figures } from "./support/figures.ts"

const PUBLIC = "93.184.216.34"

/** Addresses of every range that is not the public internet, as a resolver could give them. */
const DENIED = `
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.254
  169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170
  192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1
  203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 100.100.100.200 :: ::1 ::2
  ::7f00:1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1
  ::ffff:169.254.169.254 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
  64:ff9b::808:808 64:ff9b:1::1 64:ff9b:1:ffff::a00:1 2002:7f00:1:: 2002:a9fe:a9fe::1
  2002:808:808::1 2001::1 2001:0:808:808::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 3fff::1
  100::1 5f00::1 4000::1 fc00::1 fd00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fe80::1%1 febf::1
  fec0::1 ff02::1 ff0e::1 127.1 0x7f.1
`
  .trim()
  .split(/\s+/)
  .concat("not an address", "")

/** What a URL can call those, where it is not by name. */
const SPELLINGS = `
  127.0.0.1 2130706433 0x7f000001 0x7f.1 127.1 127.0.1 0177.0.0.1 0 0x0 00 017700000001 127.0.0.1.
  127。0。0。1 127.0.0.1 ①②⑦.0.0.1 0x7f.0x0.0x0.0x1 10.1 3232235521 169.254.43518 2852039166
  0xa9fea9fe 0251.0376.0251.0376 256.256.256.256 [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1]
  [0:0:0:0:0:0:0:1] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] [fe80::1] [fe80::1%25eth0]
  [fd00:ec2::254] [fc00::1]
`
  .trim()
  .split(/\s+/)

const NAMES = [
  "localhost",
  "localhost.",
  "LOCALHOST",
  "a.localhost",
  "metadata.google.internal",
  "127.0.0.1.nip.io",
]

/** The names of this machine and of the cloud's lead where they really do; nothing is asked on the network. */
const asTheyResolve: Resolve = async (host) => [
  host.startsWith("metadata.")
    ? { address: "169.254.169.254", family: 4 }
    : { address: "127.0.0.1", family: 4 },
]

/** How sending there once ended: as an outcome, or refused before it was tried. */
async function outcomeAt({ sender }: CountedSender, url: string): Promise<string> {
  try {
    const { attempt } = await sender.send({
      url,
      method: "POST",
      headers: [],
      body: new Uint8Array(),
      timeoutMs: 5000,
    })
    return attempt.outcome
  } catch (error) {
    return error instanceof WhkError ? error.code : `threw ${String(error)}`
  }
}

test("A1: no address outside the public internet is dialled, whatever name leads there", async ({ task }) => {
  const outcomes = await Promise.all(
    DENIED.map(async (address) => {
      const counted = countedSender({ allowPrivate: false }, async () => [
        { address, family: address.includes(":") ? 6 : 4 },
      ])
      return [address, await outcomeAt(counted, "https://name.example/"), counted.dials.length]
    }),
  )
  expect(outcomes).toEqual(DENIED.map((address) => [address, "blocked", 0]))
  expect(DENIED.length).toBeGreaterThanOrEqual(60)
  figures(task, { addresses: DENIED.length, dialled: 0 })
})

test("A1: no spelling of such an address in a URL gets further than the address itself", async ({ task }) => {
  const counted = countedSender({ allowPrivate: false }, asTheyResolve)
  const urls = [...SPELLINGS, ...NAMES].flatMap((host) => [`http://${host}/`, `https://${host}:8443/x`])
  const outcomes = await Promise.all(urls.map((url) => outcomeAt(counted, url)))
  expect(new Set(outcomes)).toEqual(new Set(["blocked", "TARGET_INVALID"]))
  expect(counted.dials).toEqual([])
  figures(task, { URLs: urls.length, dialled: 0 })
})

test("A1: one private address among public ones refuses them all, in any order", async () => {
  const mixed = [PUBLIC, "10.0.0.1", "2606:2800:220:1::1"].map((address) => ({ address, family: 4 }))
  const orders = [mixed, mixed.toReversed(), [mixed[1]!, mixed[0]!, mixed[2]!]]
  const results = await Promise.all(
    orders.map(async (order) => {
      const counted = countedSender({ allowPrivate: false }, async () => order)
      return [await outcomeAt(counted, "https://name.example/"), counted.dials.length]
    }),
  )
  expect(results).toEqual([
    ["blocked", 0],
    ["blocked", 0],
    ["blocked", 0],
  ])
})

test("A1: a name that changes its answer between two looks is dialled where the first look led, or not at all", async () => {
  const answers = [PUBLIC, "127.0.0.1", PUBLIC]
  let looks = 0
  const counted = countedSender({ allowPrivate: false }, async () => [
    { address: answers[looks++ % answers.length]!, family: 4 },
  ])
  const outcomes = [
    await outcomeAt(counted, "https://rebind.example/"),
    await outcomeAt(counted, "https://rebind.example/"),
    await outcomeAt(counted, "https://rebind.example/"),
  ]
  expect(outcomes).toEqual(["refused", "blocked", "refused"])
  // One look for each connection: the address that was judged is the address that is dialled.
  expect([looks, counted.dials]).toEqual([3, [PUBLIC, PUBLIC]])
})

test("A1: public addresses are dialled, private ones where the relay allows them, a cloud's credentials never", async () => {
  const open = countedSender({ allowPrivate: true }, asTheyResolve)
  expect(await outcomeAt(open, "http://localhost/")).toBe("refused")
  expect(await outcomeAt(open, "http://10.0.0.1/")).toBe("refused")
  expect(open.dials).toEqual(["127.0.0.1", "10.0.0.1"])
  const metadata = [
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
    "[fd00:ec2::254]",
    "metadata.google.internal",
  ]
  const outcomes = await Promise.all(metadata.map((host) => outcomeAt(open, `http://${host}/`)))
  expect(outcomes).toEqual(["blocked", "blocked", "blocked", "blocked"])
  expect(open.dials).toHaveLength(2)
})

test.each([301, 302, 303, 307, 308])(
  "A1: a redirect (%i) leads nowhere: its target is never visited",
  async (status) => {
    let visits = 0
    const target = createServer((_, response) => {
      visits += 1
      response.end()
    })
    const targetPort = await listenOn(target, 0, "127.0.0.1")
    const endpoint = createServer((_, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${targetPort}/secret` }).end(),
    )
    const endpointPort = await listenOn(endpoint, 0, "127.0.0.1")
    await using relay = await startTestRelay()
    const created = await relay.api("POST", "/v1/endpoints", {
      provider: "stripe",
      url: `http://127.0.0.1:${endpointPort}/`,
      events: ["*"],
    })
    const { id } = created.json as { id: string }
    const tested = await relay.api("POST", `/v1/endpoints/${id}/test`)
    expect(tested.json).toMatchObject({ attempt: { outcome: "responded", status } })
    expect(visits).toBe(0)
    target.close()
    endpoint.close()
  },
)

test("A1: a tenant cannot tell a closed, a filtered and a blocked target apart", async () => {
  const told = await Promise.all(
    [
      countedSender({ allowPrivate: false }, async () => [{ address: PUBLIC, family: 4 }]),
      countedSender({ allowPrivate: false }, async () => [{ address: "10.0.0.1", family: 4 }]),
      countedSender({ allowPrivate: false }, () => new Promise(() => {})),
    ].map(async ({ sender }) => {
      const result = await reticent(sender).send({
        url: "https://name.example/",
        method: "POST",
        headers: [],
        body: new Uint8Array(),
        timeoutMs: 50,
      })
      return { ...result, attempt: { ...result.attempt, elapsedMs: 0 } }
    }),
  )
  const alike = {
    attempt: { outcome: "refused", elapsedMs: 0, detail: "no connection could be made" },
    response: null,
    connected: false,
  }
  expect(told).toEqual([alike, alike, alike])
})

test("A1: a relay that others reach keeps to that, whatever name an endpoint has", async () => {
  let visits = 0
  const server = createServer((_, response) => {
    visits += 1
    response.end()
  })
  const port = await listenOn(server, 0, "127.0.0.1")
  await using relay = await startTestRelay({ allowPrivateTargets: false, resolve: asTheyResolve })
  const endpoint = { provider: "standard-webhooks", url: `https://name.example:${port}/`, events: ["*"] }
  const created = await relay.api("POST", "/v1/endpoints", endpoint)
  const { id } = created.json as { id: string }
  const tested = await relay.api("POST", `/v1/endpoints/${id}/test`)
  expect(tested.json).toMatchObject({
    attempt: { outcome: "refused", detail: "no connection could be made", response: null },
  })
  expect(visits).toBe(0)
  server.close()
})
