import { afterEach, describe, expect, it, vi } from 'vitest'
import { settled } from '../../test/support/gate.ts'
import { pageOf, TestSite } from '../../test/support/site.ts'
import type { AsyncValue } from '../view/async-value.ts'
import { background } from '../view/background.ts'
import { eventHandler } from '../view/event-handler.ts'
import { liveView } from '../view/function-view.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'

/** What the tasks of a test wait for. */
class Door {
  open!: (n: number) => void
  readonly passed = new Promise<number>((resolve) => {
    this.open = resolve
  })
}

afterEach(() => vi.useRealTimers())

let door = new Door()
let log: string[] = []
/** The one that was made last. */
let view: WorkView

class WorkView extends LiveView {
  static template = '<p>{{ state }}</p>'
  state = 'idle'

  mount() {
    view = this
  }

  @eventHandler
  begin() {
    this.state = 'begun'
    this.startAsync(
      async (signal) => {
        log.push(`task sees ${this.state}`)
        signal.addEventListener('abort', () => log.push('aborted'))
        const n = await door.passed
        await this.update(() => {
          this.state = `got ${n}`
        })
        return n
      },
      { name: 'work' },
    )
  }

  @eventHandler
  stop() {
    this.cancelAsync('work')
  }

  @eventHandler
  other() {
    this.state += ', other'
  }

  @eventHandler
  failing() {
    this.startAsync(() => {
      throw new Error('the task is out of order')
    })
  }

  @background
  async slow() {
    this.state = 'slow'
    const n = await door.passed
    await this.update(() => {
      this.state = `slow ${n}`
    })
  }

  @background
  async broken() {
    await door.passed
    throw new Error('the handler is out of order')
  }

  handleAsyncResult(name: string, result: unknown, error: unknown) {
    log.push(`${name}: ${result} ${(error as Error | undefined)?.message ?? 'fine'}`)
  }
}

function fresh(): void {
  door = new Door()
  log = []
}

describe('a task', () => {
  it('begins once the handler is answered, leaves the page free, and is shown when it is done', async () => {
    fresh()
    const { page } = await pageOf(WorkView)
    expect(await page.call('begin')).toMatchObject({ patch: [0, 'begun'] })
    await settled()
    expect(log).toEqual(['task sees begun'])
    expect(await page.call('other')).toMatchObject({ patch: [0, 'begun, other'] })
    door.open(7)
    expect(await page.next()).toMatchObject({ patch: [0, 'got 7'] })
    await settled()
    expect(log).toEqual(['task sees begun', 'work: 7 fine'])
  })

  it('is aborted when it is cancelled, and what it returns is dropped', async () => {
    fresh()
    const { page } = await pageOf(WorkView)
    await page.call('begin')
    await settled()
    await page.call('stop')
    door.open(7)
    await settled()
    expect(log).toEqual(['task sees begun', 'aborted'])
  })

  it('of a name that is in use takes its place', async () => {
    fresh()
    const { page } = await pageOf(WorkView)
    await page.call('begin')
    await settled()
    await page.call('begin')
    await settled()
    expect(log).toEqual(['task sees begun', 'aborted', 'task sees begun'])
  })

  it('is aborted when the page is closed for good, and cannot change it any more', async () => {
    fresh()
    const { page, site } = await pageOf(WorkView)
    await page.call('begin')
    await settled()
    await site.registry.close(1000)
    door.open(7)
    await settled()
    expect(log).toEqual(['task sees begun', 'aborted'])
    await expect(view.update(() => {})).rejects.toMatchObject({ code: 'session_ended' })
    expect(site.logged).toEqual([])
  })

  it('that fails and has no name is reported with the event that began it', async () => {
    fresh()
    const { page, site } = await pageOf(WorkView)
    await page.call('failing')
    expect(await page.next()).toMatchObject({ errors: [{ event: 1, code: 'task_failed' }] })
    expect(site.logged.join()).toContain(
      'a task, begun by event 1, ended with task_failed: Error: the task is out of order',
    )
  })

  it('of `mount` waits for the page', async () => {
    fresh()
    class MountView extends WorkView {
      override mount() {
        this.startAsync(() => log.push('runs'))
      }
    }
    const site = new TestSite({ urls: [path('', MountView)] })
    const page = await site.open()
    await settled()
    expect(log).toEqual([])
    await page.join()
    await settled()
    expect(log).toEqual(['runs'])
  })
})

