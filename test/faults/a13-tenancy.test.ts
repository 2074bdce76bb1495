import fc from "fast-check"
import { expect, test } from "vitest"
import { makeOneOfEach, type Made, pathOf, ROUTE_CALLS } from "../support/route-calls.ts"
import type { Reply, Rig } from "../relay/api/rig.ts"
import { openDialects } from "../relay/dialects/rig.ts"
import { figures } from "./support/figures.ts"

interface Tenant {
  readonly workspace: string
  readonly key: string
}

/** Calls a route with an id as a tenant, and gives the answer with the id taken out. */
async function ask(rig: Rig, tenant: Tenant, { route, id, made }: { route: string; id: string; made: Made }) {
  const [method = "", path = ""] = route.split(" ")
  const json = ROUTE_CALLS[route]!.json?.(made)
  const { status, text, headers } = await rig.call(
    method,
    pathOf(path, { id, workspace: tenant.workspace }),
    { key: tenant.key, ...(json !== undefined && { json }) },
  )
  return { status, type: headers.get("content-type"), text: text.replaceAll(id, "{id}") }
}

/** An id of the same kind and length that never existed. */
function neverMade(id: string): string {
  return `${id.slice(0, -8)}zzzzzzzz`
}

test("A13: every route answers for another workspace's id as for one that never existed", async ({
  task,
}) => {
  const rig = await openDialects()
  try {
    const routes = rig.routes.map(({ method, path }) => `${method} ${path}`)
    expect(Object.keys(ROUTE_CALLS).toSorted()).toEqual(routes.toSorted())
    const stranger = await rig.anotherWorkspace()
    const victim = await makeOneOfEach(rig, rig.workspace)
    const before = await snapshot(rig)
    let asked = 0
    for (const [route, { kind }] of Object.entries(ROUTE_CALLS)) {
      if (!route.endsWith(":workspace/webhooks") && kind === undefined) continue
      const foreign = kind ? victim[kind] : rig.workspace
      // A workspace in the path is an id as well.
      const tenant = kind ? stranger : { ...stranger, workspace: foreign }
      const none = kind ? stranger : { ...stranger, workspace: neverMade(foreign) }
      const theirs = await ask(rig, tenant, { route, id: foreign, made: victim })
      const nobodys = await ask(rig, none, { route, id: neverMade(foreign), made: victim })
      expect([route, theirs.status]).toEqual([route, 404])
      expect([route, theirs]).toEqual([route, nobodys])
      asked += 1
    }
    expect(await snapshot(rig)).toEqual(before)
    figures(task, { routes: routes.length, "with ids": asked, leaks: 0 })
  } finally {
    await rig.close()
  }
})

/** What the first workspace sees of itself. */
async function snapshot(rig: Rig): Promise<string> {
  const lists = ["/v1/endpoints", "/v1/deliveries", "/v1/inboxes", "/v1/keys", "/v1/stats", "/v1/audit"]
  return (await Promise.all(lists.map((path) => rig.call("GET", path)))).map(({ text }) => text).join("\n")
}

const OPERATIONS = Object.keys(ROUTE_CALLS).filter(
  (route) => !route.includes("openapi") && !route.includes("/v1/workspaces") && !ROUTE_CALLS[route]!.stream,
)

test("A13: two tenants that do anything in any order never read a thing of the other's", async ({ task }) => {
  const rig = await openDialects()
  try {
    const tenants = [await rig.anotherWorkspace(), await rig.anotherWorkspace()] as const
    // What each tenant's answers said, to be searched for the other's ids.
    const said: [string, string] = ["", ""]
    const made: [Made[], Made[]] = [[], []]
    for (const [index, { workspace }] of tenants.entries())
      made[index as 0 | 1].push(await makeOneOfEach(rig, workspace))
    let calls = 0

    const operation = fc.record({
      who: fc.constantFrom<0 | 1>(0, 1),
      route: fc.constantFrom(...OPERATIONS),
      whose: fc.constantFrom<0 | 1>(0, 1),
      fresh: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 15 }), async (operations) => {
        for (const { who, route, whose, fresh } of operations) {
          if (fresh) made[whose].push(await makeOneOfEach(rig, tenants[whose].workspace))
          const reply = await callAs(rig, tenants[who], { route, made: made[whose].at(-1)! })
          calls += 1
          // What was asked for by its id may be quoted in a refusal; more may not be told.
          if (reply.status < 400) said[who] += reply.text
          if (who !== whose && ROUTE_CALLS[route]!.kind) expect([route, reply.status]).toEqual([route, 404])
        }
      }),
      { numRuns: 60 },
    )
    const leaks = [0, 1].flatMap((who) => {
      const other = 1 - who
      const ids = [tenants[other]!.workspace, ...made[other as 0 | 1].flatMap((each) => Object.values(each))]
      return ids.filter((id) => said[who as 0 | 1].includes(id))
    })
    figures(task, { calls, leaks: leaks.length })
    expect(leaks).toEqual([])
  } finally {
    await rig.close()
  }
})

function callAs(rig: Rig, tenant: Tenant, { route, made }: { route: string; made: Made }): Promise<Reply> {
  const { kind, json } = ROUTE_CALLS[route]!
  const [method = "", path = ""] = route.split(" ")
  const id = kind ? made[kind] : ""
  const body = json?.(made)
  return rig.call(method, pathOf(path, { id, workspace: tenant.workspace }), {
    key: tenant.key,
    ...(body !== undefined && { json: body }),
  })
}
