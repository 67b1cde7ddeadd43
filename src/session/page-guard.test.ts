import { describe, expect, it, vi } from 'vitest'
import { TestSite, type TestSiteOptions } from '../../test/support/site.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { Component } from '../view/component.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LoginRequiredMixin } from '../view/guard-mixins.ts'
import { permissionRequired } from '../view/handler-modifiers.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { onMount } from '../view/on-mount.ts'
import type { ViewRequest } from '../view/register.ts'
import { path } from '../view/routes.ts'

/** Who is there, and what they may do. */
interface World {
  user: { id: number } | null
  may: Set<string>
  asked: number
}

function siteOf(View: ViewClass, options: Partial<TestSiteOptions> = {}) {
  const world: World = { user: { id: 1 }, may: new Set(), asked: 0 }
  const site = new TestSite({
    urls: [path('', View as never), path('<int:id>/', View as never, { name: 'one' })],
    getUser: () => {
      world.asked += 1
      return world.user && { ...world.user }
    },
    hasPerm: async (_, permission) => world.may.has(permission),
    ...options,
  })
  return { site, world }
}

let mounts = 0

class SecretView extends LoginRequiredMixin(LiveView) {
  static template = '<p>{{ count }} {{ id }}</p>'
  count = 0
  id = 0

  override mount() {
    mounts += 1
    this.subscribe('news')
  }

  override handleParams() {
    this.id = Number(this.params.id)
  }

  override handleInfo() {
    this.count += 100
  }

  @eventHandler
  increment() {
    this.count += 1
  }
}

/** Time goes on, without anything happening in it. */
function later(seconds: number): void {
  const now = performance.now()
  vi.spyOn(performance, 'now').mockReturnValue(now + seconds * 1_000)
}

describe('a page that requires login', () => {
  it('is not made for nobody, who is sent to log in, and then back', async () => {
    const { site, world } = siteOf(SecretView)
    world.user = null
    mounts = 0
    expect(await site.get('/?a=1&b=2')).toEqual({
      redirect: '/accounts/login/?next=%2F%3Fa%3D1%26b%3D2',
    })
    expect(mounts).toBe(0)
  })

  it('sends them where its class says, which wins over the setting', async () => {
    class OwnLoginView extends SecretView {
      static loginUrl = '/enter/?by=mail'
    }
    const { site, world } = siteOf(OwnLoginView)
    world.user = null
    expect(await site.get('/')).toEqual({ redirect: '/enter/?by=mail&next=%2F' })
  })

  it('runs no handler of a form for nobody', async () => {
    const { site, world } = siteOf(SecretView)
    world.user = null
    const post = { handler: 'increment', params: {} }
    expect(await site.get('/', { post })).toMatchObject({
      redirect: expect.stringMatching('login'),
    })
  })

  it('is somebody else’s when another has logged in, however its document comes', async () => {
    const { site, world } = siteOf(SecretView)
    const page = await site.open('/')
    const joined = await site.join('/')
    joined.drop()
    world.user = { id: 2 }
    for (const each of [page, joined])
      expect(await each.join()).toMatchObject({ kind: 'refused', code: 'other_user', reload: true })
  })

  it('ends when the user is gone for a while, and something happens in it', async () => {
    const { site, world } = siteOf(SecretView)
    const [clicked, told] = [await site.join('/'), await site.join('/')]
    world.user = null
    expect(await clicked.call('increment')).toMatchObject({ errors: [] })
    later(11)
    clicked.event('increment')
    expect(await clicked.next()).toMatchObject({ kind: 'refused', code: 'other_user' })
    site.bus.publish('news', '')
    expect(await told.next()).toMatchObject({ kind: 'refused', code: 'other_user' })
  })

  it('reads the user at each event where it says so', async () => {
    class WaryView extends SecretView {
      static reauthOnEvent = true
    }
    const { site, world } = siteOf(WaryView)
    const page = await site.join('/')
    const before = world.asked
    await page.call('increment')
    expect(world.asked).toBe(before + 1)
    world.user = null
    page.event('increment')
    expect(await page.next()).toMatchObject({ kind: 'refused', code: 'other_user' })
  })

  it('that is its own login page is forbidden, and no circle', async () => {
    class CircleView extends SecretView {
      static loginUrl = '/'
    }
    const { site, world } = siteOf(CircleView)
    world.user = null
    expect(await site.get('/')).toEqual({ status: 403 })
  })
})

