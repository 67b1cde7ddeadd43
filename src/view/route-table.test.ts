import { describe, expect, it } from 'vitest'
import { ConfigError, type DjustError } from '../shared/errors.ts'
import { LiveView } from './live-view.ts'
import { RouteTable } from './route-table.ts'
import { include, path } from './routes.ts'

class Page extends LiveView {
  static template = ''
}
class Item extends LiveView {
  static template = ''
}

const uuid = '0b5c4a38-7a4e-4d43-8f2b-1c7d5c1b3a10'
const table = new RouteTable([
  path('', Page, { name: 'home' }),
  path('items/', Page, { name: 'items' }),
  path('items/new/', Page, { name: 'new' }),
  path('items/<int:id>/', Item, { name: 'item' }),
  path('items/<slug:slug>/', Page, { name: 'by-slug' }),
  path('by/<who>/<int:page>/', Page, { name: 'by' }),
  path('u/<uuid:id>', Page, { name: 'uuid' }),
  path('files/<path:file>', Page, { name: 'file' }),
  path('a.b+c/', Page, { name: 'literal' }),
  path('über uns/', Page, { name: 'about' }),
  path('unnamed/', () => new Response('')),
  include('shop/<slug:shop>/', [path('<int:id>/', Item, { name: 'item' })], { namespace: 'shop' }),
])

function found(pathname: string) {
  const match = table.match(pathname)
  return match?.route ? [match.route.name, match.params] : match
}

describe('match', () => {
  it('converts the parameters of the first route that fits', () => {
    expect(found('/')).toEqual(['home', {}])
    expect(found('/items/new/')).toEqual(['new', {}])
    expect(found('/items/12/')).toEqual(['item', { id: 12 }])
    expect(found('/items/twelve/')).toEqual(['by-slug', { slug: 'twelve' }])
    expect(found('/by/ada lovelace/3/')).toEqual(['by', { who: 'ada lovelace', page: 3 }])
    expect(found(`/u/${uuid}`)).toEqual(['uuid', { id: uuid }])
    expect(found('/files/a/b.txt')).toEqual(['file', { file: 'a/b.txt' }])
    expect(found('/shop/books/7/')).toEqual(['shop:item', { shop: 'books', id: 7 }])
  })

  it('finds nothing where nothing is', () => {
    for (const pathname of [
      '/nothing/',
      '/items/1/2/',
      '/files/',
      '/aXb+c/',
      '/u/123',
      '/by//1/',
    ]) {
      expect(found(pathname)).toBeNull()
    }
  })

  it('takes no whole number that a number cannot hold', () => {
    expect(found('/items/99999999999999999999/')).toEqual([
      'by-slug',
      { slug: '99999999999999999999' },
    ])
    expect(found('/by/ada/99999999999999999999/')).toBeNull()
  })

  it('decodes the address, and never throws over it', () => {
    expect(found('/%C3%BCber%20uns/')).toEqual(['about', {}])
    expect(found('/by/%E2%82%AC/1/')).toEqual(['by', { who: '€', page: 1 }])
    expect(found('/by/%/1/')).toEqual(['by', { who: '%', page: 1 }])
    expect(found('/by/%ff%E2%82/1/')).toEqual(['by', { who: '%ff%E2%82', page: 1 }])
    expect(found('/by/100%25/1/')).toEqual(['by', { who: '100%', page: 1 }])
    expect(found('/by/a%2Fb/1/')).toBeNull()
    expect(found('/by/a%0Ab/1/')).toEqual(['by', { who: 'a\nb', page: 1 }])
  })

  it('leads to the address with a slash when only that exists', () => {
    expect(found('/items')).toEqual({ redirectTo: '/items/' })
    expect(found('/%C3%BCber%20uns')).toEqual({ redirectTo: '/%C3%BCber%20uns/' })
    expect(found('/nothing')).toBeNull()
    expect(found('/files/a')).toEqual(['file', { file: 'a' }])
  })

  it('never leads to another site', () => {
    const open = new RouteTable([path('<path:any>/', Page)])
    expect(open.match('//evil.example')).toEqual({ redirectTo: '/%2Fevil.example/' })
    expect(open.match('/\\evil.example')).toEqual({ redirectTo: '/%2Fevil.example/' })
  })
})

