import fc from 'fast-check'
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { applyFilter, filters } from './index.ts'

const env = environment()

function linked(text: unknown, limit?: unknown, autoescape = true): string {
  const filter = filters.get(limit === undefined ? 'urlize' : 'urlizetrunc')!
  const result = applyFilter(filter, text, limit, { ...env, autoescape })
  expect(result).toBeInstanceOf(SafeString)
  return String(result)
}

function link(address: string, text: string): string {
  return `<a href="${address}" rel="nofollow">${text}</a>`
}

describe('addresses in a text', () => {
  it('become links where they begin with a scheme or www, or end in a well-known domain', () => {
    expect(linked('see http://a.com now')).toBe(`see ${link('http://a.com', 'http://a.com')} now`)
    expect(linked('HTTPS://a.io/x')).toBe(link('https://a.io/x', 'HTTPS://a.io/x'))
    expect(linked('www.a.fr')).toBe(link('http://www.a.fr', 'www.a.fr'))
    expect(linked('ab.org/c')).toBe(link('http://ab.org/c', 'ab.org/c'))
    for (const text of ['a.fr', 'ftp://a', 'javascript:alert(1)', 'http://', 'a:b', '...']) {
      expect(linked(text)).toBe(text)
    }
  })

  it('become links to write to', () => {
    expect(linked('a.b@c-d.com!')).toBe('<a href="mailto:a.b@c-d.com">a.b@c-d.com</a>!')
    expect(linked('é@b.com')).toBe('é@b.com')
    expect(linked('a@[10.0.0.1]')).toBe('<a href="mailto:a@%5B10.0.0.1%5D">a@[10.0.0.1]</a>')
    for (const text of ['a@[10.0.0.256]', 'a@b', 'a@-b.com', '@b.com', 'a..b@c.com']) {
      expect(linked(text)).toBe(text)
    }
    expect(linked(`${'a'.repeat(320)}@b.com`)).not.toContain('<a')
  })

  it('leave the punctuation around them', () => {
    const a = link('http://a.com', 'http://a.com')
    expect(linked('(http://a.com)')).toBe(`(${a})`)
    expect(linked('http://a.com, http://a.com!')).toBe(`${a}, ${a}!`)
    expect(linked('http://a.com/x_(y)')).toBe(link('http://a.com/x_(y)', 'http://a.com/x_(y)'))
    expect(linked('http://a.com/?x&lt;')).toBe(
      link('http://a.com/?x%3C=', 'http://a.com/?x&amp;lt;'),
    )
    expect(linked('http://a.com;;')).toBe(`${a};;`)
    expect(linked('http://a.com/😀)')).toBe(
      `${link('http://a.com/%F0%9F%98%80', 'http://a.com/😀')})`,
    )
  })

  it('are percent-encoded once', () => {
    expect(linked('http://é.com/ü?q=ö+1&x#ä')).toContain(
      'href="http://%C3%A9.com/%C3%BC?q=%C3%B6+1&amp;x=#%C3%A4"',
    )
    expect(linked('http://a.com/%C3%A9%zz%ff')).toContain(
      'href="http://a.com/%C3%A9%25zz%EF%BF%BD"',
    )
    expect(linked('http://[1::2]/x')).toContain('href="http://[1::2]/x"')
  })

  it('are shortened to a number of characters, the last an ellipsis', () => {
    expect(linked('http://a.com/long', 8)).toBe(link('http://a.com/long', 'http://…'))
    expect(linked('http://a.com', '12')).toBe(link('http://a.com', 'http://a.com'))
    expect(linked('www.😀.com', 6)).toBe(link('http://www.%F0%9F%98%80.com', 'www.😀…'))
    expect(linked('ab.com', 0)).toBe(link('http://ab.com', '…'))
    expect(() => linked('a.com', 'x')).toThrow('"urlizetrunc" needs a whole number')
  })
})

describe('what is no address', () => {
  it('is escaped, unless it is safe or nothing is', () => {
    expect(linked('<b>&"')).toBe('&lt;b&gt;&amp;&quot;')
    expect(linked(markSafe('<b>ab.com</b>'))).toBe(`<b>${link('http://ab.com', 'ab.com')}</b>`)
    expect(linked('<b>', undefined, false)).toBe('<b>')
  })
})

describe('urlize of hostile text', () => {
  const pieces = [
    ...[
      'http://',
      'https://',
      'www.',
      '.com',
      '.org/',
      '@',
      'a',
      'b.c',
      '.',
      ':',
      ';',
      '&',
      '&lt;',
    ],
    ...[
      '&quot;',
      '&#34;',
      '&#x3c;script&#x3e;',
      '<',
      '>',
      '"',
      "'",
      '`',
      '=',
      '/',
      '?',
      '#',
      '%3C',
    ],
    ...[
      '%22',
      '%',
      '(',
      ')',
      '[',
      ']',
      '::1',
      ' ',
      '\n',
      '\t',
      '\0',
      '\u00a0',
      '\u2028',
      'é',
      '😀',
    ],
    ...[
      'javascript:',
      'JaVaScRiPt:',
      'data:text/html,',
      'vbscript:',
      'onclick=',
      '<a href=',
      '<img',
    ],
    ...['&Tab;', '&NewLine;', '&colon;', '//', '\\', '℀', '\ud800'],
  ]
  const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((all) => all.join(''))

  it('makes nothing but links, and none that runs code', () => {
    fc.assert(
      fc.property(hostile, fc.option(fc.integer({ min: -1, max: 20 })), (text, limit) => {
        for (const element of elementsOf(linked(text, limit ?? undefined))) {
          expect(element.tagName).toBe('a')
          const names = element.attrs.map(({ name }) => name)
          expect([['href'], ['href', 'rel']]).toContainEqual(names)
          expect(element.attrs[0]!.value).toMatch(/^(?:https?:\/\/|mailto:)/)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('keeps a word as long as a text in bounds', () => {
    for (const part of ['(', ')', ');', 'a.', '&a', '&;', 'a@', '@.', '&#1', 'x;.)']) {
      const start = performance.now()
      linked(`a.com${part.repeat(50_000)}`)
      expect(performance.now() - start, part).toBeLessThan(3000)
    }
  })
})

function elementsOf(html: string): DefaultTreeAdapterTypes.Element[] {
  const found: DefaultTreeAdapterTypes.Element[] = []
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) found.push(node)
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  visit(parseFragment(html))
  return found
}
