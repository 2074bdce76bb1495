import { expect, test } from "vitest"
import { openBrowser } from "../../../src/commands/inspect/open-browser.ts"

const URL_OF_PAGE = "http://127.0.0.1:4400/inspect#code=abc"

/** Asks for the page to be shown, and what the system was asked for. */
async function show(
  env: Readonly<Record<string, string>>,
  platform: string,
  { url = URL_OF_PAGE, isThere = true } = {},
) {
  const asked: string[] = []
  const isShown = await openBrowser(url, {
    env,
    platform,
    open: async (given) => {
      asked.push(given)
      if (!isThere) throw new Error("no browser")
    },
  })
  return { isShown, asked }
}

test.each([
  ["linux", { DISPLAY: ":0" }],
  ["linux", { WAYLAND_DISPLAY: "wayland-0" }],
  ["linux", { WSL_DISTRO_NAME: "Debian" }],
  ["darwin", {}],
  ["win32", {}],
])("where there is a screen the address is shown as it is: %s %o", async (platform, env) => {
  expect(await show(env, platform)).toEqual({ isShown: true, asked: [URL_OF_PAGE] })
})

test.each([
  ["linux", {}],
  ["linux", { DISPLAY: "" }],
  ["darwin", { SSH_CONNECTION: "192.0.2.1 1 192.0.2.2 22" }],
])("where there is no screen nothing is started: %s %o", async (platform, env) => {
  expect(await show(env, platform)).toEqual({ isShown: false, asked: [] })
})

test("a browser that cannot be started is no error", async () => {
  const { isShown } = await show({ DISPLAY: ":0" }, "linux", { isThere: false })
  expect(isShown).toBe(false)
})

test.each(["file:///etc/passwd", "--help", "javascript:alert(1)", ""])(
  "nothing but an http address is handed to the system: %s",
  async (url) => {
    expect(await show({}, "darwin", { url })).toEqual({ isShown: false, asked: [] })
  },
)
