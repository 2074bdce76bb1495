import type { VNode } from "preact"
import { Button } from "../../parts/button.tsx"
import { Dialog } from "../../parts/dialog.tsx"

const KEYS = [
  ["j  k", "Next and previous delivery"],
  ["/", "Search"],
  ["r", "Replay"],
  ["e", "Edit and replay"],
  ["c", "Mark for comparison; the second mark compares"],
  ["p", "Pause, or go on"],
  ["?", "This help"],
  ["Esc", "Close what is open"],
] as const

export function HelpDialog({ onClose }: { readonly onClose: () => void }): VNode {
  return (
    <Dialog title="Keys" onClose={onClose} footer={<Button onClick={onClose}>Close</Button>}>
      <dl class="keys">
        {KEYS.map(([key, means]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
