import type { VerifierCode } from "./javascript.ts"
import { type HandlerPlace, QUEUE } from "./place.ts"

type Write = (code: VerifierCode, place: HandlerPlace) => string

// Code that is written here imports it; this file does not.
const HTTP = "node:http"

function file(imports: readonly string[], ...parts: readonly string[]): string {
  return `${imports.join("\n")}\n\n${parts.join("\n\n")}\n`
}

const READ_BODY = `/** The bytes as they were sent; undefined where there are more than 5 MiB. */
async function readBody(request) {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= 5 * 1024 * 1024) chunks.push(chunk)
  }
  return size <= 5 * 1024 * 1024 ? Buffer.concat(chunks) : undefined
}`

const express: Write = ({ imports, setup, functions, call, isAsync }, { path, port, status }) =>
  file(
    [...imports, `import express from "express"`],
    setup,
    `const app = express()

// express.raw leaves the bytes as they were sent. Keep it before any app.use(express.json()).
app.post("${path}", express.raw({ type: () => true, limit: "5mb" }), ${isAsync ? "async " : ""}(request, response) => {
  const body = request.body ?? Buffer.alloc(0)
  if (!${call({ header: `(name) => request.get(name) ?? ""`, headers: `request.headers` })}) return response.sendStatus(401)
  // ${QUEUE}
  response.sendStatus(${status})
})`,
    functions,
    `app.listen(Number(process.env["PORT"] ?? ${port}))`,
  )

const fastify: Write = ({ imports, setup, functions, call }, { path, port, status }) =>
  file(
    [...imports, `import Fastify from "fastify"`],
    setup,
    `const app = Fastify({ bodyLimit: 5 * 1024 * 1024 })

app.register(async (webhooks) => {
  // Within this plugin a body stays the bytes that were sent; your other routes still get JSON.
  webhooks.removeAllContentTypeParsers()
  webhooks.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body))

  webhooks.post("${path}", async (request, reply) => {
    const body = request.body ?? Buffer.alloc(0)
    if (!${call({ header: `(name) => String(request.headers[name] ?? "")`, headers: `request.headers` })}) return reply.code(401).send()
    // ${QUEUE}
    return reply.code(${status}).send()
  })
})`,
    functions,
    `await app.listen({ port: Number(process.env["PORT"] ?? ${port}), host: "localhost" })`,
  )

const hono: Write = ({ imports, setup, functions, call }, { path, port, status }) =>
  file(
    [
      ...imports,
      `import { serve } from "@hono/node-server"`,
      `import { Hono } from "hono"`,
      `import { bodyLimit } from "hono/body-limit"`,
    ],
    setup,
    `const app = new Hono()

app.post("${path}", bodyLimit({ maxSize: 5 * 1024 * 1024 }), async (c) => {
  // The bytes as they were sent; c.req.json() comes after the check.
  const body = Buffer.from(await c.req.arrayBuffer())
  if (!${call({ header: `(name) => c.req.header(name) ?? ""`, headers: `c.req.raw.headers` })}) return c.body(null, 401)
  // ${QUEUE}
  return c.body(null, ${status})
})`,
    functions,
    `serve({ fetch: app.fetch, port: Number(process.env["PORT"] ?? ${port}) })`,
  )

const nextjs: Write = ({ imports, setup, functions, call }, { path, status }) =>
  file(
    [`// app${path === "/" ? "" : path}/route.ts`, ...imports],
    `export const runtime = "nodejs"`,
    setup,
    `export async function POST(request: Request): Promise<Response> {
  // The bytes as they were sent, not request.json().
  const body = Buffer.from(await request.arrayBuffer())
  if (!${call({ header: `(name) => request.headers.get(name) ?? ""`, headers: `Object.fromEntries(request.headers)` })}) return new Response(null, { status: 401 })
  // ${QUEUE}
  return new Response(null, { status: ${status} })
}`,
    functions,
  )

const nestjs: Write = ({ imports, setup, functions, call, isAsync }, { path, status }) =>
  file(
    [
      "// main.ts: NestFactory.create(AppModule, { rawBody: true })",
      ...imports,
      `import { Controller, HttpCode, Post, type RawBodyRequest, Req, UnauthorizedException } from "@nestjs/common"`,
      `import type { Request } from "express"`,
    ],
    setup,
    `@Controller("${path}")
export class WebhooksController {
  @Post()
  @HttpCode(${status})
  ${isAsync ? "async " : ""}handle(@Req() request: RawBodyRequest<Request>): ${isAsync ? "Promise<void>" : "void"} {
    const body = request.rawBody ?? Buffer.alloc(0)
    if (!${call({ header: `(name) => request.get(name) ?? ""`, headers: `request.headers` })}) throw new UnauthorizedException()
    // ${QUEUE}
  }
}`,
    functions,
  )

const koa: Write = ({ imports, setup, functions, call }, { path, port, status }) =>
  file(
    [...imports, `import Koa from "koa"`],
    setup,
    `const app = new Koa()

// Keep it before any body parser.
app.use(async (ctx, next) => {
  if (ctx.method !== "POST" || ctx.path !== "${path}") return await next()
  const body = await readBody(ctx.req)
  if (!body) ctx.status = 413
  // ${QUEUE}
  else ctx.status = ${call({ header: `(name) => ctx.get(name)`, headers: `ctx.headers` })} ? ${status} : 401
})`,
    READ_BODY,
    functions,
    `app.listen(Number(process.env["PORT"] ?? ${port}))`,
  )

const node: Write = ({ imports, setup, functions, call }, { path, port, status }) =>
  file(
    [...imports, `import { createServer } from "${HTTP}"`],
    setup,
    `const server = createServer((request, response) => {
  // A sender that hangs up in the middle must not end the process.
  handle(request, response).catch(() => response.destroy())
})

async function handle(request, response) {
  const answer = (status) => response.writeHead(status).end()
  const body = await readBody(request)
  if (request.url.split("?")[0] !== "${path}") return answer(404)
  if (request.method !== "POST") return answer(405)
  if (!body) return answer(413)
  if (!${call({ header: `(name) => String(request.headers[name] ?? "")`, headers: `request.headers` })}) return answer(401)
  // ${QUEUE}
  answer(${status})
}`,
    READ_BODY,
    functions,
    `server.listen(Number(process.env["PORT"] ?? ${port}))`,
  )

/** Handlers for frameworks on Node. */
export const NODE_HANDLERS = { express, fastify, hono, nextjs, nestjs, koa, node } as const satisfies Record<
  string,
  Write
>
