import { describe, expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { toHtml } from '../values/text.ts'
import { applyFilter, filters } from './index.ts'

const env = environment({ now: () => new Date(0) })

/** Prints a value after a chain of filters, each a name or a name with its argument. */
function printed(value: unknown, ...chain: (string | [string, unknown])[]): string {
  let result = value
  for (const link of chain) {
    const [name, argument] = typeof link === 'string' ? [link] : link
    result = applyFilter(filters.get(name)!, result, argument, env)
  }
  return toHtml(result, env)
}

describe('safe strings', () => {
  it('stay safe through filters that only move or keep characters', () => {
    const html = markSafe("<b>It's</b>")
    expect(printed(html, 'lower')).toBe("<b>it's</b>")
    expect(printed(html, ['truncatechars', 4])).toBe('<b>…')
    expect(printed(html, ['slice', ':3'])).toBe('<b>')
    expect(printed(html, 'addslashes')).toBe("<b>It\\'s</b>")
  })

  it('are escaped again after filters that may break entities', () => {
    expect(printed(markSafe('<b>'), 'upper')).toBe('&lt;B&gt;')
    expect(printed(markSafe('&lt;'), ['cut', ';'])).toBe('&amp;lt')
    expect(printed(markSafe('&lt;x'), ['cut', 'x'])).toBe('&lt;')
  })

  it('come out of unsafe input only where a filter escapes or vouches for it', () => {
    expect(printed('<b>', 'lower')).toBe('&lt;b&gt;')
    expect(printed('<b>', 'escape')).toBe('&lt;b&gt;')
    expect(printed('<b>', 'escape', 'escape')).toBe('&lt;b&gt;')
    expect(printed('<b>', 'force_escape', 'force_escape')).toBe('&amp;lt;b&amp;gt;')
    expect(printed('<b>', 'safe')).toBe('<b>')
    expect(printed('<b>', 'safe', 'upper')).toBe('&lt;B&gt;')
  })

  it('are only ever made by filters that say so', () => {
    const unsafe = ['<b>', 5, 1.5, null, true, ['<b>'], { a: '<b>' }, new Date(0)]
    const safeArguments = [markSafe('<i>'), markSafe('2'), undefined]
    for (const [name, filter] of filters) {
      if (filter.makesSafe === true) continue
      for (const value of unsafe) {
        for (const argument of safeArguments) {
          let result: unknown
          try {
            result = applyFilter(filter, value, argument, env)
          } catch {
            continue
          }
          expect(result, `${name} made ${String(value)} safe`).not.toBeInstanceOf(SafeString)
        }
      }
    }
  })
})

it('gives text filters the text of other values', () => {
  expect(printed(null, 'upper')).toBe('NONE')
  expect(printed(true, 'lower')).toBe('true')
  expect(printed([1, 'a'], 'upper')).toBe('[1, &#x27;A&#x27;]')
  expect(printed(new Date(0), 'upper')).toBe('1970-01-01 00:00:00+00:00')
})

it('takes a missing value for empty text', () => {
  expect(printed(undefined, 'upper')).toBe('')
  expect(printed(undefined, ['default_if_none', 'x'])).toBe('')
  expect(printed(undefined, ['default', 'x'])).toBe('x')
  expect(printed(undefined, 'length')).toBe('0')
  expect(printed(undefined, 'yesno')).toBe('no')
})

it('says to await a promise', () => {
  for (const name of ['length', 'upper', 'default_if_none']) {
    expect(() => printed(Promise.resolve([]), name), name).toThrow('Await it in the view')
  }
})