describe('a page that requires permissions', () => {
  class ShopView extends SecretView {
    static permissionRequired = ['shop.view', 'shop.count']
  }

  it('is made for those who have all of them', async () => {
    const { site, world } = siteOf(ShopView)
    expect(await site.get('/')).toEqual({ status: 403 })
    world.may.add('shop.view')
    expect(await site.get('/')).toEqual({ status: 403 })
    world.may.add('shop.count')
    expect(await site.get('/')).toHaveProperty('html')
  })

  it('sends nobody to log in', async () => {
    const { site, world } = siteOf(ShopView)
    world.user = null
    expect(await site.get('/')).toMatchObject({ redirect: expect.stringMatching('login') })
  })

  it('ends at the next event, address or connection once one is taken away', async () => {
    const { site, world } = siteOf(ShopView)
    world.may = new Set(['shop.view', 'shop.count'])
    const [clicked, moved, back, claimed, anew] = [
      await site.join('/1/'),
      await site.join('/1/'),
      await site.join('/1/'),
      await site.open('/1/'),
      await site.open('/1/', { mayJoin: false }),
    ]
    back.drop()
    world.may.delete('shop.view')
    const refused = { kind: 'refused', code: 'forbidden', reload: true }
    clicked.event('increment')
    expect(await clicked.next()).toMatchObject(refused)
    moved.send({ kind: 'url', session: 0, number: 1, uri: '/2/' })
    expect(await moved.next()).toMatchObject(refused)
    for (const page of [back, claimed, anew]) expect(await page.join()).toMatchObject(refused)
  })

  it('says so when nothing can tell who has them', async () => {
    const { site } = siteOf(ShopView, { hasPerm: null })
    await expect(site.get('/')).rejects.toMatchObject({ code: 'no_has_perm' })
  })
})

describe('checkPermissions', () => {
  it('is asked before mount and before each event', async () => {
    let isOpen = false
    class HoursView extends SecretView {
      override async checkPermissions(request: ViewRequest) {
        return isOpen && request.user !== null
      }
    }
    const { site } = siteOf(HoursView)
    expect(await site.get('/')).toEqual({ status: 403 })
    isOpen = true
    const page = await site.join('/')
    expect(await page.call('increment')).toMatchObject({ errors: [] })
    isOpen = false
    page.event('increment')
    expect(await page.next()).toMatchObject({ kind: 'refused', code: 'forbidden' })
  })
})

describe('onMount', () => {
  const trail: string[] = []
  const hook = (name: string, to?: string) =>
    onMount(async (view, request, params) => {
      trail.push(`${name} ${view.constructor.name} ${new URL(request.url).pathname} ${params.id}`)
      return to
    })
  const [first, second] = [hook('first'), hook('second')]

  class BaseView extends SecretView {
    static onMount = [first]
  }
  class HookedView extends BaseView {
    static override onMount = [first, second]
  }

  it('runs the hooks of parent classes first, each once, again at each way to the page', async () => {
    const { site } = siteOf(HookedView)
    trail.length = 0
    const both = (id: number) => [
      `first HookedView /${id}/ ${id}`,
      `second HookedView /${id}/ ${id}`,
    ]
    const page = await site.open('/1/')
    expect(trail.splice(0)).toEqual(both(1))
    await page.join()
    expect(trail.splice(0)).toEqual(both(1))
    await page.visit('/2/')
    expect(trail.splice(0)).toEqual(both(2))
    await page.call('increment')
    expect(trail.splice(0)).toEqual([])
    page.drop()
    await page.join()
    expect(trail.splice(0)).toEqual(both(2))
  })

  it('sends the browser where the first that says so leads, and only within the site', async () => {
    class SentView extends SecretView {
      static onMount = [hook('a', '/verify/'), hook('b', '/never/')]
    }
    class AbroadView extends SecretView {
      static onMount = [hook('a', '//evil.example')]
    }
    expect(await siteOf(SentView).site.get('/')).toEqual({ redirect: '/verify/' })
    const { site } = siteOf(AbroadView)
    expect(await site.get('/')).toEqual({ redirect: '/' })
    expect(site.logged.join()).toContain('leads to "//evil.example", which is not of this site')
  })

  it('sends an open page away that goes to another address of its view', async () => {
    class LimitedView extends SecretView {
      static onMount = [onMount((view) => (view.params.id === 2 ? '/elsewhere/' : undefined))]
    }
    const { site } = siteOf(LimitedView)
    const page = await site.join('/1/')
    expect(await page.visit('/2/')).toMatchObject({
      patch: null,
      commands: [{ kind: 'redirect', to: '/elsewhere/' }],
    })
    expect(await page.call('increment')).toMatchObject({ patch: null, commands: [] })
  })
})

