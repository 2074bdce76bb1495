import { table } from "./table.js"

const MEANING = {
  done: "done, and the answer is good",
  bad: "done, and the answer is bad: not verified, a failed case, not accepted, nobody subscribed",
  usage: "usage: unknown flag, bad value, missing value",
  denied: "not allowed: missing or wrong API key",
  notFound: "not found",
  unreachable: "the relay, the API or the target could not be reached",
  refused: "refused by a rule: quota, backlog, a provider's rule, another listener",
  bug: "a bug in whk, or a store that failed",
  interrupted: "interrupted, after draining",
  terminated: "terminated, after draining",
}

/** Exit codes, and every error with what to do. */
export function errorsPage({ EXIT, errorCatalogue }) {
  return `# Exit codes and errors

Written down by \`npm run reference\`. An error is two lines on stderr: what is wrong, and what to do. With \`--json\` it is
\`{"error":{"code":"…","message":"…","hint":"…"}}\` on stderr.

## Exit codes

${table(
  ["exit", "means"],
  Object.entries(EXIT).map(([name, code]) => [String(code), MEANING[name]]),
)}

## Errors

The hint is the one that stands where the command knows nothing better.

${table(
  ["code", "exit", "hint"],
  Object.entries(errorCatalogue).map(([code, { exit, hint }]) => [
    `\`${code}\``,
    String(exit),
    hint.replaceAll(/[<>*_]/g, String.raw`\$&`),
  ]),
)}
`
}
