/** Words that make a header, a parameter or a field hold a secret or something about a person. */
const WORDS = `
  password passwords passwd pwd pass passphrase passcode secret secrets token authorization auth
  credential credentials cookie cookies signature sig sign hmac jwt bearer otp totp pin cvv cvc csrf xsrf
  email emails mail phone phones telephone mobile fax address addresses addr street postcode zip ip ssn iban dob
  birthday birthdate passport surname latitude longitude last4
`

/** The same, where two words say it together. */
const PAIRS = `
  api_key access_key secret_key private_key signing_key encryption_key session_id session_key subscription_key
  account_key master_key shared_key webhook_key sas_key connection_string client_state
  validation_code verification_code authorization_code security_code recovery_code
  account_number routing_number card_number credit_card tax_id national_id social_security
  first_name last_name full_name given_name family_name middle_name maiden_name user_name real_name display_name
  legal_name customer_name contact_name holder_name cardholder_name owner_name person_name sender_name recipient_name
  billing_name shipping_name birth_date birth_day postal_code post_code zip_code
`

/** What a hash of the body is called. It would prove a guess of what is short and was masked in it. */
const HASHES = "digest etag md sha hash checksum crc"

/** Words of headers alone: in a body a `key` is mostly no secret. */
const HEADER_WORDS = `key cert certificate ${HASHES}`
const HEADER_PAIRS = "if_match if_none"

/** Words of a query alone, where a `code` is mostly one of OAuth or of an Azure function. */
const PARAMETER_WORDS = `key code sid access session ticket assertion ${HASHES}`

interface Names {
  readonly words: ReadonlySet<string>
  readonly pairs: ReadonlySet<string>
}

function names(words: string, pairs: string): Names {
  const listed = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "")
  return {
    words: new Set([...listed(words), ...listed(pairs).map((pair) => pair.replace("_", ""))]),
    pairs: new Set(listed(pairs)),
  }
}

const FIELDS = names(WORDS, PAIRS)
const HEADERS = names(WORDS + HEADER_WORDS, PAIRS + HEADER_PAIRS)
const PARAMETERS = names(WORDS + PARAMETER_WORDS, PAIRS)

/** Whether what stands under this name is hidden: `apiKey`, `X-Api-Key`, `user[api_key]` and `APIKEY` are one name. */
export function isSensitiveName(name: string): boolean {
  return tells(name, FIELDS)
}

/** The same for a header, where also every key, certificate and hash of the body is hidden. */
export function isSensitiveHeader(name: string): boolean {
  return tells(name, HEADERS)
}

/** The same for a parameter of a query, where also `key`, `code`, `sid`, `access…` and hashes are hidden. */
export function isSensitiveParameter(name: string): boolean {
  return tells(name, PARAMETERS)
}

function tells(name: string, { words, pairs }: Names): boolean {
  const parts = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .flatMap((part) => (words.has(part) ? [part] : [part.replace(/(?<!\d)\d+$/, "")]))
    .filter((part) => part !== "")
  return (
    words.has(parts.join("")) ||
    parts.some((part, index) => words.has(part) || pairs.has(`${part}_${parts[index + 1]}`))
  )
}