describe('getObject', () => {
  const rooms = new Map([
    [1, { owner: 1 }],
    [2, { owner: 2 }],
  ])

  class RoomView extends SecretView {
    override async getObject() {
      return rooms.get(Number(this.params.id))
    }

    override hasObjectPermission({ user }: ViewRequest, room: { owner: number }) {
      return (user as { id: number }).id === room.owner
    }
  }

  it('finds what the page is about, or there is no such page', async () => {
    const { site } = siteOf(RoomView)
    expect(await site.get('/1/')).toHaveProperty('html')
    expect(await site.get('/2/')).toEqual({ status: 403 })
    expect(await site.get('/3/')).toEqual({ status: 404 })
  })

  it('is looked for at each event', async () => {
    const { site } = siteOf(RoomView)
    const page = await site.join('/1/')
    expect(await page.call('increment')).toMatchObject({ errors: [] })
    const room = rooms.get(1)!
    rooms.delete(1)
    page.event('increment')
    expect(await page.next()).toMatchObject({ kind: 'refused', code: 'not_found' })
    rooms.set(1, room)
  })
})

describe('a handler that takes a permission', () => {
  class StepComponent extends Component {
    static template = '<b>{{ n }}</b>'
    n = 0

    @permissionRequired('step')
    @eventHandler
    step() {
      this.n += 1
    }
  }

  class ItemsView extends LiveView {
    static template = '<p>{{ removed }} {{ listed }}</p>{{ stepper }}'
    static handlers = handlers<ItemsView>()({ list: { permissionRequired: ['list', 'all'] } })
    removed = 0
    listed = 0
    stepper = new StepComponent()

    @permissionRequired('remove')
    @eventHandler({ params: { id: 'int' } })
    remove({ id }: { id: number }) {
      this.removed = id
    }

    list() {
      this.listed += 1
    }
  }

  class StricterView extends ItemsView {
    @permissionRequired(['audit'])
    @eventHandler({ params: { id: 'int' } })
    override remove({ id }: { id: number }) {
      super.remove({ id })
    }
  }

  const fails = async (page: TestPage, ...call: Parameters<TestPage['call']>) =>
    (await page.call(...call)).errors.map(({ code }) => code)

  it('is for others as if it was not there', async () => {
    const { site, world } = siteOf(ItemsView)
    const page = await site.join('/')
    expect(await fails(page, 'remove', { id: '5' })).toEqual(['not_callable'])
    expect(await fails(page, 'remove', { id: 'wrong' })).toEqual(['not_callable'])
    world.may.add('remove')
    expect(await fails(page, 'remove', { id: '5' })).toEqual([])
    expect(await fails(page, 'nothing')).toEqual(['not_callable'])
  })

  it('wants all that are listed, without a decorator too', async () => {
    const { site, world } = siteOf(ItemsView)
    const page = await site.join('/')
    world.may.add('list')
    expect(await fails(page, 'list')).toEqual(['not_callable'])
    world.may.add('all')
    expect(await fails(page, 'list')).toEqual([])
  })

  it('keeps what it wants in a subclass, which may add to it', async () => {
    const { site, world } = siteOf(StricterView)
    const page = await site.join('/')
    world.may.add('audit')
    expect(await fails(page, 'remove', { id: '5' })).toEqual(['not_callable'])
    world.may.add('remove')
    expect(await fails(page, 'remove', { id: '5' })).toEqual([])
  })

  it('may be one of a component', async () => {
    const { site, world } = siteOf(ItemsView)
    const page = await site.join('/')
    const data = { componentId: 'stepper' }
    expect(await fails(page, 'step', {}, data)).toEqual(['not_callable'])
    world.may.add('step')
    expect(await fails(page, 'step', {}, data)).toEqual([])
  })

  it('is not called by a form either', async () => {
    const { site, world } = siteOf(ItemsView)
    const post = { handler: 'remove', params: { id: '5' } }
    await expect(site.get('/', { post })).rejects.toMatchObject({ code: 'not_callable' })
    world.may.add('remove')
    expect(await site.open('/', { post })).toHaveProperty('html')
  })
})

it('asks nothing of a page without guards and without a user', async () => {
  class OpenView extends LiveView {
    static template = '<p>{{ n }}</p>'
    n = 0
    @eventHandler
    increment() {
      this.n += 1
    }
  }
  const { site, world } = siteOf(OpenView)
  world.user = null
  const page = await site.join('/')
  const before = world.asked
  later(100)
  await page.call('increment')
  expect(world.asked).toBe(before)
})
