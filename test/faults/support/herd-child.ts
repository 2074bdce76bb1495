// Many listeners in one process. Arguments: relay URL, key, how many. Prints a line for each time one is welcomed:
// its number and the milliseconds since the epoch.
import { systemClock } from "../../../src/domain/clock.ts"
import { Session } from "../../../src/listen/session.ts"

const [, , url = "", key = "", count = "0"] = process.argv
const forwarder = {
  target: "nowhere",
  forward: () => ({ resume() {}, abort() {} }),
  close: () => Promise.resolve(),
}

for (let index = 0; index < Number(count); index += 1) {
  const session = new Session({
    locate: () => Promise.resolve({ url, key }),
    inbox: `herd-${index}`,
    maxInFlight: 16,
    forwarder,
    keepBodyBytes: 0,
    clock: systemClock,
    random: Math.random,
    emit(event) {
      if (event.type === "welcome") process.stdout.write(`${index} ${Date.now()}\n`)
    },
  })
  session.done.catch((error: unknown) => process.stdout.write(`ended ${index} ${String(error)}\n`))
}
