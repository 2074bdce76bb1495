import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"
import { openSqliteStore } from "../../src/store/sqlite/open.ts"
import { specifyStore } from "../support/store-conformance.ts"

const folder = mkdtempSync(join(tmpdir(), "whk-store-"))
afterAll(() => rmSync(folder, { recursive: true }))

specifyStore(() => openSqliteStore({ folder }))
