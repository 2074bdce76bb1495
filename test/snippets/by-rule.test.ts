import { execFileSync } from "node:child_process"
import { copyFile, mkdir, writeFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { expect, test } from "vitest"
import { handlerFor, type HandlerFramework } from "../../src/snippets/handler.ts"
import { JUDGED, type JudgedRequest, judgedRequests } from "../support/judged-requests.ts"
import { temporaryFolder } from "../support/run-whk.ts"

const JUDGES = resolve(import.meta.dirname, "../support/judges")
const SPRING = ["web", "core", "beans"].map((part) => `/usr/share/java/spring3-${part}.jar`).join(":")

/** How the handlers of every provider run in one process of their language, on requests on its standard input. */
interface Judge {
  readonly framework: HandlerFramework
  /** Ends with 0 where this machine has what it needs. */
  readonly needs: string
  readonly file: (index: number) => string
  readonly inside?: (code: string, index: number) => string
  readonly judge: string
  readonly more?: Readonly<Record<string, string>>
  /** What is done before the first request. */
  readonly build?: string
  readonly run: string
}

const GO: Judge = {
  framework: "go",
  needs: "go version",
  file: (index) => `handler${index}/handler.go`,
  inside: (code, index) =>
    code.replace("package main", `package handler${index}`) +
    `
func Answer(w http.ResponseWriter, r *http.Request) (int, error) {
	key, err := readKey()
	if err != nil {
		return 0, err
	}
	return receive(w, r, key), nil
}
`,
  judge: "judge.go",
  more: {
    "go.mod": "module judge\n\ngo 1.19\n",
    "handlers.go": `package main

import (
	"net/http"
${JUDGED.map((_, index) => `	"judge/handler${index}"`).join("\n")}
)

var handlers = []func(http.ResponseWriter, *http.Request) (int, error){
${JUDGED.map((_, index) => `	handler${index}.Answer,`).join("\n")}
}
`,
  },
  build: "go vet ./... && go build -o judge .",
  run: "./judge",
}

const RAILS: Judge = {
  framework: "rails",
  needs: "ruby -e 'require \"action_controller\"'",
  file: (index) => `${index}.rb`,
  judge: "judge.rb",
  run: "ruby -W judge.rb .",
}

const LARAVEL: Judge = {
  framework: "laravel",
  needs: "php -r 'require \"Illuminate/Http/autoload.php\";'",
  file: (index) => `${index}.php`,
  inside: (code, index) => code.replace("namespace App\\Http\\Controllers;", `namespace Handler${index};`),
  judge: "judge.php",
  run: "php judge.php .",
}

const SPRING_MVC: Judge = {
  framework: "spring",
  needs: `javac -version && ls ${SPRING.replaceAll(":", " ")}`,
  file: (index) => `handler${index}/WebhooksController.java`,
  inside: (code, index) => `package handler${index};\n${code}`,
  judge: "Judge.java",
  build: `javac -Werror -Xlint -cp ${SPRING} -d out Judge.java */*.java`,
  run: `java -cp out:${SPRING} Judge`,
}

test.for([GO, RAILS, LARAVEL, SPRING_MVC])(
  "the $framework handlers of every provider take what is genuine, and refuse the rest",
  { timeout: 120_000 },
  async (judge, context) => {
    const missing = whatIsMissing(judge)
    if (missing !== undefined) context.skip(missing)
    await using folder = await temporaryFolder()
    await writeHandlers(judge, folder.path)
    // Before the requests are signed, which then are as old as they say.
    if (judge.build !== undefined) run(judge.build, folder.path)
    const requests = await judgedRequests()
    const input = requests.map((request) => `${lineOf(request)}\n`).join("")
    const answers = run(judge.run, folder.path, input).trimEnd().split("\n")
    expect(answers.length).toBe(requests.length)
    expect(wrongAnswers(requests, answers)).toEqual([])
  },
)

function run(command: string, cwd: string, input = ""): string {
  return execFileSync("sh", ["-c", command], {
    cwd,
    input,
    encoding: "utf8",
    maxBuffer: 1e8,
    // What is logged is told with a failure alone.
    stdio: "pipe",
  })
}

async function writeHandlers(judge: Judge, folder: string): Promise<void> {
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const place = { secretEnv: "HANDLER_SECRET", path: "/webhooks", port: 3000 }
  for (const [index, provider] of JUDGED.entries()) {
    const { code, verifies } = handlerFor({ framework: judge.framework, provider, ...place })
    expect(verifies).toBe(true)
    await write(judge.file(index), judge.inside?.(code, index) ?? code)
  }
  for (const [name, text] of Object.entries(judge.more ?? {})) await write(name, text)
  await copyFile(join(JUDGES, judge.judge), join(folder, judge.judge))
}

function lineOf({ provider, secret, body, headers }: JudgedRequest): string {
  const base64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString("base64")
  const handler = JUDGED.findIndex(({ id }) => id === provider)
  const pairs = headers.flatMap(([name, value]) => [name, base64(value)])
  return [String(handler), base64(secret), base64(body), ...pairs].join("\t")
}

function wrongAnswers(requests: readonly JudgedRequest[], answers: readonly string[]): readonly string[] {
  return requests.flatMap(({ provider, what, answer }, index) =>
    answers[index] === answer ? [] : [`${provider}, ${what}: ${answers[index]}, not ${answer}`],
  )
}

function whatIsMissing({ framework, needs }: Judge): string | undefined {
  try {
    execFileSync("sh", ["-c", needs], { stdio: "ignore" })
    return undefined
  } catch {
    return `the ${framework} handlers were NOT run: \`${needs}\` fails on this machine`
  }
}
