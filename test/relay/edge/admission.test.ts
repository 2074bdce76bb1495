import { expect, test } from "vitest"
import { AddressRanges } from "../../../src/domain/address-ranges.ts"
import { ownHosts } from "../../../src/relay/edge/own-hosts.ts"
import { rawRequest } from "../../faults/support/raw-requests.ts"
import { startTestRelay } from "../../support/test-relay.ts"

test("a relay is known by loopback's names with its port, its bound address and its public name", () => {
  const { hosts, origins } = ownHosts(
    [{ host: "192.0.2.5", port: 4400, secure: false }],
    "https://hooks.example.com/team",
  )
  expect([...hosts]).toEqual([
    "localhost:4400",
    "127.0.0.1:4400",
    "[::1]:4400",
    "192.0.2.5:4400",
    "hooks.example.com",
    "hooks.example.com:443",
  ])
  expect([...origins]).toEqual([
    "http://localhost:4400",
    "http://127.0.0.1:4400",
    "http://[::1]:4400",
    "http://192.0.2.5:4400",
    "https://hooks.example.com",
  ])
})

test.each([
  ["0.0.0.0", []],
  ["::", []],
  ["0:0::0", []],
  ["fe80::1%eth0", []],
  ["relay.internal", []],
  ["fd00::5", ["[fd00::5]:4400"]],
])("an address bound to counts when it names a machine: %s", (host, more) => {
  const { hosts } = ownHosts([{ host, port: 4400, secure: false }], "http://localhost:4400")
  expect([...hosts].slice(3)).toEqual(more)
})

test("the usual port of the scheme may be left out", () => {
  const { hosts } = ownHosts([{ host: "127.0.0.1", port: 443, secure: true }], "https://localhost")
  expect(hosts.has("localhost") && hosts.has("localhost:443") && !hosts.has("localhost:80")).toBe(true)
})

test("behind a proxy that is trusted, the host it says it was asked for has to be ours as well", async () => {
  await using relay = await startTestRelay({
    publicUrl: "https://hooks.example.com",
    trustProxy: new AddressRanges(["127.0.0.1"]),
  })
  const { port } = relay.relay
  const statusOf = async (host: string, forwarded: string): Promise<number> =>
    (
      await rawRequest(port, "GET /v1/openapi.json HTTP/1.1", [
        `Host: ${host}`,
        `X-Forwarded-Host: ${forwarded}`,
      ])
    ).status
  expect(await statusOf(`127.0.0.1:${port}`, "hooks.example.com")).toBe(200)
  expect(await statusOf(`127.0.0.1:${port}`, "HOOKS.example.com, hooks.example.com")).toBe(200)
  expect(await statusOf(`127.0.0.1:${port}`, "evil.com")).toBe(421)
  expect(await statusOf(`127.0.0.1:${port}`, "evil.com, hooks.example.com")).toBe(421)
  // A page that was brought here by a name of its own could write the header itself.
  expect(await statusOf("evil.com", "hooks.example.com")).toBe(421)
})

test("a load balancer that is trusted may ask for the health of an address, and for nothing else", async () => {
  await using relay = await startTestRelay({ trustProxy: new AddressRanges(["127.0.0.1"]) })
  const { port } = relay.relay
  const statusOf = async (path: string, host: string): Promise<number> =>
    (await rawRequest(port, `GET ${path} HTTP/1.1`, [`Host: ${host}`])).status
  expect(await statusOf("/healthz", "10.0.0.7:4400")).toBe(200)
  expect(await statusOf("/readyz", "[fd00::7]:4400")).toBe(200)
  expect(await statusOf("/readyz", "10.0.0.7")).toBe(200)
  expect(await statusOf("/healthz", "evil.com:4400")).toBe(421)
  expect(await statusOf("/v1/openapi.json", "10.0.0.7:4400")).toBe(421)
  await using open = await startTestRelay()
  const refused = await rawRequest(open.relay.port, "GET /healthz HTTP/1.1", ["Host: 10.0.0.7:4400"])
  expect(refused.status).toBe(421)
})
