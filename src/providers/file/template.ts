/** A provider file to start from: it works as it stands, and says in comments what else can be written. */
export const PROVIDER_TEMPLATE = `# yaml-language-server: $schema=./provider.schema.json
# A provider of webhooks for whk. For completion in editors: whk providers --schema > provider.schema.json
#
#   whk payload order.created --provider ./acme.provider.yaml
#   whk trigger order.created --provider ./acme.provider.yaml --to localhost:3000
#   whk providers ./acme.provider.yaml
#
# Required are id, name and scheme. What you leave out has a default; a default that stands for something whk cannot
# know is shown as assumed. Any value marked * can be written as {assumed: value, why: reason} to say so yourself.

id: acme # a name of its own: small letters, digits and dashes
name: Acme
sources: # the pages you read
  - https://docs.acme.example/webhooks

# How a request is signed. Instead, \`extends: standard-webhooks\` takes over the scheme, headers and secret of a
# built-in provider; the fields you write under scheme then replace its own.
scheme:
  algorithm: hmac-sha256 # * hmac-sha1, hmac-sha512, sha256, ed25519, ecdsa-p256-sha256, token, none
  key: utf8 # * the secret as text; base64, hex, keypair, or {decoding: base64, prefix: whsec_}
  content: "{timestamp}.{body}" # * over {body} {timestamp} {id} {url} {method} {form} {token} {secret} {body-sha256}
  digest: hex # * base64, base64url
  headers: # * in the order they are sent; over {signature} {timestamp} {id} {event} {token}
    X-Acme-Signature: "t={timestamp},v1={signature}"
  timestamp:
    unit: s # * unix seconds; ms, iso
    tolerance: 5m # * the oldest accepted age, or none
    futureTolerance: 5m # * how far ahead it may be, or none
    # at: /created             where the timestamp stands in the body, when no header holds it
  separator: ",v1=" # what stands between two signatures while a secret is rotated
  # furtherHeaders: [X-Acme-Signature-2]    or a header for each further signature
  # bodyFields: {/signature: "{signature}"} when the signature stands in the body
  # bodyForms: [raw, reserialised]          * what {body} is: as sent, or JSON.stringify(JSON.parse(body))
  # urlForms: [raw, without-port]           what {url} is; also with-port, decoded
  # query: {bodySHA256: "{body-sha256}"}    parameters put behind the URL before it is signed
  # unsigned: {X-Acme-Signature: none}      headers sent without a key; {} for none
  # weaker: {header: X-Acme-Signature-1, template: "sha1={signature}"}    an HMAC-SHA1 beside it
  # alsoAccepts: [{template: "{signature}", digest: base64}]              other ways to write the header

# How a secret looks. The secret itself never stands here: pass it with --secret env:NAME.
secret:
  format: "acme_{base62:32}" # a new one, a template
  minLength: 16
  # warnBelow: 32
  # keyBytes: [24, 64]         how many bytes a decoded key has

# Headers beside the scheme's, over {event} {id} {uuid} {now-iso}.
headers:
  Content-Type: application/json
  User-Agent: { assumed: Acme-Webhooks/1.0, why: "Seen in requests, not documented." }
  X-Acme-Event: "{event}"
  X-Acme-Delivery: "{id}"

# The JSON around the event's data, which goes where "{data}" is. Without an envelope the data is the whole body.
# In any text: {id} {event} {uuid} {ulid} {now-iso} {now-iso-seconds} {now-date} {hex:24} {digits:10} {base62:14}
# {lower:8} {upper:8}; as a whole value also {now-s} {now-ms} {int:1-100}. {now-iso:30d} is in thirty days, and
# {hex:8#order} the same wherever it stands again.
# Always write quotes around braces: YAML reads {id} without them as a map. {brace} stands for an opening brace.
envelope:
  id: "{id}"
  type: "{event}"
  created: "{now-s}"
  data: "{data}"
eventId: "evt_{base62:24}"
# bodyFormat: form             the fields of a form instead of JSON
# bodyEscapes: non-ascii       characters outside ASCII are written \\uXXXX
# bodyEnd: "\\n"                text behind the JSON
# names: {event: {header: X-Acme-Event}, id: {path: id}}    found by itself where {event} and {id} stand

# Event types. An event without a sample has {id, type} as its data; a file without events takes any event type.
events:
  order.created:
    title: A customer placed an order
    sample:
      order: "ord_{base62:14}"
      total: "{int:100-99999}"
      currency: EUR
      customer: { name: Maya Lindqvist, email: maya@company.com }
      placed_at: "{now-iso-seconds}"
  order.refunded:
    title: An order was paid back
    sample: { order: "ord_{base62:14}", amount: "{int:100-99999}", reason: damaged }
  ping:
    title: Sent by the test button
    status: test-only # live, coming-soon
    # headers: {X-Acme-Event: test}      in place of the headers above
    sample: { hello: world }
testEvent: ping
# otherEvents: any             event types that are not listed: refused, dotted (a.b), any

# What Acme sends to see that an endpoint is yours, each under its name.
handshakes:
  challenge:
    title: Sends a challenge that the answer echoes
    request: # method: POST; query, headers; signature: right, none, wrong
      body: { type: url_verification, challenge: "{challenge}" }
    answer: # status: 2xx, headers, alsoBodies
      body: { challenge: "{challenge}" }
    # proof: {algorithm: hmac-sha256, digest: hex}    what {proof} in the answer is, made with the secret

delivery:
  success: 2xx # * a status, or a list of statuses
  timeout: { assumed: 10s, why: "Acme asks for a quick answer and states no number." } # *
  retries: [1m, 5m, 30m, 2h] # * what is waited between attempts; [] for none
  # sourceIps: [192.0.2.0/24]

endpoint:
  httpsOnly: true # *
  httpsRule: "Acme: endpoints use https://"
  rotation: overlap # * old-dies-at-once
  # hasActiveFlag: true        * whether an endpoint can be switched off
  # secretByUpdate: false      whether a secret can be set by an update

manage: https://acme.example/settings/webhooks
# assumptions:                 what else you assumed, in words
#   - {key: envelope.data, value: the main fields, why: Real orders carry many more.}
`
