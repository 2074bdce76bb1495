import { indented, QUEUE, signedSums, type WriteByRule } from "./place.ts"
import type { ContentPart, HandlerRule } from "./rule.ts"

const ENCODER = {
  hex: "HexFormat.of().formatHex",
  base64: "Base64.getEncoder().encodeToString",
  base64url: "Base64.getUrlEncoder().withoutPadding().encodeToString",
} as const

const DECODER = { base64: "Base64.getDecoder().decode", hex: "HexFormat.of().parseHex" } as const

/** For Spring on Java 17. */
export const spring: WriteByRule = (
  rule,
  { path, status, secretEnv },
) => `// WebhooksController.java, in a package of your application
${imports(rule)
  .map((name) => `import ${name};`)
  .join("\n")}

@RestController
public class WebhooksController {
    private static final int LARGEST_BODY = 5 * 1024 * 1024;

    private final SecretKeySpec key;

    // Spring does not start where this throws.
    public WebhooksController(@Value("\${${secretEnv}:}") String secret) {
${indented(keyLines(rule, secretEnv), "        ")}
    }

    // Spring Security lets a sender in by csrf.ignoringRequestMatchers("${path}") and permitAll().
    @PostMapping("${path}")
    public ResponseEntity<Void> receive(
            @RequestBody(required = false) byte[] sent, @RequestHeader HttpHeaders headers)
            throws GeneralSecurityException {
        // The bytes as they were sent: no object made of JSON.
        byte[] body = sent == null ? new byte[0] : sent;
        if (body.length > LARGEST_BODY) {
            return ResponseEntity.status(413).build();
        }
        if (!isGenuine(body, headers)) {
            return ResponseEntity.status(401).build();
        }
        // ${QUEUE}
        return ResponseEntity.status(${status}).build();
    }

    private boolean isGenuine(byte[] body, HttpHeaders headers) throws GeneralSecurityException {
${indented([...headerLines(rule), ...freshLines(rule), ...digestLines(rule), ...compareLines(rule)], "        ")}
    }

    private static String header(HttpHeaders headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
`

function imports({ key, digest, freshness, signature }: HandlerRule): readonly string[] {
  const isQuoted = signature.kind === "plain" && separatorCode(signature.separator).startsWith("Pattern")
  const names = [
    "java.nio.charset.StandardCharsets",
    "java.security.GeneralSecurityException",
    "java.security.MessageDigest",
    ...(freshness?.unit === "iso"
      ? [
          "java.time.Duration",
          "java.time.Instant",
          "java.time.OffsetDateTime",
          "java.time.format.DateTimeParseException",
        ]
      : []),
    ...(signature.kind === "fields" ? ["java.util.ArrayList"] : []),
    ...(digest !== "hex" || key.decoding === "base64" ? ["java.util.Base64"] : []),
    ...(digest === "hex" || key.decoding === "hex" ? ["java.util.HexFormat"] : []),
    ...(signature.kind === "fields" ? ["java.util.List"] : []),
    ...(isQuoted ? ["java.util.regex.Pattern"] : []),
    "javax.crypto.Mac",
    "javax.crypto.spec.SecretKeySpec",
    "org.springframework.beans.factory.annotation.Value",
    "org.springframework.http.HttpHeaders",
    "org.springframework.http.ResponseEntity",
    "org.springframework.web.bind.annotation.PostMapping",
    "org.springframework.web.bind.annotation.RequestBody",
    "org.springframework.web.bind.annotation.RequestHeader",
    "org.springframework.web.bind.annotation.RestController",
  ]
  return names
}

function algorithm({ hash }: HandlerRule): string {
  return `HmacSHA${hash.slice("sha".length)}`
}

function keyLines(rule: HandlerRule, secretEnv: string): string[] {
  const { decoding, prefix, textWithoutPrefix } = rule.key
  const lines = [
    "if (secret.isEmpty()) {",
    `    throw new IllegalStateException("${secretEnv} is not set");`,
    "}",
  ]
  const key = (code: string): string => `key = new SecretKeySpec(${code}, "${algorithm(rule)}");`
  if (decoding === "utf8") return [...lines, key("bytes(secret)")]
  const starts = `secret.startsWith("${prefix}")`
  const stripped = `secret.substring(${prefix.length})`
  const decode = (text: string): string => `${DECODER[decoding]}(${text})`
  const code = textWithoutPrefix
    ? `${starts} ? ${decode(stripped)} : bytes(secret)`
    : decode(prefix === "" ? "secret" : "encoded")
  return [
    ...lines,
    ...(prefix === "" || textWithoutPrefix ? [] : [`String encoded = ${starts} ? ${stripped} : secret;`]),
    "try {",
    `    byte[] decoded = ${code};`,
    `    ${key("decoded")}`,
    "} catch (IllegalArgumentException e) {",
    "    // Written otherwise, or nothing in it.",
    `    throw new IllegalStateException("${secretEnv} holds no key in ${decoding}", e);`,
    "}",
  ]
}

