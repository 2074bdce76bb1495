/**
 * Fills the `{name}` placeholders of a template in one pass, so that a value is never read as a template itself;
 * placeholders without a value stay as they are.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([a-z][a-z0-9-]*)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : placeholder,
  )
}
