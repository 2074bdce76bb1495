import { isIP } from "node:net"
import type { buildConnector } from "undici"
import { createSender, type Sender } from "../../../src/sender/send.ts"
import type { EgressPolicy, Resolve } from "../../../src/sender/egress.ts"

export interface CountedSender {
  readonly sender: Sender
  /** Every address a socket would have been opened to, in order. */
  readonly dials: readonly string[]
}

/**
 * The one egress with a network that opens nothing: it looks up and chooses addresses as `net.connect` does (a literal
 * address is dialled as it is, a name through the lookup it was given) and writes down where it would have gone.
 */
export function countedSender(policy: EgressPolicy, resolve: Resolve): CountedSender {
  const dials: string[] = []
  const refuse = (): Error => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })
  const buildDial = ((options: buildConnector.BuildOptions) =>
    ({ hostname }: { hostname: string }, callback: (error: Error, socket: null) => void) => {
      if (isIP(hostname) !== 0) {
        dials.push(hostname)
        return callback(refuse(), null)
      }
      const { lookup } = options as { lookup: LookupAll }
      lookup(hostname, { all: true }, (error, addresses) => {
        if (error) return callback(error, null)
        dials.push(...addresses.map(({ address }) => address))
        callback(refuse(), null)
      })
    }) as unknown as typeof buildConnector
  return { sender: createSender({ policy, resolve, buildDial }), dials }
}

type LookupAll = (
  host: string,
  options: { all: true },
  callback: (error: Error | null, addresses: readonly { address: string }[]) => void,
) => void
