import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { isDevelopment } from '../shared/mode.ts'
import { didYouMean } from '../shared/suggest.ts'
import type { Source } from '../template/template-source.ts'

const nothing: ReadonlySet<string> = new Set()

/**
 * Finds templates by name in folders, first come, first served.
 *
 * @param folders absolute paths
 * @param builtIn texts of those that are there in any case, by name
 */
export class TemplateFiles {
  readonly #folders: readonly string[]
  readonly #builtIn: ReadonlyMap<string, string>
  #known: readonly string[] | null = null
  /** By path. */
  readonly #sources = new Map<string, Source>()

  constructor(folders: readonly string[], builtIn: ReadonlyMap<string, string> = new Map()) {
    this.#folders = folders
    this.#builtIn = builtIn
  }

  /**
   * Reads a template.
   *
   * @param name its path below one of the folders, with slashes
   * @param at the tag that names it, for the error
   * @param skip files that are passed over, as the sources name them: a template that extends its
   *   own name means the one in a later folder
   * @throws {TemplateError} when it is in none of the folders; the message names every place searched
   */
  load(name: string, at?: Location, skip: ReadonlySet<string> = nothing): Source {
    const searched: string[] = []
    for (const folder of this.#folders) {
      const path = join(folder, name)
      const problem = this.#sources.has(path) ? null : problemWith(folder, name)
      const isPassed = problem === null && skip.has(fileOf(path))
      if (problem === null && !isPassed) return this.#read(folder, path)
      searched.push(`  ${path}${isPassed ? ' (passed over: it is what extends it)' : problem}`)
    }
    const builtIn = this.#builtIn.get(name)
    if (builtIn !== undefined) return this.#own(name, builtIn)
    throw this.#missing(name, at, searched)
  }

  /** Whether there is a template of a name in any case. */
  hasBuiltIn(name: string): boolean {
    return this.#builtIn.has(name)
  }

  /** Whether a template is that one, and not another of its name in one of the folders. */
  isBuiltIn({ name, file }: Source): boolean {
    return file === ownFile(name)
  }

  /** One source for each name: a template is told from another by it. */
  #own(name: string, text: string): Source {
    const file = ownFile(name)
    const source = this.#sources.get(file) ?? { name, file, text }
    this.#sources.set(file, source)
    return source
  }

  #read(folder: string, path: string): Source {
    let source = this.#sources.get(path)
    if (!source) {
      // However it was asked for first: names that begin with `./` hang on it.
      const name = nameIn(folder, path)
      source = { name, file: fileOf(path), text: readFileSync(path, 'utf8') }
      this.#sources.set(path, source)
    }
    return source
  }

  /** The names of all templates. Names of variables may miss with each request, so folders are read once in production. */
  #names(): readonly string[] {
    if (isDevelopment()) this.#known = null
    this.#known ??= this.#folders.flatMap((folder) => listTemplates(folder))
    return this.#known
  }

  #missing(name: string, at: Location | undefined, searched: readonly string[]): TemplateError {
    const all = this.#names()
    const hint = didYouMean(
      name,
      all.filter((known) => known !== name),
    )
    const places = searched.length > 0 ? `Looked for it at:\n${searched.join('\n')}` : ''
    return new TemplateError(
      'template_not_found',
      `There is no template "${name}".${hint} ${places || 'The setting "templates" names no folder.'}`,
      at,
    )
  }
}

/** Why a file cannot be the template: empty when it is not there. Null when it can. */
function ownFile(name: string): string {
  return `djust: ${name}`
}

function problemWith(folder: string, name: string): string | null {
  if (name.includes('\0')) return ''
  const path = join(folder, name)
  const leadsOut = ' (leads out of the folder)'
  if (!path.startsWith(join(folder, sep))) return leadsOut
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return existsSync(folder) ? '' : ' (there is no such folder)'
  if (!found.isFile()) return ' (is no file)'
  // A link may lead out of the folder; nothing outside is a template.
  return realpathSync(path).startsWith(realpathSync(folder) + sep) ? null : leadsOut
}

function nameIn(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/')
}

function fileOf(path: string): string {
  return relative(process.cwd(), path) || path
}

function listTemplates(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => nameIn(folder, join(entry.parentPath, entry.name)))
}
