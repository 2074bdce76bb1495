import type { Page } from "playwright-core"
import { describe, expect, onTestFinished, test } from "vitest"
import type { EndpointJson } from "../../../src/domain/api-types.ts"
import { hasBrowser, openInspector, SKIPPED, useBrowser } from "../../support/browser.ts"
import { startTestRelay, type TestRelay } from "../../support/test-relay.ts"
import { type SignedReceiver, startSignedReceiver } from "./signed-receiver.ts"

const browser = useBrowser()

interface Opened {
  readonly relay: TestRelay
  readonly page: Page
  readonly receiver: SignedReceiver
  readonly endpoint: EndpointJson
}

/** The Events page of a relay with one endpoint that is subscribed to user.created. */
async function openEvents(fields: Record<string, unknown> = {}): Promise<Opened> {
  const relay = await startTestRelay({ timeScale: 1000 })
  onTestFinished(async () => await relay[Symbol.asyncDispose]())
  const receiver = await startSignedReceiver("axiestudio")
  const input = { provider: "axiestudio", url: receiver.url, events: ["user.created"], ...fields }
  const endpoint: EndpointJson = (await relay.api("POST", "/v1/endpoints", input)).json
  receiver.use(endpoint.secret!)
  const { page } = await openInspector(browser(), relay)
  await page.getByRole("link", { name: "Events", exact: true }).click()
  await page.getByLabel("Body", { exact: true }).waitFor()
  return { relay, page, receiver, endpoint }
}

async function pickEvent(page: Page, search: string): Promise<void> {
  const field = page.getByRole("combobox", { name: "Event", exact: true })
  await field.fill(search)
  await field.press("Enter")
}

describe.skipIf(!hasBrowser)(`the Events page${SKIPPED}`, () => {
  test("it begins with an event that the newest endpoint gets, and shows the signed request", async () => {
    const { page, receiver, endpoint } = await openEvents()
    await page.getByText("goes to 1 endpoint").waitFor()
    const request = page.getByRole("region", { name: "Signed request" })
    await request.getByText("https://example.com/webhooks").waitFor()
    await request.getByText(/Signed with a secret made up/).waitFor()
    await page.getByLabel("Signed for").selectOption(endpoint.id)
    await request.getByText(receiver.url).waitFor()
    await request.getByText(/Signed with this endpoint's secret/).waitFor()
    expect(await request.locator(".signature").innerText()).toMatch(
      /^X-Webhook-Signature\s+signature\s+sha256=[0-9a-f]{64}$/,
    )
  })

  test("edited data reaches the receiver exactly, with a valid signature, and the outcome is told", async () => {
    const { page, receiver } = await openEvents()
    const data = { email: "<b>ü@example.com</b>", nested: [1, 2.5, null, "\u2028"], empty: {} }
    await page.getByLabel("Data as JSON").fill(JSON.stringify(data))
    await page.getByRole("button", { name: "Send event" }).click()
    await page
      .getByRole("region", { name: "Outcome" })
      .getByText(/✓ 200 in \d+ ms/)
      .waitFor()
    const [received] = receiver.requests
    expect(JSON.parse(received!.body.toString())).toMatchObject({ event: "user.created", data })
  })

  test("a whole body is sent byte for byte, whatever it is, with a valid signature", async () => {
    const { page, receiver } = await openEvents()
    await page.getByRole("button", { name: "Whole body" }).click()
    const body = page.getByLabel("Body, byte for byte")
    expect(await body.inputValue()).toContain('"event":"user.created"')
    const bytes = '{ "n": 12345678901234567891,, }  ü\n'
    await body.fill(bytes)
    await page.getByRole("button", { name: "Send event" }).click()
    await page.getByText(/✓ 200 in \d+ ms/).waitFor()
    expect(receiver.requests[0]!.body.toString()).toBe(bytes)
  })

  test("a mistake in the JSON is told with its place, and cannot be sent", async () => {
    const { page } = await openEvents()
    const data = page.getByLabel("Data as JSON")
    await data.fill('{\n  "a": 1\n  "b": 2\n}')
    await page.getByText("Line 3, column 3: A comma, or the end, has to stand here.").waitFor()
    expect(await page.getByRole("button", { name: "Send event" }).isDisabled()).toBe(true)
    await page.getByRole("button", { name: "Go there" }).click()
    expect(await data.evaluate((area: { selectionStart: number }) => area.selectionStart)).toBe(13)
    await page.getByRole("button", { name: "Back to the example" }).click()
    await page.getByRole("button", { name: "Send event" }).and(page.locator(":enabled")).waitFor()
  })

  test("a number that JSON does not keep is told before it is sent", async () => {
    const { page } = await openEvents()
    await page.getByLabel("Data as JSON").fill('{"id": 12345678901234567891}')
    await page.getByText(/12345678901234567891 would be sent as 12345678901234567000/).waitFor()
  })

  test("an endpoint that fails is followed until it is given up", async () => {
    const { page, receiver } = await openEvents()
    receiver.use("wrong")
    await page.getByRole("button", { name: "Send event" }).click()
    await page.getByText(/✕ 401 in \d+ ms; given up after 5 attempts/).waitFor()
  })

  test("who got nothing is told with the reason", async () => {
    const { page, relay, endpoint } = await openEvents()
    await relay.api("PATCH", `/v1/endpoints/${endpoint.id}`, { active: false })
    await relay.api("POST", "/v1/endpoints", {
      provider: "axiestudio",
      url: "https://example.com/other",
      events: ["user.deleted"],
    })
    await page.getByRole("button", { name: "Send event" }).click()
    const outcome = page.getByRole("region", { name: "Outcome" })
    await outcome.getByText("Nobody got it.").waitFor()
    await outcome.getByText("switched off: it gets nothing").waitFor()
    await outcome.getByText("not subscribed to this event type").waitFor()
  })

  test("another provider's event is found by typing, and without an endpoint it says how to make one", async () => {
    const { page } = await openEvents()
    const provider = page.getByRole("combobox", { name: "Provider" })
    await provider.fill("hub git")
    await provider.press("Enter")
    await pickEvent(page, "pull_request")
    const request = page.getByRole("region", { name: "Signed request" })
    await request.getByText("X-Hub-Signature-256").waitFor()
    await page.getByText("nobody is subscribed").waitFor()
    await page.getByRole("button", { name: "Send event" }).click()
    expect(await page.getByText(/^whk create /).textContent()).toMatch(
      /--provider github --events pull_request/,
    )
  })
})
