import { lookup as systemLookup } from "node:dns"
import { isIP, type LookupFunction } from "node:net"
import ipaddr from "ipaddr.js"
import { buildConnector } from "undici"

/** Which addresses requests may go to. */
export interface EgressPolicy {
  /** False: only addresses of the public internet. A relay that others reach needs that. */
  readonly allowPrivate: boolean
}

/** How https targets are trusted; PEM contents, not file names. */
export interface TlsOptions {
  /** Accept any certificate. */
  readonly insecure?: boolean
  /** Certificate authorities to trust instead of the usual ones. */
  readonly cacert?: string | Buffer
  readonly clientCert?: string | Buffer
  readonly clientKey?: string | Buffer
}

/** Finds the addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>

/** The policy does not allow to connect there. */
export class BlockedError extends Error {
  override readonly name = "BlockedError"
}

// Whoever waits gives up earlier, by the timeout of the attempt; this only ends what nobody waits for any more.
const CONNECT_TIMEOUT_MS = 120_000

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3")

// Where cloud machines are told their own credentials: AWS, Azure, Google and most others; ECS; Alibaba; AWS over IPv6.
const METADATA = new Set(["169.254.169.254", "169.254.170.2", "100.100.100.200", "fd00:ec2::254"])

/**
 * Whether an address belongs to the public internet; anything that cannot be read does not, nor does an IPv4 address
 * written into IPv6 (mapped, compatible, NAT64, 6to4): whoever means it can write it as it is.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false
  const parsed = ipaddr.parse(address)
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST)) return false
  return parsed.range() === "unicast"
}

/**
 * Opens sockets under the policy. The check is made on the very addresses that are connected to, so a name that
 * changes its answer between check and use gains nothing; one private address among the answers refuses them all.
 */
export function createConnector(options: {
  readonly policy: EgressPolicy
  readonly tls?: TlsOptions
  readonly resolve?: Resolve
  readonly socketPath?: string
  /** Makes what opens the sockets; undici's own by default. */
  readonly buildDial?: typeof buildConnector
}): buildConnector.connector {
  const { policy, tls, socketPath } = options
  const resolve = options.resolve ?? resolveBySystem
  const connect = (options.buildDial ?? buildConnector)({
    timeout: CONNECT_TIMEOUT_MS,
    lookup: policyLookup(policy, resolve),
    ...(socketPath !== undefined && { socketPath }),
    ...(tls?.insecure && { rejectUnauthorized: false }),
    ...(tls?.cacert !== undefined && { ca: tls.cacert }),
    ...(tls?.clientCert !== undefined && { cert: tls.clientCert }),
    ...(tls?.clientKey !== undefined && { key: tls.clientKey }),
  })
  // The certificate is checked against the host connected to, whatever the request's Host header claims.
  return ({ servername: _fromHostHeader, ...target }, callback) => {
    const blocked = blockedLiteral(policy, target.hostname, socketPath)
    if (blocked) callback(blocked, null)
    else connect(target, callback)
  }
}

/** A literal address is never looked up, so it is checked here. */
function blockedLiteral(
  policy: EgressPolicy,
  hostname: string,
  socketPath: string | undefined,
): BlockedError | undefined {
  if (socketPath !== undefined)
    return policy.allowPrivate ? undefined : new BlockedError("a socket file is not a public address")
  if (isIP(hostname) === 0) return undefined
  const why = whyBlocked(policy, hostname)
  return why === undefined ? undefined : new BlockedError(`${hostname} ${why}`)
}

/** What is wrong with an address under the policy. A machine's own credentials are never what somebody meant to reach. */
function whyBlocked(policy: EgressPolicy, address: string): string | undefined {
  if (isMetadataAddress(address)) return "tells a cloud machine its credentials"
  return policy.allowPrivate || isPublicAddress(address) ? undefined : "is not a public address"
}

function isMetadataAddress(address: string): boolean {
  return isIP(address) !== 0 && METADATA.has(ipaddr.process(address).toString())
}

function policyLookup(policy: EgressPolicy, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const refused = addresses.find((one) => whyBlocked(policy, one.address) !== undefined)
        if (refused)
          callback(
            new BlockedError(`${host} is ${refused.address}, which ${whyBlocked(policy, refused.address)}`),
            "",
            0,
          )
        else if (options.all) callback(null, [...addresses])
        else callback(null, addresses[0]?.address ?? "", addresses[0]?.family ?? 0)
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    )
  }
}

const resolveBySystem: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })
