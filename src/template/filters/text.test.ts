import { describe, expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { applyFilter, filters } from './index.ts'

const env = environment({ now: () => new Date(0) })

function run(name: string, value: unknown, argument?: unknown): unknown {
  return applyFilter(filters.get(name)!, value, argument, env)
}

describe('text filters', () => {
  it('add slashes before quotes and backslashes', () => {
    expect(run('addslashes', `"it's" \\`)).toBe(`\\"it\\'s\\" \\\\`)
  })

  it('change case by whole characters', () => {
    expect(run('capfirst', 'hello World')).toBe('Hello World')
    expect(run('capfirst', 'ßa')).toBe('SSa')
    expect(run('capfirst', '')).toBe('')
    expect(run('upper', 'straße')).toBe('STRASSE')
    expect(run('lower', 'ΌΣ')).toBe('ός')
  })

  it('write titles as Python does', () => {
    expect(run('title', "joe's 1st mcdonald IT'S")).toBe("Joe's 1st Mcdonald It's")
    expect(run('title', 'ǆ ﬁn ß ŉ ᾳ ა')).toBe('ǅ Fin Ss ʼN ᾼ ა')
    expect(run('title', 'ΟΔΟΣ ΣΑΣ')).toBe('Οδος Σας')
  })

  it('pad to a width in characters', () => {
    expect(run('ljust', '😀', 3)).toBe('😀  ')
    expect(run('rjust', 'ab', '4')).toBe('  ab')
    expect(run('rjust', 'abc', 2)).toBe('abc')
  })

  it('put an odd space on the left only where both rest and width are odd', () => {
    expect(run('center', 'a b', 7)).toBe('  a b  ')
    expect(run('center', 'ab', 5)).toBe('  ab ')
    expect(run('center', 'abc', 6)).toBe(' abc  ')
  })

  it('refuse a width that is no number', () => {
    expect(() => run('center', 'a', 'wide')).toThrow('"center" needs a whole number')
    expect(() => run('ljust', 'a', null)).toThrow('but its argument is nothing')
  })

  it('cut every occurrence', () => {
    expect(run('cut', 'a b c', ' ')).toBe('abc')
    expect(() => run('cut', 'a5', 5)).toThrow('"cut" needs text')
  })

  it('make slugs', () => {
    expect(run('slugify', "Un éléphant à l'orée du bois")).toBe('un-elephant-a-loree-du-bois')
    expect(run('slugify', 'a_B--c  d!')).toBe('a_b-c-d')
    expect(run('slugify', '_-x-_')).toBe('x')
  })

  it('encode for addresses, leaving slashes or the given characters', () => {
    expect(run('urlencode', 'é/a b!~')).toBe('%C3%A9/a%20b%21~')
    expect(run('urlencode', '/?', '')).toBe('%2F%3F')
    expect(run('urlencode', ':/é', ':é')).toBe(':%2F%C3%A9')
    expect(run('urlencode', '\ud800')).toBe('%EF%BF%BD')
  })

  it('count and split words and characters', () => {
    expect(run('wordcount', ' a\tb\u3000c\u200bd ')).toBe(3)
    expect(run('wordcount', '')).toBe(0)
    expect(run('make_list', '😀a')).toEqual(['😀', 'a'])
    expect(run('make_list', 12)).toEqual(['1', '2'])
  })
})

describe('truncatechars', () => {
  it('counts the ellipsis', () => {
    expect(run('truncatechars', 'Joel is a slug', 7)).toBe('Joel i…')
    expect(run('truncatechars', 'abc', 3)).toBe('abc')
    expect(run('truncatechars', 'abc', 1)).toBe('…')
    expect(run('truncatechars', 'abc', 0)).toBe('')
  })

  it('counts whole characters and no combining marks', () => {
    expect(run('truncatechars', '😀😀😀', 2)).toBe('😀…')
    expect(run('truncatechars', 'x\u0323\u0307yz', 3)).toBe('ẋ̣yz'.normalize('NFC'))
    expect(run('truncatechars', 'x\u0323\u0307yz', 2)).toBe('ẋ̣…'.normalize('NFC'))
  })

  it('leaves the text as it is when the length is text but no number', () => {
    expect(run('truncatechars', 'abc', 'x')).toBe('abc')
    expect(() => run('truncatechars', 'abc', null)).toThrow('needs a whole number')
  })
})

describe('truncatewords', () => {
  it('keeps words, with single spaces', () => {
    expect(run('truncatewords', 'a  b\nc', 2)).toBe('a b …')
    expect(run('truncatewords', 'a  b\nc', 3)).toBe('a b c')
    expect(run('truncatewords', 'a … c', 2)).toBe('a …')
    expect(run('truncatewords', 'a b', -1)).toBe('')
  })
})

it('encodes addresses that have other letters', () => {
  expect(run('iriencode', '/é?q=ü&x=%20#a b')).toBe('/%C3%A9?q=%C3%BC&x=%20#a%20b')
})

it('writes telephone numbers in digits', () => {
  expect(run('phone2numeric', '0800 FLowers')).toBe('0800 3569377')
  expect(() => run('phone2numeric', 5)).toThrow('"phone2numeric" needs text')
})

it('refuses a width that no text can have', () => {
  expect(() => run('center', 'a', 10n ** 20n)).toThrow('a width of at most')
  expect(() => run('ljust', 'a', 'wide')).toThrow('"ljust" needs a whole number')
})
