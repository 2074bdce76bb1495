import { systemClock } from "../../src/domain/clock.ts"
import { type Relay, type RelayOptions, startRelay } from "../../src/relay/server.ts"
import { FakeClock } from "./fake-clock.ts"
import { temporaryFolder } from "./run-whk.ts"

export interface TestRelay extends AsyncDisposable {
  readonly relay: Relay
  readonly url: string
  readonly key: string
  /** Calls the management API with the key and reads its JSON. */
  api(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly json: never }>
}

/** A real relay in this process, on a free port and an empty folder. */
export async function startTestRelay(
  options: Partial<Omit<RelayOptions, "dataFolder">> = {},
): Promise<TestRelay> {
  const folder = await temporaryFolder()
  const relay = await startRelay({
    dataFolder: folder.path,
    host: "127.0.0.1",
    port: 0,
    clock: systemClock,
    maxBodyBytes: 25 * 1024 * 1024,
    timeScale: 1,
    allowPrivateTargets: true,
    ...options,
  })
  const { key } = await relay.access.createKey(relay.workspace.id, "test")
  return {
    relay,
    url: relay.url,
    key,
    async api(method, path, body) {
      const response = await fetch(`${relay.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, json: (text === "" ? null : JSON.parse(text)) as never }
    },
    async [Symbol.asyncDispose]() {
      const closing = relay.close(0)
      // The relay gives what is in flight its time, which stands still on a fake clock.
      await (options.clock instanceof FakeClock ? options.clock.runUntil(closing) : closing)
      await folder[Symbol.asyncDispose]()
    },
  }
}
