import { TemplateError } from '../shared/errors.ts'
import { RecentMap } from '../shared/recent-map.ts'
import { compileText, type TextOptions } from '../template/compile.ts'
import { relativeTo, splitName } from '../template/template-name.ts'
import type { Source } from '../template/template-source.ts'
import { TextProgram } from './text-program.ts'
import { type ReadName, Variants } from './variants.ts'

/** How many templates are kept: data may name one in many ways, and texts may be new ones each time. */
const maxKept = 1_000

/** The templates of an application as texts, each compiled once as long as it is in use. */
export class TextTemplates {
  readonly #options: Omit<TextOptions, 'nameParent'>
  readonly #variants = new RecentMap<string, Variants<TextProgram>>(maxKept)

  constructor(options: Omit<TextOptions, 'nameParent'>) {
    this.#options = options
  }

  /**
   * The first of some templates that exists.
   *
   * @param base the template that names them, for names that begin with `./`
   * @param read gives the names that `{% extends variable %}` asks for
   * @throws {TemplateError} when there is none of them, naming every place searched
   */
  find(names: readonly string[], base: string, read: ReadName): TextProgram {
    const missing: TemplateError[] = []
    for (const name of names) {
      try {
        return this.#get(relativeTo(name, { name: base }), read)
      } catch (error) {
        if (!(error instanceof TemplateError && error.code === 'template_not_found')) throw error
        missing.push(error)
      }
    }
    if (missing.length === 1) throw missing[0]!
    throw new TemplateError(
      'template_not_found',
      `None of these templates exists:\n${missing.map(({ message }) => message).join('\n')}`,
    )
  }

  /** The program of a text that has no file. */
  ofText(source: Source, read: ReadName): TextProgram {
    return this.#compile(`\0${source.name}\0${source.text}`, () => source, read)
  }

  #get(name: string, read: ReadName): TextProgram {
    const source = (): Source => {
      const [template, partial] = splitName(name)
      const found = this.#options.load(template)
      return partial === null ? found : { ...found, name: `${found.name}#${partial}` }
    }
    return this.#compile(name, source, read)
  }

  #compile(key: string, source: () => Source, read: ReadName): TextProgram {
    const variants = this.#variants.get(key) ?? new Variants<TextProgram>()
    const program = variants.of(read, (nameParent) => {
      const text = source()
      return new TextProgram(compileText(text, { ...this.#options, nameParent }), text)
    })
    this.#variants.set(key, variants)
    return program
  }
}