describe('a handler in the background', () => {
  it('is answered with what it did first, and goes on beside the page', async () => {
    fresh()
    const { page } = await pageOf(WorkView)
    expect(await page.call('slow')).toMatchObject({ upTo: 1, patch: [0, 'slow'] })
    expect(await page.call('other')).toMatchObject({ patch: [0, 'slow, other'] })
    door.open(3)
    expect(await page.next()).toMatchObject({ patch: [0, 'slow 3'] })
  })

  it('tells the browser that the work of its event goes on, and that it is done', async () => {
    fresh()
    const { page } = await pageOf(WorkView)
    expect(await page.call('slow')).toMatchObject({ upTo: 1, working: [1] })
    expect(await page.call('begin')).toMatchObject({ upTo: 2, working: [1, 2] })
    expect((await page.call('other')).working).toBeUndefined()
    page.send({ kind: 'resync', session: 0 })
    expect(await page.next()).toMatchObject({ kind: 'fill', working: [1, 2] })
    door.open(3)
    await vi.waitFor(async () => expect(await page.next()).toMatchObject({ working: [] }))
  })

  it('is not bound to the time of handlers, and what it throws is reported', async () => {
    fresh()
    const { page, site } = await pageOf(WorkView, { handlerTimeoutMs: 5 })
    expect(await page.call('broken')).toMatchObject({ errors: [] })
    await new Promise((resolve) => setTimeout(resolve, 20))
    door.open(0)
    expect(await page.next()).toMatchObject({ errors: [{ event: 1, code: 'task_failed' }] })
    expect(site.logged.join()).toContain('the work of broken(), begun by event 1, ended with')
  })
})

