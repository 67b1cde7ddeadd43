import { expect, it } from 'vitest'
import { fakeViewHost } from '../../test/support/fake-view-host.ts'
import { ConfigError } from '../shared/errors.ts'
import { createView } from './create-view.ts'
import { hostOf, isViewClass, LiveView } from './live-view.ts'

it('keeps fields as plain own data, and adds none of its own', () => {
  const items = [1, 2]
  class Plain extends LiveView {
    items = items
    title = 'x'
  }
  const view = createView(Plain, fakeViewHost())
  expect(Object.getOwnPropertyDescriptors(view)).toEqual({
    items: { value: items, writable: true, enumerable: true, configurable: true },
    title: { value: 'x', writable: true, enumerable: true, configurable: true },
  })
  expect(view.items).toBe(items)
})

it('has the request, user and params there for field initialisers', () => {
  class Early extends LiveView {
    name = this.user?.username
    path = new URL(this.request.url).pathname
    id = this.params.id
    viewName = this.viewId
  }
  const view = createView(
    Early,
    fakeViewHost({ user: { username: 'ada' }, params: { id: 3 }, viewId: 'v' }),
  )
  expect({ ...view }).toEqual({ name: 'ada', path: '/', id: 3, viewName: 'v' })
})

it('passes on what a view asks for', () => {
  class Asking extends LiveView {}
  const host = fakeViewHost()
  const view = createView(Asking, host)
  view.livePatch({ params: { page: 2 } })
  view.liveRedirect('/x/', { replace: true })
  view.subscribe('room')
  view.unsubscribe('room')
  view.putFlash('info', 'hello')
  view.clearFlash('info')
  expect(host.asked).toEqual([
    ['livePatch', { params: { page: 2 } }],
    ['liveRedirect', '/x/', { replace: true }],
    ['subscribe', 'room'],
    ['unsubscribe', 'room'],
    ['putFlash', 'info', 'hello'],
    ['clearFlash', 'info'],
  ])
  expect(hostOf(view)).toBe(host)
})

it('cannot be made by hand, not even while another view is made', () => {
  class Inner extends LiveView {}
  class Outer extends LiveView {
    inner = new Inner()
  }
  class Before extends LiveView {
    constructor() {
      new Inner()
      super()
    }
  }
  expect(() => new Inner()).toThrow(/new Inner\(\) was called.*\n.*path\('…\/', Inner\)/)
  expect(() => createView(Outer, fakeViewHost())).toThrow(ConfigError)
  expect(() => createView(Before, fakeViewHost())).toThrow(ConfigError)
})

it('leaves no host behind when an initialiser throws', () => {
  let isFailing = true
  class Failing extends LiveView {
    constructor() {
      if (isFailing) throw new Error('before super')
      super()
    }
  }
  expect(() => createView(Failing, fakeViewHost())).toThrow('before super')
  isFailing = false
  expect(() => new Failing()).toThrow('new Failing() was called')
})

it('is its own route target', () => {
  class Page extends LiveView {}
  expect(Page.asView()).toBe(Page)
  expect(Page.asLiveView()).toBe(Page)
})

it('is told from other classes and values', () => {
  class Page extends LiveView {}
  expect(isViewClass(Page)).toBe(true)
  expect([LiveView, class {}, () => {}, null, 'Page', {}].filter(isViewClass)).toEqual([])
})
