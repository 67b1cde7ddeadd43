import { describe, expect, it } from 'vitest'
import { environment } from './env.ts'
import { Float } from './float.ts'
import { markSafe } from './safe-string.ts'
import { toHtml, toText } from './text.ts'

class Point {
  x = 1
}
class Money {
  toString(): string {
    return '5 €'
  }
}

describe('toText', () => {
  it('spells nothing, true and false as Django does', () => {
    expect(toText(null)).toBe('None')
    expect(toText(undefined)).toBe('')
    expect(toText(true)).toBe('True')
    expect(toText(false)).toBe('False')
  })

  it('writes numbers without exponents', () => {
    const cases: [unknown, string][] = [
      [1, '1'],
      [-0, '0'],
      [0.1, '0.1'],
      [1e21, '1000000000000000000000'],
      [1e-7, '0.0000001'],
      [-1.5e-9, '-0.0000000015'],
      [1.5e300, '1.5e+300'],
      [2 ** 31, '2147483648'],
      [2n ** 70n, '1180591620717411303424'],
      [Number.NaN, 'nan'],
      [Infinity, 'inf'],
      [-Infinity, '-inf'],
      [new Float(1), '1.0'],
      [new Float(1000), '1000.0'],
      [new Float(1e16), '10000000000000000'],
      [new Float(-0), '-0.0'],
    ]
    for (const [value, text] of cases) expect(toText(value), text).toBe(text)
  })

  it('shows lists and mappings as Python does', () => {
    expect(toText([1, 'a', null, true, 1.5, undefined])).toBe("[1, 'a', None, True, 1.5, None]")
    expect(toText({ a: 1, 'b c': [new Map([[1, 'x']])] })).toBe("{'a': 1, 'b c': [{1: 'x'}]}")
    expect(toText(new Set([1, 'b']))).toBe("{1, 'b'}")
    expect(toText(new Set())).toBe('set()')
    expect(toText([new Date(0)])).toBe(
      '[datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)]',
    )
    expect(toText([1e-7])).toBe('[1e-07]')
    expect(toText(new Uint8Array([97, 0, 39, 255]))).toBe('b"a\\x00\'\\xff"')
  })

  it('quotes text inside lists as Python does', () => {
    expect(toText(["it's"])).toBe('["it\'s"]')
    expect(toText([`it's "x"`])).toBe(`['it\\'s "x"']`)
    expect(toText(['a\n\\\u0001\u200b😀'])).toBe("['a\\n\\\\\\x01\\u200b😀']")
  })

  it('ends in dots where a collection contains itself', () => {
    const list: unknown[] = [1]
    list.push(list, { list })
    expect(toText(list)).toBe("[1, [...], {'list': [...]}]")
  })

  it('uses the toString of a class, and names instances without one', () => {
    expect(toText(new Money())).toBe('5 €')
    expect(toText([new Money()])).toBe('[<Money: 5 €>]')
    expect(toText(new Point())).toBe('<Point object>')
    expect(toText(new Error('no'))).toBe('Error: no')
  })

  it('does not show the source of functions and classes', () => {
    expect(toText(Point)).toBe('<function Point>')
    expect(toText(() => 'secret')).toBe('<function anonymous>')
  })

  it('shows dates in the time zone of the environment', () => {
    const date = new Date('2026-01-02T15:04:05Z')
    expect(toText(date)).toBe('Jan. 2, 2026, 3:04 p.m.')
    expect(toText(date, { timeZone: 'Asia/Kolkata' })).toBe('Jan. 2, 2026, 8:34 p.m.')
    expect(toText(new Date(Number.NaN))).toBe('Invalid Date')
  })

  it('writes numbers of decimal libraries without an exponent', () => {
    expect(toText({ toFixed: () => '1.10', toString: () => '1.10' })).toBe('1.10')
  })

  it('says to await a promise', () => {
    expect(() => toText(Promise.resolve(1))).toThrow('Await it in the view')
    expect(() => toHtml([1, Promise.resolve(1)][1])).toThrow('Await it in the view')
  })
})

describe('toHtml', () => {
  it('escapes everything but safe strings', () => {
    expect(toHtml('<a href="x">\'&')).toBe('&lt;a href=&quot;x&quot;&gt;&#x27;&amp;')
    expect(toHtml(['<'])).toBe('[&#x27;&lt;&#x27;]')
    expect(toHtml({ toString: () => '<b>' })).toBe('&lt;b&gt;')
    expect(toHtml(markSafe('<b>'))).toBe('<b>')
    expect(toHtml({ html: '<b>' })).toBe('{&#x27;html&#x27;: &#x27;&lt;b&gt;&#x27;}')
    expect(toHtml(5)).toBe('5')
  })
})

describe('the environment of a value', () => {
  it('gives numbers the separators of the locale', () => {
    const de = environment({ locale: 'de' })
    expect(toText(1234.5, de)).toBe('1234,5')
    expect(toText(new Float(1), de)).toBe('1,0')
    expect(toText({ toFixed: () => '0.10' }, de)).toBe('0,10')
    expect(toText(1234567.5, { ...de, groupsDigits: true })).toBe('1.234.567,5')
    expect(toText(-1234, environment({ groupsDigits: true }))).toBe('-1,234')
    expect(toText(10n ** 6n, environment({ groupsDigits: true }))).toBe('1,000,000')
    expect(toHtml(1234, { ...de, groupsDigits: true })).toBe('1.234')
    expect(toText([1.5], de)).toBe('[1.5]')
  })

  it('leaves numbers as programs write them where values are not localized', () => {
    const off = environment({ locale: 'de', groupsDigits: true, localizes: false })
    expect(toText(1234.5, off)).toBe('1234.5')
    expect(toText(1e-7, off)).toBe('1e-07')
  })

  it('shows instants in UTC where local time is off, or in the zone they come with', () => {
    const env = environment({ timeZone: 'Europe/Paris' })
    const date = new Date('2026-01-02T15:00:00Z')
    const zoned = {
      [Symbol.toStringTag]: 'Temporal.ZonedDateTime',
      epochMilliseconds: date.getTime(),
      timeZoneId: 'Asia/Tokyo',
    }
    expect(toText(date, env)).toBe('Jan. 2, 2026, 4 p.m.')
    expect(toText(date, { ...env, usesLocalTime: false })).toBe('Jan. 2, 2026, 3 p.m.')
    expect(toText(zoned, env)).toBe('Jan. 2, 2026, 4 p.m.')
    expect(toText(zoned, { ...env, usesLocalTime: false })).toBe('Jan. 3, 2026, midnight')
  })

  it('prints text as it is where escaping is off', () => {
    const off = environment({ autoescape: false })
    expect(toHtml('<b>', off)).toBe('<b>')
    expect(toHtml(['<'], off)).toBe("['<']")
  })
})
