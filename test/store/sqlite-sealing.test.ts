import { randomBytes } from "node:crypto"
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { loadDriver, type SqliteDatabase, type SqliteDriver } from "../../src/store/sqlite/driver.ts"
import { FIRST_SCHEMA } from "../../src/store/sqlite/migrations/first-schema.ts"
import { HANDSHAKE_COLUMNS } from "../../src/store/sqlite/migrations/handshake-columns.ts"
import { openSqliteStore, type SqliteStore } from "../../src/store/sqlite/open.ts"
import { anEndpoint, anInbox, NOON } from "../support/store-rows.ts"

let folder: string
let driver: SqliteDriver
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "whk-seal-"))
  driver = await loadDriver()
})
afterEach(() => rmSync(folder, { recursive: true }))

const SECRETS = [
  "canary-endpoint-now",
  "canary-endpoint-before",
  "canary-inbox",
  "canary-verify-token",
] as const

const ENDPOINT = anEndpoint({
  secret: SECRETS[0],
  previousSecret: { secret: SECRETS[1], until: NOON + 60_000 },
})
const INBOX = anInbox({ secret: SECRETS[2], verifyToken: SECRETS[3] })

function keyText(...keys: readonly Buffer[]): { text: string; place: string } {
  return { text: keys.map((key) => key.toString("base64")).join("\n"), place: "WHK_SEAL_KEY" }
}

/** Opens the store, does this and closes it. */
async function inStore<Result>(
  work: (store: SqliteStore) => Promise<Result>,
  sealKeys?: { text: string; place: string },
): Promise<Result> {
  const store = await openSqliteStore({ folder, ...(sealKeys && { sealKeys }) })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

function insertBoth(sealKeys?: { text: string; place: string }): Promise<void> {
  return inStore(async (store) => {
    await store.insertEndpoint(ENDPOINT)
    await store.insertInbox(INBOX)
  }, sealKeys)
}

function readBoth(sealKeys?: { text: string; place: string }) {
  return inStore(
    async (store) => ({
      endpoint: await store.getEndpoint(ENDPOINT.workspace, ENDPOINT.id),
      inbox: await store.inboxByToken(INBOX.token),
    }),
    sealKeys,
  )
}

/** Which of the secrets stand in any file of the folder. */
function found(): string[] {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
  return SECRETS.filter((secret) => files.some((bytes) => bytes.includes(secret)))
}

function onDatabase<Result>(work: (database: SqliteDatabase) => Result): Result {
  const database = new driver.DatabaseSync(join(folder, "whk.db"))
  try {
    return work(database)
  } finally {
    database.close()
  }
}

/** A folder as whk left it before secrets were sealed, with secrets in rows and in space let go of. */
function writeOlderFolder(): void {
  onDatabase((database) => {
    database.exec(`PRAGMA page_size = 16384; ${FIRST_SCHEMA}${HANDSHAKE_COLUMNS}PRAGMA user_version = 2`)
    database.exec(`INSERT INTO meta VALUES ('store.opened', 'then')`)
    const endpoint = database.prepare(
      `INSERT INTO endpoints VALUES (?, ?, 'axelered', 'https://example.com', NULL, NULL, '["*"]', 1, ?, ?, ?, ?, ?, 's')`,
    )
    endpoint.run(ENDPOINT.id, ENDPOINT.workspace, SECRETS[0], SECRETS[1], NOON + 60_000, NOON, NOON)
    endpoint.run("ep_gone", ENDPOINT.workspace, SECRETS[0], null, null, NOON, NOON)
    database.exec("DELETE FROM endpoints WHERE id = 'ep_gone'")
    database
      .prepare(
        `INSERT INTO inboxes (id, workspace, name, token, offline, created_at, secret, verify_token)
         VALUES (?, ?, ?, ?, 'queue', ?, ?, ?)`,
      )
      .run(INBOX.id, INBOX.workspace, INBOX.name, INBOX.token, NOON, SECRETS[2], SECRETS[3])
  })
}

const OPENED = {
  endpoint: { secret: SECRETS[0], previousSecret: { secret: SECRETS[1], until: NOON + 60_000 } },
  inbox: { secret: SECRETS[2], verifyToken: SECRETS[3] },
}

test("no secret stands in any file of the data folder, and each comes back as it was given", async () => {
  await insertBoth()
  expect(found()).toEqual([])
  expect(await readBoth()).toMatchObject(OPENED)
})

test("no secret stands in the write-ahead log of a store that is in use", async () => {
  await inStore(async (store) => {
    await store.insertEndpoint(ENDPOINT)
    await store.insertInbox(INBOX)
    expect(statSync(join(folder, "whk.db-wal")).size).toBeGreaterThan(0)
    expect(found()).toEqual([])
  })
})

test("the first start makes the key for its owner alone, and it stays the same", async () => {
  await inStore(async () => {})
  const path = join(folder, "seal.key")
  const first = readFileSync(path, "utf8")
  expect(statSync(path).mode & 0o777).toBe(0o600)
  await inStore(async () => {})
  expect(readFileSync(path, "utf8")).toBe(first)
})

test("secrets that an older whk kept in the clear are sealed at the first start, and leave no trace", async () => {
  writeOlderFolder()
  expect(found()).toEqual([...SECRETS])
  expect(await readBoth()).toMatchObject(OPENED)
  expect(found()).toEqual([])
})

test("a folder whose key is gone is refused, and no new key is made in its place", async () => {
  await insertBoth()
  const key = readFileSync(join(folder, "seal.key"))
  rmSync(join(folder, "seal.key"))
  await expect(readBoth()).rejects.toMatchObject({
    code: "SEAL_KEY_MISSING",
    exitCode: 6,
    message: expect.stringMatching(/sealed with key [0-9a-f]{16}, and ".*seal\.key" is not there/) as string,
  })
  expect(readdirSync(folder)).not.toContain("seal.key")
  writeFileSync(join(folder, "seal.key"), key, { mode: 0o600 })
  expect(await readBoth()).toMatchObject(OPENED)
})

test("a folder is refused with a key that is not its own", async () => {
  await insertBoth(keyText(randomBytes(32)))
  const other = keyText(randomBytes(32))
  await expect(readBoth(other)).rejects.toMatchObject({
    code: "SEAL_KEY_MISSING",
    message: expect.stringContaining("WHK_SEAL_KEY does not hold it") as string,
  })
})

test("a lost key does not matter where nothing is sealed", async () => {
  await inStore(async () => {})
  rmSync(join(folder, "seal.key"))
  await inStore(async () => {})
  expect(readdirSync(folder)).toContain("seal.key")
})

test("after one start with the new key first, the old one may be taken away", async () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)]
  await insertBoth(keyText(older))
  expect(await readBoth(keyText(newer, older))).toMatchObject(OPENED)
  expect(await readBoth(keyText(newer))).toMatchObject(OPENED)
  await expect(readBoth(keyText(older))).rejects.toMatchObject({ code: "SEAL_KEY_MISSING" })
})

