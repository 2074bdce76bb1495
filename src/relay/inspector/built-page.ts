import { readdir, readFile } from "node:fs/promises"
import { extname, join } from "node:path"
import { fileURLToPath } from "node:url"

/** What `npm run build` writes; beside the bundle, or from source in `dist`. */
export const BUILT = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "../../../dist/inspector/" : "./inspector/", import.meta.url),
)

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
}

export interface Asset {
  readonly type: string
  readonly body: Buffer
}

export interface BuiltPage {
  /** The page for one response, each of its scripts and stylesheets bearing the nonce. */
  html(nonce: string): Buffer
  /** By its request target, `/inspect/assets/…`. */
  asset(target: string): Asset | undefined
}

/** Reads the built page whole; undefined when there is none. */
export async function readBuiltPage(folder: string): Promise<BuiltPage | undefined> {
  const html = await readIfThere(join(folder, "index.html"))
  if (!html) return undefined
  const names = await readdir(join(folder, "assets")).catch(() => [])
  const assets = new Map<string, Asset>()
  for (const name of names) {
    const type = TYPES[extname(name)]
    const body = type === undefined ? undefined : await readIfThere(join(folder, "assets", name))
    if (type !== undefined && body) assets.set(`/inspect/assets/${name}`, { type, body })
  }
  const parts = splitAtNonces(html.toString("utf8"))
  return {
    html: (nonce) => Buffer.from(parts.join(` nonce="${nonce}"`)),
    asset: (target) => assets.get(target),
  }
}

/** The page cut where a nonce belongs; one that the build left there is taken out. */
function splitAtNonces(html: string): readonly string[] {
  const bare = html.replaceAll(/(<(?:script|style|link)\b[^>]*?) nonce(?:="[^"]*")?/g, "$1")
  return bare.split(/(?<=<(?:script|style|link)\b)/)
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined
    throw error
  }
}