function headerLines(rule: HandlerRule): string[] {
  const { signature, signatureHeaders, timeHeader, idHeader, content } = rule
  const lines = [
    ...(idHeader ? [`String id = header(headers, "${idHeader}");`] : []),
    ...(timeHeader ? [`String timestamp = header(headers, "${timeHeader}");`] : []),
  ]
  if (signature.kind === "plain") return lines
  const time = content.includes("timestamp")
  return [
    ...lines,
    ...(time ? [`String timestamp = "";`] : []),
    "List<String> given = new ArrayList<>();",
    `for (String part : header(headers, "${signatureHeaders[0]}").split("${signature.separator}")) {`,
    `    String[] field = part.strip().split("=", 2);`,
    `    String value = field.length == 2 ? field[1] : "";`,
    ...(time
      ? [
          `    if (field[0].equals("${signature.time}") && timestamp.isEmpty()) {`,
          "        timestamp = value;",
          "    }",
        ]
      : []),
    `    if (field[0].equals("${signature.name}")) {`,
    "        given.add(value);",
    "    }",
    "}",
  ]
}

function freshLines({ freshness }: HandlerRule): string[] {
  if (!freshness) return []
  const { unit, seconds } = freshness
  const comment = "// Both directions, and nothing that is no time."
  if (unit === "iso")
    return [
      comment,
      "try {",
      "    Instant sent = OffsetDateTime.parse(timestamp).toInstant();",
      `    if (Duration.between(sent, Instant.now()).abs().getSeconds() > ${seconds}) {`,
      "        return false;",
      "    }",
      "} catch (DateTimeParseException e) {",
      "    return false;",
      "}",
    ]
  const age =
    unit === "ms"
      ? "(System.currentTimeMillis() - Long.parseLong(timestamp)) / 1000"
      : "System.currentTimeMillis() / 1000 - Long.parseLong(timestamp)"
  return [
    comment,
    `if (!timestamp.matches("[0-9]{1,15}")`,
    `        || Math.abs(${age}) > ${seconds}) {`,
    "    return false;",
    "}",
  ]
}

function digestLines(rule: HandlerRule): string[] {
  const { digest, content, signature } = rule
  const prefix = signature.kind === "plain" && signature.prefix !== "" ? `"${signature.prefix}" + ` : ""
  return [
    `Mac mac = Mac.getInstance("${algorithm(rule)}");`,
    "mac.init(key);",
    ...signedSums(content, partCode).map((sum) => `mac.update(${sum === "body" ? sum : `bytes(${sum})`});`),
    `byte[] expected = bytes(${prefix}${ENCODER[digest]}(mac.doFinal()));`,
  ]
}

function partCode(part: ContentPart): string {
  return typeof part === "object" ? `"${part.text}"` : part
}

/** String.split takes a regular expression. */
function separatorCode(separator: string): string {
  return /[{}.+]/.test(separator) ? `Pattern.quote("${separator}")` : `"${separator}"`
}

/** MessageDigest.isEqual takes any lengths. */
function compareLines({ signature, signatureHeaders }: HandlerRule): string[] {
  const read = (name: string): string => `header(headers, ${name})`
  const first = read(`"${signatureHeaders[0]}"`)
  if (signature.kind === "fields") return anyLines("signature", "given", "signature")
  if (signature.separator !== "")
    return anyLines("signature", `${first}.split(${separatorCode(signature.separator)})`, "signature")
  if (signatureHeaders.length === 1) return [`return MessageDigest.isEqual(bytes(${first}), expected);`]
  const names = signatureHeaders.map((name) => `"${name}"`).join(", ")
  return anyLines("name", `new String[] {${names}}`, read("name"))
}

function anyLines(name: string, list: string, value: string): string[] {
  return [
    "// There are several while a secret is rotated.",
    `for (String ${name} : ${list}) {`,
    `    if (MessageDigest.isEqual(bytes(${value}), expected)) {`,
    "        return true;",
    "    }",
    "}",
    "return false;",
  ]
}
