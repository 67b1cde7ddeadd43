import { describe, expect, it } from 'vitest'
import { TemplateError } from '../../src/shared/errors.ts'
import { decode } from '../conformance/values.ts'
import { type Context, input, program } from '../support/templates.ts'
import { toVector } from './case.ts'
import { minimise } from './minimise.ts'
import { source } from './piece.ts'
import { randomCase } from './random-template.ts'
import { renderCase, surroundings } from './render.ts'

const seeds = Array.from({ length: 150 }, (_, i) => i)

describe('random templates', () => {
  it('are rendered, or refused with a TemplateError', () => {
    const outcomes = seeds.map((seed) => renderCase(toVector(randomCase(seed))))
    expect(outcomes.filter(({ kind }) => kind === 'crash')).toEqual([])
    expect(outcomes.filter(({ kind }) => kind === 'output').length).toBeGreaterThan(75)
  })

  it('show the same in a page as in a text', () => {
    let pages = 0
    for (const seed of seeds) {
      const { templates, context, ...rest } = toVector(randomCase(seed, { isWellFormed: true }))
      const names = { ...context, csrf_token: 'token' }
      const vector = { ...rest, templates, context: names, options: { autoescape: true } }
      const text = renderCase({ ...vector, string_if_invalid: '' })
      const page = pageOf(templates, decode(names) as Context)
      if (text.kind !== 'output' || page === null) continue
      pages++
      expect(page, `seed ${seed}`).toBe(text.output)
    }
    expect(pages).toBeGreaterThan(30)
  })

  it('come again with the same seed', () => {
    expect(toVector(randomCase(7))).toEqual(toVector(randomCase(7)))
    expect(toVector(randomCase(7))).not.toEqual(toVector(randomCase(8)))
  })

  it('are made as small as what is looked for allows', async () => {
    const whole = randomCase(3)
    const large = {
      ...whole,
      templates: {
        ...whole.templates,
        'page.html': {
          parts: ['a', { parts: ['{% b %}'], isOptional: true }, { parts: ['xyz'], isText: true }],
        },
      },
    }
    const small = await minimise(large, async ({ templates }) =>
      source(templates['page.html']!).includes('y'),
    )
    expect(toVector(small)).toMatchObject({ templates: { 'page.html': 'ay' }, context: {} })
  })
})

/** What the page program draws; null for templates that cannot be a page. */
function pageOf(templates: Readonly<Record<string, string>>, context: Context): string | null {
  // A child template ends where its parent does.
  if (templates['page.html']!.startsWith('{% extends')) return null
  const [body, after] = ['<body dj-view="">', '</body></html>']
  try {
    const text = `<html><head></head>${body}${templates['page.html']}${after}`
    const html = program(text, templates, 'django').plain({ ...input(context), ...surroundings() })
    return html.slice(html.indexOf(body) + body.length, -after.length)
  } catch (error) {
    if (error instanceof TemplateError) return null
    throw error
  }
}
