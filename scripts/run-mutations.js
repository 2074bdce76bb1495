// Proves that the fault tests can fail: breaks a copy of the source in one way after the other, as the files of
// test/faults/mutations say, and expects the test that guards against it to turn red. Arguments name mutations.
import { cp, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { execa } from "execa"

const ROOT = resolve(import.meta.dirname, "..")
const FOLDER = join(ROOT, "test/faults/mutations")
const COPIED = "bin fixtures scripts src test package.json tsconfig.json vitest.faults.config.ts".split(" ")

const wanted = process.argv.slice(2)
const names = (await readdir(FOLDER)).map((file) => file.replace(/\.json$/, "")).toSorted()
let failed = 0
for (const name of names) {
  if (wanted.length > 0 && !wanted.some((start) => name.startsWith(start))) continue
  const mutation = JSON.parse(await readFile(join(FOLDER, `${name}.json`), "utf8"))
  const isCaught = await runMutated(mutation)
  if (!isCaught) failed += 1
  console.log(`${isCaught ? "caught " : "MISSED "} ${name}: ${mutation.title}`)
}
if (failed > 0) {
  console.log(`\n${failed} not caught: those tests would not notice.`)
  process.exitCode = 1
}

/** Whether the test fails on the broken source. Throws when it does not even build or run. */
async function runMutated({ test, edits }) {
  const copy = await mkdtemp(join(tmpdir(), "whk-mutation-"))
  try {
    for (const path of COPIED) await cp(join(ROOT, path), join(copy, path), { recursive: true })
    await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"))
    for (const { file, find, replace } of edits) {
      const text = await readFile(join(copy, file), "utf8")
      if (text.split(find).length !== 2) throw new Error(`${file} does not hold ${JSON.stringify(find)} once`)
      await writeFile(
        join(copy, file),
        text.replace(find, () => replace),
      )
    }
    const report = join(copy, "report.json")
    const { stdout, stderr } = await execa(
      "npx",
      `vitest run -c vitest.faults.config.ts --reporter=json --outputFile=${report} test/faults/${test}`.split(
        " ",
      ),
      { cwd: copy, reject: false, preferLocal: true, localDir: ROOT },
    )
    const { numFailedTests, numTotalTests } = JSON.parse(
      await readFile(report, "utf8").catch(() => {
        throw new Error(`${test} did not run: ${stdout}\n${stderr}`)
      }),
    )
    if (numTotalTests === 0) throw new Error(`there is no test ${test}`)
    return numFailedTests > 0
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}
