import { expect, test } from "vitest"
import { post } from "../relay/hub/inbox-rig.ts"
import { startApp } from "../support/app.ts"
import { ofType, startWhk } from "../support/start-whk.ts"
import { startChain } from "./support/chain.ts"
import { figures } from "./support/figures.ts"
import { startTunnelProxy } from "./support/tunnel-proxy.ts"

// Long enough for timers to be late by more than five seconds.
const ASLEEP_MS = 8000

test(
  "R19: a listener that slept is back within 5 s, whether its connection survived or died without a word",
  { timeout: 60_000 },
  async ({ task }) => {
    await using app = await startApp((_, response) => response.writeHead(201).end())
    await using chain = await startChain({ forward: app.port })
    await using proxy = await startTunnelProxy(chain.relayUrl)
    const args = ["listen", "--relay", proxy.url, "--forward", String(app.port), "--inbox", "laptop"]
    const laptop = startWhk(args, { ...chain.env, WHK_API_KEY: chain.key })
    const ready = await laptop.line(ofType("ready"))
    const laptopInbox = String(ready["url"])

    for (const { pid } of [chain.listener, laptop]) process.kill(pid, "SIGSTOP")
    proxy.swallow()
    await new Promise((resolve) => setTimeout(resolve, ASLEEP_MS))
    const before = proxy.connections
    const from = performance.now()
    for (const { pid } of [chain.listener, laptop]) process.kill(pid, "SIGCONT")

    const survived = post(chain.inbox.href).then(({ status }) => [status, performance.now() - from] as const)
    await laptop.line(ofType("reconnecting"))
    while (proxy.connections === before) await new Promise((resolve) => setTimeout(resolve, 20))
    const reply = await post(laptopInbox)
    const backMs = Math.round(performance.now() - from)
    const [status, healthyMs] = await survived
    expect(status).toBe(201)
    expect(healthyMs).toBeLessThan(5000)
    expect(chain.listener.lines.some(ofType("reconnecting"))).toBe(false)
    expect(reply.status).toBe(201)
    expect(backMs).toBeLessThan(5000)
    await laptop.kill("SIGKILL")
    figures(task, {
      "asleep, s": ASLEEP_MS / 1000,
      "healthy after, ms": Math.round(healthyMs),
      "back after a dead connection, ms": backMs,
    })
  },
)
