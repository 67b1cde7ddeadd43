import { setFlagsFromString } from 'node:v8'
import { Streams } from '../view/streams.ts'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { settled } from '../../test/support/gate.ts'
import { TestSite, type TestSiteOptions } from '../../test/support/site.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { memory } from '../store/memory-store.ts'
import { Component } from '../view/component.ts'
import { liveView } from '../view/function-view.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import type { UpdateFrame } from '../wire/frames.ts'

interface Message {
  id: number
  text: string
}

const list = (name = 'messages') =>
  `<ul id="list">{% for m in streams.${name} %}<li id="m-{{ m.id }}">{{ m.text }}</li>{% empty %}<li>none</li>{% endfor %}</ul>`

class ChatView extends LiveView {
  static handlers = handlers<ChatView>()({ say: {}, leave: {}, break: {}, soon: {} })
  static template = `<p>{{ count }}</p>${list()}`
  count = 2

  mount() {
    this.subscribe('chat')
    this.stream('messages', [
      { id: 1, text: 'one' },
      { id: 2, text: 'two' },
    ])
  }

  handleInfo(act: (view: ChatView) => void) {
    act(this)
  }

  say() {
    this.#say()
  }

  #say() {
    this.count += 1
    this.streamInsert('messages', { id: this.count, text: `number ${this.count}` })
  }

  leave() {
    this.liveRedirect('/elsewhere/')
    this.#say()
  }

  break() {
    const broken = {
      id: 8,
      get text(): string {
        throw new Error('this fails')
      },
    }
    this.streamInsert('messages', broken)
    this.#say()
  }

  soon() {
    setTimeout(() => this.#say())
  }
}

const siteOf = (View: ViewClass, given: Partial<TestSiteOptions> = {}) =>
  new TestSite({ urls: [path('', View)], ...given })

/** A page of the chat, and what makes its view do something. */
async function chat(given: Partial<TestSiteOptions> = {}) {
  const site = siteOf(ChatView, given)
  const page = await site.join()
  return {
    site,
    page,
    /** @returns the changes that the page is told */
    async told(act: (view: ChatView) => void) {
      site.bus.publish('chat', act)
      return changesOf((await page.next()) as UpdateFrame)
    },
  }
}

function changesOf({ commands }: UpdateFrame): unknown {
  return commands.map((command) => (command.kind === 'stream' ? command.changes : command.kind))
}

/** What stands in the list. */
function rowsIn({ html }: TestPage): string[] {
  return Array.from(html.matchAll(/<li[^>]*>(.*?)<\/li>/g), ([, text]) =>
    text!.replace(/<!--.*?-->/g, ''),
  )
}

describe('the first page', () => {
  it('shows the items of mount, and the browser is told nothing more of them', async () => {
    const site = siteOf(ChatView)
    const page = await site.open()
    expect(rowsIn(page)).toEqual(['one', 'two'])
    await page.join()
    expect(changesOf(await page.call('say'))).toEqual([[[-1, 0, ['m-3', 'number 3']]]])
  })

  it('shows what became of items before it was drawn', async () => {
    class Early extends ChatView {
      override mount() {
        this.stream('messages', [1, 2, 3, 4].map(message), { limit: 3 })
        this.streamInsert('messages', message(5), { at: 0 })
        this.streamInsert('messages', message(6), { at: 1 })
        this.streamInsert('messages', { id: 2, text: 'TWO' }, { updateOnly: true })
        this.streamInsert('messages', message(99), { updateOnly: true })
        this.streamDelete('messages', 6)
      }
    }
    expect(rowsIn(await siteOf(Early).open())).toEqual(['m5', 'TWO'])
    class Nothing extends ChatView {
      override mount() {
        this.stream('messages', [message(1)])
        this.streamReset('messages')
      }
    }
    expect(rowsIn(await siteOf(Nothing).open())).toEqual(['none'])
  })

  it('is told on joining what happened since it was drawn', async () => {
    const site = siteOf(class extends ChatView {})
    const page = await site.open()
    site.bus.publish('chat', (view: ChatView) => view.streamDelete('messages', 1))
    site.bus.publish('chat', (view: ChatView) => view.say())
    await settled()
    await page.join()
    expect(changesOf((await page.next()) as UpdateFrame)).toEqual([
      ['m-1'],
      [[-1, 0, ['m-3', 'number 3']]],
    ])
  })

  it('works without JavaScript', async () => {
    const opened = await siteOf(ChatView).open('/', { post: { handler: 'say', params: {} } })
    expect(rowsIn(opened)).toEqual(['one', 'two', 'number 3'])
  })
})

