import { spawn } from "node:child_process"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { table } from "./table.js"

/** The management API, as a relay of this build describes it. */
export async function apiPage() {
  const { paths } = await openApi()
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      ...operation,
    })),
  )
  return `# The relay's API

What a relay serves at \`/v1/openapi.json\`, written down by \`npm run reference\`. Every request carries an API key,
\`Authorization: Bearer whk_…\`, unless its line says otherwise. Lists are \`{"items":[…],"next":"…"}\`: pass \`next\` as
\`after\` for the page that follows. Errors are Problem Details (RFC 9457) with a \`code\` and a \`hint\`.

${table(
  ["request", "does"],
  operations.map(({ method, path, summary }) => [`\`${method} ${path}\``, text(summary)]),
)}

${operations.flatMap(fieldsOf).join("\n\n")}
`
}

function fieldsOf({ method, path, parameters = [], requestBody }) {
  const schema = requestBody?.content?.["application/json"]?.schema
  const { properties = {}, required = [] } = schema ?? {}
  const rows = [
    ...parameters
      .filter((parameter) => parameter.in === "query")
      .map(({ name, schema: type, required: must }) => [
        `\`${name}\``,
        "query",
        kindOf(type),
        must ? "yes" : "",
      ]),
    ...Object.entries(properties).map(([name, type]) => [
      `\`${name}\``,
      "body",
      kindOf(type),
      required.includes(name) ? "yes" : "",
    ]),
  ]
  if (rows.length === 0) return []
  return [`## ${method} ${path}\n\n${table(["field", "in", "is", "required"], rows)}`]
}

/** A schema in a few words. */
function kindOf(schema = {}) {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map(kindOf).join(" or ")
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(", ")
  if (schema.type === "array") return `list of ${kindOf(schema.items)}`
  return [schema.type ?? "anything"].flat().join(" or ")
}

function text(words = "") {
  return words.replaceAll(/[<>*_]/g, String.raw`\$&`)
}

async function openApi() {
  const data = await mkdtemp(join(tmpdir(), "whk-reference-"))
  const args = ["bin/whk.js", "relay", "--port", "0", "--data", data, "--json", "--log-level", "silent", "-q"]
  const relay = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })
  const ended = new Promise((resolve) => relay.on("close", resolve))
  try {
    for await (const line of createInterface({ input: relay.stdout })) {
      const { url } = JSON.parse(line)
      const key = (await readFile(join(data, "local.key"), "utf8")).trim()
      const answer = await fetch(`${url}/v1/openapi.json`, { headers: { Authorization: `Bearer ${key}` } })
      return await answer.json()
    }
    throw new Error("the relay ended before it was ready")
  } finally {
    relay.kill()
    await ended
    await rm(data, { recursive: true })
  }
}
