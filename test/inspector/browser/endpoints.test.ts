import type { Page } from "playwright-core"
import { describe, expect, onTestFinished, test } from "vitest"
import type { DeliveryJson, EndpointJson, ListPage } from "../../../src/domain/api-types.ts"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"
import { type SignedReceiver, startSignedReceiver } from "./signed-receiver.ts"

const browser = useBrowser()

interface Opened {
  readonly relay: TestRelay
  readonly page: Page
  readonly receiver: SignedReceiver
}

/** The Endpoints page of a fresh relay, on which an hour of a retry schedule takes four seconds. */
async function openEndpoints(provider = "axiestudio"): Promise<Opened> {
  const relay = await startTestRelay({ timeScale: 1000 })
  onTestFinished(async () => await relay[Symbol.asyncDispose]())
  const receiver = await startSignedReceiver(provider)
  const { page } = await openInspector(browser(), relay)
  await page.getByRole("link", { name: "Endpoints", exact: true }).click()
  await page.getByRole("heading", { name: "Endpoints" }).waitFor()
  return { relay, page, receiver }
}

/** The same with one endpoint, whose page is open. */
async function openEndpoint(
  fields: Record<string, unknown> = {},
): Promise<Opened & { readonly endpoint: EndpointJson }> {
  const opened = await openEndpoints(fields["provider"] as string | undefined)
  const input = { provider: "axiestudio", url: opened.receiver.url, events: ["user.created"], ...fields }
  const endpoint: EndpointJson = (await opened.relay.api("POST", "/v1/endpoints", input)).json
  opened.receiver.use(endpoint.secret!)
  await opened.page.goto(`${opened.relay.url}/inspect#/endpoints/${endpoint.id}`)
  await opened.page.getByRole("button", { name: "Send test" }).waitFor()
  return { ...opened, endpoint }
}

async function pickProvider(page: Page, search: string): Promise<void> {
  const field = page.getByRole("combobox", { name: "Provider" })
  await field.fill(search)
  await field.press("Enter")
}

