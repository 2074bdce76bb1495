import { indented, ISO_TIME, QUEUE, signedSums, type WriteByRule } from "./place.ts"
import type { ContentPart, HandlerRule } from "./rule.ts"

/** For ASP.NET Core 6 and newer. Texts of a rule never stand in an interpolated string. */
export const aspnet: WriteByRule = (rule, { path, port, status, secretEnv }) => `// Program.cs
${imports(rule)
  .map((name) => `using ${name};`)
  .join("\n")}

${keyLines(rule, secretEnv).join("\n")}

var app = WebApplication.CreateBuilder(args).Build();

app.MapPost("${path}", async (HttpRequest request) =>
{
    // Larger bodies are answered with 413.
    if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        limit.MaxRequestBodySize = 5 * 1024 * 1024;
    // The bytes as they were sent, not a bound model.
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    if (!IsGenuine(body.ToArray(), request.Headers, key)) return Results.StatusCode(401);
    // ${QUEUE}
    return Results.StatusCode(${status});
});

app.Run("http://localhost:" + (Environment.GetEnvironmentVariable("PORT") ?? "${port}"));

static bool IsGenuine(byte[] body, IHeaderDictionary headers, byte[] key)
{
${indented([...headerLines(rule), ...freshLines(rule), ...digestLines(rule), ...compareLines(rule)], "    ")}
}

static string Header(IHeaderDictionary headers, string name) => headers[name].FirstOrDefault() ?? "";

// False where the lengths differ.
static bool IsEqual(string given, string expected) =>
    CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
`

function imports({ freshness }: HandlerRule): readonly string[] {
  return [
    ...(freshness ? ["System.Globalization"] : []),
    "System.Security.Cryptography",
    "System.Text",
    ...(freshness?.unit === "iso" ? ["System.Text.RegularExpressions"] : []),
    "Microsoft.AspNetCore.Http.Features",
  ]
}

function keyLines({ key }: HandlerRule, secretEnv: string): string[] {
  const { decoding, prefix, textWithoutPrefix } = key
  const lines = [
    `var secret = Environment.GetEnvironmentVariable("${secretEnv}") ?? "";`,
    `if (secret == "") throw new InvalidOperationException("${secretEnv} is not set");`,
  ]
  if (decoding === "utf8") return [...lines, "var key = Encoding.UTF8.GetBytes(secret);"]
  const starts = `secret.StartsWith("${prefix}", StringComparison.Ordinal)`
  const stripped = `secret.Substring(${prefix.length})`
  const decode = (text: string): string =>
    `Convert.From${decoding === "base64" ? "Base64" : "Hex"}String(${text})`
  const code = textWithoutPrefix
    ? `${starts} ? ${decode(stripped)} : Encoding.UTF8.GetBytes(secret)`
    : decode(prefix === "" ? "secret" : "encoded")
  return [
    ...lines,
    ...(prefix === "" || textWithoutPrefix ? [] : [`var encoded = ${starts} ? ${stripped} : secret;`]),
    "byte[] key;",
    "try",
    "{",
    `    key = ${code};`,
    "}",
    "catch (FormatException)",
    "{",
    "    key = Array.Empty<byte>();",
    "}",
    `if (key.Length == 0) throw new InvalidOperationException("${secretEnv} holds no key in ${decoding}");`,
  ]
}

function headerLines(rule: HandlerRule): string[] {
  const { signature, signatureHeaders, timeHeader, idHeader, content } = rule
  const lines = [
    ...(idHeader ? [`var id = Header(headers, "${idHeader}");`] : []),
    ...(timeHeader ? [`var timestamp = Header(headers, "${timeHeader}");`] : []),
  ]
  if (signature.kind === "plain") return lines
  const time = content.includes("timestamp")
  return [
    ...lines,
    ...(time ? [`var timestamp = "";`] : []),
    "var given = new List<string>();",
    `foreach (var part in Header(headers, "${signatureHeaders[0]}").Split("${signature.separator}"))`,
    "{",
    `    var field = part.Trim().Split('=', 2);`,
    `    var value = field.Length == 2 ? field[1] : "";`,
    ...(time ? [`    if (field[0] == "${signature.time}" && timestamp == "") timestamp = value;`] : []),
    `    if (field[0] == "${signature.name}") given.Add(value);`,
    "}",
  ]
}

function freshLines({ freshness }: HandlerRule): string[] {
  if (!freshness) return []
  const { unit, seconds } = freshness
  const lines =
    unit === "iso"
      ? [
          `if (!Regex.IsMatch(timestamp, @"\\A${ISO_TIME}\\z")`,
          "    || !DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.None, out var sent)",
          `    || (DateTimeOffset.UtcNow - sent).Duration() > TimeSpan.FromSeconds(${seconds}))`,
        ]
      : [
          "if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sent)",
          unit === "ms"
            ? `    || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - sent) > ${seconds * 1000})`
            : `    || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - sent) > ${seconds})`,
        ]
  return ["// Both directions, and nothing that is no time.", ...lines, "    return false;"]
}

function digestLines({ hash, digest, content, signature }: HandlerRule): string[] {
  const sum = "mac.GetHashAndReset()"
  const base64 = `Convert.ToBase64String(${sum})`
  const code =
    digest === "hex"
      ? `Convert.ToHexString(${sum}).ToLowerInvariant()`
      : digest === "base64"
        ? base64
        : `${base64}.TrimEnd('=').Replace('+', '-').Replace('/', '_')`
  const prefix = signature.kind === "plain" && signature.prefix !== "" ? `"${signature.prefix}" + ` : ""
  return [
    `using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.${hash.toUpperCase()}, key);`,
    ...signedSums(content, partCode).map(
      (part) => `mac.AppendData(${part === "body" ? part : `Encoding.UTF8.GetBytes(${part})`});`,
    ),
    `var expected = ${prefix}${code};`,
  ]
}

function partCode(part: ContentPart): string {
  return typeof part === "object" ? `"${part.text}"` : part
}

function compareLines({ signature, signatureHeaders }: HandlerRule): string[] {
  const [first = ""] = signatureHeaders
  const several = "// There are several while a secret is rotated."
  const equal = "signature => IsEqual(signature, expected)"
  if (signature.kind === "fields") return [several, `return given.Any(${equal});`]
  if (signature.separator !== "")
    return [several, `return Header(headers, "${first}").Split("${signature.separator}").Any(${equal});`]
  if (signatureHeaders.length === 1) return [`return IsEqual(Header(headers, "${first}"), expected);`]
  const names = signatureHeaders.map((name) => `"${name}"`).join(", ")
  return [several, `return new[] { ${names} }.Any(name => IsEqual(Header(headers, name), expected));`]
}
