import { describe, expect, it } from 'vitest'
import { TemplateError } from '../shared/errors.ts'
import { library } from '../template/library.ts'
import { renderToString, TemplateEngine } from './engine.ts'

const templates = {
  'mail.txt': 'Dear {{ name }},{% include "sign.txt" %}',
  'sign.txt': '\nyours {{ by }}',
  'card.html': '{% partialdef title %}<b>{{ name }}</b>{% endpartialdef %}[{% partial title %}]',
  'base.html': '<{% block a %}{% endblock %}>',
}

describe('a template engine', () => {
  it('renders a text, with the templates that it names', () => {
    const engine = new TemplateEngine({ templates, globals: { by: 'Ada' } })
    expect(engine.render('mail.txt', { name: 'Bo & Co' })).toBe('Dear Bo &amp; Co,\nyours Ada')
    expect(engine.render(['nope.txt', 'sign.txt'], { by: 'Bo' })).toBe('\nyours Bo')
    expect(engine.render('card.html', { name: 'x' })).toBe('[<b>x</b>]')
    expect(engine.render('card.html#title', { name: 'x' })).toBe('<b>x</b>')
  })

  it('is not needed for a text alone', () => {
    expect(renderToString('{{ a|upper }}{% now "Y" as y %}', { a: 'b<' })).toBe('B&lt;')
  })

  it('takes a mapping as its context, and calls functions in it', () => {
    const engine = new TemplateEngine()
    expect(engine.renderText('{{ a }}{{ b }}', new Map<string, unknown>([['a', () => 1]]))).toBe(
      '1',
    )
  })

  it('reaches nothing that a context does not have itself', () => {
    const engine = new TemplateEngine()
    for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf'])
      expect(engine.renderText(`[{{ ${name} }}{{ a.${name} }}]`, { a: {} })).toBe('[]')
    expect(engine.renderText('{% with constructor=1 %}{{ constructor }}{% endwith %}')).toBe('1')
  })

  it('extends and includes what a variable holds', () => {
    const engine = new TemplateEngine({ templates })
    const text = '{% extends base %}{% block a %}{% include part %}{% endblock %}'
    const part = engine.template('{{ x }}')
    expect(engine.renderText(text, { base: 'base.html', part: 'sign.txt', by: 1 })).toBe(
      '<\nyours 1>',
    )
    expect(
      engine.renderText(text, {
        base: engine.template('({% block a %}{% endblock %})'),
        part,
        x: 2,
      }),
    ).toBe('(2)')
  })

  it('refuses a text that extends itself', () => {
    const engine = new TemplateEngine({ templates })
    const text = '{% extends base %}'
    const base = engine.template(text, { base: 'base.html' })
    expect(() => engine.renderText(text, { base })).toThrow(
      expect.objectContaining({ code: 'extends_ring' }),
    )
  })

  it('refuses an option that it does not have', () => {
    const misspelt = { template: {} } as object
    expect(() => new TemplateEngine(misspelt)).toThrow('Did you mean "templates"?')
    expect(() => new TemplateEngine({ env: { local: 'de' } as object })).toThrow('"env.local"')
  })

  it('finds templates by a function', () => {
    const engine = new TemplateEngine({ templates: (name) => (name === 'a' ? 'A{{ x }}' : null) })
    expect(engine.render('a', { x: 1 })).toBe('A1')
    expect(() => engine.render('b')).toThrow('There is no template "b"')
  })

  it('ends a template that includes itself for ever, and loops without end', () => {
    const engine = new TemplateEngine({
      templates: { a: '{% include n %}', b: '{% include "b" %}' },
      limits: { loopRounds: 10, outputLength: 100 },
    })
    const code = (run: () => void): string => {
      try {
        run()
      } catch (error) {
        if (error instanceof TemplateError) return error.code
      }
      return 'none'
    }
    expect(code(() => engine.render('a', { n: 'a' }))).toBe('include_too_deep')
    expect(code(() => engine.render('b'))).toBe('include_too_deep')
    const list = Array.from({ length: 4 })
    const loops = '{% for a in l %}{% for b in l %}{% endfor %}{% endfor %}'
    expect(code(() => engine.renderText(loops, { l: list }))).toBe('too_many_rounds')
    const long = '{% for a in l %}{{ t }}{% endfor %}'
    expect(code(() => engine.renderText(long, { l: list, t: 'x'.repeat(60) }))).toBe(
      'output_too_long',
    )
  })

  it('says from where a template with a mistake was included', () => {
    const engine = new TemplateEngine({
      templates: { 'bad.html': '{{ a|upperr }}', 'mid.html': '\n{% include "bad.html" %}' },
    })
    expect(() => engine.renderText('{% include "mid.html" %}')).toThrow(
      /bad\.html:1:6[^]*included from mid\.html:2\n {2}included from \(text\):1$/,
    )
  })

  it('keeps no more texts than are in use', () => {
    const loaded: string[] = []
    const engine = new TemplateEngine({ templates: (name) => (loaded.push(name), '.') })
    const draw = (n: number) => engine.renderText(`{% include "part" %}{# ${n} #}`)
    draw(0)
    draw(0)
    expect(loaded).toHaveLength(1)
    for (let n = 1; n <= 1_000; n++) draw(n)
    loaded.length = 0
    draw(1_000)
    expect(loaded).toHaveLength(0)
    draw(0)
    expect(loaded).toHaveLength(1)
  })

  it('keeps no more bases of a template than are in use', () => {
    let loaded = 0
    const engine = new TemplateEngine({ templates: () => (loaded++, '{% extends base %}') })
    const bases = Array.from({ length: 101 }, (_, n) => engine.template(`base ${n}`))
    const draw = (n: number) => engine.render('child', { base: bases[n] })
    for (const n of bases.keys()) draw(n)
    loaded = 0
    expect(draw(100)).toBe('base 100')
    expect(loaded).toBe(0)
    expect(draw(0)).toBe('base 0')
    expect(loaded).toBe(1)
  })

  it('is as deep as before when a tag goes on without what it could not draw', () => {
    const quiet = library().simpleTag<{ template: string }>('quiet', {
      params: ['template'],
      run({ template }, tools) {
        try {
          return tools.render(template, {})
        } catch {
          return '!'
        }
      },
    })
    const text = '{% for i in l %}{% quiet "broken" %}{% endfor %}{% quiet "whole" %}'
    const engine = new TemplateEngine({
      templates: { broken: '{{ x|add:missing }}', whole: 'whole' },
      libraries: { quiet },
      builtins: ['quiet'],
    })
    expect(engine.renderText(text, { l: Array(150).fill(0) })).toBe(`${'!'.repeat(150)}whole`)
  })
})

