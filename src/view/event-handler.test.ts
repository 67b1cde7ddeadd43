import { expect, it } from 'vitest'
import { fakeViewHost } from '../../test/support/fake-view-host.ts'
import { ConfigError, type HandlerError } from '../shared/errors.ts'
import { eventHandler } from './event-handler.ts'
import { handlerFor, handlerTable, handlersOf } from './handler-table.ts'
import { createView } from './create-view.ts'
import { LiveView } from './live-view.ts'

class Counter extends LiveView {
  count = 0

  @eventHandler
  increment() {
    this.count += 1
  }

  @eventHandler()
  reset() {
    this.count = 0
  }

  @eventHandler({ params: { by: 'int' }, description: 'Adds several' })
  add({ by }: { by: number }) {
    this.count += by
    return this.count
  }

  helper() {
    this.count = -1
  }
}

function run(view: LiveView, name: string, params: unknown = {}): unknown {
  return handlerFor(view, name).run(view, params)
}

it('makes methods callable, bare and called', () => {
  expect([...handlerTable(Counter).keys()]).toEqual(['increment', 'reset', 'add'])
  expect(handlerTable(Counter).get('add')?.options).toEqual({
    params: { by: 'int' },
    description: 'Adds several',
  })
})

it('runs a handler on the view, and leaves the method callable from others', () => {
  const view = createView(Counter, fakeViewHost())
  run(view, 'increment')
  expect(run(view, 'add', { by: 4 })).toBe(5)
  view.reset()
  expect(view.count).toBe(0)
})

it('works the table out once per class', () => {
  expect(handlerTable(Counter)).toBe(handlerTable(Counter))
  expect(handlersOf(createView(Counter, fakeViewHost()))).toBe(handlerTable(Counter))
})

it('keeps an overriding method callable, with the options of the parent', () => {
  class Doubling extends Counter {
    override add({ by }: { by: number }) {
      return super.add({ by: by * 2 })
    }
  }
  const view = createView(Doubling, fakeViewHost())
  expect(run(view, 'add', { by: 2 })).toBe(4)
  expect(handlerTable(Doubling).get('add')?.options.params).toEqual({ by: 'int' })
})

it('takes the options of a decorator that an overriding method has itself', () => {
  class Own extends Counter {
    @eventHandler({ params: { by: 'int?' } })
    override add({ by = 1 }: { by?: number }) {
      return by
    }
  }
  expect(handlerTable(Own).get('add')?.options).toEqual({ params: { by: 'int?' } })
  expect(handlerTable(Counter).get('add')?.options.params).toEqual({ by: 'int' })
})

it('has one code for whatever is not callable, and tells the developer why', () => {
  const view = createView(Counter, fakeViewHost())
  const refusal = (name: string) => {
    try {
      handlerFor(view, name)
    } catch (error) {
      return error as HandlerError
    }
    throw new Error(`${name} is callable`)
  }
  const names = [
    'helper',
    'incremnt',
    'mount',
    'livePatch',
    'constructor',
    '__proto__',
    'count',
    '',
  ]
  expect(names.map((name) => refusal(name).code)).toEqual(names.map(() => 'not_callable'))
  expect(refusal('helper').message).toContain('write @eventHandler above it')
  expect(refusal('incremnt').message).toContain('Did you mean "increment"?')
  expect(refusal('mount').message).not.toContain('@eventHandler')
})

it('refuses names of the framework and names that stay on the server', () => {
  class Lifecycle extends LiveView {
    // @ts-expect-error not a handler name
    @eventHandler override mount() {}
  }
  class Later extends LiveView {
    // @ts-expect-error not a handler name
    @eventHandler handleTick() {}
  }
  class Underscore extends LiveView {
    // @ts-expect-error not a handler name
    @eventHandler _save() {}
  }
  class Member extends LiveView {
    // @ts-expect-error not a handler name
    @eventHandler override livePatch() {}
  }
  expect(() => handlerTable(Lifecycle)).toThrow(
    'Lifecycle.mount cannot be a handler: the framework',
  )
  expect(() => handlerTable(Later)).toThrow('Later.handleTick cannot be a handler')
  expect(() => handlerTable(Underscore)).toThrow('names that begin with "_" stay on the server')
  expect(() => handlerTable(Member)).toThrow('it is a member of LiveView')
})

it('refuses to stand on anything but a public method', () => {
  expect(() => {
    class Static extends LiveView {
      // @ts-expect-error static
      @eventHandler static save() {}
    }
    return Static
  }).toThrow('@eventHandler stands on the static method save.')
  expect(() => {
    class Private extends LiveView {
      // @ts-expect-error private
      @eventHandler() #save() {}
    }
    return Private
  }).toThrow('@eventHandler stands on the private method #save.')
  expect(() => {
    class Field extends LiveView {
      // @ts-expect-error a field
      @eventHandler save = 1
    }
    return Field
  }).toThrow('@eventHandler stands on the field save.')
  expect(() => {
    // @ts-expect-error a class
    @eventHandler
    class Whole extends LiveView {}
    return Whole
  }).toThrow('@eventHandler stands on the class Whole.')
})

it('tells how to turn experimental decorators off', () => {
  const legacy = eventHandler as unknown as (...args: unknown[]) => unknown
  const called = eventHandler() as unknown as (...args: unknown[]) => unknown
  const descriptor = { value() {}, writable: true, enumerable: false, configurable: true }
  const advice = /remove experimentalDecorators from tsconfig\.json/
  expect(() => legacy(Counter.prototype, 'helper', descriptor)).toThrow(advice)
  expect(() => called(Counter.prototype, 'helper', descriptor)).toThrow(advice)
  expect(() => legacy(Counter.prototype, 'count', undefined)).toThrow(advice)
  expect(() => legacy(Counter, 'ofTheClass', descriptor)).toThrow(ConfigError)
})

it('refuses options that say nothing, at the class', () => {
  const apply = (options: object) => () =>
    (eventHandler(options) as any)(() => {}, { kind: 'method', name: 'save' })
  expect(apply({ parms: {} })).toThrow('unknown option "parms". Did you mean "params"?')
  expect(apply({ exposeApi: true })).toThrow('"exposeApi" of @eventHandler save does not act yet')
  expect(apply({ description: 3 })).toThrow('has to be text')
  expect(apply({ params: 'str' })).toThrow('neither words nor a schema')
  expect(apply({ params: { n: 'itn' } })).toThrow('unknown type "itn". Did you mean "int"?')
  expect(apply({ params: { n: 5 } })).toThrow('give "n" the unknown type 5')
  expect(apply({ params: { n: 'toString' } })).toThrow('unknown type "toString"')
  expect(apply(JSON.parse('{ "params": { "__proto__": "str" } }'))).toThrow(
    'may not name "__proto__"',
  )
})
