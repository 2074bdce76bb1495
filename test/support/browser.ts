import { existsSync } from "node:fs"
import type { InspectorCodeJson } from "../../src/domain/api-types.ts"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core"
import { afterAll, beforeAll, onTestFinished } from "vitest"
import type { TestRelay } from "./test-relay.ts"

const CHROMIUM = "/usr/bin/chromium"
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** Whether browser tests can run here; where not they are skipped, and `SKIPPED` in their titles says so. */
export const hasBrowser = existsSync(CHROMIUM)
export const SKIPPED = hasBrowser ? "" : ` (SKIPPED: no ${CHROMIUM})`

/** A browser that asks nobody but the pages it is sent to. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET })
}

/** One browser for a test file, opened before its tests and closed after. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined
  beforeAll(async () => {
    if (hasBrowser) browser = await launchBrowser()
  })
  afterAll(async () => await browser?.close())
  return () => browser!
}

export interface InspectorPage {
  readonly page: Page
  /** Every address the page asked for outside of the relay. */
  readonly strangers: readonly string[]
  /** What went wrong in the page: uncaught errors, and what its policy stopped. */
  readonly errors: readonly string[]
}

/** Opens the inspector of a relay with a one-use code, in a profile of its own that goes with the test. */
export async function openInspector(
  browser: Browser,
  relay: Pick<TestRelay, "url" | "api">,
  options: BrowserContextOptions = {},
): Promise<InspectorPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  onTestFinished(async () => await context.close())
  const page = await context.newPage()
  const strangers: string[] = []
  const errors: string[] = []
  page.on("request", (request) => {
    if (!request.url().startsWith(`${relay.url}/`) && !request.url().startsWith("data:"))
      strangers.push(request.url())
  })
  page.on("pageerror", (error) => errors.push(String(error)))
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text())
  })
  const { json } = await relay.api("POST", "/v1/inspector/codes")
  await page.goto((json as InspectorCodeJson).url)
  await page.getByRole("navigation", { name: "Pages" }).waitFor()
  return { page, strangers, errors }
}
