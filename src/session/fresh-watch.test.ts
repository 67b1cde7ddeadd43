import { expect, it } from 'vitest'
import { TestSite } from '../../test/support/site.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'

class ImageView extends LiveView {
  static handlers = handlers<ImageView>()({ turn: {} })
  static template = '{% load static %}<img src="{% static name %}"><b>{{ count }}</b>'
  name = 'a.png'
  count = 0

  turn() {
    this.count += 1
  }
}

it.each([true, false])(
  'a page that shows something old is reported once (development: %s)',
  async (isDevelopment) => {
    let version = 1
    const staticUrl = (name: string) => `/static/${version}/${name}`
    const site = new TestSite({ urls: [path('', ImageView)], isDevelopment, staticUrl })
    const page = await site.join()
    expect((await page.call('turn')).errors).toEqual([])
    version = 2
    const { errors } = await page.call('turn')
    if (isDevelopment) {
      expect(errors).toMatchObject([{ event: 0, code: 'shown_differs' }])
      expect(errors[0]!.message).toContain('{% static name %}')
    } else expect(errors).toEqual([])
    expect((await page.call('turn')).errors).toEqual([])
    expect(site.logged).toHaveLength(isDevelopment ? 1 : 0)
  },
)

it('a getter that changes what it reads is reported once', async () => {
  class TakingView extends ImageView {
    static override template = '<b>{{ count }}</b><i>{{ taken }}</i>'
    override turn() {
      this.name = `${++this.count}.png`
    }
    get taken() {
      const { name } = this
      this.name = 'none'
      return name
    }
  }
  const site = new TestSite({ urls: [path('', TakingView)], isDevelopment: true })
  const page = await site.join()
  const { errors } = await page.call('turn')
  expect(errors).toMatchObject([{ event: 0, code: 'shown_differs' }])
  expect(errors[0]!.message).toContain('{{ taken }}')
  expect((await page.call('turn')).errors).toEqual([])
})

it('a getter that says something else each time is left alone', async () => {
  class RandomView extends ImageView {
    static override template = '<b>{{ count }}</b><i>{{ random }}</i>'
    get random() {
      return Math.random()
    }
  }
  const site = new TestSite({ urls: [path('', RandomView)], isDevelopment: true })
  const page = await site.join()
  expect((await page.call('turn')).errors).toEqual([])
})

it('values that can be read once only are left alone', async () => {
  class OnceView extends ImageView {
    static override template = '<b>{{ count }}</b>{% for x in once %}{{ x }}{% endfor %}'
    get once() {
      return [1, this.count].values()
    }
  }
  const site = new TestSite({ urls: [path('', OnceView)], isDevelopment: true })
  const page = await site.join()
  const { patch, errors } = await page.call('turn')
  expect(patch).toEqual([0, '1', 1, [[[1], 0, [1, ['1']]]]])
  expect(errors).toEqual([])
})