describe.skipIf(!hasBrowser)(`the Endpoints page${SKIPPED}`, () => {
  test("without any endpoint it says how to make one, with the command", async () => {
    const { page } = await openEndpoints()
    await page.getByText("No endpoint yet.").waitFor()
    expect(await page.getByText(/^whk create /).textContent()).toContain("--events")
  })

  test("an endpoint is created under its provider's rules, told as one types, and its secret is shown once", async () => {
    const { page, receiver, relay } = await openEndpoints()
    await page.getByRole("button", { name: "New endpoint" }).first().click()
    const dialog = page.getByRole("dialog", { name: "New endpoint" })
    await pickProvider(page, "axie")
    await dialog.getByRole("listitem").getByText("A secret has at least 32 characters.").waitFor()

    await dialog.getByLabel("URL").fill("http://example.com/hooks")
    await dialog.getByText(/must start with https:\/\/\. Use an https:\/\/ address/).waitFor()
    await dialog.getByLabel("URL").fill(receiver.url)
    await dialog.getByText(/must start with https:\/\/\. Use/).waitFor({ state: "detached" })
    await dialog.getByLabel("Secret (optional)").fill("too short")
    await dialog.getByText(/at least 32 characters; this one has 9\./).waitFor()
    await dialog.getByLabel("Secret (optional)").fill("")

    await dialog.getByRole("button", { name: "Create endpoint" }).click()
    await dialog.getByText(/No event type is chosen/).waitFor()
    await dialog.getByLabel("Search event types").fill("user.cr")
    await dialog.getByLabel(/^user\.created/).check()
    await dialog.getByLabel("Name (optional)").fill("Orders")
    await dialog.getByRole("button", { name: "Create endpoint" }).click()

    const created = page.getByRole("dialog", { name: "Endpoint created" })
    await created.getByText("Created on your relay, not at Axie Studio.").waitFor()
    await created.getByText("The secret is not shown again.").waitFor()
    const secret = (await created.getByLabel("Secret", { exact: true }).locator("code").textContent())!
    await page.keyboard.press("Escape")
    await created.getByText(/It was not copied yet/).waitFor()
    await created.getByRole("button", { name: "I have stored it" }).click()
    await page.getByRole("link", { name: "Orders" }).waitFor()

    receiver.use(secret)
    const published = { provider: "axiestudio", type: "user.created" }
    await relay.api("POST", "/v1/events", published)
    await receiver.received(1)
    await page.getByRole("link", { name: "Orders" }).click()
    await page.getByText(/^✓ 200 in/).waitFor()
    expect(await page.content()).not.toContain(secret)
  })

  test("the counts, the search and the filter show what there is", async () => {
    const { page, relay } = await openEndpoints()
    for (const [name, active] of [
      ["First", true],
      ["Second", false],
      ["Third", true],
    ] as const)
      await relay.api("POST", "/v1/endpoints", {
        provider: "axiestudio",
        url: `https://example.com/${name}`,
        events: ["user.created"],
        name,
        active,
      })
    await page.reload()
    const cards = page.locator(".cards")
    await cards.getByText("3", { exact: true }).waitFor()
    expect(await cards.innerText()).toMatch(/Total\s+3\s+Active\s+2\s+Inactive\s+1\s+Events\s+0/)
    await page.getByRole("button", { name: "Inactive" }).click()
    await page.getByText("1 of 1").waitFor()
    expect(await page.getByRole("link", { name: "Second" }).count()).toBe(1)
    await page.getByRole("button", { name: "All", exact: true }).click()
    await page.getByText("3 of 3").waitFor()
    await page.getByLabel("Search endpoints").fill("third")
    await page.getByText("1 of 1").waitFor()
    expect(await page.getByRole("link", { name: "Third" }).count()).toBe(1)
    await page.getByLabel("Search endpoints").fill("nothing like it")
    await page.getByText("No endpoint fits.").waitFor()
    await page.getByRole("button", { name: "Show all" }).click()
    await page.getByText("3 of 3").waitFor()
  })

  test("a test is sent signed, and its answer is shown beside the endpoint", async () => {
    const { page, receiver } = await openEndpoint()
    await page.getByRole("button", { name: "Send test" }).click()
    await page.getByText(/^Test of webhook\.test: 200 in \d+ ms$/).waitFor()
    await page.getByText("signature verified").waitFor()
    receiver.use("another secret that the receiver has in error")
    await page.getByRole("button", { name: "Send test" }).click()
    await page.getByText(/^Test of webhook\.test: 401 in \d+ ms$/).waitFor()
    await page.getByText("Accepted is exactly 200.").waitFor()
    await page.getByText("signature refused").waitFor()
  })

  test("a test that finds nobody there says what to look at", async () => {
    const { page } = await openEndpoint({ url: "http://127.0.0.1:1/hooks" })
    await page.getByRole("button", { name: "Send test" }).click()
    await page.getByText(/Connection refused after/).waitFor()
    await page.getByText(/Nothing listens there/).waitFor()
  })

  test("a rotation says what becomes of the old secret, and deliveries carry the new signature", async () => {
    const { page, receiver, endpoint } = await openEndpoint()
    await page.getByRole("button", { name: "Rotate secret" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByText(/The old secret stops at once.*Axie Studio signs with one secret/).waitFor()
    await dialog.getByRole("button", { name: "Rotate secret" }).click()
    await dialog.getByText("The old secret is invalid from now on.").waitFor()
    const secret = (await dialog.getByLabel("Secret", { exact: true }).locator("code").textContent())!
    expect(secret).not.toBe(endpoint.secret)
    await dialog.getByRole("button", { name: "I have stored it" }).click()
    await page.getByRole("button", { name: "Send test" }).click()
    await page.getByText("signature refused").waitFor()
    receiver.use(secret)
    await page.getByRole("button", { name: "Send test" }).click()
    await page.getByText("signature verified").waitFor()
  })

  test("where the provider can, the old secret may stay valid for a while", async () => {
    const { page, receiver, endpoint } = await openEndpoint({ provider: "stripe", events: ["invoice.paid"] })
    await page.getByRole("button", { name: "Rotate secret" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByLabel("Old secret").selectOption({ label: "Keep it for 1 hour" })
    await dialog.getByText(/carry the signatures of both/).waitFor()
    await dialog.getByRole("button", { name: "Rotate secret" }).click()
    await dialog.getByText("Deliveries carry the signatures of both secrets for 1 hour.").waitFor()
    await dialog.getByRole("button", { name: "I have stored it" }).click()
    receiver.use(endpoint.secret!)
    await page.getByRole("button", { name: "Send test" }).click()
    await page.getByText("signature verified").waitFor()
    await page.getByText("two are valid until the rotation ends").waitFor()
  })

  test("an endpoint is disabled and enabled", async () => {
    const { page, relay, endpoint } = await openEndpoint()
    const active = async (): Promise<boolean> =>
      ((await relay.api("GET", `/v1/endpoints/${endpoint.id}`)).json as EndpointJson).active
    await page.getByRole("button", { name: "Disable" }).click()
    await page.getByRole("button", { name: "Enable" }).waitFor()
    expect(await active()).toBe(false)
    const { json } = await relay.api("POST", "/v1/events", { provider: "axiestudio", type: "user.created" })
    expect(json).toMatchObject({ deliveries: [], skipped: [{ endpoint: endpoint.id, why: "inactive" }] })
    await page.getByRole("button", { name: "Enable" }).click()
    await page.getByRole("button", { name: "Disable" }).waitFor()
    expect(await active()).toBe(true)
  })

  test("an endpoint is edited: what was changed is kept, what breaks a rule is not", async () => {
    const { page, relay, endpoint } = await openEndpoint()
    await page.getByRole("button", { name: "Edit" }).click()
    const dialog = page.getByRole("dialog", { name: "Edit endpoint" })
    await dialog.getByLabel("URL").fill("http://example.com")
    await dialog.getByText(/must start with https:\/\/\. Use/).waitFor()
    await dialog.getByRole("button", { name: "Save changes" }).click()
    await dialog.getByLabel("URL").fill("https://example.com/new")
    await dialog.getByLabel("Name (optional)").fill("Renamed")
    await dialog.getByLabel(/^user\.deleted/).check()
    await dialog.getByText(/must start with https:\/\/\. Use/).waitFor({ state: "detached" })
    await dialog.getByRole("button", { name: "Save changes" }).click()
    await page.getByRole("heading", { name: "Renamed" }).waitFor()
    expect((await relay.api("GET", `/v1/endpoints/${endpoint.id}`)).json).toMatchObject({
      url: "https://example.com/new",
      name: "Renamed",
      events: ["user.created", "user.deleted"],
    })
  })

  test("failed deliveries are counted first, and sent again after that", async () => {
    const { page, relay, receiver, endpoint } = await openEndpoint()
    receiver.use("wrong")
    for (let sent = 0; sent < 2; sent += 1)
      await relay.api("POST", "/v1/events", { provider: "axiestudio", type: "user.created" })
    await page
      .getByText(/given up after 5 attempts/)
      .nth(1)
      .waitFor()
    await page.getByText(/only failures, the first/).waitFor()
    await page.getByRole("button", { name: "Replay failed" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByText("2 deliveries would be sent again.").waitFor()
    expect(receiver.requests).toHaveLength(10)
    receiver.use(endpoint.secret!)
    await dialog.getByRole("button", { name: "Send again" }).click()
    await page
      .getByText(/^✓ 200 in/)
      .nth(1)
      .waitFor()
    const { items }: ListPage<DeliveryJson> = (
      await relay.api("GET", `/v1/deliveries?endpoint=${endpoint.id}`)
    ).json
    expect(items.map(({ status }) => status)).toEqual(["delivered", "delivered"])
    await page.getByRole("button", { name: "Replay failed" }).click()
    await dialog.getByText("No failed delivery is left: nothing would be sent again.").waitFor()
  })

  test("from an endpoint one comes to its deliveries alone", async () => {
    const { page, relay, receiver } = await openEndpoint()
    await relay.api("POST", "/v1/endpoints", {
      provider: "axiestudio",
      url: receiver.url,
      events: ["user.updated"],
    })
    for (const type of ["user.created", "user.updated"])
      await relay.api("POST", "/v1/events", { provider: "axiestudio", type })
    await receiver.received(2)
    await page.getByRole("link", { name: "All of them on the Deliveries page" }).click()
    await page.getByText("1 of 2").waitFor()
    expect(await page.getByText("user.updated").count()).toBe(0)
  })

  test("an endpoint is deleted only after its name was typed", async () => {
    const { page, relay, endpoint } = await openEndpoint({ name: "Orders" })
    await page.getByRole("button", { name: "Delete" }).click()
    const dialog = page.getByRole("dialog")
    const button = dialog.getByRole("button", { name: "Delete endpoint" })
    expect(await button.isDisabled()).toBe(true)
    await dialog.getByLabel("Type “Orders” to delete it").fill("Order")
    expect(await button.isDisabled()).toBe(true)
    await dialog.getByLabel("Type “Orders” to delete it").fill("Orders")
    await button.click()
    await page.getByText("No endpoint yet.").waitFor()
    expect((await relay.api("GET", `/v1/endpoints/${endpoint.id}`)).status).toBe(404)
  })
})
