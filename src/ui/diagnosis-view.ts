import type { Cause, Diagnosis, Framework } from "../diagnosis/diagnosis.ts"
import type { Provider } from "../providers/provider.ts"
import { recipeText } from "../signing/recipe.ts"
import type { Field } from "./fields.ts"
import type { Output } from "./output.ts"

const MOST_ALIASES = 3

/** What was proven, or excluded, in fields. */
export function diagnosisFields(
  { causes, excluded }: Pick<Diagnosis, "causes" | "excluded">,
  {
    provider,
    isOfGot,
    color,
  }: { readonly provider: Provider; readonly isOfGot: boolean } & Pick<Output, "color">,
): readonly Field[] {
  const [source] = provider.sources
  const rule: Field = [
    "rule",
    `${recipeText(provider.scheme, provider.name)}${source === undefined ? "" : ` (${source})`}`,
  ]
  if (causes.length === 0) return [...exclusionFields(excluded, isOfGot), rule]
  const proofs = new Set(causes.map(({ proof }) => proof.text))
  const fixes = new Set(causes.map(({ fix }) => fix.text))
  return [
    ...causes.flatMap((cause) => causeFields(cause, { color, other: isOfGot ? "computed" : "signed" })),
    ...[...proofs].map((text): Field => ["proof", text]),
    rule,
    ...[...fixes].map((text): Field => ["fix", text]),
  ]
}

function causeFields(
  { id, title, proof, aliases }: Cause,
  { color, other }: { readonly other: "signed" | "computed" } & Pick<Output, "color">,
): readonly Field[] {
  const { difference } = proof
  return [
    ["cause", title, color.bold],
    ["id", aliases.length === 0 ? id : `${id}; the same bytes here: ${aliasText(aliases)}`],
    ...(difference === null
      ? []
      : ([
          [
            "differs",
            `from byte ${difference.offset}; ${difference.receivedBytes} bytes received, ${difference.signedBytes} ${other}`,
          ],
          ["received", difference.received === "" ? "(nothing)" : difference.received, color.red],
          [other, difference.signed === "" ? "(nothing)" : difference.signed, color.green],
        ] satisfies Field[])),
  ]
}

function aliasText(aliases: readonly string[]): string {
  const more = aliases.length - MOST_ALIASES
  return `${aliases.slice(0, MOST_ALIASES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`
}

function exclusionFields(
  { hypotheses, pairs, varied }: Diagnosis["excluded"],
  isOfGot: boolean,
): readonly Field[] {
  if (hypotheses === 0) return []
  const parts = Object.entries(varied).map(([name, count]) => `${count} of the ${name}`)
  const together = pairs === 0 ? "" : `; ${pairs.toLocaleString("en")} of them two together`
  return [
    [
      "cause",
      isOfGot
        ? "not found: your code used another secret, other bytes, or another recipe"
        : "not found: another secret made the signature, or the request was changed in an unknown way",
    ],
    ["excluded", `${hypotheses.toLocaleString("en")} hypotheses: ${parts.join(", ")}${together}`],
    ["next", "name other secrets with --try-secret name=value, other addresses with --url"],
  ]
}

/** The fix as code in one framework, or where to find it; undefined where no code is to be changed. */
export function fixCode(
  { causes }: Diagnosis,
  framework: Framework | undefined,
): { readonly title: string; readonly lines: readonly string[] } | undefined {
  const code = causes.find(({ fix }) => fix.code)?.fix.code
  if (!code) return undefined
  const shown = framework === undefined ? undefined : code[framework]
  return shown === undefined
    ? { title: `--framework <name> shows the fix as code: ${Object.keys(code).join(", ")}`, lines: [] }
    : { title: `In ${framework}:`, lines: shown.split("\n") }
}
