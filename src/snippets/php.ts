import { indented, ISO_TIME, QUEUE, type WriteByRule } from "./place.ts"
import type { ContentPart, HandlerRule } from "./rule.ts"

/** Texts of a rule stand between single quotes, where PHP reads no code. */
export const laravel: WriteByRule = (rule, { path, status, secretEnv }) => {
  const setting = secretEnv.toLowerCase()
  return `<?php

// routes/web.php: Route::post('${path}', WebhookController::class);
// bootstrap/app.php, in withMiddleware: $middleware->validateCsrfTokens(except: ['${path}']);
// config/services.php: '${setting}' => env('${secretEnv}'),
// app/Http/Controllers/WebhookController.php

namespace App\\Http\\Controllers;

use Illuminate\\Http\\Request;
use Illuminate\\Http\\Response;
use RuntimeException;

final class WebhookController
{
    private const LARGEST_BODY = 5 * 1024 * 1024;

    private string $key;

    /** Throws where there is no key. */
    public function __construct()
    {
        $secret = (string) config('services.${setting}');
${indented(keyLines(rule, secretEnv), "        ")}
    }

    public function __invoke(Request $request): Response
    {
        // The bytes as they were sent; $request->input() comes after the check.
        $body = $request->getContent();
        if (strlen($body) > self::LARGEST_BODY) {
            return new Response('', 413);
        }
        if (! $this->isGenuine($body, $request)) {
            return new Response('', 401);
        }
        // ${QUEUE}
        return new Response('', ${status});
    }

    private function isGenuine(string $body, Request $request): bool
    {
${indented([...headerLines(rule), ...freshLines(rule), ...digestLines(rule), ...compareLines(rule)], "        ")}
    }
}
`
}

function keyLines({ key }: HandlerRule, secretEnv: string): string[] {
  const { decoding, prefix, textWithoutPrefix } = key
  const lines = ["if ($secret === '') {", `    throw new RuntimeException('${secretEnv} is not set');`, "}"]
  if (decoding === "utf8") return [...lines, "$this->key = $secret;"]
  const starts = `str_starts_with($secret, '${prefix}')`
  const stripped = `substr($secret, ${prefix.length})`
  const decode = (text: string): string =>
    decoding === "base64"
      ? `base64_decode(${text}, true)`
      : `(ctype_xdigit(${text}) && strlen(${text}) % 2 === 0 ? hex2bin(${text}) : '')`
  const code = textWithoutPrefix
    ? `${starts} ? ${decode(stripped)} : $secret`
    : decode(prefix === "" ? "$secret" : "$encoded")
  return [
    ...lines,
    ...(prefix === "" || textWithoutPrefix ? [] : [`$encoded = ${starts} ? ${stripped} : $secret;`]),
    `$key = ${code};`,
    "if ($key === false || $key === '') {",
    `    throw new RuntimeException('${secretEnv} holds no key in ${decoding}');`,
    "}",
    "$this->key = $key;",
  ]
}

function header(name: string): string {
  return `(string) $request->header('${name}')`
}

function headerLines(rule: HandlerRule): string[] {
  const { signature, signatureHeaders, timeHeader, idHeader, content } = rule
  const lines = [
    ...(idHeader ? [`$id = ${header(idHeader)};`] : []),
    ...(timeHeader ? [`$timestamp = ${header(timeHeader)};`] : []),
  ]
  if (signature.kind === "plain") return lines
  const time = content.includes("timestamp")
  return [
    ...lines,
    ...(time ? ["$timestamp = '';"] : []),
    "$given = [];",
    `foreach (explode('${signature.separator}', ${header(signatureHeaders[0]!)}) as $part) {`,
    "    [$name, $value] = explode('=', trim($part), 2) + [1 => ''];",
    ...(time
      ? [
          `    if ($name === '${signature.time}' && $timestamp === '') {`,
          "        $timestamp = $value;",
          "    }",
        ]
      : []),
    `    if ($name === '${signature.name}') {`,
    "        $given[] = $value;",
    "    }",
    "}",
  ]
}

function freshLines({ freshness }: HandlerRule): string[] {
  if (!freshness) return []
  const { unit, seconds } = freshness
  const [form, sent] =
    unit === "iso"
      ? [ISO_TIME, "strtotime($timestamp)"]
      : ["\\d{1,15}", unit === "ms" ? "(int) $timestamp / 1000" : "(int) $timestamp"]
  return [
    "// Both directions, and nothing that is no time.",
    `if (preg_match('/^${form}$/D', $timestamp) !== 1 || abs(time() - ${sent}) > ${seconds}) {`,
    "    return false;",
    "}",
  ]
}

function digestLines({ hash, digest, content, signature }: HandlerRule): string[] {
  const mac = (binary: string): string =>
    `hash_hmac('${hash}', ${content.map(partCode).join(" . ")}, $this->key${binary})`
  const base64 = `base64_encode(${mac(", true")})`
  const code =
    digest === "hex" ? mac("") : digest === "base64" ? base64 : `rtrim(strtr(${base64}, '+/', '-_'), '=')`
  const prefix = signature.kind === "plain" && signature.prefix !== "" ? `'${signature.prefix}' . ` : ""
  return [`$expected = ${prefix}${code};`]
}

function partCode(part: ContentPart): string {
  return typeof part === "object" ? `'${part.text}'` : `$${part}`
}

/** hash_equals takes any lengths. */
function compareLines({ signature, signatureHeaders }: HandlerRule): string[] {
  const [first = ""] = signatureHeaders
  if (signature.kind === "fields") return anyLines("$given as $signature", "$signature")
  if (signature.separator !== "")
    return anyLines(`explode('${signature.separator}', ${header(first)}) as $signature`, "$signature")
  if (signatureHeaders.length === 1) return [`return hash_equals($expected, ${header(first)});`]
  const names = signatureHeaders.map((name) => `'${name}'`).join(", ")
  return anyLines(`[${names}] as $name`, "(string) $request->header($name)")
}

function anyLines(list: string, value: string): string[] {
  return [
    "// There are several while a secret is rotated.",
    `foreach (${list}) {`,
    `    if (hash_equals($expected, ${value})) {`,
    "        return true;",
    "    }",
    "}",
    "return false;",
  ]
}