describe('a page is told', () => {
  it('where rows go, how many may stay, and which go', async () => {
    const { told } = await chat()
    expect(
      await told((view) => view.stream('messages', [message(7), message(8)], { at: 0 })),
    ).toEqual([[[0, 0, ['m-7', 'm7'], ['m-8', 'm8']]]])
    expect(
      await told((view) => view.streamInsert('messages', message(9), { at: 3, limit: 2 })),
    ).toEqual([[[3, 2, ['m-9', 'm9']]]])
    const limited = await told((view) => view.streamInsert('messages', message(10)))
    expect(limited, 'the limit stays').toEqual([[[-1, 2, ['m-10', 'm10']]]])
    const update = { updateOnly: true }
    expect(await told((view) => view.streamInsert('messages', message(10), update))).toEqual([
      [[-2, 2, ['m-10', 'm10']]],
    ])
    expect(await told((view) => view.streamDelete('messages', 9))).toEqual([['m-9']])
    expect(await told((view) => view.streamDelete('messages', message(8)))).toEqual([['m-8']])
    expect(await told((view) => view.streamReset('messages', [message(1)]))).toEqual([
      [0, [-1, 2, ['m-1', 'm1']]],
    ])
    expect(await told((view) => view.stream('messages', [], { reset: true }))).toEqual([[0]])
  })

  it('of rows before the other commands of the turn', async () => {
    const { page } = await chat()
    expect(changesOf(await page.call('leave'))).toEqual([
      [[-1, 0, ['m-3', 'number 3']]],
      'redirect',
    ])
  })

  it('of rows with what their template reads besides', async () => {
    class Named extends ChatView {
      static override template =
        `{% with who=name|upper %}<ul id="l">{% for m in streams.messages %}<li id="m-{{ m.id }}">{{ who }} {% if m.id > 2 %}<b>{{ name }}</b>{% endif %}</li>{% endfor %}</ul>{% endwith %}`
      name = 'ada'
    }
    const page = await siteOf(Named).join()
    expect(changesOf(await page.call('say'))).toEqual([[[-1, 0, ['m-3', 'ADA', [0, ['ada']]]]]])
  })

  it('of an item that comes between turns', async () => {
    const { page } = await chat()
    await page.call('soon')
    expect(changesOf((await page.next()) as UpdateFrame)).toEqual([[[-1, 0, ['m-3', 'number 3']]]])
  })

  it('of all but an item that cannot be drawn', async () => {
    const { page, site } = await chat()
    const answer = await page.call('break')
    expect(changesOf(answer)).toEqual([[[-1, 0, ['m-3', 'number 3']]]])
    expect(answer).toMatchObject({ patch: [0, '3'], errors: [{ code: 'render_failed' }] })
    expect(site.logged.join()).toMatch(/this fails[^]*m\.text/)
    expect((await page.call('say')).errors).toEqual([])
  })
})

describe('a page that comes back', () => {
  it('is told again what it may have missed, and nothing that it has', async () => {
    const { page } = await chat()
    const first = await page.call('say')
    page.event('say')
    await settled()
    page.drop()
    expect(await page.join()).toMatchObject({ how: 'resumed' })
    expect(first.number).toBe(1)
    expect(await page.next()).toMatchObject({ kind: 'fill', values: ['4', []] })
    expect(changesOf((await page.next()) as UpdateFrame)).toEqual([[[-1, 0, ['m-4', 'number 4']]]])
  })

  it('is told what happened meanwhile', async () => {
    const { page, site } = await chat()
    page.drop()
    site.bus.publish('chat', (view: ChatView) => view.say())
    await settled()
    await page.join()
    const frame = (await page.next()) as UpdateFrame
    expect(frame.patch).toEqual([0, '3'])
    expect(changesOf(frame)).toEqual([[[-1, 0, ['m-3', 'number 3']]]])
  })

  it('begins anew with the rows of mount where its view had to be mounted again', async () => {
    const site = siteOf(ChatView)
    const page = await site.join()
    await page.call('say')
    const copy = page.duplicate()
    expect(await copy.join()).toMatchObject({ how: 'mounted' })
    await copy.next()
    expect(changesOf((await copy.next()) as UpdateFrame)).toEqual([
      [0, [-1, 0, ['m-1', 'one'], ['m-2', 'two']]],
    ])
  })

  it('begins anew when more rows wait than are kept', async () => {
    const { page, site } = await chat()
    page.drop()
    flood(site)
    await settled()
    expect(site.logged.join()).toContain('begins anew')
    expect(await page.join()).toMatchObject({ how: 'mounted' })
  })

  it('is told by handleOverflow what it has to show then, where a view has one', async () => {
    class Patient extends ChatView {
      override handleOverflow() {
        this.stream('messages', [message(this.count)], { reset: true })
      }
    }
    const site = siteOf(Patient)
    const page = await site.join()
    page.drop()
    flood(site)
    site.bus.publish('chat', (view: ChatView) => view.say())
    await settled()
    expect(await page.join()).toMatchObject({ how: 'resumed' })
    expect(await page.next()).toMatchObject({ kind: 'fill', values: ['3', []] })
    expect(changesOf((await page.next()) as UpdateFrame)).toEqual([[0, [-1, 0, ['m-3', 'm3']]]])
  })
})

