import type { ButtonHTMLAttributes, VNode } from "preact"

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "class"> {
  /** `primary`: what the view is for, one at most. `danger`: cannot be undone. `quiet`: beside other things. */
  readonly kind?: "plain" | "primary" | "danger" | "quiet"
  readonly class?: string
}

export function Button({ kind = "plain", type = "button", class: more = "", ...rest }: ButtonProps): VNode {
  return <button {...rest} type={type} class={`button ${kind} ${more}`} />
}
