import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

/** The program, as it is built. */
export const WHK = fileURLToPath(new URL("../bin/whk.js", import.meta.url))

/** An app that answers everything with 200 and prints its port. */
export const APP = `const server = require("node:http").createServer((request, response) =>
  request.resume().on("end", () => response.end("ok")))
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })))`

/** Starts a child process and resolves with it and its first line of JSON. */
export function startProcess(args, env = {}) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "ignore"],
  })
  return new Promise((resolve) => {
    child.stdout.once("data", (data) => {
      child.stdout.resume()
      resolve({ child, ready: JSON.parse(data.toString().split("\n")[0]) })
    })
  })
}
