// Bundles the inspector's page into dist/inspector: one document, one script, one stylesheet.
import { build } from "vite"

/** Writes dist/inspector. The relay adds the nonce of each answer to the script and the stylesheet. */
export async function buildInspector() {
  await build({
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
}
