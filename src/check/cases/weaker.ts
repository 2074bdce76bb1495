import { hasherOf } from "../../diagnosis/variants/algorithm-variants.ts"
import { isCoded } from "../../signing/scheme.ts"
import { recomputed } from "../recompute.ts"
import { signatureIn, withDigest, withSignature } from "../signature-text.ts"
import { type CaseRule, expecting, skip } from "./rule.ts"

const DOWNGRADE = "The weakest way that is accepted is the one an attacker takes."

/** The right signature written in another way, or a weaker one. */
export const weakerCases: readonly CaseRule[] = [
  {
    id: "prefix-wrong",
    title: "a right digest behind another prefix is refused",
    why: `Prefixes name the algorithm or version. ${DOWNGRADE}`,
    needsSignature: true,
    async plan(subject) {
      const { scheme, name } = subject.provider
      const shot = await subject.shot()
      const text = signatureIn(scheme, shot)
      const prefix = /(?:^|,\s*)(?<name>[A-Za-z]\w*)[=,]$/.exec(text?.before ?? "")?.groups?.["name"]
      if (!text || prefix === undefined) return skip(`${name} writes no prefix`)
      const other = prefix === "v1" ? "v0" : prefix.replace(/\d+$/, "") + "9"
      const at = text.before.lastIndexOf(prefix)
      const before = text.before.slice(0, at) + other + text.before.slice(at + prefix.length)
      return expecting(
        isLenient(scheme) ? "any" : "reject",
        withSignature(scheme, shot, before + text.digest + text.after),
      )
    },
  },
  {
    id: "encoding-wrong",
    title: "a right digest in another encoding is refused",
    why: "Code that reads every encoding reads some texts in two ways.",
    needsSignature: true,
    async plan(subject) {
      const { scheme, name } = subject.provider
      if (isCoded(scheme) || scheme.digest === "utf8")
        return skip(`${name}'s signature is no digest in hex or base64`)
      const { digest: encoding } = scheme
      const other = encoding === "hex" ? "base64" : "hex"
      const shot = await subject.shot()
      const changed = withDigest(scheme, shot, (digest) => Buffer.from(digest, encoding).toString(other))
      return expecting(isLenient(scheme) ? "any" : "reject", changed)
    },
  },
  {
    id: "algorithm-weaker",
    title: "a signature by a weaker hash is refused",
    why: DOWNGRADE,
    needsSignature: true,
    async plan(subject) {
      const { scheme, name } = subject.provider
      if (isCoded(scheme) || !["hmac-sha256", "hmac-sha512"].includes(scheme.algorithm))
        return skip(`${name} signs with no hash that has a weaker one`)
      const shot = await subject.shot()
      if (!scheme.weaker) {
        const change = { algorithm: hasherOf("hmac-sha1") }
        return expecting("reject", recomputed(scheme, shot, { secret: subject.secrets[0]!, change }))
      }
      const strong = new Set(scheme.headers.map(([header]) => header.toLowerCase()))
      const headers = shot.headers.filter(([header]) => !strong.has(header.toLowerCase()))
      return expecting("reject", { ...shot, headers })
    },
  },
  {
    id: "unsigned",
    title: "a request that says it is unsigned is refused",
    why: `There is a secret, so every genuine request is signed. ${DOWNGRADE}`,
    needsSignature: true,
    async plan(subject) {
      const { scheme, name } = subject.provider
      if (isCoded(scheme) || !scheme.unsigned) return skip(`${name} always signs`)
      return expecting("reject", { ...(await subject.shot({ secrets: [] })), confidential: "" })
    },
  },
  {
    id: "secret-empty",
    title: "a signature made with an empty secret is refused",
    why: "A variable that is not set becomes an empty key, and everybody can sign with that.",
    needsSignature: true,
    async plan(subject) {
      const { scheme, name } = subject.provider
      if (isCoded(scheme) || !scheme.algorithm.startsWith("hmac-"))
        return skip(`${name} signs with no key that could be empty`)
      const shot = await subject.shot()
      const change = { secret: Buffer.alloc(0) }
      return expecting("reject", recomputed(scheme, shot, { secret: subject.secrets[0]!, change }))
    },
  },
]

/** Whether a verifier may take several ways of writing the signature, because the true one is assumed. */
function isLenient(scheme: Parameters<typeof isCoded>[0]): boolean {
  return !isCoded(scheme) && (scheme.alsoAccepts ?? []).length > 0
}
