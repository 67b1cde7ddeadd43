import { describe, expect, it } from 'vitest'
import { isAddressAttribute, isHarmlessName, safeAddress } from './safe-address.ts'

const blocked = 'about:blank#blocked'

describe('an address that would run code', () => {
  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' \n\u0001javascript:alert(1)',
    'java\tscr\nipt\r:alert(1)',
    'vbscript:msgbox(1)',
    'data:text/html,<script>alert(1)</script>',
    'data: text/html;base64,AAAA',
    'DATA:TEXT/HTML;charset=x,a',
    'data:application/xhtml+xml,<a/>',
    'data:text/xml,<a/>',
    'data:application/x.y+xml,<a/>',
    'data:text/javascript,alert(1)',
  ])('%j is blocked', (address) => {
    expect(safeAddress(address, 'a', 'href')).toBe(blocked)
  })

  it.each([
    ['iframe', 'src', 'data:image/svg+xml,<svg onload="alert(1)"/>'],
    ['object', 'data', 'data:image/svg+xml;base64,AAAA'],
    ['embed', 'src', 'data:image/svg+xml,a'],
    ['script', 'src', 'data:,alert(1)'],
    ['script', 'src', 'data:text/plain,alert(1)'],
    ['img', 'srcset', '/a.png 1x, javascript:alert(1) 2x'],
    ['img', 'srcset', 'javascript:alert(1)'],
    ['link', 'imagesrcset', '/a.png 1x,javascript:alert(1) 2x'],
    ['a', 'ping', '/a javascript:alert(1)'],
    ['meta', 'content', '0;url=javascript:alert(1)'],
    ['meta', 'content', ' 0.5 , URL = "javascript:alert(1)"'],
    ['meta', 'content', "1; url='data:text/html,a'"],
    ['meta', 'content', '0 javascript:alert(1)'],
    ['animate', 'values', '#a; javascript:alert(1)'],
    ['animate', 'values', '#a;java\nscript:alert(1)'],
    ['set', 'to', 'javascript:alert(1)'],
  ])('in <%s %s> %j is blocked', (tag, name, value) => {
    expect(safeAddress(value, tag, name)).toBe(blocked)
  })
})

describe('any other address stays as it is:', () => {
  it.each([
    ['a', 'href', '/a:b'],
    ['a', 'href', 'https://example.com/?q=javascript:x'],
    ['a', 'href', 'javascript-guide:1'],
    ['a', 'href', '/javascript:a'],
    ['a', 'href', 'mailto:a@example.com'],
    ['a', 'href', 'tel:+1'],
    ['a', 'href', 'data:text/csv;charset=utf-8,a:b'],
    [
      'a',
      'href',
      'data:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;base64,AAAA',
    ],
    ['img', 'src', 'data:image/svg+xml,<svg/>'],
    ['img', 'src', 'data:image/png;base64,AAAA'],
    ['img', 'srcset', 'data:image/png;base64,AAAA 1x, https://example.com/a.png 2x'],
    ['meta', 'content', '5; url=https://example.com/'],
    ['a', 'href', ''],
  ])('<%s %s> %j', (tag, name, value) => {
    expect(safeAddress(value, tag, name)).toBe(value)
  })
})

describe('an attribute that holds an address', () => {
  it.each(
    'href src action formaction xlink:href poster data cite background manifest ping longdesc srcset imagesrcset'.split(
      ' ',
    ),
  )('may be %s', (name) => {
    expect(isAddressAttribute('x', name)).toBe(true)
  })

  it('is the content of a <meta> that refreshes alone', () => {
    expect(isAddressAttribute('meta', 'content', true)).toBe(true)
    expect(isAddressAttribute('meta', 'content')).toBe(false)
  })

  it('is what an animation of SVG goes to', () => {
    expect(isAddressAttribute('set', 'to')).toBe(true)
    expect(isAddressAttribute('animate', 'values')).toBe(true)
    expect(isAddressAttribute('p', 'to')).toBe(false)
  })
})

describe('data may name an attribute', () => {
  it.each(['title', 'data-x', 'aria-label', 'DISABLED', 'é'])('%s', (name) => {
    expect(isHarmlessName('p', name)).toBe(true)
  })

  it.each([
    ...['onclick', 'ONLOAD', 'on', 'dj-click', 'style', 'srcdoc', 'href', 'xlink:href', 'SRC'],
    ...['http-equiv', 'content', 'xmlns', '', 'a b', 'a=b', 'a"b', 'a>b', 'a/b', 'a\0'],
  ])('but not %j', (name) => {
    expect(isHarmlessName('p', name)).toBe(false)
  })
})