/** Inserts more than waits for a browser that is away. */
function flood(site: TestSite): void {
  const items = Array.from({ length: 100 }, (_, id) => ({ id, text: 'x'.repeat(20_000) }))
  site.bus.publish('chat', (view: ChatView) => view.stream('messages', items))
}

describe('a restart', () => {
  it('keeps the names of streams and what the page may have missed, and no items', async () => {
    const store = Object.assign(memory(), { isDurable: true })
    const process = (View: ViewClass) => {
      const site = siteOf(View)
      Object.assign(site.site.vault, { store, durability: 'beforeReply' })
      return site
    }
    for (const View of [ChatView, chatFunction]) {
      const page = await process(View).join()
      await page.call('say')
      page.send({ kind: 'ack', session: 0, seen: page.seen })
      page.event('say')
      await settled()
      const moved = Object.assign(await process(View).open(), page)
      expect(await moved.join({ seen: 1, next: 2 })).toMatchObject({ how: 'mounted', upTo: 2 })
      expect(await moved.next()).toMatchObject({ kind: 'fill' })
      expect(changesOf((await moved.next()) as UpdateFrame)).toEqual([
        [[-1, 0, ['m-4', 'number 4']]],
      ])
      expect(changesOf(await moved.call('say'))).toEqual([[[-1, 0, ['m-5', 'number 5']]]])
    }
  })
})

describe('a page that another session or template drew', () => {
  class Patient extends ChatView {
    override handleOverflow() {
      this.stream('messages', [message(this.count)], { reset: true })
    }
  }

  /** The same document, loaded once more. */
  async function heirOf(View: ViewClass) {
    const site = siteOf(View)
    const page = await site.join()
    await page.call('say')
    return Object.assign(await site.open(), { documentName: page.documentName })
  }

  it('goes on with the session that drew it where the one before does not know its rows', async () => {
    const page = await heirOf(ChatView)
    expect(await page.join({ isHeir: true })).toMatchObject({ how: 'claimed' })
    expect(rowsIn(page)).toEqual(['one', 'two'])
    expect(changesOf(await page.call('say'))).toEqual([[[-1, 0, ['m-3', 'number 3']]]])
  })

  it('goes on with the session that it had where that tells what it has to show', async () => {
    const page = await heirOf(Patient)
    expect(await page.join({ isHeir: true })).toMatchObject({ how: 'mounted' })
    expect(await page.next()).toMatchObject({ kind: 'fill', values: ['3', []] })
    expect(changesOf((await page.next()) as UpdateFrame)).toEqual([[0, [-1, 0, ['m-3', 'm3']]]])
  })

  it('is told its rows anew after a new build', async () => {
    const title = '<h1>New</h1>'
    class NewChat extends ChatView {
      static override template = title + list()
    }
    class NewPatient extends Patient {
      static override template = title + list()
    }
    expect(await afterBuild(ChatView, NewChat)).toEqual([
      0,
      [-1, 0, ['m-1', 'one'], ['m-2', 'two']],
    ])
    expect(await afterBuild(Patient, NewPatient)).toEqual([0, [-1, 0, ['m-4', 'm4']]])
  })

  /** What a page is told of its rows when its process dies, and another has another template. */
  async function afterBuild(Old: ViewClass, New: ViewClass): Promise<unknown> {
    const store = Object.assign(memory(), { isDurable: true })
    const [before, after] = [siteOf(Old), siteOf(New)]
    for (const { site } of [before, after])
      Object.assign(site.vault, { store, durability: 'beforeReply' })
    const page = await before.join()
    await page.call('say')
    page.event('say')
    await settled()
    const moved = Object.assign(await after.open(), page)
    const joined = await moved.join({ seen: 1, next: 3 })
    expect(joined).toMatchObject({ how: 'mounted', layout: expect.any(String) })
    moved.send({ kind: 'resync', session: 0 })
    for (;;) {
      const frame = await moved.next()
      const [command] = frame.kind === 'update' ? frame.commands : []
      if (command) return command.kind === 'stream' && command.changes
    }
  }
})

