import { defineConfig } from "vitest/config"

/** The fault and abuse tests: one file at a time, because they fill disks, stop processes and measure. */
export default defineConfig({
  test: {
    include: ["test/faults/**/*.test.ts"],
    globalSetup: "test/support/build.ts",
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // As for the other tests: what fails twice is wrong, what fails once is told as retried.
    retry: process.env["CI"] ? 1 : 0,
    reporters: [
      "default",
      "./test/faults/support/figures-table.ts",
      ...(process.env["CI"] ? ["./test/support/closing-line.ts"] : []),
    ],
  },
})
