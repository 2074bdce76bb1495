/** The settings that several places can give. */
export interface SettingValues {
  readonly provider?: string
  /** As it was given: a literal, `env:NAME`, `file:PATH` or `-`. */
  readonly secret?: string
  readonly forward?: string
  readonly inbox?: string
  readonly relay?: string
  readonly api?: string
  readonly workspace?: string
  /** `pattern=target`, as --route takes them. */
  readonly routes?: readonly string[]
}

export type SettingName = keyof SettingValues

/** What a profile can set; a project file can set all but `api`. */
export const SETTING_NAMES = [
  "provider",
  "secret",
  "forward",
  "inbox",
  "relay",
  "api",
  "workspace",
  "routes",
] as const satisfies readonly SettingName[]