describe('reverse', () => {
  it('takes parameters by name and in order', () => {
    expect(table.reverse('home')).toBe('/')
    expect(table.reverse('item', { id: 12 })).toBe('/items/12/')
    expect(table.reverse('item', [12])).toBe('/items/12/')
    expect(table.reverse('item', { id: '12' })).toBe('/items/12/')
    expect(table.reverse('by', { page: 2, who: 'ada' })).toBe('/by/ada/2/')
    expect(table.reverse('by', ['ada', 2n])).toBe('/by/ada/2/')
    expect(table.reverse('shop:item', { shop: 'books', id: 7 })).toBe('/shop/books/7/')
  })

  it('encodes so that the address leads back to the same values', () => {
    for (const who of ['a b', '50%', 'ü€', '?q#h', "a&b=c;d:e@f,g+h'i", '😀', '[x]', 'a\\b']) {
      const address = table.reverse('by', { who, page: 1 })
      expect(new URL(address, 'http://localhost').pathname).toBe(address)
      expect(found(address)).toEqual(['by', { who, page: 1 }])
    }
    expect(table.reverse('file', { file: 'a b/c?.txt' })).toBe('/files/a%20b/c%3F.txt')
    expect(table.reverse('by', { who: '\ud800', page: 1 })).toBe('/by/%EF%BF%BD/1/')
  })

  it('never leads to another site', () => {
    const open = new RouteTable([path('<path:any>', Page, { name: 'any' })])
    expect(open.reverse('any', { any: '/evil.example' })).toBe('/%2Fevil.example')
    expect(open.reverse('any', { any: '\\evil.example' })).toBe('/%5Cevil.example')
  })

  it('names the nearest route when there is none', () => {
    expect(() => table.reverse('itme', { id: 1 })).toThrow(
      'No route is named "itme". Did you mean "item"?',
    )
    expect(() => table.reverse('toString')).toThrow(
      /No route is named "toString"\. Named routes: home, /,
    )
  })

  it('knows the name in its namespace, and what else is there', () => {
    const spaces = new RouteTable([
      path('imprint/', Page, { name: 'imprint' }),
      include('a/', [path('', Page, { name: 'overview' }), path('x/', Page, { name: 'detail' })], {
        namespace: 'accounts',
      }),
    ])
    expect(() => spaces.reverse('detail')).toThrow(
      'No route is named "detail". Did you mean "accounts:detail"?',
    )
    expect(() => spaces.reverse('shop:overview')).toThrow('Did you mean "accounts:overview"?')
    expect(() => spaces.reverse('accounts:impossible')).toThrow(
      'The namespace "accounts" has: accounts:overview, accounts:detail.',
    )
  })

  it('names what is missing, extra or does not fit', () => {
    const of = (name: string, params: object) => () => table.reverse(name, params as any)
    expect(of('item', {})).toThrow(
      `The route "item" ('items/<int:id>/') lacks "id". It takes 1 parameter (id).`,
    )
    expect(of('item', { pk: 1 })).toThrow('lacks "id" and does not take "pk".')
    expect(of('by', { who: 'a', pgae: 1 })).toThrow('Did you mean "page"?')
    expect(of('home', { id: 1 })).toThrow('does not take "id". It takes no parameters.')
    expect(of('item', [1, 2])).toThrow('takes 1 parameter (id), and 2 came.')
    expect(of('item', { id: 'x' })).toThrow('takes id as int, which "x" is not.')
    expect(of('item', { id: -1 })).toThrow('takes id as int, which -1 is not.')
    expect(of('item', { id: 1.5 })).toThrow('takes id as int, which 1.5 is not.')
    expect(of('item', { id: undefined })).toThrow('takes id as int, which undefined is not.')
    expect(of('by', { who: 'a/b', page: 1 })).toThrow('takes who as str, which "a/b" is not.')
    expect(of('by', { who: { a: 1 }, page: 1 })).toThrow('which an object is not.')
    expect(of('by', { who: '', page: 1 })).toThrow('takes who as str')
  })

  it('tells the two kinds of failure apart by code', () => {
    const code = (name: string) => {
      try {
        table.reverse(name, { x: 1 })
      } catch (error) {
        return (error as DjustError).code
      }
      return undefined
    }
    expect([code('nothing'), code('item')]).toEqual(['no_such_route', 'bad_route_params'])
  })
})

describe('reverseSignature', () => {
  it('tells what a named route takes before any value is there', () => {
    expect(table.reverseSignature('by')).toEqual({
      pattern: 'by/<who>/<int:page>/',
      params: [
        { name: 'who', converter: 'str' },
        { name: 'page', converter: 'int' },
      ],
    })
    expect(table.reverseSignature('nothing')).toBeNull()
  })

  it('goes with an explanation for names and numbers that cannot be right', () => {
    expect(table.explainMismatch('by', ['who', 'page'])).toBeNull()
    expect(table.explainMismatch('by', 2)).toBeNull()
    expect(table.explainMismatch('by', 1)).toContain('takes 2 parameters (who, page), and 1 came')
    expect(table.explainMismatch('bye', 0)).toContain('Did you mean "by"?')
  })
})

describe('a table that cannot be right', () => {
  const table = (...lines: any[]) => {
    return () => new RouteTable(lines)
  }
  const route = (pattern: string, view: unknown = Page, name = '') => ({ pattern, view, name })

  it('is refused when a name is used twice', () => {
    const twice = table(route('a/', Page, 'x'), [route('b/', Page, 'x')])
    expect(twice).toThrow(ConfigError)
    expect(twice).toThrow(`Two routes are named "x": 'a/' and 'b/'.`)
    expect(table(route('a/'), route('b/'))).not.toThrow()
  })

  it('is refused with the pattern that is wrong', () => {
    expect(table(route('/a/'))).toThrow(`It begins with a slash: write 'a/'.`)
    expect(table(route('a/<itn:id>/'))).toThrow('unknown converter "itn". Did you mean "int"?')
    expect(table(route('a/<toString:id>/'))).toThrow('unknown converter "toString"')
    expect(table(route('<int:id>/<slug:id>/'))).toThrow('The parameter "id" is in it twice')
    expect(table(route('a/<int:>/'))).toThrow('no usable parameter name')
    expect(table(route('a/<int: id>/'))).toThrow('no spaces')
    expect(table(route('a/<__proto__>/'))).toThrow('no usable parameter name')
    expect(table(route('a/<int:id/'))).toThrow('has no partner')
    expect(table(route('a/?page=1'))).toThrow('without "?" and "#"')
  })

  it('is refused with what cannot stand in a route', () => {
    class Base extends LiveView {
      static abstract = true
    }
    class Concrete extends Base {}
    expect(table({ pattern: 'a/', name: '', view: undefined })).toThrow('undefined is no view')
    expect(table(route('a/', class Other {}))).toThrow('Other does not extend LiveView')
    expect(table(route('a/', 'counter.html'))).toThrow('a value of type string is no view')
    expect(table(route('a/', Base))).toThrow('Base is abstract')
    expect(table(route('a/', Concrete))).not.toThrow()
    expect(table(route('a/', async () => new Response('')))).not.toThrow()
  })
})
