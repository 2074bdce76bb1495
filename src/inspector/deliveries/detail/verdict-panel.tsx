import type { VNode } from "preact"
import { useEffect, useState } from "preact/hooks"
import type { CauseJson, DeliveryDetailJson, VerdictJson, VerifiedJson } from "../../../domain/api-types.ts"
import { Button } from "../../parts/button.tsx"
import { Notice, ProblemNotice } from "../../parts/notice.tsx"
import { Prose } from "../../parts/prose.tsx"
import { SecretField } from "../../parts/secret-field.tsx"
import { rounds } from "../../relay/feed.ts"
import { verdictOf } from "../standing.ts"
import { judge, needsJudging, verdicts } from "./verdicts.ts"

const JUDGED_WITH: Readonly<Record<VerifiedJson["judgedWith"], string>> = {
  inbox: "with the inbox's secret",
  endpoint: "with the endpoint's secret",
  given: "with the secret given here",
  none: "without a secret",
}

/** Whether the signature is right, and where not: the proven cause and what to do. */
export function VerdictPanel({ detail }: { readonly detail: DeliveryDetailJson }): VNode {
  useEffect(() => {
    if (needsJudging(detail)) void judge(detail.id)
  }, [detail.id, rounds.value])
  const asked = verdicts.value.get(detail.id)
  const verdict: VerdictJson | undefined = asked?.ok ? asked.value : detail.verdict
  const isSecretMissing = asked?.ok === true && asked.value.judgedWith === "none"
  return (
    <section class="section" aria-label="Signature">
      <h3>Signature</h3>
      {verdict ? (
        <Verdict verdict={verdict} asked={asked?.ok ? asked.value : undefined} />
      ) : (
        asked === undefined && <p class="soft">Judging …</p>
      )}
      {asked?.ok === false && verdict === undefined && <ProblemNotice problem={asked.problem} />}
      {!verdict?.verified && asked !== undefined && (
        <details class="fold" open={isSecretMissing && asked.ok && asked.value.provider !== null}>
          <summary>{isSecretMissing ? "Judge it with a secret" : "Judge it with another secret"}</summary>
          <SecretForm id={detail.id} />
        </details>
      )}
    </section>
  )
}

interface VerdictProps {
  readonly verdict: VerdictJson
  /** The same with all that the relay tells when it is asked. */
  readonly asked: VerifiedJson | undefined
}

function Verdict({ verdict, asked }: VerdictProps): VNode {
  const hasNoSecret = asked?.judgedWith === "none" && !verdict.verified
  const { title } = verdictOf(verdict)
  const causes = verdict.causes ?? []
  return (
    <Notice
      tone={verdict.verified ? "good" : hasNoSecret ? "waiting" : "bad"}
      title={hasNoSecret ? "Not judged: the relay has no secret for it." : title}
    >
      {asked && !hasNoSecret && (
        <p class="soft">
          {asked.provider ? `Judged as ${asked.provider} signs, ` : "No header is a known signature; judged "}
          {JUDGED_WITH[asked.judgedWith]}
          {asked.timestamp && `, signed ${Math.abs(asked.timestamp.ageSeconds)} s before it arrived`}.
        </p>
      )}
      {causes.map((cause) => (
        <Cause key={cause.id} cause={cause} />
      ))}
      {causes.length === 0 && asked?.excluded ? (
        <p>No cause was proven: {asked.excluded} hypotheses were tried.</p>
      ) : null}
      {asked?.rule && !verdict.verified && (
        <details class="fold">
          <summary>How it is signed</summary>
          <p class="wrap">
            <Prose text={asked.rule} />
          </p>
        </details>
      )}
    </Notice>
  )
}

function Cause({ cause }: { readonly cause: CauseJson }): VNode {
  return (
    <dl class="cause">
      <dt>Cause</dt>
      <dd>
        <strong>
          <Prose text={cause.title} />
        </strong>
      </dd>
      <dt>Proof</dt>
      <dd>
        <Prose text={cause.proof} />
      </dd>
      <dt>Fix</dt>
      <dd>
        <Prose text={cause.fix} />
      </dd>
    </dl>
  )
}

function SecretForm({ id }: { readonly id: string }): VNode {
  const [secret, setSecret] = useState("")
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (secret === "") return
    setBusy(true)
    await judge(id, { secret })
    setBusy(false)
  }
  return (
    <form class="secret-form" onSubmit={(event) => void submit(event)}>
      <SecretField
        hint="Sent to this relay once; neither the page nor the relay keeps it."
        value={secret}
        onValue={setSecret}
      />
      <Button type="submit" disabled={secret === "" || isBusy}>
        Judge
      </Button>
    </form>
  )
}
