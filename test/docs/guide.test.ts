import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { capture, programs } from '../../scripts/run-command.ts'
import { filters } from '../../src/template/filters/index.ts'
import {
  cacheLibrary,
  i18nLibrary,
  l10nLibrary,
  tzLibrary,
} from '../../src/template/i18n/libraries.ts'
import { Catalogs } from '../../src/template/i18n/catalogs.ts'
import { parsePo } from '../../src/template/i18n/po-file.ts'
import { tags } from '../../src/template/tags/index.ts'
import { type Library, markSafe, TemplateEngine } from '../../src/template.ts'
import {
  type Block,
  blocksOf,
  codeOf,
  documents,
  readDocument,
  repository,
  tablesOf,
} from './blocks.ts'
import { compilePage, paintPage } from './templates.ts'

/*
 * What the documents ask of their blocks:
 *
 * - `ts`: compiles as an application does. A first line `// name.ts` names the file, so that later blocks of the same
 *   document can import it. A block that is not a whole module has a comment `<!-- prelude: … -->` above it with what
 *   is missing; the line `…` in it stands for the block.
 * - `django`: is a template that can be drawn. A first line `{# name.html #}` names it for later blocks. With
 *   `<!-- refused: code -->` above, it must not compile and say that code; with `<!-- fails: code with {…} -->` it must
 *   fail when it is drawn with these values. It may load what a `ts` block `// libraries/name.ts` exports as `name`.
 * - `html` with `<!-- drawn with {…} -->`, or `<!-- drawn in de with {…} -->`, above: is what the template above it gives
 *   for these values, blank lines aside.
 * - `po` with a first line `# locale/de/…`: is a message file for the templates of its document.
 */

const work = join('.djust', `docs-${process.pid}`)
const blocks = documents().flatMap(blocksOf)
const libraries = await librariesOf(blocks)

afterAll(() => rmSync(join(repository, work), { recursive: true, force: true }))

describe('the code in the documents', () => {
  it('compiles', async () => {
    const scripts = blocks.filter(({ language }) => language === 'ts')
    expect(scripts.length).toBeGreaterThan(20)
    // A block that registers types does so for its whole program, and gets one of its own.
    const registering = scripts.filter(({ text }) => text.includes('declare module'))
    const others = scripts.filter((block) => !registering.includes(block))
    // So does one for the browser, which has the types of the DOM.
    const inBrowser = others.filter(({ text }) => text.includes("'djust/client'"))
    const rest = others.filter((block) => !inBrowser.includes(block))
    const groups = [rest, inBrowser, ...registering.map((block) => [block])]
    const outcomes = []
    for (const [n, group] of groups.entries())
      outcomes.push(await check(group, `group-${n}`, group === inBrowser ? ['DOM'] : []))
    expect(outcomes.join('\n').trim()).toBe('')
  }, 240_000)
})

describe('the templates in the documents', () => {
  const templates = blocks.filter(({ language }) => language === 'django')

  it.each(templates.map((block) => [`${block.document}:${block.line}`, block] as const))(
    '%s compiles, or is refused as it says',
    (_, block) => {
      const others = namedBefore(block, namedTemplate)
      const [, code, given] = /^(?:refused|fails): (\w+)(?: with (.+))?$/.exec(block.note) ?? []
      const values = given ?? drawnWith(blocks[blocks.indexOf(block) + 1])?.values ?? '{}'
      const draw = () =>
        paintPage(
          compilePage(block.text, others, librariesFor(block)),
          JSON.parse(values, withDates),
          others,
        )
      if (code === undefined) expect(draw()).toContain('</html>')
      else expect(draw).toThrow(expect.objectContaining({ code }))
    },
  )
})

