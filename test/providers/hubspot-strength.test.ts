import { Chalk } from "chalk"
import { expect, test } from "vitest"
import { findProvider } from "../../src/providers/registry.ts"
import { providerView } from "../../src/ui/provider-view.ts"

const shown = (id: string): string =>
  providerView(findProvider(id), { color: new Chalk({ level: 0 }), columns: 500 })

test.each(["hubspot-v1", "hubspot-v2"])("%s is shown as the weaker signature it is", (id) => {
  expect(shown(id)).toContain("a hash without a key is open to length extension")
  expect(shown(id)).toContain("which hubspot-v3 is not")
})

test("the current signature of HubSpot has a key, so nothing is said of that", () => {
  expect(shown("hubspot-v3")).not.toContain("length extension")
})
