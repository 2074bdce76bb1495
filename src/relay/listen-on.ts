import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { WhkError } from "../errors.ts"

/**
 * Listens on a port of an address and returns the port; 0 takes a free one. Throws PORT_IN_USE, or USAGE for a port
 * or an address that this process cannot have.
 */
export function listenOn(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => reject(refusal(error, port, host))
    server.once("error", onError)
    server.listen({ port, host }, () => {
      server.off("error", onError)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function refusal(cause: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (cause.code) {
    case "EADDRINUSE":
      return new WhkError("PORT_IN_USE", `Port ${port} on ${host} is in use.`, { cause })
    case "EACCES":
      return new WhkError("USAGE", `Port ${port} may not be opened by this user.`, {
        hint: "Pass a port from 1024 on with --port.",
        cause,
      })
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EINVAL":
      return new WhkError("USAGE", `"${host}" is not an address of this machine.`, {
        hint: "Pass --host 127.0.0.1, or 0.0.0.0 for every address.",
        cause,
      })
    default:
      return cause
  }
}