describe('a library of tags and filters', () => {
  const shop = library()
    .filter('price', (cents: number, currency: string) => `${cents / 100} ${currency || '€'}`, {
      argument: 'optional',
    })
    .filter('shout', (text: string) => `${text}!`, { takesText: true, isSafe: true })
    .simpleTag<{ a: number; b?: number; more: number[]; named: object }>('sum', {
      params: ['a', 'b?', '*more', '**named'],
      run: ({ a, b = 0, more, named }) =>
        [a, b, ...more, ...Object.values(named)].reduce((x: number, y) => x + Number(y), 0),
    })
    .simpleTag('who', { takesContext: true, run: (_params, { read }) => read('user') })
    .inclusionTag<{ count: number }>('stars', {
      template: 'stars.html',
      params: ['count'],
      run: ({ count }) => ({ stars: '*'.repeat(count) }),
    })
    .blockTag<{ width: number }>('box', {
      params: ['width'],
      run: (content, { width }) => `${width}[${content.html}]`,
    })
  const engine = new TemplateEngine({
    libraries: { shop },
    templates: { 'stars.html': '<i>{{ stars }}{{ other }}</i>' },
  })
  const show = (text: string, context = {}): string =>
    engine.renderText(`{% load shop %}${text}`, context)

  it.each([
    ['{{ 150|price }}{{ 150|price:"$" }}', '1.5 €1.5 $'],
    ['{{ "<b>"|shout }}{{ x|shout }}', '<b>!&lt;!'],
    ['{% sum 1 %} {% sum 1 2 3 4 %} {% sum b=1 a=2 c=3 %}', '1 10 6'],
    ['{% sum 1 2 as total %}[{{ total }}]', '[3]'],
    ['{% sum 1 __proto__=2 constructor=3 %}', '6'],
    ['{% with user="Bo" %}{% who %}{% endwith %}{% who %}', 'BoAda'],
    ['{% stars 3 %}', '<i>***</i>'],
    ['{% box 5 %}<b>{{ x }}</b>{% endbox %}', '5[&lt;b&gt;&amp;lt;&lt;/b&gt;]'],
    ['{% box 5 as b %}x{% endbox %}{{ b }}', '5[x]'],
  ])('%s shows %s', (text, shown) => {
    expect(show(text, { x: '<', user: 'Ada', other: 'unseen' })).toBe(shown)
  })

  it.each([
    ['{% sum %}', 'needs "a". Write {% sum a [b] [more …] [name=… …] %}.'],
    ['{% stars 1 2 %}', 'takes no more than 1 values.'],
    ['{% stars coutn=2 %}', 'has no parameter "coutn". Did you mean "count"?'],
    ['{% stars 1 count=2 %}', 'is given "count" twice.'],
    ['{% sum c=1 2 %}', 'Named arguments come last'],
    ['{{ 1|shout:2 }}', 'takes no argument'],
    ['{% box 5 %}', '{% box %} is never closed. Add {% endbox %}.'],
  ])('%s is refused when it is compiled', (text, message) => {
    expect(() => show(text)).toThrow(message)
  })

  it('has each name once, and required parameters first', () => {
    const twice = library().filter('a', (value: unknown) => value)
    expect(() => twice.filter('a', (value: unknown) => value)).toThrow('"a" is there already')
    const run = (): string => ''
    expect(() => library().simpleTag('b', { params: ['x?', 'y'], run } as never)).toThrow('"y"')
  })

  it('is known only where it is loaded, or built in', () => {
    expect(() => engine.renderText('{% stars 1 %}')).toThrow('Write {% load shop %} before it.')
    const other = new TemplateEngine({ libraries: { shop }, builtins: ['shop'] })
    expect(other.renderText('{% sum 1 2 %}')).toBe('3')
    expect(() => new TemplateEngine({ builtins: ['shp'] })).toThrow('"shp"')
  })
})
