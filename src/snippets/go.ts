import { indented, QUEUE, signedSums, type WriteByRule } from "./place.ts"
import type { ContentPart, HandlerRule } from "./rule.ts"

const ENCODING = { hex: "hex", base64: "base64.StdEncoding", base64url: "base64.RawURLEncoding" } as const

/** With the standard library alone. */
export const go: WriteByRule = (rule, { path, port, status, secretEnv }) => `package main

import (
${indented(
  imports(rule).map((name) => `"${name}"`),
  "\t",
)}
)

const largestBody = 5 << 20

func main() {
	key, err := readKey()
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("${path}", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(receive(w, r, key))
	})
	port := os.Getenv("PORT")
	if port == "" {
		port = "${port}"
	}
	log.Fatal(http.ListenAndServe("localhost:"+port, nil))
}

func readKey() ([]byte, error) {
${indented(keyLines(rule, secretEnv), "\t")}
}

// receive returns the status of the answer.
func receive(w http.ResponseWriter, r *http.Request, key []byte) int {
	if r.Method != http.MethodPost {
		return http.StatusMethodNotAllowed
	}
	// The bytes as they were sent; json.Unmarshal comes after the check.
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestBody))
	if errors.As(err, new(*http.MaxBytesError)) {
		return http.StatusRequestEntityTooLarge
	}
	if err != nil || !isGenuine(body, r.Header, key) {
		return http.StatusUnauthorized
	}
	// ${QUEUE}
	return ${status}
}

func isGenuine(body []byte, header http.Header, key []byte) bool {
${indented([...headerLines(rule), ...freshLines(rule), ...digestLines(rule), ...compareLines(rule)], "\t")}
}
`

/** Go does not compile with one too many. */
function imports({ key, digest, hash, freshness, signature }: HandlerRule): readonly string[] {
  const usesStrings = key.prefix !== "" || signature.kind === "fields" || signature.separator !== ""
  const decoding = key.decoding === "utf8" ? [] : [`encoding/${key.decoding}`]
  const names = [
    "crypto/hmac",
    `crypto/${hash}`,
    `encoding/${digest === "hex" ? "hex" : "base64"}`,
    ...decoding,
    "errors",
    "io",
    "log",
    "net/http",
    "os",
    ...(usesStrings ? ["strings"] : []),
    ...(freshness ? ["math", "time", ...(freshness.unit === "iso" ? [] : ["strconv"])] : []),
  ]
  return [...new Set(names)].sort()
}

function keyLines({ key }: HandlerRule, secretEnv: string): string[] {
  const { decoding, prefix, textWithoutPrefix } = key
  const lines = [
    `secret := os.Getenv("${secretEnv}")`,
    `if secret == "" {`,
    `	return nil, errors.New("${secretEnv} is not set")`,
    "}",
  ]
  if (decoding === "utf8") return [...lines, "return []byte(secret), nil"]
  const bare = prefix === "" ? "secret" : `strings.TrimPrefix(secret, "${prefix}")`
  return [
    ...lines,
    ...(textWithoutPrefix
      ? [`if !strings.HasPrefix(secret, "${prefix}") {`, "	return []byte(secret), nil", "}"]
      : []),
    `key, err := ${ENCODING[decoding]}.DecodeString(${bare})`,
    "if err != nil || len(key) == 0 {",
    `	return nil, errors.New("${secretEnv} holds no key in ${decoding}")`,
    "}",
    "return key, nil",
  ]
}

function headerLines(rule: HandlerRule): string[] {
  const { signature, signatureHeaders, timeHeader, idHeader, content } = rule
  const lines = [
    ...(idHeader ? [`id := header.Get("${idHeader}")`] : []),
    ...(timeHeader ? [`timestamp := header.Get("${timeHeader}")`] : []),
  ]
  if (signature.kind === "plain") return lines
  const time = content.includes("timestamp")
  return [
    ...lines,
    ...(time ? ["var timestamp string"] : []),
    "var given []string",
    `for _, part := range strings.Split(header.Get("${signatureHeaders[0]}"), "${signature.separator}") {`,
    `	name, value, _ := strings.Cut(strings.TrimSpace(part), "=")`,
    ...(time
      ? [`	if name == "${signature.time}" && timestamp == "" {`, "		timestamp = value", "	}"]
      : []),
    `	if name == "${signature.name}" {`,
    "		given = append(given, value)",
    "	}",
    "}",
  ]
}

function freshLines({ freshness }: HandlerRule): string[] {
  if (!freshness) return []
  const { unit, seconds } = freshness
  const [parse, age] =
    unit === "iso"
      ? ["time.Parse(time.RFC3339, timestamp)", "time.Since(sent).Seconds()"]
      : unit === "ms"
        ? ["strconv.ParseUint(timestamp, 10, 64)", "float64(time.Now().UnixMilli())/1000-float64(sent)/1000"]
        : ["strconv.ParseUint(timestamp, 10, 64)", "float64(time.Now().Unix())-float64(sent)"]
  return [
    `sent, err := ${parse}`,
    "// Both directions, and nothing that is no time.",
    `if err != nil || math.Abs(${age}) > ${seconds} {`,
    "	return false",
    "}",
  ]
}

function digestLines({ hash, digest, content, signature }: HandlerRule): string[] {
  const prefix = signature.kind === "plain" && signature.prefix !== "" ? `"${signature.prefix}" + ` : ""
  return [
    `mac := hmac.New(${hash}.New, key)`,
    ...signedSums(content, partCode).map((sum) => `mac.Write(${sum === "body" ? sum : `[]byte(${sum})`})`),
    `expected := []byte(${prefix}${ENCODING[digest]}.EncodeToString(mac.Sum(nil)))`,
  ]
}

function partCode(part: ContentPart): string {
  return typeof part === "object" ? `"${part.text}"` : part
}

/** hmac.Equal takes any lengths. */
function compareLines({ signature, signatureHeaders }: HandlerRule): string[] {
  const [first = ""] = signatureHeaders
  if (signature.kind === "fields") return anyLines("given", "signature")
  if (signature.separator !== "")
    return anyLines(`strings.Split(header.Get("${first}"), "${signature.separator}")`, "signature")
  if (signatureHeaders.length === 1) return [`return hmac.Equal([]byte(header.Get("${first}")), expected)`]
  const names = signatureHeaders.map((name) => `"${name}"`).join(", ")
  return anyLines(`[]string{${names}}`, "header.Get(name)", "name")
}

function anyLines(list: string, value: string, name = value): string[] {
  return [
    "// There are several while a secret is rotated.",
    `for _, ${name} := range ${list} {`,
    `	if hmac.Equal([]byte(${value}), expected) {`,
    "		return true",
    "	}",
    "}",
    "return false",
  ]
}
