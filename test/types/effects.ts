import {
  action,
  background,
  cache,
  computed,
  debounce,
  eventHandler,
  LiveView,
  liveSession,
  loading,
  optimistic,
  path,
  publish,
  rateLimit,
  reactive,
  redirect,
  throttle,
} from 'djust'
import type { AsyncValue } from 'djust'

class Effects extends LiveView {
  static template = ''
  count = 0
  isSaving = false
  news: AsyncValue<string> | null = null

  @eventHandler
  right() {
    this.startAsync(async () => {}, { name: 'load' })
    this.assignAsync('news', async () => 'rain')
    this.setLayout('wide.html')
    this.setLayout(null)
    this.defer(() => this.markClean())
  }

  @eventHandler
  wrong() {
    // @ts-expect-error work is a function
    this.startAsync('load')
    // @ts-expect-error misspelt option
    this.startAsync(async () => {}, { nam: 'x' })
    // @ts-expect-error no such field
    this.assignAsync('nwes', async () => 1)
    // @ts-expect-error work has a name
    this.cancelAsync(3)
    // @ts-expect-error misspelt option
    void this.waitForEvent('right', { timeoutMs: 3 })
    // @ts-expect-error a change is a function
    void this.update(3)
    // @ts-expect-error a task is a function
    this.defer('x')
    // @ts-expect-error the name of a template, or null
    this.setLayout(3)
    // @ts-expect-error the template's own layout is asked for by null
    this.setLayout()
    // @ts-expect-error a topic is a text
    this.subscribe(3)
    // @ts-expect-error a selector is a text
    this.triggerSubmit(3)
    // @ts-expect-error no such level
    this.clearFlash('succes')
    // @ts-expect-error told, not set
    this.isDirty = true
    // @ts-expect-error what the address says
    this.params = {}
    // @ts-expect-error true or false
    this.liveRedirect('/', { external: 'yes' })
  }

  // @ts-expect-error a rate is a number
  @rateLimit({ rate: '10', burst: 5 }) textRate() {}
  // @ts-expect-error misspelt option
  @rateLimit({ rate: 10, brust: 5 }) noBurst() {}
  // @ts-expect-error milliseconds are a number
  @debounce(300, { maxWait: '1s' }) textWait() {}
  // @ts-expect-error misspelt option
  @debounce(300, { maxWiat: 1 }) noWait() {}
  // @ts-expect-error misspelt option
  @cache({ keyParam: ['value'] }) noKeys() {}
  // @ts-expect-error there is no such field to remember
  @cache({ fields: ['cuont'] }) noField() {}
  // @ts-expect-error only getters are computed
  @computed noGetter() {}
  // @ts-expect-error only accessors and setters notice
  @reactive noAccessor = 1
  // @ts-expect-error a number does not say whether
  @loading('count') noSwitch() {}
  // @ts-expect-error stays on the server
  @optimistic _underscore() {}
  // @ts-expect-error a getter is not called
  @background get work() {
    return 1
  }
  // @ts-expect-error a getter is not called
  @action get act() {
    return 1
  }
  // @ts-expect-error a getter is not called
  @throttle(100) get often() {
    return 1
  }
}

class WrongOverrides extends LiveView {
  // @ts-expect-error it gets an object of texts
  override handleParams(params: number) {}
  // @ts-expect-error names with texts
  override pageMeta = 3
  // @ts-expect-error a text
  override pageTitle = 3
}

// @ts-expect-error a number of milliseconds
class WrongTick extends LiveView {
  static tickInterval = '1s'
}
// @ts-expect-error a list of names
class WrongModels extends LiveView {
  static allowedModelFields = 'name'
}
// @ts-expect-error no such framework
class WrongStyle extends LiveView {
  static cssFramework = 'bootstrap9' as const
}
// @ts-expect-error 'lax' or 'strict'
class WrongHooks extends LiveView {
  static hookNamespacing = 'loose' as const
}
// @ts-expect-error true or false
class WrongBase extends LiveView {
  static abstract = 'yes'
}

// @ts-expect-error a topic is a text
publish(3, 'x')
// @ts-expect-error 200 leads nowhere
redirect('/', 200)
// @ts-expect-error a list of routes
liveSession('staff', path('a/', Effects))