const chatFunction = liveView({ template: ChatView.template }, () => ({
  count: 2,
  handleParams() {
    this.stream('messages', [message(1), message(2)])
  },
  say() {
    this.count += 1
    this.streamInsert('messages', { id: this.count, text: `number ${this.count}` })
  },
}))

describe('a mistake', () => {
  const failing = async (act: (view: ChatView) => void, template = ChatView.template) => {
    class Wrong extends ChatView {
      static override template = template
      override mount() {
        act(this)
      }
    }
    return siteOf(Wrong)
      .open()
      .then(
        () => 'nothing',
        ({ code, message }) => `${code}: ${message.split('\n')[0]}`,
      )
  }
  const begun = (view: ChatView) => view.stream('messages', [message(1)])

  it('in a name is seen when the page is drawn', async () => {
    expect(await failing((view) => view.stream('mesages', []))).toMatch(
      /^unknown_stream: The view has not begun a stream "messages"\. Did you mean "mesages"/,
    )
    expect(await failing((view) => view.streamInsert('messages', 1))).toMatch(
      /^unknown_stream: streamInsert\(\) speaks of a stream "messages", which the view has not begun/,
    )
    expect(await failing((view) => (begun(view), view.stream('others', [])))).toMatch(
      /^unknown_stream: The view has begun a stream "others", which its template does not draw/,
    )
    expect(await failing((view) => Object.assign(view, { streams: { messages: [] } }))).toMatch(
      /^unknown_stream/,
    )
  })

  it.each<[string, (view: any) => void]>([
    ['the name "a b"', (view) => view.stream('a b', [])],
    ['are a number', (view) => view.stream('messages', 1)],
    ['no option "domId"', (view) => view.stream('messages', [], { domId: 'x' })],
    [
      'no option "reset"',
      (view) => (begun(view), view.streamInsert('messages', 1, { reset: true })),
    ],
    ['"at" of stream() has to be -1', (view) => view.stream('messages', [], { at: -2 })],
    [
      '"limit" of stream() has to be a number',
      (view) => view.stream('messages', [], { limit: '5' }),
    ],
  ])('in what is passed is refused: %s', async (words, act) => {
    const error = await failing(act)
    expect(error).toMatch(/^bad_stream: /)
    expect(error).toContain(words.replace('a number', words.startsWith('are') ? '1' : 'a number'))
  })

  it('is a key that tells nothing apart, in development', async () => {
    const { site, told } = await chat({ isDevelopment: true })
    const twice = [{ nr: 1 }, { nr: 2 }]
    expect(await told((view) => view.stream('messages', twice))).toEqual([])
    expect(site.logged.join()).toContain('Two rows have the key "m-"')
    const drawn = siteOf(
      class extends ChatView {
        override mount() {
          this.stream('messages', twice)
        }
      },
      { isDevelopment: true },
    ).open()
    await expect(drawn).rejects.toThrow('Two rows have the key "m-"')
  })

  it('is a component in a row', async () => {
    class Label extends Component {
      static template = '<b>label</b>'
    }
    expect(
      await failing((view) => view.stream('messages', [{ id: 1, text: new Label() }])),
    ).toMatch(/^component_in_stream: The component Label/)
  })

  it('is a key alone, where the template needs more', async () => {
    const template = list().replace('m-{{ m.id }}', '{{ m.kind }}-{{ m.id }}')
    expect(
      await failing((view) => (begun(view), view.streamDelete('messages', 1)), template),
    ).toMatch(/^stream_key: streamDelete\("messages", "1"\)/)
  })
})

it('leaves nothing of 100,000 items in the memory of the server', async () => {
  const { page, site } = await chat()
  const send = async (from: number, count: number): Promise<void> => {
    for (let i = from; i < from + count; i += 100) {
      const items = Array.from({ length: 100 }, (_, j) => ({ id: i + j, text: 'x'.repeat(200) }))
      site.bus.publish('chat', (view: ChatView) => view.stream('messages', items))
      const { number } = (await page.next()) as UpdateFrame
      page.send({ kind: 'ack', session: 0, seen: number })
    }
  }
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heap = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  await send(0, 20_000)
  const before = heap()
  await send(20_000, 100_000)
  expect(heap() - before).toBeLessThan(2_000_000)
})

function message(id: number): Message {
  return { id, text: `m${id}` }
}

it('keeps to its limit where it was stored', () => {
  const before = new Streams(() => {})
  before.stream('log', [], { limit: 3 })
  const after = new Streams(() => {})
  after.restore(before.limits)
  after.insert('log', 'a')
  expect(after.named['log']!.take()).toMatchObject([{ kind: 'insert', limit: 3 }])
})
