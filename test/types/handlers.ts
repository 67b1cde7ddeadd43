import {
  action,
  background,
  cache,
  clientState,
  computed,
  debounce,
  eventHandler,
  handler,
  handlers,
  LiveView,
  liveView,
  loading,
  optimistic,
  type Params,
  reactive,
  throttle,
} from 'djust'
import * as v from 'valibot'
import { z } from 'zod'
import { type Equal, expectTrue } from './expect.ts'
import type { ListedTodos, MarkedTodos } from './views/todos.ts'

class Accepted extends LiveView {
  @eventHandler bare() {}
  @eventHandler() called() {}
  @eventHandler carried({ value }: { value: string }) {
    value satisfies string
  }
  @eventHandler({}) async carriedLater({ value, checked }: { value: string; checked: boolean }) {}
  @eventHandler({ params: { q: 'str' } }) wider({ q }: { q: string | number }) {}
  @eventHandler({ params: { q: 'str' } }) takesNothing() {}
  @eventHandler({ params: { ids: 'list', note: 'str?', n: 'float', raw: 'json' } })
  words(p: { ids: string[]; note?: string; n: number; raw: unknown }) {}
  @eventHandler({ params: z.object({ n: z.string().transform(Number) }) })
  output({ n }: { n: number }) {}
  @eventHandler({ params: v.object({ text: v.string() }) }) valibot({ text }: { text: string }) {}
}

class Decorated extends LiveView {
  busy = false
  tab = 'all'
  items = [1, 2]
  _level = 0
  @reactive accessor count = 1
  get level() {
    return this._level
  }
  @reactive set level(value) {
    value satisfies number
  }
  @computed get first() {
    return this.items[0]
  }
  @computed('items') get last(): number | undefined {
    return this.items.at(-1)
  }
  @cache({ ttl: 500, keyParams: ['value'] }) find({ value }: { value: string }) {}
  @action @loading('busy') @background async save() {
    this.first satisfies number | undefined
    this.count satisfies number
  }
  async ask() {
    const { tab } = await this.waitForEvent<{ tab: string }>('setTab', {
      predicate: (given) => given.tab !== '',
    })
    tab satisfies string
  }
  @optimistic flip() {
    this.busy = !this.busy
  }
  @optimistic({ busy: 'not busy', tab: (view) => view.tab }) turn() {}
  @clientState(['tab'])
  @eventHandler({ params: { tab: 'str' } })
  setTab({ tab }: { tab: string }) {
    this.tab = tab
    this.count satisfies number
  }
}
null as unknown as Decorated satisfies LiveView

