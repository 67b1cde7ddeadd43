import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { capture, programs } from '../../scripts/run-command.ts'
import { filters } from '../../src/template/filters/index.ts'
import { tags } from '../../src/template/tags/index.ts'
import { type Block, blocksOf, documents, readDocument, repository } from './blocks.ts'
import { compilePage, paintPage } from './templates.ts'

/*
 * What the documents ask of their blocks:
 *
 * - `ts`: compiles as an application does. A first line `// name.ts` names the file, so that later blocks of the same
 *   document can import it. A block that is not a whole module has a comment `<!-- prelude: … -->` above it with what
 *   is missing; the line `…` in it stands for the block.
 * - `django`: is a template that can be drawn. A first line `{# name.html #}` names it for later blocks. With
 *   `<!-- refused: code -->` above, it must not compile and say that code; with `<!-- fails: code with {…} -->` it must
 *   fail when it is drawn with these values.
 */

const work = join('.djust', `docs-${process.pid}`)
const blocks = documents().flatMap(blocksOf)

afterAll(() => rmSync(join(repository, work), { recursive: true, force: true }))

describe('the code in the documents', () => {
  it('compiles', async () => {
    const scripts = blocks.filter(({ language }) => language === 'ts')
    expect(scripts.length).toBeGreaterThan(20)
    // A block that registers types does so for its whole program, and gets one of its own.
    const registering = scripts.filter(({ text }) => text.includes('declare module'))
    const others = scripts.filter((block) => !registering.includes(block))
    const groups = [others, ...registering.map((block) => [block])]
    const outcomes = []
    for (const [n, group] of groups.entries()) outcomes.push(await check(group, `group-${n}`))
    expect(outcomes.join('\n').trim()).toBe('')
  }, 60_000)
})

describe('the templates in the documents', () => {
  const templates = blocks.filter(({ language }) => language === 'django')

  it.each(templates.map((block) => [`${block.document}:${block.line}`, block] as const))(
    '%s compiles, or is refused as it says',
    (_, block) => {
      const others = namedBefore(block, /^\{# (\S+\.html) #\}\n/)
      const [, code, values = '{}'] =
        /^(?:refused|fails): (\w+)(?: with (.+))?$/.exec(block.note) ?? []
      const draw = () => paintPage(compilePage(block.text, others), JSON.parse(values), others)
      if (code === undefined) expect(draw()).toContain('</html>')
      else expect(draw).toThrow(expect.objectContaining({ code }))
    },
  )
})

describe('docs/guide/templates.md', () => {
  const guide = readDocument('docs/guide/templates.md')

  it('names every filter', () => {
    expect([...filters.keys()].filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
  })

  it('names every tag', () => {
    expect([...tags.keys()].filter((name) => !guide.includes(`{% ${name}`))).toEqual([])
  })
})

/** Type-checks blocks with the compiler. @returns what it has to say; nothing when all is well */
async function check(group: readonly Block[], name: string): Promise<string> {
  const folder = join(work, name)
  const files = group.flatMap((block) => writeModule(block, folder))
  const config = {
    extends: join(repository, 'tsconfig.base.json'),
    compilerOptions: {
      // As in the application of an author, who writes `mount()` without `override`.
      noImplicitOverride: false,
      types: ['node'],
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

function fileName({ text }: Block): string | undefined {
  return namedScript.exec(text)?.[1]
}

/** The blocks above in the same document that have a name, the latest of each. */
function namedBefore(block: Block, pattern: RegExp): Map<string, string> {
  const named = new Map<string, string>()
  for (const other of blocks) {
    if (other.document !== block.document || other.line >= block.line) continue
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
