import { describe, expect, it } from 'vitest'
import { TestSite } from '../../test/support/site.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { modelEvent } from '../shared/model-event.ts'

class ModelView extends LiveView {
  static template =
    `<input dj-model="text"><input type="number" dj-model="count"><input type="checkbox" dj-model="isOn">
    <input dj-model="big"><input dj-model="pair"><select multiple dj-model="days"><option>1</option></select>
    <p>{{ all }}</p>`
  text: string | null = null
  count = 1
  isOn = false
  big = 1n
  days = [1]
  hidden = 'kept'
  #pair = ''

  get pair() {
    return this.#pair
  }
  set pair(value: string) {
    this.#pair = value.toUpperCase()
  }

  get all() {
    const { text, count, isOn, big, pair, days, hidden } = this
    return JSON.stringify([text, count, isOn, String(big), pair, days, hidden])
  }
}

async function afterSetting(params: object): Promise<unknown> {
  const page = await new TestSite({ urls: [path('', ModelView)] }).join()
  const frame = await page.call(modelEvent, params)
  const [error] = 'errors' in frame ? frame.errors : []
  if (error) return error.code
  const values = 'patch' in frame ? frame.patch : null
  return JSON.parse(String(values?.at(-1)))
}

describe('a field that the browser sets', () => {
  it.each([
    [{ text: 'a' }, ['a', 1, false, '1', '', [1], 'kept']],
    [{ count: '-2.5e3' }, [null, -2500, false, '1', '', [1], 'kept']],
    [{ isOn: true, text: '' }, ['', 1, true, '1', '', [1], 'kept']],
    [{ big: '9007199254740993' }, [null, 1, false, '9007199254740993', '', [1], 'kept']],
    [{ pair: 'x' }, [null, 1, false, '1', 'X', [1], 'kept']],
    [{ days: ['2', '3'] }, [null, 1, false, '1', '', [2, 3], 'kept']],
  ])('becomes %j in its own type', async (params, all) => {
    expect(await afterSetting(params)).toEqual(all)
  })

  it.each([
    [{ count: 'many' }],
    [{ count: '' }],
    [{ count: 'Infinity' }],
    [{ count: ['1'] }],
    [{ text: { toString: 1 } }],
    [{ text: 5 }],
    [{ isOn: 'perhaps' }],
    [{ big: '1.5' }],
    [{ days: '2' }],
    [{ days: [['2']] }],
  ])('stays what it was after %j', async (params) => {
    expect(await afterSetting(params)).toBe('bad_model_value')
  })

  it.each([
    ['hidden'],
    ['request'],
    ['constructor'],
    ['all'],
    ['toString'],
    ['_x'],
    ['handleTick'],
  ])('is never %s, which no dj-model names', async (name) => {
    expect(await afterSetting({ [name]: 'x' })).toBe('not_a_model')
    expect(await afterSetting({ text: 'x', [name]: 'x' })).toBe('not_a_model')
  })
})

describe('a template that binds', () => {
  const openWith = (template: string, more: object = {}) => {
    class View extends LiveView {
      name = ''
      list = [1]
      _secret = ''
      save() {}
      get shown() {
        return ''
      }
    }
    Object.assign(View, { template, handlers: { save: {} }, ...more })
    return new TestSite({ urls: [path('', View as ViewClass)] }).open('/')
  }
  it.each([
    ['<input dj-model="nmae">', 'Did you mean "name"? Its fields: name.'],
    ['<input dj-model="list">', 'View.list is no text, number or boolean'],
    ['<select multiple dj-model="name"></select>', 'has to be a list'],
    ['<input dj-model="shown">', 'has no public field of that name'],
    ['<input dj-model="_secret">', 'stays on the server'],
    ['<input dj-model="save">', 'it is a method'],
    ['<input dj-model="request">', 'it is a member of LiveView'],
  ])('%s is a mistake', async (template, message) => {
    await expect(openWith(template)).rejects.toThrow(message)
  })

  it('what allowedModelFields does not list is a mistake', async () => {
    const template = '<input dj-model="name">'
    await expect(openWith(template, { allowedModelFields: ['nam'] })).rejects.toThrow(
      'does not list it. Did you mean "nam"?',
    )
    await openWith(template, { allowedModelFields: ['name'] })
  })
})
