import { expect } from "vitest"
import { openTerminal, type Terminal, terminalTest } from "../support/terminal.ts"
import { whkHome, type WhkHome } from "../support/whk-home.ts"

/** A terminal, and a home with two endpoints on the relay of this machine. */
async function startAsking(): Promise<
  AsyncDisposable & { readonly home: WhkHome; readonly terminal: Terminal }
> {
  const home = await whkHome()
  for (const path of ["first", "second"])
    await home.run([
      "create",
      `http://localhost:9/${path}`,
      "--provider",
      "axiestudio",
      "--events",
      "user.created",
    ])
  const terminal = await openTerminal({ cwd: home.path, env: home.env })
  return {
    home,
    terminal,
    async [Symbol.asyncDispose]() {
      await terminal[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
    },
  }
}

terminalTest(
  "an endpoint that was not named is chosen from a list, which is searched by typing",
  async () => {
    await using rig = await startAsking()
    const { terminal } = rig
    await terminal.enter('whk get; echo "code $?"')
    await terminal.shows("Which endpoint?")
    await terminal.type("second")
    await terminal.shows(/Search:? *second/i)
    await terminal.press("Enter")
    const screen = await terminal.shows("code 0")
    expect(screen).toMatch(/URL +http:\/\/localhost:9\/second/)
  },
)

terminalTest("every question can be left with Escape or Ctrl-C, and nothing is done: exit 130", async () => {
  await using rig = await startAsking()
  const { terminal, home } = rig
  for (const [command, question, key] of [
    ["whk create", "Where should deliveries go?", "C-c"],
    ["whk create http://localhost:9/x", "Whose webhooks?", "Escape"],
    ["whk create http://localhost:9/x --provider axiestudio", "Which events of Axie Studio?", "C-c"],
    ["whk rotate", "Which endpoint?", "Escape"],
    ["whk delete", "Which endpoint?", "C-c"],
    ["whk inboxes rotate orders", 'Give the inbox "orders" a new address?', "Escape"],
    ["whk trigger --to localhost:9", "Whose webhooks?", "C-c"],
    ["whk trigger --provider axiestudio", "Which event of Axie Studio?", "Escape"],
  ] as const) {
    await terminal.enter(`clear; ${command}; echo "code $?"`)
    await terminal.shows(question)
    await terminal.press(key)
    await terminal.shows("code 130")
    expect(await terminal.hasCursor()).toBe(true)
  }
  expect(JSON.parse((await home.run(["list", "--json"])).stdout)).toMatchObject({ items: { length: 2 } })
})

terminalTest("a rotation is asked about first, which --yes leaves out", async () => {
  await using rig = await startAsking()
  const { terminal, home } = rig
  const list = JSON.parse((await home.run(["list", "--json"])).stdout) as { items: { id: string }[] }
  const id = list.items[0]!.id
  await terminal.enter(`whk rotate ${id}; echo "code $?"`)
  await terminal.shows(`Rotate the secret of ${id}?`)
  await terminal.press("Enter")
  expect(await terminal.shows("code 1")).toContain("Nothing was changed.")
  await terminal.enter(`clear; whk rotate ${id} --yes; echo "code $?"`)
  const screen = await terminal.shows("code 0")
  expect(screen).toContain("Rotated.")
  expect(screen).not.toContain("Rotate the secret")
})

terminalTest("without a terminal nothing is asked: the error names what is missing", async () => {
  await using rig = await startAsking()
  const { terminal } = rig
  await terminal.enter(
    'whk get < /dev/null; whk trigger --provider axiestudio | cat; whk create | cat; echo "end"',
  )
  const screen = await terminal.shows(/^end$/m)
  expect(screen).toContain("<id> is missing.")
  expect(screen).toContain("Run `whk get --help` to see how it is used.")
  expect(screen).toContain("<event> is missing.")
  expect(screen).toContain("<url> is missing")
  expect(screen).not.toContain("Which")
})

terminalTest("init with --yes asks nothing on a terminal either", async () => {
  await using rig = await startAsking()
  const { terminal } = rig
  await terminal.enter('whk init --yes > handler.mjs; whk init --yes --force; echo "code $?"')
  const screen = await terminal.shows("code 0")
  expect(screen).not.toContain("Whose webhooks?")
})

terminalTest("a key is not asked for where the question would go into a pipe", async () => {
  await using rig = await startAsking()
  const { terminal } = rig
  await terminal.enter('whk login --relay http://localhost:9 | cat; echo "end"')
  const screen = await terminal.shows(/^end$/m)
  expect(screen).toContain("There is no terminal to ask for the key on.")
})

terminalTest("verify says what it waits for, and takes what is pasted", async () => {
  await using rig = await startAsking()
  const { terminal } = rig
  await terminal.enter('whk verify; echo "code $?"')
  await terminal.shows("Paste a request")
  await terminal.enter("POST /hooks HTTP/1.1")
  await terminal.enter("Host: example.com")
  await terminal.enter("")
  await terminal.enter("{}")
  await terminal.press("C-d")
  expect(await terminal.shows("code 1")).toContain("not verified")
})
