import { expect, test } from "vitest"
import type { EndpointRow, Store } from "../../../src/store/port.ts"
import { aFanOut, anEndpoint, anEvent, NOON } from "../store-rows.ts"

/** Endpoints, and what deleting one does to its deliveries. */
export function specifyEndpoints(store: () => Store): void {
  async function insertAll(endpoints: readonly EndpointRow[]): Promise<void> {
    await Promise.all(endpoints.map((endpoint) => store().insertEndpoint(endpoint)))
  }

  test("an endpoint comes back as it was written", async () => {
    const endpoint = anEndpoint({
      name: null,
      secret: null,
      active: false,
      events: ["*"],
      previousSecret: { secret: "old", until: NOON + 60_000 },
    })
    await store().insertEndpoint(endpoint)
    expect(await store().getEndpoint(endpoint.workspace, endpoint.id)).toEqual(endpoint)
  })

  test("an update replaces all but id, workspace and time of creation", async () => {
    const endpoint = anEndpoint()
    await store().insertEndpoint(endpoint)
    const changed = anEndpoint({ id: endpoint.id, url: "https://new.example", active: false, events: ["a"] })
    expect(await store().updateEndpoint({ ...changed, createdAt: NOON + 9, updatedAt: NOON + 9 })).toBe(true)
    expect(await store().getEndpoint(endpoint.workspace, endpoint.id)).toEqual({
      ...changed,
      updatedAt: NOON + 9,
    })
  })

  test("an endpoint that does not exist is not updated, deleted or found", async () => {
    const nobody = anEndpoint()
    expect(await store().updateEndpoint(nobody)).toBe(false)
    expect(await store().deleteEndpoint(nobody.workspace, nobody.id, NOON)).toBe(false)
    expect(await store().getEndpoint(nobody.workspace, nobody.id)).toBeNull()
  })

  test("an endpoint of another workspace cannot be read, changed, listed or deleted", async () => {
    const theirs = anEndpoint({ workspace: "ws_their_endpoints" })
    await store().insertEndpoint(theirs)
    expect(await store().getEndpoint("ws_ours", theirs.id)).toBeNull()
    expect(await store().updateEndpoint({ ...theirs, workspace: "ws_ours", name: "mine" })).toBe(false)
    expect(await store().deleteEndpoint("ws_ours", theirs.id, NOON)).toBe(false)
    expect(await store().listEndpoints("ws_ours", {}, { limit: 10 })).toEqual({
      items: [],
      next: null,
      total: 0,
    })
    expect(await store().getEndpoint(theirs.workspace, theirs.id)).toEqual(theirs)
  })

  test("endpoints are listed newest first, page by page, with the total on each", async () => {
    const workspace = "ws_endpoint_pages"
    const [a, b, c] = [
      anEndpoint({ workspace }),
      anEndpoint({ workspace }),
      anEndpoint({ workspace }),
    ] as const
    await insertAll([a, b, c])
    const first = await store().listEndpoints(workspace, {}, { limit: 2 })
    expect(first).toEqual({ items: [c, b], next: b.id, total: 3 })
    const second = await store().listEndpoints(workspace, {}, { limit: 2, after: b.id })
    expect(second).toEqual({ items: [a], next: null, total: 3 })
  })

  test("a page that ends with the last endpoint has no next one", async () => {
    const endpoint = anEndpoint({ workspace: "ws_full_page" })
    await store().insertEndpoint(endpoint)
    expect(await store().listEndpoints("ws_full_page", {}, { limit: 1 })).toMatchObject({ next: null })
  })

  test.each([
    ["a provider", { provider: "accelex" }, ["Orders"]],
    ["active ones", { active: true }, ["Ünal's 100% hooks", "Billing"]],
    ["inactive ones", { active: false }, ["Orders"]],
    ["a part of the url in other case", { search: "SHOP.example" }, ["Orders"]],
    ["a part of the name with an umlaut in other case", { search: "ÜNAL" }, ["Ünal's 100% hooks"]],
    ["a part of the description", { search: "ledger" }, ["Billing"]],
    ["an event type", { search: "order.paid" }, ["Orders"]],
    ["a sign that SQL gives a meaning", { search: "100%" }, ["Ünal's 100% hooks"]],
    ["something nobody has", { search: "_" }, []],
  ] as const)("endpoints can be filtered by %s", async (what, filter, names) => {
    const workspace = `ws_filter_${what}`
    await insertAll([
      anEndpoint({ workspace, name: "Billing", description: "Feeds the ledger", events: ["user.created"] }),
      anEndpoint({ workspace, name: "Ünal's 100% hooks", events: ["user.created"] }),
      anEndpoint({
        workspace,
        name: "Orders",
        provider: "accelex",
        url: "https://shop.example/in",
        events: ["order.paid"],
        active: false,
      }),
    ])
    const page = await store().listEndpoints(workspace, filter, { limit: 10 })
    expect(page.items.map(({ name }) => name)).toEqual(names)
    expect(page.total).toBe(names.length)
  })

  test("deleting an endpoint gives up its pending deliveries and keeps its history", async () => {
    const endpoint = anEndpoint()
    const other = anEndpoint()
    await insertAll([endpoint, other])
    const event = anEvent()
    const doomed = aFanOut(event, endpoint.id)
    const spared = aFanOut(event, other.id)
    await store().publish(event, [doomed, spared])
    expect(await store().deleteEndpoint(endpoint.workspace, endpoint.id, NOON)).toBe(true)
    expect(await store().deliveryById(doomed.id)).toMatchObject({ status: "failed", nextAttemptAt: null })
    expect(await store().deliveryById(spared.id)).toMatchObject({ status: "pending", nextAttemptAt: NOON })
  })
}
