import { expect, it } from 'vitest'
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
