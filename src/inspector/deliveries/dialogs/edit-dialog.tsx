import type { VNode } from "preact"
import { useEffect, useMemo, useState } from "preact/hooks"
import type { DeliveryDetailJson, ReplayJson } from "../../../domain/api-types.ts"
import type { Headers } from "../../../domain/headers.ts"
import { Button } from "../../parts/button.tsx"
import { Dialog } from "../../parts/dialog.tsx"
import { Field } from "../../parts/field.tsx"
import { ProblemNotice } from "../../parts/notice.tsx"
import type { Answer } from "../../relay/ask.ts"
import { fromBase64, toBase64 } from "../body/bytes.ts"
import { type Editable, makeEditable } from "../body/editable.ts"
import { layOut, readJson } from "../body/json-node.ts"
import { choose } from "../choice.ts"
import { readDetail } from "../detail/loaded.ts"
import { readHeaderLines, toHeaderLines } from "../header-lines.ts"
import { replay } from "../replay.ts"
import { noSigning, type Signing, SigningFields } from "./signing-fields.tsx"

interface EditDialogProps {
  readonly id: string
  readonly onClose: () => void
}

/** Sends a delivery with another body or other headers: a new delivery, made of this one. */
export function EditDialog({ id, onClose }: EditDialogProps): VNode {
  const [answer, setAnswer] = useState<Answer<DeliveryDetailJson>>()
  useEffect(() => void readDetail(id, true).then(setAnswer), [id])
  if (answer?.ok) return <Editor detail={answer.value} onClose={onClose} />
  return (
    <Dialog title="Edit and replay" onClose={onClose} wide>
      {answer ? <ProblemNotice problem={answer.problem} /> : <p class="soft">Loading …</p>}
    </Dialog>
  )
}

interface EditorProps {
  readonly detail: DeliveryDetailJson
  readonly onClose: () => void
}

function Editor({ detail, onClose }: EditorProps): VNode {
  const isAtInbox = detail.inbox !== undefined
  const [editable] = useState(() => makeEditable(fromBase64(detail.request.bodyBase64)))
  const [text, setText] = useState(editable.text)
  const [lines, setLines] = useState(() => toHeaderLines(detail.request.headers))
  const [signing, setSigning] = useState<Signing>(() => noSigning(detail))
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof replay>>>()
  const [isBusy, setBusy] = useState(false)
  const body = editable.toBytes(text)
  const headers = readHeaderLines(lines)
  const canSend = body !== undefined && headers.ok && !isBusy

  async function send(): Promise<void> {
    if (body === undefined || !headers.ok) return
    setBusy(true)
    const isSameHeaders = lines === toHeaderLines(detail.request.headers)
    const sent = await replay(
      detail.id,
      changesOf(body, isAtInbox && !isSameHeaders && headers.headers, isAtInbox && signing),
    )
    setBusy(false)
    setAnswer(sent)
    if (!sent.ok) return
    onClose()
    choose(sent.value.delivery.id)
  }

  return (
    <Dialog
      title="Edit and replay"
      onClose={onClose}
      wide
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={!canSend} onClick={() => void send()}>
            {isBusy ? "Sending …" : "Send"}
          </Button>
        </>
      }
    >
      {answer?.ok === false && <ProblemNotice problem={answer.problem} />}
      {isAtInbox ? (
        <Field
          label="Headers"
          hint="One per line, in this order. The length is that of the body."
          problem={headers.ok ? undefined : headers.problem}
        >
          {(field) => (
            <textarea
              {...field}
              class="mono"
              rows={6}
              spellcheck={false}
              value={lines}
              onInput={(event) => setLines(event.currentTarget.value)}
            />
          )}
        </Field>
      ) : (
        <p class="soft">The relay makes the headers and signs the body with the endpoint's secret.</p>
      )}
      <BodyField editable={editable} text={text} isWrong={body === undefined} onText={setText} />
      {isAtInbox && <SigningFields signing={signing} onChange={setSigning} />}
    </Dialog>
  )
}

interface BodyFieldProps {
  readonly editable: Editable
  readonly text: string
  readonly isWrong: boolean
  readonly onText: (text: string) => void
}

function BodyField({ editable, text, isWrong, onText }: BodyFieldProps): VNode {
  const isHex = editable.as === "hex"
  const laidOut = useMemo(() => (isHex ? undefined : layOutText(text)), [isHex, text])
  return (
    <>
      <Field
        label={isHex ? "Body, as hex" : "Body"}
        hint={
          isHex ? "Its bytes would not survive a text field." : "Sent as UTF-8, exactly as it stands here."
        }
        problem={isWrong ? "These are not pairs of hex digits." : undefined}
      >
        {(field) => (
          <textarea
            {...field}
            class="mono"
            rows={10}
            spellcheck={false}
            autofocus
            value={text}
            onInput={(event) => onText(event.currentTarget.value)}
          />
        )}
      </Field>
      {laidOut !== undefined && laidOut !== text && (
        <p>
          <Button onClick={() => onText(laidOut)}>Lay out the JSON</Button>
        </p>
      )}
    </>
  )
}

// Beyond it every key would be felt.
const LONGEST_LAID_OUT = 100_000

/** A JSON text with a line for each value; undefined where it is none. */
function layOutText(text: string): string | undefined {
  const node = text.length > LONGEST_LAID_OUT ? undefined : readJson(text)
  return node && layOut(node)
}

function changesOf(body: Uint8Array, headers: Headers | false, signing: Signing | false): ReplayJson {
  return {
    bodyBase64: toBase64(body),
    ...(headers && { headers }),
    ...(signing &&
      signing.isWanted && {
        resign: true,
        ...(signing.provider !== "" && { provider: signing.provider }),
        ...(signing.secret !== "" && { secret: signing.secret }),
      }),
  }
}
