/** Words that make a header, a parameter or a field hold a secret or something about a person. */
const WORDS = `
  password passwd pwd pass passphrase passcode secret token authorization auth credential credentials cookie
  signature sig sign hmac jwt bearer otp totp pin cvv cvc csrf xsrf
  email mail phone telephone mobile fax address addr street postcode zip ip ssn iban dob birthday birthdate passport
  surname latitude longitude last4
`

/** The same, where two words say it together. */
const PAIRS = `
  api_key access_key secret_key private_key signing_key encryption_key session_id session_key
  account_number routing_number card_number credit_card tax_id national_id social_security
  first_name last_name full_name given_name family_name middle_name maiden_name user_name real_name display_name
  legal_name customer_name contact_name holder_name cardholder_name owner_name person_name sender_name recipient_name
  billing_name shipping_name birth_date birth_day postal_code post_code zip_code
`

const listed = (text: string): string[] => text.trim().split(/\s+/)
const words = new Set([...listed(WORDS), ...listed(PAIRS).map((pair) => pair.replace("_", ""))])
const pairs = new Set(listed(PAIRS))

/** Whether what stands under this name is hidden: `apiKey`, `X-Api-Key`, `user[api_key]` and `APIKEY` are one name. */
export function isSensitiveName(name: string): boolean {
  const parts = name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .flatMap((part) => (words.has(part) ? [part] : [part.replace(/\d+$/, "")]))
    .filter((part) => part !== "")
  return (
    words.has(parts.join("")) ||
    parts.some((part, index) => words.has(part) || pairs.has(`${part}_${parts[index + 1]}`))
  )
}