describe('what the documents say that templates give', () => {
  const drawn = blocks.flatMap((block, i) => {
    const given = drawnWith(block)
    return given ? [{ block, template: blocks[i - 1]!, ...given }] : []
  })

  it.each(drawn.map((each) => [`${each.block.document}:${each.block.line}`, each] as const))(
    '%s is what they give',
    (_, { block, template, locale, values }) => {
      expect(template.language).toBe('django')
      const others = namedBefore(template, namedTemplate)
      const engine = new TemplateEngine({
        templates: Object.fromEntries(others),
        libraries: librariesFor(template),
        env: { locale, translations: translationsFor(template) },
      })
      const html = engine.renderText(template.text, JSON.parse(values, withDates))
      expect(withoutBlankLines(html)).toBe(withoutBlankLines(block.text))
    },
  )
})

describe('docs/guide/templates.md', () => {
  const guide = readDocument('docs/guide/templates.md')
  const tables = tablesOf('docs/guide/templates.md')
  const rowsOf = (note: string) =>
    tables.filter((table) => table.note === note).flatMap((t) => t.rows)

  it('names every filter', () => {
    expect([...filters.keys()].filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
  })

  it('names every tag', () => {
    expect([...tags.keys()].filter((name) => !guide.includes(`{% ${name}`))).toEqual([])
  })

  it('has an example of every filter', () => {
    const shown = rowsOf('filters').map(([name]) => codeOf(name!))
    expect([...filters.keys()].filter((name) => !shown.includes(name))).toEqual([])
  })

  it('has many examples of values', () => {
    expect(rowsOf('shown values').length).toBeGreaterThan(20)
  })

  const { text } = blocks.find((block) => block.note === 'values')!
  const names = [...text.matchAll(/^const (\w+)/gm)].map(([, name]) => name)
  const values = new Function(`${text}; return { ${names.join(', ')} }`)() as Record<
    string,
    unknown
  >

  it.each(rowsOf('filters').map(([, , example, shown]) => [codeOf(example!), codeOf(shown!)]))(
    '%s shows what it says',
    (example, shown) => {
      const html = new TemplateEngine().renderText(example!, values)
      expect(html.replaceAll('\n', '⏎').replaceAll('\u00a0', ' ')).toBe(shown)
    },
  )

  it.each(rowsOf('shown values').map((row) => row.map(codeOf)))(
    '%s shows what it says',
    (source, shown, inList, truth) => {
      const value: unknown = new Function('markSafe', `return (${source})`)(markSafe)
      const template = '{{ value }}↔{{ list }}↔{% if value %}true{% else %}false{% endif %}'
      const engine = new TemplateEngine({ env: { autoescape: false } })
      const html = engine.renderText(template, { value, list: [value] })
      expect(html.split('↔')).toEqual([shown, inList, truth])
    },
  )
})

describe('docs/guide/translation.md', () => {
  it('names every tag and filter of its libraries', () => {
    const guides = `${readDocument('docs/guide/translation.md')}\n${readDocument('docs/guide/templates.md')}`
    const missing = [i18nLibrary, l10nLibrary, tzLibrary, cacheLibrary].flatMap((library) => [
      ...[...library.tags.keys()].filter((name) => !guides.includes(`{% ${name}`)),
      ...[...library.filters.keys()].filter((name) => !guides.includes(`\`${name}\``)),
    ])
    expect(missing).toEqual([])
  })
})

/** The values for which a block says what its template gives. */
function drawnWith(block: Block | undefined): { locale: string; values: string } | null {
  const [, locale = 'en-us', values] =
    /^drawn (?:in (\S+) )?with (.+)$/.exec(block?.note ?? '') ?? []
  return values === undefined ? null : { locale, values }
}

/** Type-checks blocks with the compiler. @returns what it has to say; nothing when all is well */
async function check(
  group: readonly Block[],
  name: string,
  libs: readonly string[],
): Promise<string> {
  const folder = join(work, name)
  const files = group.flatMap((block) => writeModule(block, folder))
  const config = {
    extends: join(repository, 'tsconfig.base.json'),
    compilerOptions: {
      // As in the application of an author, who writes `mount()` without `override`.
      noImplicitOverride: false,
      types: ['node'],
      lib: ['ES2023', ...libs],
      rewriteRelativeImportExtensions: false,
    },
    files: [...files, join(repository, 'test/docs/other-packages.d.ts')],
  }
  write(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const { output } = await capture(programs.tsc, ['-p', join(folder, 'tsconfig.json')])
  return output
}

/** Writes a block, and beside it the files of its document that it may import. @returns its absolute path */
function writeModule(block: Block, parent: string): string[] {
  const folder = join(parent, `${block.document.replaceAll('/', '-')}-line-${block.line}`)
  const name = fileName(block) ?? 'block.ts'
  for (const [other, text] of namedBefore(block, namedScript)) write(join(folder, other), text)
  write(join(folder, name), withPrelude(block))
  return [join(repository, folder, name)]
}

const namedScript = /^\/\/ (\S+\.ts)\n/
const namedTemplate = /^\{# (\S+\.html) #\}\n/

/** The libraries that documents make, by document and name. */
async function librariesOf(all: readonly Block[]): Promise<Map<string, Record<string, Library>>> {
  const found = new Map<string, Record<string, Library>>()
  for (const block of all) {
    const [, name] = /^\/\/ libraries\/(\w+)\.ts\n/.exec(block.text) ?? []
    if (name === undefined) continue
    const file = join(work, 'libraries', `${block.document.replaceAll('/', '-')}-${name}.ts`)
    write(file, block.text)
    const module = (await import(join(repository, file))) as Record<string, Library>
    found.set(block.document, { ...found.get(block.document), [name]: module[name]! })
  }
  return found
}

function librariesFor({ document }: Block): Record<string, Library> {
  return libraries.get(document) ?? {}
}

/** The message files that a document shows. */
function translationsFor({ document }: Block): Catalogs {
  const files = blocks.flatMap((block) => {
    const [, locale] = /^# locale\/(\w+)\//.exec(block.text) ?? []
    if (block.document !== document || locale === undefined) return []
    return [{ ...parsePo(block.text, `${locale}.po`), locale }]
  })
  return new Catalogs({ files })
}

/** Reads what JSON has no spelling for. */
function withDates(_: string, value: unknown): unknown {
  const { $date } = (value ?? {}) as { $date?: string }
  return $date === undefined ? value : new Date($date)
}

function withoutBlankLines(text: string): string {
  return text.replace(/^\s*\n/gm, '').trim()
}

function fileName({ text }: Block): string | undefined {
  return namedScript.exec(text)?.[1]
}

/** The blocks above in the same document that have a name, the latest of each; a block's own name is known to it. */
function namedBefore(block: Block, pattern: RegExp): Map<string, string> {
  const named = new Map<string, string>()
  for (const other of blocks) {
    if (other.document !== block.document || other.line > block.line) continue
    const name = pattern.exec(other.text)?.[1]
    if (name !== undefined && other.note === '') named.set(name, other.text)
  }
  return named
}

function withPrelude({ note, text }: Block): string {
  const [, prelude] = /^prelude:\s([\s\S]*)$/.exec(note) ?? []
  if (prelude === undefined) return fromRoot(text)
  const [before = '', after = ''] = prelude.split(/^\s*…\s*$/m)
  // A module even without imports, so that no two blocks share their names.
  return fromRoot(`export {}\n${before}\n${text}\n${after}`)
}

/** Documents name our own sources from the root of the repository. */
function fromRoot(text: string): string {
  return text.replaceAll("from './src/", `from '${join(repository, 'src')}/`)
}

function write(file: string, text: string): void {
  const path = join(repository, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

describe('the guide', () => {
  it('names each of its pages at its beginning', () => {
    const pages = readdirSync(join(repository, 'docs/guide')).filter((name) => name !== 'README.md')
    const index = readDocument('docs/guide/README.md')
    expect(pages.filter((name) => !index.includes(`](${name})`))).toEqual([])
  })
})
