import { z } from "zod"
import { VERSION } from "../../version.ts"
import type { DescribedRoute } from "./define-route.ts"

type JsonSchema = z.core.JSONSchema.BaseSchema

const PROBLEM = {
  type: "object",
  description: "Problem Details (RFC 9457). `code` is stable; `hint` says what to do.",
  properties: {
    type: { const: "about:blank" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string" },
    hint: { type: "string" },
  },
  required: ["type", "title", "status", "detail", "code", "hint"],
}

/** The OpenAPI 3.1 document of these routes, made from the schemas that check their requests. */
export function openApi(routes: readonly DescribedRoute[]): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}")
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: "3.1.0",
    info: { title: "whk relay", version: VERSION, description: "The relay's management API." },
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key of the relay, whk_…" },
      },
      responses: {
        Problem: {
          description: "What is wrong, and what to do.",
          content: { "application/problem+json": { schema: PROBLEM } },
        },
      },
    },
  }
}

function operation(route: DescribedRoute): object {
  const { path, description, open } = route
  const { summary, query, body, status, answer, answerType = "application/json" } = description
  const { properties = {}, required = [] } = schemaOf(query, "input")
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }))
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }))
  return {
    summary,
    ...(open && { security: [] }),
    parameters: [...inPath, ...inQuery],
    ...(body && { requestBody: { content: json(schemaOf(body, "input")) } }),
    responses: {
      [status]: {
        description: answer ? "Done." : "Done, nothing to say.",
        ...(answer && { content: { [answerType]: { schema: schemaOf(answer, "output") } } }),
      },
      default: { $ref: "#/components/responses/Problem" },
    },
  }
}

function json(schema: object): object {
  return { "application/json": { schema } }
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  return z.toJSONSchema(schema, { io })
}
