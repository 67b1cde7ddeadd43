import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where djust keeps files of its own beside an application. */
export function ownFolder(appFolder: string): string {
  return join(appFolder, '.djust')
}

/** Makes that folder, out of reach of git. */
export function makeOwnFolder(appFolder: string): void {
  mkdirSync(ownFolder(appFolder), { recursive: true })
  writeFileSync(join(ownFolder(appFolder), '.gitignore'), '*\n')
}
