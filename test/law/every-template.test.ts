import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { defaultRenderLimits } from '../../src/render/budget.ts'
import { compileProgram, type Program } from '../../src/render/program.ts'
import type { RenderInput } from '../../src/render/render-input.ts'
import { TextTemplates } from '../../src/render/text-templates.ts'
import { readSettings } from '../../src/server/read-settings.ts'
import { translationsOf } from '../../src/server/reader.ts'
import {
  type EngineOptions,
  MemoryFragmentCache,
  TemplateEngine,
  TemplateError,
} from '../../src/template.ts'
import type { StreamChange } from '../../src/shared/stream.ts'
import type { LoadTemplate } from '../../src/template/template-source.ts'
import { environment } from '../../src/template/values/env.ts'
import { settle } from '../../src/template/values/lookup.ts'
import { makeVocabulary } from '../../src/template/vocabulary.ts'
import type { Values } from '../../src/wire/patch.ts'
import { stories } from '../browser/support/django-stories.ts'
import { accepted } from '../conformance/accepted.ts'
import { contextOf, engineOptions } from '../conformance/run-vector.ts'
import { readVectors, type Vector } from '../conformance/vectors.ts'
import { testParts } from '../support/templates.ts'
import { flatten, spell } from './flatten.ts'

type Templates = Readonly<Record<string, string>>
type Context = Readonly<Record<string, unknown>>

