import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { App } from '../server/app-interface.ts'
import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { acceptTypeScript } from './accept-typescript.ts'

const advice = 'Write, at its end:\n\n  export default djust({ urls })'

/**
 * Finds the file that a user named on the command line.
 *
 * @returns its absolute path
 * @throws {ConfigError} when it is not there
 */
export function findApp(name: string): string {
  const path = resolve(name)
  if (existsSync(path) && statSync(path).isFile()) return path
  const folder = dirname(path)
  const others = existsSync(folder) ? readdirSync(folder) : []
  throw new ConfigError(
    'app_missing',
    `There is no file "${name}" in ${process.cwd()}.${didYouMean(basename(path), others)} ` +
      'Name the file whose default export is the application.',
  )
}

/**
 * Imports an application's module, TypeScript with decorators included, and takes the application
 * it exports. What the module itself throws passes through.
 *
 * @throws {ConfigError} when the file is not there or does not export an application
 */
export async function loadApp(name: string): Promise<App> {
  const path = findApp(name)
  const file = relative(process.cwd(), path) || path
  requireSameDjust(path, file)
  acceptTypeScript(dirname(path))
  const module: Record<string, unknown> = await import(pathToFileURL(path).href)
  const app = module.default
  if (app === undefined) {
    throw new ConfigError('app_not_exported', `${file} has no default export. ${advice}`)
  }
  if (isApp(app)) return app
  throw new ConfigError(
    'app_not_djust',
    `The default export of ${file} is ${describe(app)}, not a djust application. ${advice}`,
  )
}

/** Two copies of djust in one process would each have their own idea of what an application is. */
function requireSameDjust(path: string, file: string): void {
  const own = fileURLToPath(new URL('../../package.json', import.meta.url))
  const used = packageUsedBy(path)
  if (used === undefined || realpathSync(used) === realpathSync(own)) return
  throw new ConfigError(
    'other_djust',
    `${file} uses the djust in ${dirname(used)}, but this command belongs to the one in ` +
      `${dirname(own)}. Run the application's own: npx djust`,
  )
}

function packageUsedBy(path: string): string | undefined {
  try {
    return createRequire(path).resolve('djust/package.json')
  } catch {
    return undefined // Not installed there: importing the application will say so.
  }
}

function isApp(value: unknown): value is App {
  if (typeof value !== 'object' || value === null) return false
  const app = value as Partial<Record<keyof App, unknown>>
  return [app.fetch, app.upgrade, app.close].every((member) => typeof member === 'function')
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'function') return /^class\b/.test(String(value)) ? 'a class' : 'a function'
  return typeof value === 'object' ? 'another object' : `a ${typeof value}`
}
