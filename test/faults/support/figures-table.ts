import type { Reporter, TestCase, TestModule } from "vitest/node"

const WORDS = { passed: "ok", failed: "FAILED", skipped: "SKIPPED", pending: "never ran" }

/** Ends a run of the fault tests with a row for each: its id, what was measured, how it ended. */
export default class FiguresTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const lines = tests.map(lineOf).toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }))
    const skipped = tests.filter((test) => test.result().state === "skipped").length
    process.stdout.write(`\n${lines.join("\n")}\n`)
    if (skipped > 0) process.stdout.write(`\n${skipped} SKIPPED: this machine lacks what they need.\n`)
  }
}

function lineOf(test: TestCase): string {
  const { figures = {} } = test.meta()
  const values = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
  const { state, errors = [] } = test.result()
  const details = values.length > 0 ? [values.join(", ")] : []
  // One that passed in the end says why it did not at first.
  if (state === "passed") details.push(...errors.map(({ message }) => `at first: ${message.split("\n")[0]}`))
  return [`${WORDS[state].padEnd(9)} ${test.name}`, ...details].join("\n          ")
}
