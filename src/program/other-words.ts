/** What a word of another tool is called here: the line to run, given what was written behind the word. */
type Line = (rest: string) => string

const forward: Line = (rest) => `whk listen --forward ${rest || "localhost:3000"}`
const trigger: Line = (rest) => `whk trigger ${rest || "user.created --to localhost:3000"}`
const create: Line = (rest) => `whk create ${rest || "https://example.com/hooks --events user.created"}`
const behind =
  (line: string): Line =>
  (rest) =>
    rest === "" ? line : `${line} ${rest}`
const alone =
  (line: string): Line =>
  () =>
    line

export const OTHER_WORDS: Readonly<Record<string, Line>> = {
  forward,
  tunnel: forward,
  http: forward,
  https: forward,
  expose: forward,
  proxy: forward,
  connect: forward,
  receive: forward,
  client: forward,
  send: trigger,
  fire: trigger,
  emit: trigger,
  publish: trigger,
  post: trigger,
  dashboard: alone("whk inspect"),
  ui: alone("whk inspect"),
  web: alone("whk inspect"),
  example: behind("whk payload"),
  sample: behind("whk payload"),
  generate: behind("whk payload"),
  mock: behind("whk payload"),
  validate: behind("whk verify"),
  debug: behind("whk verify"),
  lint: behind("whk check"),
  logs: alone("whk deliveries --follow"),
  log: alone("whk deliveries --follow"),
  tail: alone("whk deliveries --follow"),
  watch: alone("whk deliveries --follow"),
  requests: alone("whk deliveries"),
  history: alone("whk deliveries"),
  attempts: alone("whk deliveries"),
  resend: behind("whk replay"),
  redeliver: behind("whk replay"),
  retry: behind("whk replay"),
  endpoints: alone("whk list"),
  endpoint: alone("whk list"),
  webhooks: alone("whk list"),
  subscriptions: alone("whk list"),
  ls: alone("whk list"),
  show: behind("whk get"),
  describe: behind("whk get"),
  add: create,
  new: create,
  register: create,
  subscribe: create,
  rm: behind("whk delete"),
  remove: behind("whk delete"),
  edit: behind("whk update"),
  set: behind("whk config set"),
  pause: behind("whk disable"),
  resume: behind("whk enable"),
  roll: behind("whk rotate"),
  ping: behind("whk test"),
  server: alone("whk relay"),
  serve: alone("whk relay"),
  start: alone("whk relay"),
  run: alone("whk relay"),
  inbox: alone("whk inboxes list"),
  urls: alone("whk inboxes list"),
  tokens: alone("whk keys list"),
  key: alone("whk keys list"),
  setup: alone("whk init"),
  configure: alone("whk init"),
  settings: alone("whk config list"),
  profiles: alone("whk profile list"),
  auth: alone("whk login"),
  authtoken: alone("whk login"),
  whoami: alone("whk doctor"),
  status: alone("whk doctor"),
  diagnose: alone("whk doctor"),
  completions: behind("whk completion"),
  autocomplete: behind("whk completion"),
  version: alone("whk --version"),
  examples: alone("whk --help"),
}

/** The line to run for a word that another tool has for what a command of whk does; undefined for any other word. */
export function lineForOtherWord(word: string, rest: readonly string[]): string | undefined {
  const name = word.toLowerCase()
  const line = Object.hasOwn(OTHER_WORDS, name) ? OTHER_WORDS[name] : undefined
  // What a shell would read as more than a word is not part of a line to paste.
  const isPlain = rest.every((argument) => /^[\w@%+=:,./*-]+$/.test(argument) && !argument.startsWith("-"))
  return line?.(isPlain ? rest.join(" ") : "")
}
