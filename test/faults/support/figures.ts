import type { TestContext } from "vitest"

declare module "vitest" {
  interface TaskMeta {
    figures?: Readonly<Record<string, string | number>>
  }
}

/** Puts what a test measured into the table that ends the run: `figures(task, { kills: 50, lost: 0 })`. */
export function figures(task: TestContext["task"], values: Readonly<Record<string, string | number>>): void {
  task.meta.figures = { ...task.meta.figures, ...values }
}
