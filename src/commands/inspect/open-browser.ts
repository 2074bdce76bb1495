interface OpenBrowserOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** `process.platform`. */
  readonly platform: string
  /** Hands the address to the system's browser; the `open` package by default. */
  readonly open?: (url: string) => Promise<unknown>
}

/** Asks the system to show an http address in a browser; false when there is none to ask. */
export async function openBrowser(url: string, options: OpenBrowserOptions): Promise<boolean> {
  const { env, platform, open = openBySystem } = options
  if (!/^https?:\/\//.test(url) || !hasScreen(env, platform)) return false
  try {
    await open(url)
    return true
  } catch {
    // Whoever asked shows the address as well.
    return false
  }
}

async function openBySystem(url: string): Promise<void> {
  const { default: open } = await import("open")
  await open(url)
}

// Over SSH there is none; what would be found there is a browser for text, in the middle of this terminal.
function hasScreen(env: OpenBrowserOptions["env"], platform: string): boolean {
  if (platform === "win32" || platform === "darwin") return env["SSH_CONNECTION"] === undefined
  return [env["DISPLAY"], env["WAYLAND_DISPLAY"], env["WSL_DISTRO_NAME"]].some(Boolean)
}
