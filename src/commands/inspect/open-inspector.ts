import type { InspectorCodeJson } from "../../domain/api-types.ts"
import { WhkError } from "../../errors.ts"
import type { ManagementApi } from "../../manage/management-api.ts"
import { openBrowser } from "./open-browser.ts"

/** The inspector's address, with a code that opens it once. */
export interface OpenedInspector extends Pick<InspectorCodeJson, "url" | "expiresAt"> {
  /** Whether a browser was asked to show it. */
  readonly isShown: boolean
}

/**
 * Makes a code that opens the inspector once and, where that is wanted and there is a screen, shows the page in the
 * browser. Throws NOT_FOUND where the relay has no inspector.
 */
export async function openInspector(
  api: Pick<ManagementApi, "inspectorCode">,
  {
    env,
    inBrowser,
  }: { readonly env: Readonly<Record<string, string | undefined>>; readonly inBrowser: boolean },
): Promise<OpenedInspector> {
  const { url, expiresAt } = await codeOf(api)
  return {
    url,
    expiresAt,
    isShown: inBrowser && (await openBrowser(url, { env, platform: process.platform })),
  }
}

async function codeOf(api: Pick<ManagementApi, "inspectorCode">): Promise<InspectorCodeJson> {
  try {
    return await api.inspectorCode()
  } catch (error) {
    if (!(error instanceof WhkError) || error.code !== "NOT_FOUND") throw error
    throw new WhkError("NOT_FOUND", "This relay has no inspector.", {
      hint: "Update the whk that runs it.",
      cause: error,
    })
  }
}
