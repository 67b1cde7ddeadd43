import { existsSync } from 'node:fs'
import { register } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { register as registerTsx } from 'tsx/esm/api'

/**
 * Lets this process import TypeScript, decorators included, from now on.
 *
 * @param folder where the application is; the nearest `tsconfig.json` from there upward counts
 */
export function acceptTypeScript(folder: string): void {
  process.setSourceMapsEnabled(true)
  registerTsx({ tsconfig: nearestTsconfig(folder) ?? false })
  register(`./module-format${extname(import.meta.url)}`, import.meta.url)
}

function nearestTsconfig(folder: string): string | undefined {
  const file = join(folder, 'tsconfig.json')
  if (existsSync(file)) return file
  const parent = dirname(folder)
  return parent === folder ? undefined : nearestTsconfig(parent)
}
