import { parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { ConfigError, TemplateError } from '../shared/errors.ts'
import { errorPage, statusPage } from './error-page.ts'

const development = { isDevelopment: true, styleUrl: '/static/djust/error.css?v=1' }
const production = { isDevelopment: false, styleUrl: '/static/djust/error.css' }

const source = '<ul>\n  {% for a in b %}\n</ul>'
const at = { file: 'templates/list.html', source, start: 7, end: 23 }
const templateError = new TemplateError('tag_not_closed', '{% for %} is never closed.', at)

describe('in production', () => {
  it('says what the status means and nothing of the error', async () => {
    const response = errorPage(templateError, production)
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(text).toContain('Server error')
    expect(text).not.toMatch(/never closed|templates|tag_not_closed|error\.css|djust/)
  })

  it('has a page for every status', async () => {
    expect(await statusPage(404).text()).toContain('Not found')
    const teapot = statusPage(418)
    expect([teapot.status, await teapot.text()]).toEqual([418, expect.stringContaining('Error')])
  })
})

describe('in development', () => {
  const textOf = async (error: unknown) => errorPage(error, development).text()

  it('shows code, message and the lines around the place, once each', async () => {
    const text = await textOf(templateError)
    expect(text).toContain('TemplateError <code>tag_not_closed</code>')
    expect(text).toContain('<h1>{% for %} is never closed.</h1>')
    expect(text).toContain('<figcaption>templates/list.html:2:3</figcaption>')
    expect(text).toContain('<mark>&gt; 2 |   {% for a in b %}</mark>')
    expect(text.match(/never closed/g)).toHaveLength(2)
  })

  it('sets the suggestion apart', async () => {
    const text = await textOf(new ConfigError('x', 'Unknown setting "a". Did you mean "b"?'))
    expect(text).toContain('<h1>Unknown setting &quot;a&quot;.</h1>')
    expect(text).toContain('<p class="hint">Did you mean &quot;b&quot;?</p>')
  })

  it('shows what caused it', async () => {
    const cause = new RangeError('too far')
    const text = await textOf(new Error('outer', { cause }))
    expect(text.indexOf('<h1>outer</h1>')).toBeLessThan(text.indexOf('<h2>too far</h2>'))
    expect(text).toContain('<details><summary>Stack</summary>')
  })

  it('runs nothing and loads nothing but its style sheet', async () => {
    const response = errorPage(new Error('x'), { ...development, status: 404 })
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Security-Policy')).toContain("script-src 'self'")
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    const text = await response.text()
    expect(text).not.toMatch(/<script|<style|style=|\son\w+=/)
    expect(text.match(/(?:src|href)="[^"]*"/g)).toEqual(['href="/static/djust/error.css?v=1"'])
  })

  it('never takes text for markup', async () => {
    const hostile = '</h1></pre><img src=x onerror=alert(1)>"\'&'
    const error = new TemplateError(hostile, hostile, {
      file: hostile,
      source: hostile,
      start: 3,
      end: 5,
    })
    error.stack = `Error\n    at ${hostile}`
    const plain = await textOf(new TemplateError('code', 'text', { ...at, start: 0, end: 1 }))
    expect(elementsOf(await textOf(error))).not.toContain('img')
    expect(elementsOf(await textOf(error))).toEqual(expect.arrayContaining(['h1', 'pre', 'mark']))
    expect(elementsOf(plain)).toContain('h1')
  })

  it.each([
    ['a text', 'went wrong'],
    ['nothing', undefined],
    ['null', null],
    ['a symbol', Symbol('x')],
    ['an object without prototype', Object.create(null)],
    ['a message that is no text', Object.assign(new Error(), { message: 5 })],
    ['a stack that is no text', Object.assign(new Error('x'), { stack: {} })],
    ['a name that throws', Object.defineProperty(new Error('x'), 'name', { get: thrower })],
    ['a message that throws', Object.defineProperty(new Error('x'), 'message', { get: thrower })],
    ['itself as its cause', circular()],
  ])('can show %s', async (_kind, thrown) => {
    expect(await textOf(thrown)).toMatch(/<h1>[^<]+<\/h1>/)
  })

  it('cuts what is endless', async () => {
    expect((await textOf(new Error('x'.repeat(10_000_000)))).length).toBeLessThan(100_000)
  })
})

function thrower(): never {
  throw new Error('gotcha')
}

function circular(): Error {
  const error = new Error('x')
  error.cause = error
  return error
}

interface TreeNode {
  readonly nodeName: string
  readonly childNodes?: readonly TreeNode[]
}

function elementsOf(html: string): string[] {
  const collect = (node: TreeNode): string[] => [
    node.nodeName,
    ...(node.childNodes ?? []).flatMap(collect),
  ]
  return collect(parse(html) as TreeNode)
}
