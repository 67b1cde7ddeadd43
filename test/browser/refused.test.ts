import { djust, eventHandler, LiveView, path } from 'djust'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type Command, Project } from '../command-line.ts'
import { rule } from '../support/rule.ts'
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

/** Templates that are refused, with what is to be written instead, in as few words as say it. */
const refused = {
  'a script': ['<script>x = {{ n }}</script>', 'json_script'],
  'a style sheet': ['<style>p { width: {{ n }}px }</style>', 'Switch a class with {% if %}'],
  'a style': ['<p style="width: {{ n }}px"></p>', 'Switch classes'],
  'an event attribute': ['<p onclick="x({{ n }})"></p>', 'Use dj-click and dj-value-…'],
  srcdoc: ['<iframe srcdoc="{{ name }}"></iframe>', 'Serve the document from a route'],
  'a comment': ['<!-- {{ name }} -->', '{# … #}'],
  'the name of an element': ['<h{{ n }}>a</h{{ n }}>', 'Choose between elements with {% if %}'],
  'the name of an attribute': ['<p data-{{ name }}="a"></p>', 'Write each attribute with {% if %}'],
  'the place of attributes': ['<p {{ name }}></p>', 'Write the attributes out, with {% if %}'],
} as const

/** An element that balances in no branch, around what cannot be in it. */
const coarse = (inner: string) =>
  `<section>{% if n %}<div>{% endif %}${inner}{% if n %}</div>{% endif %}</section>`

const others = {
  append: coarse(
    '<ul id="log" dj-update="append">{% for row in rows %}<li id="{{ row }}"></li>{% endfor %}</ul>',
  ),
  stream: coarse(
    '{% for item in streams.rows %}<p id="{{ item.id }}">{{ item.id }}</p>{% endfor %}',
  ),
  coarse: `<button dj-click="next">Next</button><p>{{ n }}</p>${coarse('{{ n }}')}`,
  cachedToken: '{% load cache %}{% cache 60 a %}{% csrf_token %}{% endcache %}',
  cachedRequest: '{% load cache %}{% cache 60 b %}{{ request.path }}{% endcache %}',
  cachedComponent: '{% load cache %}{% cache 60 c %}{{ part }}{% endcache %}',
  keys: '<button dj-click="next">Next</button>{% for row in rows %}<p dj-key="{{ row }}">{{ row }}</p>{% endfor %}',
  getter: '<button dj-click="next">Next</button><p>{{ n }}</p><p>{{ taken }}</p>',
}

const outside = pageOf('<button dj-click="next">Next</button><p>{{ n }}</p>').replace(
  '<main',
  '<header>{{ n }}</header><main',
)

const pages: Readonly<Record<string, string>> = Object.fromEntries([
  ...Object.values(refused).map(([template], i) => [`refused${i}`, pageOf(template)]),
  ...Object.entries(others).map(([name, template]) => [name, pageOf(template)]),
  ['outside', outside],
])

const app = `
  import { Component, defineUrls, djust, eventHandler, LiveView, path } from 'djust'

  class Part extends Component {
    static template = '<b>part</b>'
  }

  class PageView extends LiveView {
    n = 1
    name = 'name'
    rows = [1, 2]
    part = new Part()

    get taken() {
      const { name } = this
      this.name = ''
      return name
    }

    @eventHandler
    next() {
      this.n += 1
      this.name = 'another'
      this.rows.push(2)
    }
  }

  const pages = ${JSON.stringify(pages)}
  export default djust({
    urls: defineUrls(
      Object.entries(pages).map(([name, template]) =>
        path(name + '/', class Page extends PageView {
          static template = template
        }),
      ),
    ),
  })
`

let project: Project
let command: Command
let url: string
beforeAll(async () => {
  project = new Project({ 'app.ts': app })
  command = project.djust(['dev', 'app.ts', '--port', '0'])
  url = await command.prints(/ready {2}(\S+)/)
})
afterAll(() => project.remove())

describe('a value where no escaping makes it safe', () => {
  rule('refused values', 'is refused with what to write instead, and where', async () => {
    const page = await browser.page()
    for (const [i, [place, [, fix]]] of Object.entries(refused).entries()) {
      const message = await messageOf(page, `refused${i}`)
      expect(message, place).toContain(fix)
      expect(await page.locator('figcaption').textContent(), place).toMatch(/:12:\d+$/)
    }
  })
})