describe('a change from beside the page', () => {
  it('gives what it returns, fails where it fails, and harms no other turn', async () => {
    const { page } = await pageOf(WorkView)
    expect(await view.update(async () => 42)).toBe(42)
    await expect(
      view.update(() => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await page.call('other')).toMatchObject({ patch: [0, 'idle, other'], errors: [] })
  })

  it('that waits while the page is closed ends', async () => {
    const { site } = await pageOf(WorkView)
    const first = view.update(() => new Promise(() => {}))
    const second = view.update(() => {})
    await settled()
    void site.registry.close(1)
    await expect(second).rejects.toMatchObject({ code: 'session_ended' })
    void first
  })
})

class WeatherView extends LiveView {
  static template =
    '<p>{{ weather.loading }},{{ weather.ok }},{{ weather.failed }},{{ weather.result }},{{ weather.error }}</p>'
  weather?: AsyncValue<string>

  mount() {
    this.assignAsync('weather', () => door.passed)
  }

  @eventHandler
  nothing() {}

  @eventHandler
  again() {
    this.assignAsync('weather', () => Promise.reject(new Error('no window')))
  }
}

describe('a value that takes time', () => {
  it('says so at once, and becomes what was loaded', async () => {
    fresh()
    const { page } = await pageOf(WeatherView)
    expect(page.html).toContain('True')
    door.open(21)
    expect(await page.next()).toMatchObject({ patch: [0, 'False', 1, 'True', 3, '21'] })
  })

  it('says what went wrong, and an earlier answer does not come back', async () => {
    fresh()
    const { page, site } = await pageOf(WeatherView)
    await page.call('again')
    expect(await page.next()).toMatchObject({ patch: [0, 'False', 2, 'True', 4, 'no window'] })
    door.open(21)
    expect(await page.call('nothing')).toMatchObject({ patch: null })
    expect(site.logged).toEqual([])
  })
})

describe('a clock', () => {
  class ClockView extends LiveView {
    static template = '<p>{{ ticks }}</p>'
    static tickInterval = 1000
    ticks = 0
    async handleTick() {
      this.ticks += 1
      if (this.ticks === 2) await door.passed
    }
  }

  it('ticks while the page is connected', async () => {
    fresh()
    door.open(0)
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const site = new TestSite({ urls: [path('', ClockView)] })
    const page = await site.open()
    vi.advanceTimersByTime(5000)
    await page.join()
    vi.advanceTimersByTime(1000)
    expect(await page.next()).toMatchObject({ patch: [0, '1'] })
    page.drop()
    vi.advanceTimersByTime(5000)
    await settled()
    await page.join()
    vi.advanceTimersByTime(1000)
    expect(await page.next()).toMatchObject({ patch: [0, '2'] })
  })

  it('leaves out ticks that are late', async () => {
    fresh()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { page } = await pageOf(ClockView)
    vi.advanceTimersByTime(1000)
    expect(await page.next()).toMatchObject({ patch: [0, '1'] })
    vi.advanceTimersByTime(1000)
    await settled()
    vi.advanceTimersByTime(20_000)
    door.open(0)
    expect(await page.next()).toMatchObject({ patch: [0, '2'] })
    expect(await page.next()).toMatchObject({ patch: [0, '3'] })
    vi.advanceTimersByTime(1000)
    expect(await page.next()).toMatchObject({ patch: [0, '4'] })
  })
})

describe('the page of a view', () => {
  class ThereView extends LiveView {
    static template = '<p>{{ state }}</p>'
    state = ''
    override connected() {
      log.push('c')
      this.state += 'c'
    }
    override disconnected() {
      log.push('d')
    }
    override unmount() {
      log.push('u')
    }
  }

  it('is told of when it is there, when it is lost, and when it is closed for good', async () => {
    fresh()
    const { page, site } = await pageOf(ThereView)
    expect(await page.next()).toMatchObject({ patch: [0, 'c'] })
    page.drop()
    await settled()
    await page.join()
    await settled()
    await site.registry.close(1000)
    await settled()
    expect(log).toEqual(['c', 'd', 'c', 'u'])
  })

  it('is told of it too where it is mounted for a page that is there already', async () => {
    fresh()
    const { page } = await pageOf(ThereView)
    await page.next()
    const copy = page.duplicate()
    expect(await copy.join()).toMatchObject({ how: 'mounted' })
    expect(await copy.next()).toMatchObject({ kind: 'fill', values: [''] })
    expect(await copy.next()).toMatchObject({ patch: [0, 'c'] })
  })

  it('tells a function view the same', async () => {
    const view = liveView({ template: '<p>{{ state }}</p>', tickInterval: 10 }, () => ({
      state: '',
      connected() {
        this.state += 'c'
      },
      handleTick() {
        this.state += 't'
      },
    }))
    const { page } = await pageOf(view as never)
    expect(await page.next()).toMatchObject({ patch: [0, 'c'] })
    expect(await page.next()).toMatchObject({ patch: [0, 'ct'] })
  })
})

describe('work that waits for the user', () => {
  class AskView extends LiveView {
    static template = '<p>{{ question }}</p><b>{{ heard }}</b>'
    question = ''
    heard = ''

    @eventHandler begin() {
      this.startAsync(async () => {
        const first = await this.waitForEvent<{ value: string }>('answer', {
          predicate: ({ value }) => value !== 'no',
        })
        await this.update(() => {
          this.heard = first.value
        })
        try {
          await this.waitForEvent('answer', { timeout: 20 })
        } catch (error) {
          await this.update(() => {
            this.heard = (error as { code: string }).code
          })
        }
      })
    }

    @eventHandler answer({ value }: { value: string }) {
      this.question = value
    }
  }

  it('waits for no handler that is not there', async () => {
    class OddView extends LiveView {
      static template = '<p>{{ code }}</p>'
      code = ''
      @eventHandler async ask() {
        try {
          await this.waitForEvent('anser')
        } catch (error) {
          this.code = (error as Error).message
        }
      }
      @eventHandler answer() {}
    }
    const { page } = await pageOf(OddView)
    expect(JSON.stringify(await page.call('ask'))).toContain('Did you mean')
  })

  it('gets what the handler was called with, or an error when its time is up', async () => {
    const { page } = await pageOf(AskView)
    await page.call('begin')
    await settled()
    expect(await page.call('answer', { value: 'no' })).toMatchObject({ patch: [0, 'no'] })
    expect(await page.call('answer', { value: 'yes' })).toMatchObject({ patch: [0, 'yes'] })
    expect(await page.next()).toMatchObject({ patch: [1, 'yes'] })
    expect(await page.next()).toMatchObject({ patch: [1, 'wait_timeout'] })
  })
})
