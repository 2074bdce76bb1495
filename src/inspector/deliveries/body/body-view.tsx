import type { VNode } from "preact"
import { useMemo, useState } from "preact/hooks"
import { formatSize } from "../../../domain/size.ts"
import { Button } from "../../parts/button.tsx"
import { CopyButton } from "../../parts/copy-button.tsx"
import { Table } from "../../parts/table.tsx"
import { lookAtText } from "./bytes.ts"
import { readForm } from "./form.ts"
import { hexDump } from "./hex.ts"
import { readJson } from "./json-node.ts"
import { JsonTree } from "./json-tree.tsx"

interface BodyViewProps {
  /** What is there to be shown, which may be only the beginning. */
  readonly body: Uint8Array
  /** Of the whole body, in bytes. */
  readonly size: number
  readonly contentType: string | undefined
  /** Saves the whole of it, where there is more to it than a text to be copied. */
  readonly download?: () => void
}

type Form = "tree" | "form" | "raw" | "hex"
const NAMES: Readonly<Record<Form, string>> = { tree: "JSON", form: "Form", raw: "Raw", hex: "Hex" }

/** A body as JSON tree, form, text or hex. Its bytes are decoded only to be looked at. */
export function BodyView({ body, size, contentType, download }: BodyViewProps): VNode {
  const seen = useMemo(() => {
    const { text, isText } = lookAtText(body)
    return { text, isText, json: isText ? readJson(text) : undefined }
  }, [body])
  const isForm = seen.isText && /^application\/x-www-form-urlencoded\b/i.test(contentType ?? "")
  const forms: readonly Form[] = [
    ...(seen.json ? ["tree" as const] : []),
    ...(isForm ? ["form" as const] : []),
    "raw",
    "hex",
  ]
  const [chosen, setChosen] = useState<Form>()
  const form = chosen && forms.includes(chosen) ? chosen : seen.isText ? forms[0]! : "hex"
  if (size === 0) return <p class="soft">Empty.</p>
  return (
    <div class="body-view">
      <div class="body-bar">
        <div class="chips" role="group" aria-label="Show the body as">
          {forms.map((name) => (
            <button
              key={name}
              type="button"
              class="chip"
              aria-pressed={name === form}
              onClick={() => setChosen(name)}
            >
              {NAMES[name]}
            </button>
          ))}
        </div>
        <span class="soft wrap">
          {formatSize(size)}
          {contentType === undefined ? ", no content type" : `, ${contentType}`}
        </span>
        <span class="body-actions">
          {seen.isText && body.length === size && <CopyButton text={seen.text} label="Copy body" />}
          {download && (
            <Button kind="quiet" onClick={download}>
              Download body
            </Button>
          )}
        </span>
      </div>
      {!seen.isText && (
        <p class="soft">Not valid UTF-8 text{form === "raw" ? ": what is none stands as �" : ""}.</p>
      )}
      {body.length < size && <p class="soft">The first {formatSize(body.length)} are shown.</p>}
      {form === "tree" && <JsonTree root={seen.json!} />}
      {form === "form" && <FormTable text={seen.text} />}
      {form === "raw" && <Long text={seen.text} />}
      {form === "hex" && <Hex body={body} />}
    </div>
  )
}

function FormTable({ text }: { readonly text: string }): VNode {
  return (
    <Table
      label="Form fields"
      columns={[
        { title: "Name", cell: ({ name }) => name, mono: true },
        { title: "Value", cell: ({ value }) => value, mono: true },
      ]}
      rows={readForm(text)}
      keyOf={(_, index) => index}
    />
  )
}

// Longer ones make the browser's layout slow; the rest comes when it is asked for.
const PIECE = 64 * 1024

function Long({ text }: { readonly text: string }): VNode {
  const [length, setLength] = useState(PIECE)
  return (
    <>
      <pre class="bytes" tabIndex={0}>
        {text.slice(0, length)}
      </pre>
      {text.length > length && <Button onClick={() => setLength(length * 4)}>Show more</Button>}
    </>
  )
}

const HEX_PIECE = 4 * 1024

function Hex({ body }: { readonly body: Uint8Array }): VNode {
  const [length, setLength] = useState(HEX_PIECE)
  const dump = useMemo(() => hexDump(body.subarray(0, length)), [body, length])
  return (
    <>
      <pre class="bytes hex" tabIndex={0}>
        {dump}
      </pre>
      {body.length > length && <Button onClick={() => setLength(length * 4)}>Show more</Button>}
    </>
  )
}
