import { expect, onTestFinished, test, vi } from "vitest"
import { DeliveryJudge } from "../../../src/commands/listen/judge.ts"
import { findProvider } from "../../../src/providers/registry.ts"
import { requestInfo } from "../../listen/collected-answer.ts"
import { VerdictThread } from "../../../src/verdict/verdict-thread.ts"
import { FakeClock } from "../../support/fake-clock.ts"
import { type SentWebhook, sendNow } from "../../support/sent-webhook.ts"

const INBOX = "https://relay.example/in/token"

/** A judge of one provider's deliveries, or of any's, who knows these secrets. */
function judgeWith(secrets: readonly string[], provider?: string): DeliveryJudge {
  const known = { secretsFor: () => Promise.resolve(secrets) }
  const thread = new VerdictThread({ clock: new FakeClock(), mostWaiting: 0 })
  const judge = new DeliveryJudge(provider === undefined ? undefined : findProvider(provider), known, thread)
  onTestFinished(() => judge.close())
  judge.setInboxUrl(INBOX)
  return judge
}

function arrived(
  { headers, body }: SentWebhook,
  change: { readonly target?: string; readonly receivedAt?: number } = {},
) {
  const request = requestInfo({
    headers: Object.entries(headers),
    bodyBytes: body.length,
    receivedAt: Date.now(),
    ...change,
  })
  return { request, body }
}

async function reasonOf(
  judge: DeliveryJudge,
  { request, body }: ReturnType<typeof arrived>,
): Promise<string> {
  const { verified, reason } = await judge.judge(request, body)
  expect(verified).toBe(reason === "ok")
  return reason
}

test.each(["stripe", undefined])(
  "what the provider signed is verified, for --provider %s",
  async (provider) => {
    const sent = await sendNow("stripe", "invoice.paid")
    expect(await reasonOf(judgeWith([sent.secret], provider), arrived(sent))).toBe("ok")
    expect(await reasonOf(judgeWith(["whsec_another"], provider), arrived(sent))).toBe("no-match")
    expect(await reasonOf(judgeWith([], provider), arrived(sent))).toBe("no-match")
  },
)

test("it is judged at the moment it arrived, however late it comes down", async () => {
  const sent = await sendNow("stripe", "invoice.paid")
  const judge = judgeWith([sent.secret], "stripe")
  const waited = arrived(sent, { receivedAt: Date.now() + 3_600_000 })
  expect(await reasonOf(judge, waited)).toBe("stale")
})

test("with a provider a right signature of another one counts for nothing", async () => {
  const sent = await sendNow("stripe", "invoice.paid")
  expect(await reasonOf(judgeWith([sent.secret], "github"), arrived(sent))).toBe("header-missing")
})

test("a signed address is the inbox's with what stands behind it", async () => {
  const sent = await sendNow("twilio", "message.received", { url: `${INBOX}/sms?a=1` })
  const judge = judgeWith([sent.secret], "twilio")
  expect(await reasonOf(judge, arrived(sent, { target: "/sms?a=1" }))).toBe("ok")
  expect(await reasonOf(judge, arrived(sent, { target: "/sms?a=2" }))).toBe("no-match")
})

test("the secret of an endpoint that was made for this counts as well", async () => {
  const sent = await sendNow("axiestudio", "user.created")
  const judge = judgeWith([])
  judge.addSecret(sent.secret)
  expect(await reasonOf(judge, arrived(sent))).toBe("ok")
})

test("a body that was not kept is not judged, and so not verified", async () => {
  expect(await judgeWith(["s"], "github").judge(requestInfo(), null)).toEqual({
    verified: false,
    reason: "too-large",
  })
})

test("a delivery with no signature that anybody knows is not verified", async () => {
  expect(await judgeWith(["s"]).judge(requestInfo(), Buffer.from("{}"))).toEqual({
    verified: false,
    reason: "header-missing",
  })
})

test("why it is not verified is searched for beside the delivery", async () => {
  const sent = await sendNow("github", "push")
  const { request } = arrived(sent)
  const body = Buffer.from(`${sent.text}\n`)
  const verdict = await judgeWith([sent.secret], "github").judge(request, body)
  expect(verdict).toMatchObject({ verified: false, reason: "no-match" })
  expect(verdict.causes?.()).toEqual([])
  await vi.waitFor(() => expect(verdict.causes?.()).toHaveLength(1), { timeout: 10_000 })
  expect(verdict.causes?.()).toMatchObject([{ id: expect.stringMatching(/^body-/) }])
})

test("one search goes on at a time, and the next delivery does without", async () => {
  const sent = await sendNow("github", "push")
  const judge = judgeWith(["another"], "github")
  const { request, body } = arrived(sent)
  expect((await judge.judge(request, body)).causes).toBeDefined()
  expect((await judge.judge(request, body)).causes).toBeUndefined()
})

test("nothing is searched for what is verified, or in a large body", async () => {
  const sent = await sendNow("github", "push")
  const judge = judgeWith([sent.secret], "github")
  const { request, body } = arrived(sent)
  expect(await judge.judge(request, body)).toEqual({ verified: true, reason: "ok" })
  expect(await judge.judge(request, Buffer.alloc(1024 * 1024 + 1))).toEqual({
    verified: false,
    reason: "no-match",
  })
})
