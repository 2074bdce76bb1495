// The API of an ngrok agent that has seen one push of GitHub. node ngrok-agent.js <port> <secret>
import { createServer } from "node:http"
import { buildPayload, sign } from "whk"

const [port, secret] = process.argv.slice(2)
const { body } = buildPayload({ provider: "github", event: "push" })
const { headers } = await sign({ provider: "github", event: "push", secret, body })
const lines = [["Host", "example.ngrok.app"], ...headers].map(([name, value]) => `${name}: ${value}\r\n`)
const raw = Buffer.concat([Buffer.from(`POST /hooks HTTP/1.1\r\n${lines.join("")}\r\n`), body])
const request = { method: "POST", proto: "HTTP/1.1", uri: "/hooks", raw: raw.toString("base64") }
const requests = [{ id: "548fb5c700000002", start: new Date().toISOString(), request }]

createServer((asked, response) => {
  response.writeHead(asked.url === "/api/requests/http" ? 200 : 404, { "content-type": "application/json" })
  response.end(JSON.stringify({ uri: asked.url, requests }))
}).listen(Number(port), () => process.stdout.write("listening\n"))
