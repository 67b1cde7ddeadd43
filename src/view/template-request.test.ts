import { describe, expect, it } from 'vitest'
import { lookup } from '../template/values/lookup.ts'
import { toText } from '../template/values/text.ts'
import { LiveView } from './live-view.ts'
import type { ViewRequest } from './register.ts'
import { RouteTable } from './route-table.ts'
import { include, path } from './routes.ts'
import { TemplateRequest } from './template-request.ts'

class Page extends LiveView {
  static template = ''
}
const routes = new RouteTable([
  include(
    '<city>/',
    [include('shop/', [path('<int:id>/', Page, { name: 'item' })], { namespace: 'shop' })],
    { namespace: 'city' },
  ),
  path('über uns/', Page),
])

function requestAt(uri: string, init: RequestInit = {}) {
  const headers = { Cookie: 'djust_sid=secret', Authorization: 'Bearer secret' }
  const request = new Request(`http://localhost:8000${uri}`, { headers, ...init })
  Object.defineProperty(request, 'user', { value: { username: 'ada' } })
  return new TemplateRequest(request as ViewRequest, {
    locale: 'de',
    match: (pathname) => routes.match(pathname),
  })
}

/** What `{{ request.a.b }}` finds. */
function read(uri: string, dotted: string): unknown {
  return dotted.split('.').reduce(lookup, requestAt(uri) as unknown)
}

describe('request in a template', () => {
  it.each([
    ['path', '/paris/shop/3/'],
    ['path_info', '/paris/shop/3/'],
    ['method', 'GET'],
    ['scheme', 'http'],
    ['is_secure', false],
    ['get_host', 'localhost:8000'],
    ['get_full_path', '/paris/shop/3/?page=2&tag=a&tag=b'],
    ['build_absolute_uri', 'http://localhost:8000/paris/shop/3/?page=2&tag=a&tag=b'],
    ['url', 'http://localhost:8000/paris/shop/3/?page=2&tag=a&tag=b'],
    ['user.username', 'ada'],
    ['LANGUAGE_CODE', 'de'],
    ['GET.page', '2'],
    ['GET.tag', 'b'],
    ['GET.missing', undefined],
    ['GET.urlencode', 'page=2&tag=a&tag=b'],
    [
      'GET.items',
      [
        ['page', '2'],
        ['tag', 'b'],
      ],
    ],
    [
      'GET.lists',
      [
        ['page', ['2']],
        ['tag', ['a', 'b']],
      ],
    ],
    ['GET.lists.1.1.0', 'a'],
    ['resolver_match.url_name', 'item'],
    ['resolver_match.view_name', 'city:shop:item'],
    ['resolver_match.namespace', 'city:shop'],
    ['resolver_match.namespaces', ['city', 'shop']],
    ['resolver_match.route', '<city>/shop/<int:id>/'],
    ['resolver_match.kwargs.id', 3],
  ])('%s', (dotted, expected) => {
    expect(read('/paris/shop/3/?page=2&tag=a&tag=b', dotted)).toEqual(expected)
  })

  it('decodes the path, and keeps addresses encoded', () => {
    expect(read('/über uns/?q=ü', 'path')).toBe('/über uns/')
    expect(read('/über uns/?q=ü', 'get_full_path')).toBe('/%C3%BCber%20uns/?q=%C3%BC')
    expect(read('/über uns/?q=ü', 'GET.q')).toBe('ü')
    expect(read('/über uns/', 'resolver_match.url_name')).toBe('')
    expect(read('/nowhere/', 'resolver_match')).toBeNull()
  })

  it('is an address of this site whatever the path', () => {
    expect(read('//evil.example/x', 'get_full_path')).toBe('/%2Fevil.example/x')
    expect(read('//evil.example/x', 'build_absolute_uri')).toBe(
      'http://localhost:8000/%2Fevil.example/x',
    )
  })

  it('has no headers, no cookies and no body, and does nothing', () => {
    const body = { method: 'POST', body: 'secret' }
    const request = requestAt('/', body)
    for (const name of [
      'headers',
      'COOKIES',
      'META',
      'cookies',
      'body',
      'text',
      'json',
      'arrayBuffer',
      'formData',
      'clone',
      'signal',
      'constructor',
      '_request',
    ]) {
      expect(lookup(request, name), name).toBeUndefined()
    }
    expect(JSON.stringify(request)).not.toContain('secret')
    for (const name of ['set', 'delete', 'clear', 'append', 'getAll', 'constructor']) {
      expect(lookup(request.GET, name), name).toBeUndefined()
    }
  })

  it('can be shown', () => {
    expect(toText(requestAt('/a/?b=1'))).toBe("<Request: GET '/a/?b=1'>")
    expect(toText(requestAt('/a/?b=1&b=2').GET)).toBe('<QueryDict: b=1&b=2>')
  })

  it('lets a name of the query stand before a method, as a dictionary does', () => {
    expect(read('/?urlencode=x&__proto__=y', 'GET.urlencode')).toBe('x')
    expect([...requestAt('/?a=1&__proto__=y').GET]).toEqual([
      ['a', '1'],
      ['__proto__', 'y'],
    ])
  })
})