class Refused extends LiveView {
  liked = false
  tab = ''
  list: string[] = []
  // @ts-expect-error the words give a string
  @eventHandler({ params: { text: 'str' } }) wrongType({ text }: { text: number }) {}
  // @ts-expect-error `done` is not among the words
  @eventHandler({ params: { text: 'str' } }) more({
    text,
    done,
  }: {
    text: string
    done: boolean
  }) {}
  // @ts-expect-error an optional parameter is looked at too
  @eventHandler({ params: { text: 'str' } }) optional({ text }: { text: string; done?: boolean }) {}
  // @ts-expect-error the schema gives a string
  @eventHandler({ params: z.object({ text: z.string() }) }) schema({ text }: { text: number }) {}
  // @ts-expect-error valibot gives a string
  @eventHandler({ params: v.object({ text: v.string() }) }) valibot({ text }: { text: number }) {}
  // @ts-expect-error may be left out, and the method says it is there
  @eventHandler({ params: { text: 'str?' } }) required({ text }: { text: string }) {}
  // @ts-expect-error what the schema makes of it counts, not what was sent
  @eventHandler({ params: z.object({ n: z.string().transform(Number) }) }) input(p: {
    n: string
  }) {}
  // @ts-expect-error events do not carry `query`
  @eventHandler noSchema({ query }: { query: string }) {}
  // @ts-expect-error the same, called
  @eventHandler() noSchemaCalled({ index }: { index: number }) {}
  // @ts-expect-error no such word
  @eventHandler({ params: { n: 'integer' } }) noWord({ n }: { n: number }) {}
  // @ts-expect-error no such option
  @eventHandler({ parms: { n: 'int' } }) noOption() {}
  // @ts-expect-error an option that does not act yet
  @eventHandler({ exposeApi: true }) tooEarly() {}
  // @ts-expect-error milliseconds are a number
  @cache({ ttl: '5 min' }) noTtl() {}
  // @ts-expect-error there is no such field
  @loading('isSavin') noField() {}
  // @ts-expect-error there is no such field to predict
  @optimistic({ likd: 'not liked' }) noPrediction() {}
  // @ts-expect-error neither an expression nor a function
  @optimistic({ liked: true }) noExpression() {}
  // @ts-expect-error there is no such field to keep
  @clientState(['tba']) noKey() {}
  // @ts-expect-error the browser keeps texts, numbers and such
  @clientState(['list']) noScalar() {}
  // @ts-expect-error milliseconds are a number
  @debounce('300ms') noTime() {}
  // @ts-expect-error no such option of throttle
  @throttle(100, { leadin: true }) noThrottleOption() {}
  // @ts-expect-error not a lifecycle method, behind a modifier either
  @debounce(300) override mount() {}
  @debounce(300) @eventHandler({ params: { q: 'str' } }) timed({ q }: { q: string }) {
    q satisfies string
  }
  @throttle timedBare({ value }: { value: string }) {
    value satisfies string
  }
  @background async working() {}
  // @ts-expect-error a handler takes one object
  @eventHandler two(a: { value: string }, b: string) {}
  // @ts-expect-error stays on the server
  @eventHandler _underscore() {}
  // @ts-expect-error belongs to the class
  @eventHandler #hash() {}
  // @ts-expect-error belongs to the class
  @eventHandler static ofTheClass() {}
  // @ts-expect-error the framework calls it
  @eventHandler override mount() {}
  // @ts-expect-error the framework calls it, called
  @eventHandler() override handleParams() {}
  // @ts-expect-error the framework calls it
  @eventHandler handleTick() {}
  // @ts-expect-error a member of LiveView
  @eventHandler override livePatch() {}
  // @ts-expect-error a field
  @eventHandler field = 1
}

class NoView {
  // @ts-expect-error only views have handlers
  @eventHandler method() {}
}

expectTrue<Equal<Params<{ readonly a: 'int'; readonly b: 'str?' }>, { a: number; b?: string }>>()
expectTrue<Equal<Params<'items/<int:id>/<slug>/'>, { id: number; slug: string }>>()

// @ts-expect-error no method of that name, and no `run`
handlers<MarkedTodos>()({ ad: {} })
// @ts-expect-error the method takes a string
handlers<MarkedTodos>()({ add: { params: { text: 'int' } } })
// @ts-expect-error the method takes a parameter that events do not carry
handlers<MarkedTodos>()({ add: {} })
// @ts-expect-error the framework calls it
handlers<MarkedTodos>()({ mount: {} })
// @ts-expect-error the framework calls it
handlers<MarkedTodos>()({ handleTick: { run() {} } })
// @ts-expect-error a misspelt option
handlers<MarkedTodos>()({ search: { descripton: 'x' } })
// @ts-expect-error an option that does not act yet
handlers<MarkedTodos>()({ search: { exposeApi: true } })
// @ts-expect-error a field
handlers<MarkedTodos>()({ todos: {} })

handlers<ListedTodos>()({
  add: {
    params: { text: 'str' },
    run({ text }) {
      // @ts-expect-error inferred: a string
      text satisfies number
    },
  },
})
handlers<ListedTodos>()({
  add: {
    params: { text: 'str' },
    // @ts-expect-error inferred: there is no `txt`
    run({ txt }) {},
  },
})
handlers<ListedTodos>()({
  add: {
    run() {
      // @ts-expect-error `this` is the view
      this.todoz
    },
  },
})

liveView({ template: 'x' }, () => ({
  n: 0,
  increment() {
    this.n += 1
    this.liveRedirect('/')
    // @ts-expect-error neither in the object nor in the view
    this.m
  },
}))
// @ts-expect-error a misspelt option
liveView({ templateNam: 'x.html' }, () => ({}))
// @ts-expect-error an option that does not act yet
liveView({ template: 'x', useActors: true }, () => ({}))
liveView({ template: 'x' }, () => ({
  add: handler({ text: 'str' }, ({ text }) => {
    // @ts-expect-error inferred: a string
    text satisfies number
  }),
  // @ts-expect-error events do not carry `query`
  find: handler({ description: 'Finds' }, ({ query }) => {}),
  keep: handler({ params: z.object({ n: z.number() }) }, ({ n }) => {
    n satisfies number
  }),
}))
