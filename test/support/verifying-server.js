// A reader's server: answers 200 to what verifies as the provider's, with its challenge where it holds one, and 401 to
// anything else; of `any` provider 200.
// node verifying-server.js <port> <provider> <secret>
import { createServer } from "node:http"
import { buffer } from "node:stream/consumers"
import { verify } from "whk"

const [port, provider, secret] = process.argv.slice(2)

createServer(async (request, response) => {
  const body = await buffer(request)
  const { verified } =
    provider === "any"
      ? { verified: true }
      : await verify({ provider, secret, headers: request.headers, body })
  const [, challenge = ""] = /"challenge":\s*"([^"]*)"/.exec(body.toString()) ?? []
  response.writeHead(verified ? 200 : 401).end(verified ? challenge : "")
}).listen(Number(port), () => process.stdout.write("listening\n"))
