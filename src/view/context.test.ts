import { expect, it } from 'vitest'
import { fakeViewHost } from '../../test/support/fake-view-host.ts'
import { readContext } from './context.ts'
import { eventHandler } from './event-handler.ts'
import { createView } from './create-view.ts'
import { LiveView } from './live-view.ts'
import { resolveName } from './own-names.ts'

class Base extends LiveView {
  get label() {
    return 'base'
  }
  get replaced() {
    return 'getter'
  }
}

class Doc extends Base {
  title = 'Hello'
  _secret = 1
  #hidden = 2
  missing = undefined
  callback = () => 1

  get upper() {
    return this.title.toUpperCase() + this.#hidden
  }
  get _private() {
    return 'no'
  }
  // @ts-expect-error a method in place of a getter
  override replaced() {
    return 'method'
  }
  plain() {
    return 1
  }
  @eventHandler
  save() {}
}

const names = ['title', 'upper', 'label']
const unreachable = [
  '_secret',
  '_private',
  '#hidden',
  'callback',
  'replaced',
  'plain',
  'save',
  'request',
  'user',
  'params',
  'viewId',
  'mount',
  'livePatch',
  'getContextData',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'nothing',
]

it('gives a template own fields and getters, those of parent classes too', () => {
  const view = createView(Doc, fakeViewHost())
  expect(names.map((name) => resolveName(view, null, name))).toEqual(['Hello', 'HELLO2', 'base'])
})

it('keeps everything else out of reach', () => {
  const view = createView(Doc, fakeViewHost())
  const reached = unreachable.filter((name) => resolveName(view, null, name) !== undefined)
  expect(reached).toEqual([])
})

it('asks elsewhere only for names that the view does not have', () => {
  const view = createView(Doc, fakeViewHost())
  const asked: string[] = []
  const otherwise = (name: string) => {
    asked.push(name)
    return `framework's ${name}`
  }
  expect(resolveName(view, null, 'title', otherwise)).toBe('Hello')
  expect(resolveName(view, null, 'missing', otherwise)).toBeUndefined()
  expect(resolveName(view, null, 'user', otherwise)).toBe("framework's user")
  expect(resolveName(view, null, 'save', otherwise)).toBe("framework's save")
  expect(asked).toEqual(['user', 'save'])
})

it('lets a field of the view win over a name of the framework', () => {
  class Own extends LiveView {
    messages = ['mine']
  }
  const view = createView(Own, fakeViewHost())
  expect(resolveName(view, null, 'messages', () => 'theirs')).toEqual(['mine'])
})

it('reads an overridden context instead of the view', async () => {
  class Given extends LiveView {
    title = 'x'
    _items = [1]
    override async getContextData() {
      return {
        items: this._items,
        _hidden: 1,
        act: () => 1,
        get later() {
          return 'read late'
        },
      }
    }
  }
  const view = createView(Given, fakeViewHost())
  const context = await readContext(view)
  expect(resolveName(view, context, 'items')).toEqual([1])
  expect(resolveName(view, context, 'later')).toBe('read late')
  const hidden = ['title', '_items', '_hidden', 'act', 'constructor', '__proto__', 'toString']
  expect(hidden.filter((name) => resolveName(view, context, name) !== undefined)).toEqual([])
})

it('does not need a context while getContextData is not overridden', async () => {
  expect(await readContext(createView(Doc, fakeViewHost()))).toBeNull()
})

it('offers own public fields and getters as super.getContextData()', async () => {
  class More extends Doc {
    override getContextData() {
      return { ...super.getContextData(), more: 1 }
    }
  }
  const view = createView(More, fakeViewHost())
  expect(await readContext(view)).toEqual({
    title: 'Hello',
    missing: undefined,
    upper: 'HELLO2',
    label: 'base',
    more: 1,
  })
})

it('says what getContextData has to return', async () => {
  class Wrong extends LiveView {
    override getContextData() {
      return null as unknown as object
    }
  }
  const view = createView(Wrong, fakeViewHost())
  await expect(readContext(view)).rejects.toThrow('getContextData() of Wrong returned null')
})
