import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { moveTo, twoSites } from '../../test/support/two-sites.ts'
import { TestSite } from '../../test/support/site.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { form } from './form.ts'
import { wizard } from './wizard.ts'
import { WizardMixin } from './wizard-mixin.ts'

class OrderView extends WizardMixin(LiveView) {
  static override template =
    '<h1>{{ wizard.step }}</h1><p>{{ wizard.form.values.town }}</p><i>{{ wizard.progress }}</i>'
  wizard = wizard(
    {
      basket: form(z.object({ books: z.string().min(1) })),
      address: form(z.object({ town: z.string().min(1) })),
    },
    { onFinish: () => {} },
  )
}

it('goes on in another process with its step and all its forms', async () => {
  const { first, second } = twoSites(OrderView as unknown as ViewClass)
  const page = await first.join()
  await page.call('nextStep', { books: '2' })
  await page.call('checkStep', { field: 'town', value: 'Paris' })
  const moved = await moveTo(second, page)
  await moved.join()
  const { values } = (await moved.next()) as { values?: unknown }
  expect(values).toEqual(['address', 'Paris', '100'])
})

describe('without JavaScript', () => {
  const post = (params: object) => ({ post: { handler: 'nextStep', params: { ...params } } })
  let finished: unknown[] = []
  class PostedView extends WizardMixin(LiveView) {
    static override template =
      '<h1>{{ wizard.step }}</h1><p>{{ wizard.form.values.town }}</p><i>{{ wizard.form.errors.town }}</i>'
    wizard = wizard(
      {
        basket: form(z.object({ books: z.string().min(1) }), { values: { books: '' } }),
        address: form(
          z.object({ town: z.string().refine(async (town) => town !== 'Oz', 'Where?') }),
        ),
      },
      { onFinish: (data) => void finished.push(data) },
    )
  }
  const urls = [path('', PostedView as never), path('other/', PostedView as never)]

  it('goes from step to step, each a request of its own', async () => {
    finished = []
    const site = new TestSite({ urls })
    expect(await site.get('/', post({ books: '2' }))).toEqual({ redirect: '/?step=address' })
    const html = async (uri: string, more = {}) => (await site.open(uri, more)).html
    expect(await html('/?step=address')).toContain('<h1>address</h1>')
    expect(await html('/?step=address', post({ town: 'Oz' }))).toContain('<i>Where?</i>')
    expect(await html('/?step=basket')).toContain('<h1>basket</h1>')
    await site.open('/?step=address', post({ town: 'Paris' }))
    expect(finished).toEqual([{ basket: { books: '2' }, address: { town: 'Paris' } }])
    expect(await site.get('/?step=address')).toEqual({ redirect: '/?step=basket' })
  })

  it('is for that page of that browser, and leaves pages that are connected alone', async () => {
    const site = new TestSite({ urls })
    const page = await site.join('/')
    await page.call('nextStep', { books: '1' })
    expect(await site.get('/?step=address')).toEqual({ redirect: '/?step=basket' })
    await site.get('/', post({ books: '2' }))
    expect(await site.get('/other/?step=address')).toEqual({ redirect: '/other/?step=basket' })
    expect(await site.get('/?step=address', { id: 'browser-2' })).toEqual({
      redirect: '/?step=basket',
    })
  })
})

it('changes nothing where its step is not right, or is not open', async () => {
  const page = await new TestSite({ urls: [path('', OrderView as never)] }).join()
  expect(await page.call('nextStep', { books: '' })).toMatchObject({ patch: null, commands: [] })
  expect(await page.call('goToStep', { step: 'address' })).toMatchObject({ commands: [] })
  expect(await page.call('goToStep', { step: 'constructor' })).toMatchObject({ commands: [] })
})

it('has to be there, and to have steps', async () => {
  class NoWizard extends WizardMixin(LiveView) {
    static override template = ''
  }
  const site = new TestSite({ urls: [path('', NoWizard as never)] })
  await expect(site.open()).rejects.toThrow('Write wizard = wizard(')
  expect(() => wizard({}, { onFinish: () => {} })).toThrow('has no steps')
})
