import { expect, it } from 'vitest'
import { fakeViewHost } from '../../test/support/fake-view-host.ts'
import { handlerFor, handlerTable } from './handler-table.ts'
import { handlers } from './handlers.ts'
import { createView } from './create-view.ts'
import { LiveView, type ViewClass } from './live-view.ts'

class Todos extends LiveView {
  static handlers = handlers<Todos>()({
    clear: {},
    add: {
      params: { text: 'str' },
      run({ text }) {
        this.todos.push(text)
      },
    },
  })

  todos: string[] = []

  clear() {
    this.todos = []
  }
}

function listing(table: object, methods: object = {}): ViewClass {
  class Listed extends LiveView {
    static handlers = table
  }
  Object.defineProperties(Listed.prototype, Object.getOwnPropertyDescriptors(methods))
  return Listed
}

it('marks methods, and carries code that runs on the view', () => {
  const view = createView(Todos, fakeViewHost())
  handlerFor(view, 'add').run(view, { text: 'milk' })
  expect(view.todos).toEqual(['milk'])
  handlerFor(view, 'clear').run(view, {})
  expect(view.todos).toEqual([])
  expect(handlerTable(Todos).get('add')?.options).toEqual({ params: { text: 'str' } })
})

it('is inherited, and a method of the subclass takes the place of its code', () => {
  class Loud extends Todos {
    add({ text }: { text: string }) {
      this.todos.push(text.toUpperCase())
    }
  }
  const view = createView(Loud, fakeViewHost())
  handlerFor(view, 'add').run(view, { text: 'milk' })
  expect(view.todos).toEqual(['MILK'])
  expect(handlerTable(Loud).get('add')?.options).toEqual({ params: { text: 'str' } })
})

it('adds to the table of the parent class', () => {
  class More extends Todos {
    static override handlers = handlers<More>()({ shout: { run() {} } })
  }
  expect([...handlerTable(More).keys()]).toEqual(['clear', 'add', 'shout'])
})

it('refuses entries that are no handlers', () => {
  const table = (entries: object, methods?: object) => () => handlerTable(listing(entries, methods))
  const clear = () => {}
  expect(table({ claer: {} }, { clear })).toThrow('names no method. Did you mean "clear"?')
  expect(table({ constructor: {} })).toThrow('cannot be a handler')
  expect(table({ toString: {} })).toThrow('cannot be a handler')
  expect(table({ mount: {} })).toThrow('Listed.mount cannot be a handler')
  expect(table({ _clear: {} }, { _clear: clear })).toThrow('stay on the server')
  expect(table({ clear: { run: 5 } })).toThrow('run has to be a function')
  expect(table({ clear: { run() {} } }, { clear })).toThrow('has code in run, and Listed a method')
  expect(table({ clear: { debonce: 300 } }, { clear })).toThrow('unknown option "debonce"')
  expect(table({ clear: { exposeApi: true } }, { clear })).toThrow(
    '"exposeApi" of static handlers.clear',
  )
  expect(table({ clear: true }, { clear })).toThrow('have to be an object')
  expect(() => handlerTable(listing(null as unknown as object))).toThrow(
    'static handlers = handlers<Listed>()({ … })',
  )
})

it('refuses a getter in place of a handler of the parent', () => {
  class Broken extends Todos {
    // @ts-expect-error a getter in place of a method
    override get clear() {
      return () => {}
    }
  }
  expect(() => handlerTable(Broken)).toThrow('Broken.clear is no method, but Todos declares')
})
