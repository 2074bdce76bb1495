import type { VNode } from "preact"
import { useState } from "preact/hooks"
import { Button } from "../parts/button.tsx"
import { CopyButton } from "../parts/copy-button.tsx"
import { Notice } from "../parts/notice.tsx"

/** Whether a secret that is shown once was copied; a dialog asks twice before it goes without that. */
export function useSecretGuard(onClose: () => void): {
  readonly close: () => void
  readonly isWarned: boolean
  readonly onCopied: () => void
} {
  const [isCopied, setCopied] = useState(false)
  const [isWarned, setWarned] = useState(false)
  return {
    close: () => (isCopied || isWarned ? onClose() : setWarned(true)),
    isWarned: isWarned && !isCopied,
    onCopied: () => setCopied(true),
  }
}

/** A secret, this once. */
export function SecretOnce({
  secret,
  isWarned,
  onCopied,
}: {
  readonly secret: string
  readonly isWarned: boolean
  readonly onCopied: () => void
}): VNode {
  return (
    <section class="secret-once" aria-label="Secret">
      <h3>Secret</h3>
      <p class="command" onCopy={onCopied}>
        <code>{secret}</code>
        <span onClick={onCopied}>
          <CopyButton text={secret} label="Copy secret" />
        </span>
      </p>
      <Notice tone={isWarned ? "bad" : "waiting"} title="The secret is not shown again.">
        <p>
          {isWarned
            ? "It was not copied yet. Copy it, or close once more to go on without it."
            : "Copy it now into the settings of your receiver. Whoever loses it has to rotate."}
        </p>
      </Notice>
    </section>
  )
}

/** The button that ends a dialog which showed a secret. */
export function SecretDone({ onClick }: { readonly onClick: () => void }): VNode {
  return (
    <Button kind="primary" onClick={onClick}>
      I have stored it
    </Button>
  )
}
