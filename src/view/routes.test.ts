import { describe, expect, it, vi } from 'vitest'
import { LiveView } from './live-view.ts'
import { RouteTable } from './route-table.ts'
import { defineUrls, include, liveSession, path, registerRoutes, url } from './routes.ts'

class Page extends LiveView {
  static template = ''
}

const list = [
  path('', Page, { name: 'list' }),
  path('<int:id>/', Page, { name: 'detail' }),
  path('plain/', Page),
] as const

it('gives addresses once a table is there, and says what to do before', async () => {
  vi.resetModules()
  const fresh = await import('./routes.ts')
  const freshUrl = fresh.url as (name: string) => string
  expect(() => freshUrl('list')).toThrow('Define it with defineUrls([…])')
  fresh.defineUrls([fresh.path('list/', () => new Response(''), { name: 'list' })])
  expect(freshUrl('list')).toBe('/list/')
})

it('adds the query', () => {
  defineUrls([path('items/<int:id>/', Page, { name: 'item' })])
  const at = url as (name: string, params?: object, query?: object) => string
  expect(at('item', { id: 3 })).toBe('/items/3/')
  expect(at('item', { id: 3 }, { page: 2, q: 'a b&c', on: true })).toBe(
    '/items/3/?page=2&q=a+b%26c&on=true',
  )
  expect(at('item', { id: 3 }, {})).toBe('/items/3/')
})

it('looks into the table that was registered last', () => {
  defineUrls([path('old/', Page, { name: 'page' })])
  registerRoutes(new RouteTable([path('new/', Page, { name: 'page' })]))
  expect((url as (name: string) => string)('page')).toBe('/new/')
})

it('puts included routes under a prefix and names into a namespace, also twice', () => {
  const inner = include('shop/', list, { namespace: 'shop' })
  expect(inner.map(({ pattern, name }) => [pattern, name])).toEqual([
    ['shop/', 'shop:list'],
    ['shop/<int:id>/', 'shop:detail'],
    ['shop/plain/', ''],
  ])
  const outer = include('<slug:city>/', [inner, path('', Page, { name: 'city' })], {
    namespace: 'in',
  })
  expect(outer.map(({ pattern, name }) => [pattern, name])).toEqual([
    ['<slug:city>/shop/', 'in:shop:list'],
    ['<slug:city>/shop/<int:id>/', 'in:shop:detail'],
    ['<slug:city>/shop/plain/', ''],
    ['<slug:city>/', 'in:city'],
  ])
  expect(include('x/', list).map(({ name }) => name)).toEqual(['list', 'detail', ''])
  const unsaid = { namespace: undefined } as never
  expect(include('x/', list, unsaid).map(({ name }) => name)).toEqual(['list', 'detail', ''])
})

it('gives the addresses of nested namespaces, and takes no name for another', () => {
  const shop = include('shop/', list, { namespace: 'shop' })
  const city = (name: string) => include(`${name}/`, [shop], { namespace: name })
  defineUrls([path('', Page, { name: 'list' }), city('paris'), city('rome')] as never)
  const at = url as (name: string, params?: object) => string
  expect(at('list')).toBe('/')
  expect(at('paris:shop:list')).toBe('/paris/shop/')
  expect(at('rome:shop:detail', { id: 3 })).toBe('/rome/shop/3/')
  expect(() => at('shop:detail', { id: 3 })).toThrow('No route is named "shop:detail".')
})

it('refuses two included lists with the same names', () => {
  const twice = [include('a/', list), include('b/', list)] as never
  expect(() => defineUrls(twice)).toThrow(`Two routes are named "list": 'a/' and 'b/'. Rename one.`)
  const apart = [include('a/', list), include('b/', list, { namespace: 'b' })] as never
  expect(() => defineUrls(apart)).not.toThrow()
})

it('refuses a bad line where it is written', () => {
  const anyPath = path as (...args: unknown[]) => unknown
  const anyInclude = include as (...args: unknown[]) => unknown
  expect(() => anyPath('/a/', Page)).toThrow('begins with a slash')
  expect(() => anyPath('a/', Page, { nmae: 'a' })).toThrow(
    'unknown option "nmae". Did you mean "name"?',
  )
  expect(() => anyPath('a/', Page, { name: 'shop:a' })).toThrow(
    `path('a/') has the name "shop:a": it has to be text without colons`,
  )
  for (const namespace of ['', 'a:b', 'a b', 3]) {
    expect(() => anyInclude('a/', [], { namespace })).toThrow(
      expect.objectContaining({ code: 'bad_route_name' }),
    )
  }
  expect(() => anyInclude('<itn:id>/', [])).toThrow('Did you mean "int"?')
  expect(() => anyInclude('a/', [], { namespaces: 'a' })).toThrow('Did you mean "namespace"?')
})

describe('liveSession', () => {
  class View extends LiveView {
    static template = ''
  }

  it('says of routes that they belong together, also in an included list', () => {
    const staff = liveSession('staff', [path('a/', View, { name: 'a' }), path('b/', View)])
    const table = new RouteTable([path('', View), include('x/', staff, { namespace: 'x' })])
    expect(['', 'x/a/', 'x/b/'].map((pattern) => table.liveSessionOf(pattern))).toEqual([
      '',
      'staff',
      'staff',
    ])
    expect(table.reverse('x:a')).toBe('/x/a/')
  })

  it.each(['', 'a b', 'a\n', 1, null])('has a name that can be said: %j', (name) => {
    expect(() => liveSession(name as string, [])).toThrow('the name has to be')
  })
})
