import { expect } from "vitest"
import { parseProviderFile } from "../../src/config/provider-file.ts"

export const HEAD = "id: acme\nname: Acme\n"
/** A provider file of five lines that is complete; what follows goes under `scheme`, or to the top. */
export const SCHEME = `${HEAD}scheme:\n  algorithm: hmac-sha256\n  headers: { X-Sig: "{signature}" }\n`
export const SHAPE = "Run `whk providers --schema` or --template to see what a provider file holds."

/** What a file says, the line that tells what is wrong with it, and the line that tells what to do. */
export type BadFile = [text: string, message: string, hint: string]

export function expectRefused(text: string, message: string, hint: string): void {
  expect(() => parseProviderFile(text, "acme.yaml")).toThrow(
    expect.objectContaining({
      code: "PROVIDER_INVALID",
      exitCode: 2,
      message: expect.stringContaining(`acme.yaml:${message}`),
      hint: expect.stringContaining(hint),
    }),
  )
}