test("a rotation reaches every row, however many there are", async () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)]
  await inStore(async (store) => {
    await Promise.all(Array.from({ length: 1203 }, () => store.insertEndpoint(anEndpoint())))
  }, keyText(older))
  await inStore(async () => {}, keyText(newer, older))
  const prefixes = onDatabase((database) =>
    database.prepare("SELECT DISTINCT substr(secret, 1, 21) AS prefix FROM endpoints").all(),
  )
  expect(prefixes).toHaveLength(1)
})

test.each([
  ["two rows", "UPDATE endpoints SET secret = (SELECT o.secret FROM endpoints o WHERE o.id <> endpoints.id)"],
  ["two columns", "UPDATE endpoints SET secret = previous_secret, previous_secret = secret"],
  ["a row of another table", "UPDATE endpoints SET secret = (SELECT secret FROM inboxes)"],
  ["plain text", "UPDATE endpoints SET secret = 'chosen-by-somebody-else'"],
])("a sealed secret exchanged for %s does not open", async (_, sql) => {
  await insertBoth()
  await inStore((store) => store.insertEndpoint(anEndpoint()))
  onDatabase((database) => database.exec(sql))
  await expect(readBoth()).rejects.toMatchObject({
    message: expect.stringMatching(/does not open|not hold it/) as string,
  })
})

test.each([
  ["", "holds no seal key"],
  ["# none yet\n", "holds no seal key"],
  ["c2hvcnQ=", "Key 1 of WHK_SEAL_KEY is not 32 bytes in base64"],
  [`${randomBytes(32).toString("base64")}, not-a-key`, "Key 2 of WHK_SEAL_KEY is not 32 bytes"],
])("a seal key of %j is refused without being quoted", async (text, message) => {
  await expect(inStore(async () => {}, { text, place: "WHK_SEAL_KEY" })).rejects.toMatchObject({
    code: "SECRET_INVALID",
    message: expect.stringContaining(message) as string,
  })
})
