import type { Capture } from "../../capture/capture.ts"
import { readSettings } from "../../config/settings.ts"
import { createStandardInput } from "../../config/standard-input.ts"
import { parseDuration } from "../../domain/duration.ts"
import { parseTime } from "../../domain/time.ts"
import type { Context, GlobalOptions } from "../context.ts"
import type { AssumeFlags } from "../request/choose-provider.ts"
import { readUrlFlag } from "../request/url-of-target.ts"
import { candidatesOf } from "./candidates.ts"
import { Diagnoser } from "./diagnoser.ts"
import { chooseFramework } from "../project/framework.ts"
import { givenSecrets } from "./given-secrets.ts"
import { type KeyFlags, openKeyRing } from "./key-material.ts"
import { knownSecrets } from "./known-secrets.ts"
import { openInput, type RequestFlags } from "./open-input.ts"

export interface VerifyFlags extends GlobalOptions, AssumeFlags, KeyFlags, RequestFlags {
  readonly provider?: string
  readonly secret?: readonly string[]
  readonly trySecret?: readonly string[]
  readonly url?: readonly string[]
  readonly tolerance?: string
  readonly at?: string
  readonly got?: string
  readonly showExpected?: boolean
  readonly framework?: string
}

/** What requests are judged with. */
export type Means = Awaited<ReturnType<typeof openMeans>>

/** Everything the flags and the settings say, read before the first request is. */
export async function openMeans(
  context: Context,
  { options, file }: { readonly options: VerifyFlags; readonly file: string | undefined },
) {
  const toleranceMs = options.tolerance === undefined ? undefined : parseDuration(options.tolerance)
  const atMs = options.at === undefined ? undefined : parseTime(options.at)
  const framework = await chooseFramework(options.framework, context.cwd)
  const urls = (options.url ?? []).map((text) => readUrlFlag(text))
  const stdin = createStandardInput(context.stdin)
  const settings = await readSettings(context, { provider: options.provider, profile: options.profile })
  const candidatesFor = await candidatesOf(context, settings, options)
  const input = await openInput(context, file, { flags: options, stdin })
  const secretsFor = await givenSecrets(context, settings, { flags: options.secret ?? [], stdin })
  const keys = await openKeyRing(context, options)
  const otherSecrets = await knownSecrets(context, settings, { flags: options.trySecret ?? [], stdin })
  const { got, showExpected = false } = options
  const diagnoser = new Diagnoser({ otherSecrets, got })
  const conditionsOf = ({ receivedAtMs }: Capture) => ({
    nowMs: atMs ?? receivedAtMs ?? context.clock.now(),
    ...(toleranceMs !== undefined && { toleranceSeconds: toleranceMs / 1000 }),
  })
  return {
    input,
    candidatesFor,
    secretsFor,
    keys,
    diagnoser,
    conditionsOf,
    urls,
    framework,
    got,
    showExpected,
  }
}
