import { isUtf8 } from "node:buffer"
import type { DeliveryDetailJson, DeliveryJson, VerdictJson } from "../domain/api-types.ts"
import type { DeliveryStatus } from "../domain/delivery.ts"
import { cleanText } from "../domain/text.ts"
import { formatSize } from "../domain/size.ts"
import { successRule } from "../providers/accepts.ts"
import { attemptLine } from "./attempt-line.ts"
import { type Field, fieldLines } from "./fields.ts"
import { dueTime, relativeTime } from "./relative-time.ts"
import { shortIds } from "./short-ids.ts"
import { fits, leavingOut, renderTable, type Column, type TableInput } from "./table.ts"
import { whenText, type View } from "./view.ts"

/** A column and what stands in it; `id` may be shortened. */
interface DeliveryColumn extends Column {
  readonly cell: (delivery: DeliveryJson, id: (whole: string) => string) => string
}

/** Deliveries as a table, newest first as the API lists them. On a narrow screen ids are cut, then columns are left out. */
export function deliveryTable(deliveries: readonly DeliveryJson[], view: View): string {
  const short = shortIds(deliveries.flatMap(({ id, endpoint, inbox }) => [id, endpoint ?? inbox ?? id]))
  const shorten = (id: string): string => cleanText(short.get(id) ?? id)
  const columns = deliveryColumns(deliveries, view)
  const table = (shown: readonly DeliveryColumn[], id: (whole: string) => string): TableInput => ({
    columns: shown,
    rows: deliveries.map((delivery) => shown.map(({ cell }) => cell(delivery, id))),
    width: view.columns,
    color: view.color,
  })
  const choices = [table(columns, cleanText), table(columns, shorten)]
  const narrow = table(
    columns.filter(({ title }) => title !== "TO"),
    shorten,
  )
  return renderTable(choices.find(fits) ?? leavingOut(LEFT_OUT, narrow))
}

/** In this order; what is left still tells deliveries apart. */
const LEFT_OUT = ["TIME", "TRIES", "NEXT TRY", "CREATED", "CODE"]

function deliveryColumns(deliveries: readonly DeliveryJson[], view: View): readonly DeliveryColumn[] {
  const { nowMs } = view
  const next: DeliveryColumn = {
    title: "NEXT TRY",
    cell: ({ nextAttemptAt }) => dueTime(nextAttemptAt, nowMs),
  }
  const signature: DeliveryColumn = {
    title: "SIGNATURE",
    cell: ({ verdict: found }) => (found ? paintSignature(found, view) : "-"),
  }
  return [
    { title: "ID", cell: ({ id }, shown) => shown(id) },
    { title: "EVENT", flexible: true, cell: ({ event }) => cleanText(event ?? "-") },
    { title: "TO", cell: ({ endpoint, inbox }, shown) => shown(endpoint ?? inbox ?? "-") },
    { title: "STATUS", cell: ({ status }) => paintStatus(status, view) },
    { title: "CODE", align: "right", cell: ({ responseStatus }) => String(responseStatus ?? "-") },
    {
      title: "TIME",
      align: "right",
      cell: ({ elapsedMs }) => (elapsedMs === null ? "-" : `${Math.round(elapsedMs)}ms`),
    },
    { title: "TRIES", align: "right", cell: ({ attempts }) => String(attempts) },
    { title: "CREATED", cell: ({ createdAt }) => relativeTime(createdAt, nowMs) },
    ...(deliveries.some(({ verdict: found }) => found) ? [signature] : []),
    ...(deliveries.some(({ nextAttemptAt }) => nextAttemptAt !== null) ? [next] : []),
  ]
}

/** A status in its colour. */
export function paintStatus(status: DeliveryStatus, { color }: View): string {
  const paint = { delivered: color.green, pending: color.yellow, answered: color.yellow, failed: color.red }
  return paint[status]?.(status) ?? cleanText(status)
}

function paintSignature({ verified, reason }: VerdictJson, { color }: View): string {
  return verified ? color.green("verified") : color.red(cleanText(reason))
}

/** What its listener found of the signature, with the proven causes. */
function signatureFields({ verdict: found }: DeliveryJson): readonly Field[] {
  if (!found) return []
  const { verified, reason, causes = [] } = found
  return [
    ["Verdict", verified ? "verified" : `not verified: ${cleanText(reason)}`],
    ...causes.flatMap(({ title, proof, fix }): Field[] => [
      ["Cause", cleanText(title, MOST_SAID)],
      ["Proof", cleanText(proof, MOST_SAID)],
      ["Fix", cleanText(fix, MOST_SAID)],
    ]),
  ]
}

const MOST_SAID = 2000

/** One delivery in full: facts, the request, every attempt and what came of it. */
export function deliveryDetail(delivery: DeliveryDetailJson, view: View): string {
  const { color, nowMs } = view
  const { request } = delivery
  const body = Buffer.from(request.bodyBase64, "base64")
  return [
    ...fieldLines(
      [
        ["Delivery", cleanText(delivery.id), color.bold],
        ["Event", delivery.event && cleanText(delivery.event)],
        ["Provider", delivery.provider && cleanText(delivery.provider)],
        ["Endpoint", delivery.endpoint && cleanText(delivery.endpoint)],
        ["Inbox", delivery.inbox && cleanText(delivery.inbox)],
        ["Replay of", delivery.replayOf && cleanText(delivery.replayOf)],
        ["Created", whenText(delivery.createdAt, nowMs)],
        ["Status", standing(delivery, nowMs)],
        ...signatureFields(delivery),
      ],
      view,
    ),
    "",
    color.bold(cleanText(`${request.method} ${request.url}`, 2000)),
    ...request.headers.map(
      ([name, value]) => `${color.dim(`${cleanText(name)}:`)} ${cleanText(value, 2000)}`,
    ),
    "",
    ...bodyLines(body, request.bodyBytes),
    "",
    color.bold(delivery.attemptLog.length === 0 ? "No attempt yet." : "Attempts"),
    ...delivery.attemptLog.map(
      (attempt) => `  ${attemptLine(attempt, successRule(delivery.provider), view)}`,
    ),
  ].join("\n")
}

function standing({ status, attempts, nextAttemptAt, responseStatus }: DeliveryJson, nowMs: number): string {
  const tries = attempts === 1 ? "1 attempt" : `${attempts} attempts`
  const answer = responseStatus === null ? "" : `, last answer ${responseStatus}`
  if (status === "delivered") return `delivered after ${tries}`
  if (status === "answered")
    return `answered with ${responseStatus ?? "no status"}; the sender owns the retries`
  if (status === "failed") return `failed: given up after ${tries}${answer}`
  const next = nextAttemptAt === null ? "" : `, next attempt ${dueTime(nextAttemptAt, nowMs)}`
  return `pending after ${tries}${answer}${next}`
}

const SHOWN_BODY_CHARACTERS = 4000

/** A text body as text, cleaned line by line; anything else as its size. */
function bodyLines(body: Buffer, bodyBytes: number): string[] {
  if (bodyBytes === 0) return ["(no body)"]
  const text = body.toString("utf8")
  if (!isUtf8(body) || text.includes("\0")) return [`(${formatSize(bodyBytes)} of binary data)`]
  const shown = text.slice(0, SHOWN_BODY_CHARACTERS)
  const lines = shown.split("\n").map((line) => cleanText(line, SHOWN_BODY_CHARACTERS))
  return shown.length < text.length || body.length < bodyBytes
    ? [...lines, `(the first part of ${formatSize(bodyBytes)}; --json has more)`]
    : lines
}
