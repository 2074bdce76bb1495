import { indented, ISO_TIME, QUEUE, type WriteByRule } from "./place.ts"
import type { ContentPart, HandlerRule } from "./rule.ts"

/** Texts of a rule stand between single quotes, where Ruby reads no code. */
export const rails: WriteByRule = (
  rule,
  { path, status, secretEnv },
) => `# config/routes.rb: post '${path}', to: 'webhooks#create'
# app/controllers/webhooks_controller.rb
${imports(rule)}
# Not an ApplicationController: a sender has neither a session nor a token of a form.
class WebhooksController < ActionController::Base
  skip_forgery_protection

  LARGEST_BODY = 5 * 1024 * 1024

${indented(keyLines(rule, secretEnv), "  ")}

  def create
    # The bytes as they were sent; params come after the check.
    body = request.raw_post.to_s.b
    return head 413 if body.bytesize > LARGEST_BODY
    return head 401 unless genuine?(body)

    # ${QUEUE}
    head ${status}
  end

  private

  def genuine?(body)
${indented([...headerLines(rule), ...freshLines(rule), ...digestLines(rule), ...compareLines(rule)], "    ")}
${rule.freshness?.unit === "iso" ? "  rescue ArgumentError\n    # Written as a time, and none: the 31st of February.\n    false\n" : ""}  end

  # As bytes, as the body: texts of different encodings cannot be put together.
  def header(name)
    request.headers[name].to_s.b
  end
end
`

function imports({ key, digest }: HandlerRule): string {
  return key.decoding === "base64" || digest !== "hex" ? "require 'base64'\n" : ""
}

function keyLines({ key }: HandlerRule, secretEnv: string): string[] {
  const { decoding, prefix, textWithoutPrefix } = key
  const lines = [
    `SECRET = ENV.fetch('${secretEnv}', '')`,
    `raise '${secretEnv} is not set' if SECRET.empty?`,
    "",
  ]
  if (decoding === "utf8") return [...lines, "KEY = SECRET"]
  const decode =
    decoding === "base64"
      ? "Base64.strict_decode64(encoded)"
      : // pack takes anything for a digit.
        "encoded.match?(/\\A(?:\\h\\h)+\\z/) ? [encoded].pack('H*') : ''"
  return [
    ...lines,
    "def self.decode(encoded)",
    `  ${decode}`,
    ...(decoding === "base64" ? ["rescue ArgumentError", "  ''"] : []),
    "end",
    "private_class_method :decode",
    "",
    `KEY = ${keyCode({ prefix, textWithoutPrefix })}`,
    `raise '${secretEnv} holds no key in ${decoding}' if KEY.empty?`,
  ]
}

function keyCode({
  prefix,
  textWithoutPrefix,
}: Pick<HandlerRule["key"], "prefix" | "textWithoutPrefix">): string {
  const bare = prefix === "" ? "SECRET" : `SECRET.delete_prefix('${prefix}')`
  return textWithoutPrefix ? `SECRET.start_with?('${prefix}') ? decode(${bare}) : SECRET` : `decode(${bare})`
}

function headerLines(rule: HandlerRule): string[] {
  const { signature, signatureHeaders, timeHeader, idHeader, content } = rule
  const lines = [
    ...(idHeader ? [`id = header('${idHeader}')`] : []),
    ...(timeHeader ? [`timestamp = header('${timeHeader}')`] : []),
  ]
  if (signature.kind === "plain") return lines
  return [
    ...lines,
    `parts = header('${signatureHeaders[0]}').split('${signature.separator}').map { |part| part.strip.split('=', 2) }`,
    ...(content.includes("timestamp") ? [`timestamp = parts.assoc('${signature.time}')&.last.to_s`] : []),
  ]
}

function freshLines({ freshness }: HandlerRule): string[] {
  if (!freshness) return []
  const { unit, seconds } = freshness
  const [form, sent] =
    unit === "iso"
      ? [ISO_TIME, "Time.iso8601(timestamp).to_f"]
      : ["\\d{1,15}", unit === "ms" ? "timestamp.to_i / 1000.0" : "timestamp.to_i"]
  return [
    "# Both directions, and nothing that is no time.",
    `return false unless timestamp.match?(/\\A${form}\\z/)`,
    `return false if (Time.now.to_f - ${sent}).abs > ${seconds}`,
    "",
  ]
}

function digestLines({ hash, digest, content, signature }: HandlerRule): string[] {
  const name = hash.toUpperCase()
  const sum = content.map(partCode).join(" + ")
  const message = sum === "body" ? sum : "message"
  const mac = (method: string): string => `OpenSSL::HMAC.${method}('${name}', KEY, ${message})`
  const code =
    digest === "hex"
      ? mac("hexdigest")
      : digest === "base64"
        ? `Base64.strict_encode64(${mac("digest")})`
        : `Base64.urlsafe_encode64(${mac("digest")}, padding: false)`
  const prefix = signature.kind === "plain" && signature.prefix !== "" ? `'${signature.prefix}' + ` : ""
  return [...(message === "body" ? [] : [`message = ${sum}`]), `expected = ${prefix}${code}`]
}

function partCode(part: ContentPart): string {
  return typeof part === "object" ? `'${part.text}'` : part
}

/** secure_compare takes any lengths. */
function compareLines({ signature, signatureHeaders }: HandlerRule): string[] {
  const first = `header('${signatureHeaders[0]}')`
  if (signature.kind === "fields")
    return anyLines(
      `parts.any? do |name, signature|`,
      `name == '${signature.name}' && ${equal("signature.to_s")}`,
    )
  if (signature.separator !== "")
    return anyLines(`${first}.split('${signature.separator}').any? do |signature|`, equal("signature"))
  if (signatureHeaders.length === 1) return [equal(first)]
  const names = signatureHeaders.map((name) => `'${name}'`).join(", ")
  return anyLines(`[${names}].any? do |name|`, equal("header(name)"))
}

function equal(given: string): string {
  return `ActiveSupport::SecurityUtils.secure_compare(${given}, expected)`
}

function anyLines(any: string, isEqual: string): string[] {
  return ["# There are several while a secret is rotated.", any, `  ${isEqual}`, "end"]
}
