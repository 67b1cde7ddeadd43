import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { didYouMean } from '../shared/suggest.ts'
import type { Source } from '../template/link.ts'

/**
 * Finds templates by name in folders, first come, first served.
 *
 * @param folders absolute paths
 */
export class TemplateFiles {
  readonly #folders: readonly string[]
  readonly #sources = new Map<string, Source>()

  constructor(folders: readonly string[]) {
    this.#folders = folders
  }

  /**
   * Reads a template.
   *
   * @param name its path below one of the folders, with slashes
   * @param at the tag that names it, for the error
   * @throws {TemplateError} when it is in none of the folders; the message names every place searched
   */
  load(name: string, at?: Location): Source {
    const known = this.#sources.get(name)
    if (known) return known
    const path = this.#find(name)
    if (path === null) throw this.#missing(name, at)
    const source = {
      name,
      file: relative(process.cwd(), path) || path,
      text: readFileSync(path, 'utf8'),
    }
    this.#sources.set(name, source)
    return source
  }

  #find(name: string): string | null {
    if (name.includes('\0')) return null
    for (const folder of this.#folders) {
      const path = join(folder, name)
      if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue
      // A link or `..` in a name may lead out of the folder; nothing outside is a template.
      if (realpathSync(path).startsWith(realpathSync(folder) + sep)) return path
    }
    return null
  }

  #missing(name: string, at: Location | undefined): TemplateError {
    const places = this.#folders.map((folder) => `  ${join(folder, name)}`).join('\n')
    const all = this.#folders.flatMap((folder) => listTemplates(folder))
    return new TemplateError(
      'template_not_found',
      `There is no template "${name}".${didYouMean(name, all)} Looked for it at:\n${places}`,
      at,
    )
  }
}

function listTemplates(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.split(sep).join('/'),
  )
}
