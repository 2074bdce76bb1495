import { expect, test } from "vitest"
import { checkGithub } from "../../support/checked-handler.ts"
import { freePort } from "../../support/free-port.ts"
import { HANG_UP, OK, type RawAnswer, startRawServer, WAIT } from "../../support/raw-server.ts"
import { TEST_CERTIFICATE, TEST_KEY } from "../../support/test-certificate.ts"

const noStack = /\n\s+at |TypeError|unhandled/i

test("a port where nobody listens exits 5 and is named", async () => {
  const port = await freePort()
  const { exitCode, stderr, stdout } = await checkGithub(`localhost:${port}`)
  expect({ exitCode, stdout }).toEqual({ exitCode: 5, stdout: "" })
  expect(stderr).toContain(`Nothing answers at localhost:${port}`)
  expect(stderr).not.toMatch(noStack)
})

test("a host that is not known exits 5 and is named", async () => {
  const { exitCode, stderr } = await checkGithub("http://nowhere.invalid/")
  expect(exitCode).toBe(5)
  expect(stderr).toContain("nowhere.invalid")
  expect(stderr).not.toMatch(noStack)
})

test("a certificate that nobody vouches for exits 5 and is named", async () => {
  await using server = await startRawServer({ tls: { cert: TEST_CERTIFICATE, key: TEST_KEY } })
  const { exitCode, stderr } = await checkGithub(`https://${server.host}/`)
  expect(exitCode).toBe(5)
  expect(stderr).toMatch(/TLS with localhost:\d+ failed/)
  expect(stderr).not.toMatch(noStack)
})

const CASES = ["--case", "genuine", "genuine-pretty", "signature-missing", "--timeout", "1s"]

test.each<readonly [string, RawAnswer, RegExp]>([
  ["hangs", WAIT, /did not answer within 1s/],
  ["closes early", HANG_UP, /hung up without an answer/],
  ["answers garbage", "garbage\r\n\r\n", /answered with something that is not HTTP/],
])("a target that %s on the first connection fails the case and exits 1", async (_, answer, pattern) => {
  await using server = await startRawServer({ answer: () => answer })
  const { exitCode, stdout, stderr } = await checkGithub(server.host, CASES)
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(pattern)
  expect(stdout + stderr).not.toMatch(noStack)
})

test.each<readonly [string, RawAnswer, RegExp]>([
  ["hangs", WAIT, /did not answer within 1s/],
  ["closes early", HANG_UP, /hung up without an answer/],
])("a target that %s only later fails a case and exits 1", async (_, answer, pattern) => {
  await using server = await startRawServer({ answer: (_request, index) => (index === 0 ? OK : answer) })
  const { exitCode, stdout, stderr } = await checkGithub(server.host, CASES)
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(pattern)
  expect(stdout + stderr).not.toMatch(noStack)
})

test("a run in which no case applies is refused, as it would pass without having asked anything", async () => {
  const { exitCode, stderr } = await checkGithub(`localhost:${await freePort()}`, [
    "--case",
    "rotation-first",
  ])
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/^error None of the cases chosen says anything about GitHub\.\n/m)
})
