import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // They have a configuration of their own: `npm run test:faults`.
    exclude: ["test/faults/**"],
    globalSetup: "test/support/build.ts",
    // Most tests wait for a process of their own, so a core of its own for each worker is not needed.
    maxWorkers: "100%",
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Real processes on a busy machine: a run that fails twice is wrong, one that fails once is told as retried.
    retry: process.env["CI"] ? 1 : 0,
    reporters: process.env["CI"] ? ["default", "./test/support/closing-line.ts"] : ["default"],
  },
})
