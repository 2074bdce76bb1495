import { execa } from "execa"
import { readFile } from "node:fs/promises"
import { join } from "node:path"

/** Whether the openssl command is there. */
export async function hasOpenssl(): Promise<boolean> {
  const { exitCode } = await execa("openssl", ["version"], { reject: false })
  return exitCode === 0
}

/** Makes `<name>.key.pem` and `<name>.cert.pem` for this machine in a folder; negative days have passed already. */
export async function makeCertificate(
  folder: string,
  { name, days = 1 }: { readonly name: string; readonly days?: number },
): Promise<{
  readonly certFile: string
  readonly keyFile: string
  readonly cert: string
  readonly key: string
}> {
  const [certFile, keyFile] = [join(folder, `${name}.cert.pem`), join(folder, `${name}.key.pem`)]
  const request = join(folder, `${name}.csr`)
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
  await execa("openssl", [
    "req",
    "-new",
    ...curve,
    "-keyout",
    keyFile,
    "-subj",
    "/CN=localhost",
    "-out",
    request,
  ])
  await execa("openssl", [
    "x509",
    "-req",
    "-in",
    request,
    "-key",
    keyFile,
    "-days",
    String(days),
    "-out",
    certFile,
  ])
  const [cert, key] = await Promise.all([readFile(certFile, "utf8"), readFile(keyFile, "utf8")])
  return { certFile, keyFile, cert, key }
}

/** Tries a handshake with exactly one version of TLS; the client itself would take any. */
export async function handshake(
  port: number,
  version: "tls1" | "tls1_1" | "tls1_2" | "tls1_3",
): Promise<{ readonly isDone: boolean; readonly said: string }> {
  const { all, exitCode } = await execa(
    "openssl",
    ["s_client", "-connect", `127.0.0.1:${port}`, `-${version}`, "-cipher", "DEFAULT@SECLEVEL=0"],
    { input: "", all: true, reject: false },
  )
  return { isDone: exitCode === 0 && /Cipher is (?!\(NONE\))/.test(all), said: all }
}
