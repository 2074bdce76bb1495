// Bundles the inspector's page into dist/inspector: one document, one script, one stylesheet.
import { writeFile } from "node:fs/promises"
import { build } from "vite"
import { licensesOf } from "./licenses.js"

/** Writes dist/inspector. The relay adds the nonce of each answer to the script and the stylesheet. */
export async function buildInspector() {
  const { output } = await build({
    configFile: false,
    root: "src/inspector",
    base: "/inspect/",
    logLevel: "warn",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir: "../../dist/inspector",
      emptyOutDir: true,
      target: ["chrome123", "firefox128", "safari17.5"],
      modulePreload: false,
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        output: {
          codeSplitting: false,
          entryFileNames: "assets/inspector-[hash].js",
          assetFileNames: "assets/inspector-[hash][extname]",
        },
      },
    },
  })
  await writeFile(
    "dist/inspector/LICENSES.txt",
    await licensesOf(output.flatMap(({ moduleIds = [] }) => moduleIds)),
  )
}
