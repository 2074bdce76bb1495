import { execFileSync } from "node:child_process"
import { copyFile, mkdir, writeFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { handlerFor, type HandlerFramework } from "../../src/snippets/handler.ts"
import { JUDGED, type JudgedRequest } from "./judged-requests.ts"

const JUDGES = resolve(import.meta.dirname, "judges")
const SPRING_JARS = ["web", "core", "beans"].map((part) => `/usr/share/java/spring3-${part}.jar`).join(":")

/** How the handlers of every provider run in one process of their language, on requests on its standard input. */
export interface Judge {
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
  /** The largest body is held by what it does not run. */
  readonly noLimit?: true
}

export const GO: Judge = {
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

export const RAILS: Judge = {
  framework: "rails",
  needs: "ruby -e 'require \"action_controller\"'",
  file: (index) => `${index}.rb`,
  judge: "judge.rb",
  run: "ruby -W judge.rb .",
}

export const LARAVEL: Judge = {
  framework: "laravel",
  needs: "php -r 'require \"Illuminate/Http/autoload.php\";'",
  file: (index) => `${index}.php`,
  inside: (code, index) => code.replace("namespace App\\Http\\Controllers;", `namespace Handler${index};`),
  judge: "judge.php",
  run: "php judge.php .",
}

export const SPRING: Judge = {
  framework: "spring",
  needs: `javac -version && ls ${SPRING_JARS.replaceAll(":", " ")}`,
  file: (index) => `handler${index}/WebhooksController.java`,
  inside: (code, index) => `package handler${index};\n${code}`,
  judge: "Judge.java",
  build: `javac -Werror -Xlint -cp ${SPRING_JARS} -d out Judge.java */*.java`,
  run: `java -cp out:${SPRING_JARS} Judge`,
}

export const FLASK: Judge = {
  framework: "flask",
  needs: "python3 -c 'import flask'",
  file: (index) => `${index}.py`,
  judge: "judge.py",
  run: "python3 judge.py",
}

/** Mono has no ASP.NET and an older C#: it runs how a key is read and a request judged, not what is around them. */
export const ASPNET: Judge = {
  framework: "aspnet",
  needs: "mcs --version && mono --version",
  file: (index) => `Handler${index}.cs`,
  inside: (code, index) => {
    const [top = "", rest = ""] = code.split("using Microsoft.AspNetCore.Http.Features;\n")
    const [key = "", around = ""] = rest.split("\nvar app = ")
    const [, success] = /Results\.StatusCode\((2\d\d)\)/.exec(around) ?? []
    const judging = around.slice(around.indexOf("static bool IsGenuine"))
    return `${["", ".Collections.Generic", ".Linq"].map((name) => `using System${name};\n`).join("")}${top}
public static class Handler${index} {
public static int Answer(byte[] body, IHeaderDictionary headers) {
${key}
return IsGenuine(body, headers, key) ? ${success} : 401;
}
${judging}
}`
      .replaceAll(/Convert\.(?=ToHex|FromHex)/g, "Hex.")
      .replaceAll("using var mac", "var mac")
  },
  judge: "Judge.cs",
  build: "mcs -warnaserror -out:judge.exe *.cs",
  run: "mono judge.exe",
  noLimit: true,
}

/** Writes the handlers of every provider into a folder, and makes them ready to run. */
export async function prepare(judge: Judge, folder: string): Promise<void> {
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const place = { secretEnv: "HANDLER_SECRET", path: "/webhooks", port: 3000 }
  for (const [index, provider] of JUDGED.entries()) {
    const { code } = handlerFor({ framework: judge.framework, provider, ...place })
    await write(judge.file(index), judge.inside?.(code, index) ?? code)
  }
  for (const [name, text] of Object.entries(judge.more ?? {})) await write(name, text)
  await copyFile(join(JUDGES, judge.judge), join(folder, judge.judge))
  if (judge.build !== undefined) run(judge.build, folder)
}

/** What the handlers in a folder answer, each to its requests, or say when they do not start. */
export function answersTo(
  requests: readonly JudgedRequest[],
  judge: Judge,
  folder: string,
): readonly string[] {
  const input = requests.map((request) => `${lineOf(request)}\n`).join("")
  return run(judge.run, folder, input).trimEnd().split("\n")
}

function lineOf({ provider, secret, body, headers }: JudgedRequest): string {
  const base64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString("base64")
  const handler = JUDGED.findIndex(({ id }) => id === provider)
  const pairs = headers.flatMap(([name, value]) => [name, base64(value)])
  return [String(handler), base64(secret), base64(body), ...pairs].join("\t")
}

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
