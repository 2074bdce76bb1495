import { readFileSync } from "node:fs"

/** docs/llms.txt in the form of llmstxt.org: the index of the pages, for programs that read. */
export function llmsText() {
  const index = readFileSync("docs/README.md", "utf8")
  const summary = JSON.parse(readFileSync("package.json", "utf8")).description
  const sections = index
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const links = [...part.matchAll(/\| \[([^\]]+)\]\(([^)]+)\) +\| (.+?) +\|$/gm)]
      const list = links.map(([, name, path, notes]) => `- [${name}](${path}): ${notes}`)
      return `## ${part.split("\n")[0]}\n\n${list.join("\n")}`
    })
  return `# whk\n\n> ${summary}\n\nThe links are relative to this file.\n\n${sections.join("\n\n")}\n`
}
