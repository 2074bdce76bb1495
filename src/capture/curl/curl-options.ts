import { cleanText } from "../../domain/text.ts"
import { invalid } from "../reading.ts"
import type { ShellToken } from "./shell-words.ts"

/** An option of a curl command by its long name, without dashes; flags have no value. */
export interface CurlOption {
  readonly name: string
  readonly value: string
  readonly line: number
}

const SHORT: Readonly<Record<string, string>> = {
  A: "user-agent",
  b: "cookie",
  C: "continue-at",
  c: "cookie-jar",
  D: "dump-header",
  d: "data",
  E: "cert",
  e: "referer",
  F: "form",
  G: "get",
  g: "globoff",
  H: "header",
  I: "head",
  K: "config",
  m: "max-time",
  o: "output",
  P: "ftp-port",
  Q: "quote",
  r: "range",
  T: "upload-file",
  t: "telnet-option",
  U: "proxy-user",
  u: "user",
  w: "write-out",
  X: "request",
  x: "proxy",
  Y: "speed-limit",
  y: "speed-time",
  z: "time-cond",
  ":": "next",
}

/** Every option of curl 8 that takes a value (`curl --help all`); all others are flags. */
const WITH_VALUE = new Set(
  `abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to
  continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode
  delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine
  etag-compare etag-save expand-data expand-header expand-url expect100-timeout form form-string ftp-account
  ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip header
  help hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time key key-type
  krb libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time
  netrc-file noproxy oauth2-bearer output output-dir parallel-max pass pinnedpubkey preproxy proto proto-default
  proto-redir proxy proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header
  proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype
  proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file range rate referer request
  request-target resolve retry retry-delay retry-max-time sasl-authzid service-name sigalgs socks4 socks4a socks5
  socks5-gssapi-service socks5-hostname speed-limit speed-time stderr telnet-option tftp-blksize time-cond tls-max
  tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket upload-file
  upload-flags url url-query user user-agent variable vlan-priority write-out`.split(/\s+/),
)

/** The options of a command, in their order; a URL that stands by itself is the option `url`. Throws CAPTURE_INVALID. */
export function curlOptions(words: readonly ShellToken[], place: string): CurlOption[] {
  const options: CurlOption[] = []
  let onlyUrls = false
  for (let at = 0; at < words.length; at += 1) {
    const { text, line } = words[at]!
    const valueOf = (shown: string): string => {
      at += 1
      const next = words[at]
      if (next) return next.text
      throw invalid(`${shown} on line ${line} of ${place} has no value.`)
    }
    const add = (name: string, value: string): void => void options.push({ name, value, line })
    if (onlyUrls || text === "-" || !text.startsWith("-")) add("url", text)
    else if (text === "--") onlyUrls = true
    else if (text.startsWith("--")) {
      const name = text.slice(2)
      add(name, WITH_VALUE.has(name) ? valueOf(cleanText(text, 30)) : "")
    } else addShort(text.slice(1), { add, valueOf })
  }
  return options
}

/** `-sSXPOST`: flags in a row, the last of which may take what is left, or the next word, for its value. */
function addShort(
  letters: string,
  {
    add,
    valueOf,
  }: {
    readonly add: (name: string, value: string) => void
    readonly valueOf: (shown: string) => string
  },
): void {
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at]!
    const name = SHORT[letter] ?? letter
    if (!WITH_VALUE.has(name)) add(name, "")
    else {
      add(name, at + 1 < letters.length ? letters.slice(at + 1) : valueOf(`-${letter}`))
      return
    }
  }
}