describe('a value where a setting trusts the author', () => {
  const trusted = {
    script: '<script>window.told = "{{ name }}"</script>',
    style: '<style>#a { order: {{ n }} }</style><p id="a"></p>',
    styleAttributes: '<p id="b" style="order: {{ n }}"></p>',
    handlers: '<button onclick="window.clicked = {{ n }}">Click</button>',
    srcdoc: '<iframe srcdoc="{{ name }}"></iframe>',
    comments: '<!-- {{ name }} -->',
    attributeNames: '<p id="c" data-{{ name }}="named"></p>',
  }
  const looser = {
    urls: '<a id="d" href="{{ address }}">d</a>',
    safeStrings: '<a id="e" title="{{ quoted|safe }}">e</a>',
    unquoted: '<a id="f" title={{ spaced }}>f</a>',
  }

  class Trusting extends LiveView {
    n = 1
    name = 'told'
    address = 'javascript:void(0)'
    quoted = 'a" lang="de'
    spaced = 'a lang=de'

    @eventHandler
    next() {
      this.n += 1
    }
  }
  const viewOf = (template: string) =>
    class extends Trusting {
      static template = pageOf(`<button dj-click="next">Next</button>${template}`)
    }

  rule('settings that trust', 'is refused or made safe without it, and drawn with it', async () => {
    for (const [name, template] of Object.entries(trusted)) {
      const start = () => djust({ urls: [path('', viewOf(template))] })
      expect(start, name).toThrow(/^(A value|This HTML comment)/)
    }
    const all = { ...trusted, ...looser }
    const names = Object.keys(all) as (keyof typeof all)[]
    const shown = (page: Page) =>
      page.evaluate(() => {
        const attributes = (id: string) =>
          ['href', 'title', 'lang'].map((name) => document.querySelector(id)!.getAttribute(name))
        return [attributes('#d')[0], ...attributes('#e').slice(1), ...attributes('#f').slice(1)]
      })
    const strict = await browser.show(viewOf(Object.values(looser).join('')))
    expect(await shown(strict)).toEqual([
      'about:blank#blocked',
      'a" lang="de',
      null,
      'a lang=de',
      null,
    ])

    const escaping = Object.fromEntries(names.map((name) => [name, 'django' as const]))
    const page = await browser.open(
      await serveViews({ '': viewOf(Object.values(all).join('')) }, { escaping }),
    )
    expect(await shown(page)).toEqual(['javascript:void(0)', 'a', 'de', 'a', 'de'])
    await page.getByRole('button', { name: 'Click' }).click()
    await press(page, 'Next')
    await soon(() =>
      page.evaluate(() => {
        const { told, clicked } = window as unknown as Record<string, unknown>
        const orders = ['#a', '#b'].map((id) => getComputedStyle(document.querySelector(id)!).order)
        const frame = document.querySelector('iframe')!.srcdoc
        return [told, clicked, ...orders, frame, document.querySelector('#c')!.outerHTML]
      }),
    ).toEqual(['told', 1, '2', '2', 'told', '<p id="c" data-told="named"></p>'])
    expect(await page.locator('main').innerHTML()).toContain('<!-- told -->')
  })
})

describe('what is sent as one piece', () => {
  rule('streams in coarse regions', 'holds no stream, and no rows that only come', async () => {
    const page = await browser.page()
    for (const name of ['append', 'stream']) {
      expect(await messageOf(page, name), name).toMatch(/sent as (one|a whole)/)
    }
  })

  rule('coarse regions are told', 'is told to its author, with its place and why', async () => {
    await openIn(await browser.page(), `${url}coarse/`)
    expect(command.output).toMatch(/a change sends all that is in <section> \(.+:\d+:\d+\): .+/)
  })
})

describe('what {% cache %} would show to others', () => {
  rule('reader’s own in caches', 'is refused: a token, the request, a component', async () => {
    const page = await browser.page()
    for (const name of ['cachedToken', 'cachedRequest', 'cachedComponent']) {
      expect(await messageOf(page, name), name).toContain('{% cache %}')
    }
  })
})

describe('under djust dev, its author is told in the page', () => {
  rule.each(
    'what development checks',
    'that %s',
    [
      ['two rows have one key', 'keys', 'key_not_unique'],
      ['a getter changes what it reads', 'getter', 'shown_differs'],
    ],
    async (_, name, code) => {
      const page = await browser.open(`${url}${name}/`)
      await press(page, 'Next')
      await soonText(page, 'djust-error strong').toBe(code)
      expect(await page.locator('djust-error pre').last().textContent()).toMatch(/:\d+:\d+/)
    },
  )

  rule(
    'values outside the live part',
    'of a value that changes where no patch reaches',
    async () => {
      const page = await browser.open(`${url}outside/`)
      await press(page, 'Next')
      await soonText(page, 'p').toBe('2')
      expect(await page.locator('header').textContent()).toBe('1')
      await soon(() => command.output).toContain('A value outside the live part has changed')
    },
  )
})

async function messageOf(page: Page, name: string): Promise<string | null> {
  await page.goto(`${url}${name}/`)
  return page.locator('h1').textContent()
}
