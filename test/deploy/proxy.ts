import { execa } from "execa"
import { readFileSync } from "node:fs"
import { mkdir, writeFile } from "node:fs/promises"
import { connect } from "node:net"
import { join, resolve } from "node:path"
import { setTimeout } from "node:timers/promises"

const DEPLOY = resolve(import.meta.dirname, "../../deploy")

/** A reverse proxy with its configuration from `deploy/`: only names, ports and certificates are other ones. */
export interface Proxy extends AsyncDisposable {
  /** What it said so far. */
  said(): string
}

export interface ProxyPlace {
  /** An empty folder. */
  readonly folder: string
  readonly port: number
  readonly relayPort: number
  readonly certFile: string
  readonly keyFile: string
}

export type ProxyName = "nginx" | "caddy"

/** Whether the program is there. */
export async function hasProgram(name: string, versionFlag: string): Promise<boolean> {
  const { exitCode } = await execa(name, [versionFlag], { reject: false })
  return exitCode === 0
}

type Prepared = readonly [args: readonly string[], env: Readonly<Record<string, string>>]

/** Starts a proxy and waits until its port is open. */
export async function startProxy(name: ProxyName, place: ProxyPlace): Promise<Proxy> {
  const [args, env] = name === "nginx" ? await prepareNginx(place) : await prepareCaddy(place)
  const child = execa(name, args, { all: true, reject: false, buffer: false, env })
  let said = ""
  child.all.on("data", (chunk: Buffer) => (said += chunk.toString()))
  let hasEnded = false
  void child.finally(() => (hasEnded = true))
  while (!(await isOpen(place.port))) {
    if (hasEnded) throw new Error(`${name} did not start: ${said}`)
    await setTimeout(20)
  }
  return {
    said: () => said,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM")
      await child
    },
  }
}

function deployed(
  file: string,
  changes: readonly (readonly [find: string | RegExp, replace: string])[],
): string {
  let text = readFileSync(join(DEPLOY, file), "utf8")
  for (const [find, replace] of changes) {
    if (text.replace(find, "") === text) throw new Error(`${file} does not hold ${String(find)}`)
    text = text.replaceAll(find, replace)
  }
  return text
}

async function prepareNginx({ folder, port, relayPort, certFile, keyFile }: ProxyPlace): Promise<Prepared> {
  const site = deployed("nginx.conf", [
    ["listen 443", `listen 127.0.0.1:${port}`],
    [/ *listen \[::\]:443.*\n/g, ""],
    ["server_name hooks.example.com", "server_name localhost"],
    [/\/etc\/letsencrypt\/live\/\S+\/fullchain\.pem/g, certFile],
    [/\/etc\/letsencrypt\/live\/\S+\/privkey\.pem/g, keyFile],
    ["127.0.0.1:4400", `127.0.0.1:${relayPort}`],
  ])
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (what) => `${what}_temp_path ${folder}/${what};`,
  )
  const user = process.getuid?.() === 0 ? "user root;" : ""
  const config = `${user} daemon off; pid ${folder}/nginx.pid; error_log stderr; events {}\nhttp { ${temporary.join(" ")}\n${site}}\n`
  await writeFile(join(folder, "whole.conf"), config)
  return [["-p", folder, "-e", "stderr", "-c", join(folder, "whole.conf")], {}]
}

async function prepareCaddy({ folder, port, relayPort, certFile, keyFile }: ProxyPlace): Promise<Prepared> {
  const site = deployed("Caddyfile", [
    [
      /^hooks\.example\.com \{/gm,
      `https://localhost:${port} {\n\tbind 127.0.0.1\n\ttls ${certFile} ${keyFile}`,
    ],
    [/reverse_proxy 127\.0\.0\.1:4400/g, `reverse_proxy 127.0.0.1:${relayPort}`],
  ])
  await writeFile(join(folder, "Caddyfile"), `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`)
  await mkdir(join(folder, "caddy"))
  const home = join(folder, "caddy")
  return [
    ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"],
    { XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, HOME: home },
  ]
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy()
      done(true)
    })
    socket.on("error", () => done(false))
  })
}
