/** Whose classes fields, errors and buttons have; null for none. */
export type CssFramework = 'bootstrap5' | 'bootstrap4' | 'tailwind' | null

export const cssFrameworks: readonly CssFramework[] = ['bootstrap5', 'bootstrap4', 'tailwind', null]

export function isCssFramework(value: unknown): value is CssFramework {
  return (cssFrameworks as readonly unknown[]).includes(value)
}

/** The name of a template of the package where it has the classes of this framework, whatever the application says. */
export function templateStyledBy(framework: CssFramework, name: string): string {
  return name.replace(/^djust\//, `djust/${framework ?? 'plain'}/`)
}