/** A template with what it is drawn with. */
interface Drawing {
  readonly entry: string
  readonly templates: Templates
  readonly options: EngineOptions
  /** Makes the names that it sees; some can be read once only. */
  context(engine: TemplateEngine): Context
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

describe('a page is what the text engine draws, in all its forms:', () => {
  it.each(stories)('$template', ({ template, state, handlers, locale = 'en-us' }) => {
    const now = new Date('2026-03-04T05:06:07Z')
    const localeDirs = [here('../browser/templates/locale')]
    const translations = translationsOf(readSettings({ urls: [], localeDirs, locale }))
    const env = environment({ locale, translations, now: () => now })
    const shown = state()
    const request = { GET: new URLSearchParams() }
    for (const change of [() => {}, ...Object.values(handlers)]) {
      change(shown)
      const problem = compareAll({
        entry: template,
        templates: readFolder(here('../browser/templates')),
        options: { env },
        context: () => ({ ...shown, request }),
      })
      expect(problem).toBeNull()
    }
  })

  it.each(['counter', 'chat', 'todos', 'home'])('the demo, %s', (name) => {
    const drawing = {
      entry: `${name}.html`,
      templates: readFolder(here('../../examples/demo/templates')),
      options: { reverse: (route: string) => `/${route}/` },
      context: () => demo,
    }
    expect(compareAll(drawing)).toBeNull()
  })

  /** LAW_VECTORS names another folder of vectors to compare. */
  const recorded = process.env.LAW_VECTORS ?? here('../conformance/recorded')
  const files = existsSync(recorded) ? readdirSync(recorded) : []
  let pages = 0
  let refusals = 0

  it.each(files)('%s', (file) => {
    const problems = readVectors(`${recorded}/${file}`)
      .filter(isPage)
      .map((vector) => ({ test: vector.test, problem: compareVector(vector) }))
    const refusedOnes = problems.filter(({ problem }) => problem?.startsWith(refused))
    pages += problems.length
    refusals += refusedOnes.length
    expect(problems.filter((each) => each.problem && !refusedOnes.includes(each))).toEqual([])
  })

  it('is possible for nearly all that was recorded', () => {
    expect(refusals).toBeLessThanOrEqual(pages / 20)
  })
})

const refused = 'refused: '

/** Where a page is not what Django makes of its template, on purpose. */
const differences: Readonly<Record<string, string>> = {
  'markup.markup 5': 'a value without quotes is one value, whatever spaces are in it',
  'markup.markup 93': 'a safe string cannot end the attribute in which it stands',
  'filters-text.slice 27': 'a safe string is taken to hold whole elements',
}

function isPage({ test, kind, expect: { output }, templates, entry }: Vector): boolean {
  const isDrawn =
    kind === 'render' && output !== undefined && !(test in accepted) && !(test in differences)
  return isDrawn && !/{% lorem/.test(templates![entry!]!)
}

function compareVector(vector: Vector): string | null {
  const options = engineOptions(vector, vector.string_if_invalid[0]!, new MemoryFragmentCache())
  const text = `<html><body dj-view><div dj-root>{% include "${vector.entry}" %}</div></body></html>`
  return compareAll({
    entry: 'around the vector',
    templates: { ...options.templates, 'around the vector': text },
    options,
    context: (engine) => contextOf(vector, engine),
  })
}

/**
 * Draws a page as a text, without anchors, with anchors, and from its values alone, and compares.
 *
 * @returns what differs
 */
function compareAll({ entry, templates, options, context }: Drawing): string | null {
  const engine = new TemplateEngine({ ...options, templates, cache: new MemoryFragmentCache() })
  const load: LoadTemplate = (name, at) => {
    const text = templates[name]
    if (text === undefined)
      throw new TemplateError('template_not_found', `There is no "${name}".`, at)
    return { name, file: name, text }
  }
  const vocabulary = makeVocabulary(options)
  const { stringIfInvalid = '' } = options
  let program: Program
  try {
    const nameParent = (): string => {
      throw new TemplateError('extends_no_name', 'The parent has no name here.')
    }
    const compiling = { load, nameParent, vocabulary, stringIfInvalid, title: 'A title' }
    program = compileProgram(load(entry), compiling)
  } catch (error) {
    if (error instanceof TemplateError) return `${refused}${error.code} ${error.message}`
    throw error
  }
  const input = (): RenderInput => {
    const names = context(engine)
    return {
      read: (name) => (Object.hasOwn(names, name) ? settle(names, names[name]) : undefined),
      env: environment(options.env),
      reverse: options.reverse!,
      staticUrl: options.staticUrl ?? ((path) => `/static/${path}`),
      mediaUrl: options.mediaUrl ?? ((path) => `/media/${path}`),
      scripts: () => '',
      templates: new TextTemplates({ load, vocabulary, stringIfInvalid }),
      parts: testParts,
      cache: new MemoryFragmentCache(),
      limits: defaultRenderLimits,
      isDebug: false,
    }
  }
  const text = engine.render(entry, context(engine))
  const plain = program.plain(input())
  const painted = program.paint(input()).html
  const filled = flatten(program.compiled.wholeLayout(), allValues(program, input()))
  return (
    differ('plain', spell(text), spell(plain)) ??
    differ('paint', withoutAnchors(plain), withoutAnchors(painted)) ??
    differ('fill', spell(plain), spell(plain.replace(/(?<=dj-root[^<>]*>)[^]*/, () => filled)))
  )
}

/** What fills the page, and the streams, of which a fill says nothing. */
function allValues(program: Program, input: RenderInput): Values {
  const values = [...program.fill(input).values]
  const streams = input.read('streams') as Record<string, unknown[]>
  program.compiled.streams.forEach(({ name, slot }, i) => {
    const change: StreamChange = { kind: 'insert', at: -1, limit: 0, items: streams[name]! }
    values[slot] = [program.drawChange(input, i, change)]
  })
  return values
}

function differ(what: string, expected: string, actual: string): string | null {
  return expected === actual ? null : `${what}: ${actual}\nis not ${expected}`
}

/** Also without the line end that is doubled at the start of a textarea, where it would be dropped. */
function withoutAnchors(html: string): string {
  return html.replace(/<!--(?:\d+|h|\/|)-->/g, '').replace(/(<textarea\b[^<>]*>)\n+/g, '$1\n')
}

function readFolder(folder: string): Templates {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Object.fromEntries(
    names
      .filter((name) => name.endsWith('.html'))
      .map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]),
  )
}

const demo = {
  page: { name: 'todos', title: 'To-dos & more', summary: 'A list', source: [], files: [] },
  count: 3,
  left: 1,
  filter: 'all',
  filters: ['all', 'active'],
  text: 'a "text"',
  todos: [{ id: 1, title: 'milk', done: true }],
  visible: [{ id: 1, title: 'milk & <bread>', done: true }],
  streams: { posts: [{ id: 1, author: 'Ann', text: 'Hi <all>' }] },
  csrf_token: 'token',
}
