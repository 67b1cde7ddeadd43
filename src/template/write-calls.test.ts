import { describe, expect, it } from 'vitest'
import { escapeHtml } from '../shared/html.ts'
import { JS } from '../shared/js.ts'
import { readAttribute } from './read-html.ts'
import { markSafe } from './values/safe-string.ts'
import { draw, program, refusal } from '../../test/support/templates.ts'

describe('a call with parameters', () => {
  it.each([
    [`pick({ id: 3 })`, 'pick {"id":3}'],
    [` pick( {id:3,} ) `, 'pick {"id":3}'],
    [`pick({ 'item-id': -1.5, on: true, to: null })`, 'pick {"item-id":-1.5,"on":true,"to":null}'],
    [`pick({ text: 'a, b: \\'c\\'' })`, `pick {"text":"a, b: 'c'"}`],
    [`pick({ list: [1, 'two'], deep: { er: 'x' } })`, 'pick {"list":[1,"two"],"deep":{"er":"x"}}'],
    [`pick({})`, 'pick'],
    [`pick()`, 'pick'],
  ])('is written as the browser reads it: %s', (text, written) => {
    const other = `title='dj-click="other({ id: 3 })"'`
    const html = draw(`<button type="button" ${other} dj-click="${text}">x</button>`)
    expect(html).toContain(` dj-click="${escapeHtml(written)}"`)
    expect(html).toContain(other)
  })

  it('is written where keys are named, too', () => {
    expect(draw('<p dj-keydown.ctrl+s="save({ id: 3 })">x</p>')).toContain(
      '<p dj-keydown.ctrl+s="save {&quot;id&quot;:3}">',
    )
  })

  it('names its handler, which has to be there', () => {
    const { handlers } = program(`<p dj-click="pick({ id: 3 })">x</p>`).compiled
    expect(handlers.map(({ name }) => name)).toEqual(['pick'])
  })

  it('posts its parameters where there is no JavaScript', () => {
    expect(draw(`<form dj-submit="add({ id: 3, to: 'a b' })"></form>`)).toContain(
      'action="?_event=add&amp;id=3&amp;to=a%20b"',
    )
  })

  it.each([
    ['dj-click="pick(3)"', 'dj-value-id="…"'],
    [`dj-click="pick('a', 2)"`, 'Parameters have names'],
    ['dj-click="pick({ id: other })"', 'texts, numbers, true, false and null'],
    ['dj-click="pick({ id: alert(1) })"', 'texts, numbers'],
    ['dj-click="pick({ id: 3 "', 'is not a handler and its parameters'],
    ['dj-click="this.pick({ id: 3 })"', 'is not a handler and its parameters'],
    ['dj-click="pick({ id: {{ id }} })"', 'dj-value-id="{{ id }}"'],
    ['dj-click="pick({ id: {% if a %}1{% endif %} })"', 'dj-value-id="{{ id }}"'],
    ['dj-click="[1]"', 'names no handler'],
    ['dj-click="[{{ id }}]"', 'begins no name'],
  ])('is refused when it is anything else: %s', (attribute, message) => {
    expect(refusal(`<main><p ${attribute}>x</p></main>`)).toMatchObject({
      code: 'bad_handler_call',
      message: expect.stringContaining(message),
    })
  })
})

describe('an attribute that conditions choose', () => {
  const names = (attribute: string) =>
    program(`<p ${attribute}>x</p>`).compiled.handlers.map(({ name }) => name)

  it('names all handlers that it may name', () => {
    expect(names('dj-click="{% if a %}edit{% endif %}"')).toEqual(['edit'])
    expect(names('dj-click="{% if a %}edit{% else %}show{% endif %}Item"')).toEqual([
      'editItem',
      'showItem',
    ])
    expect(names('{% if a %}dj-click="edit"{% elif b %}dj-click="show"{% endif %}')).toEqual([
      'edit',
      'show',
    ])
  })

  it('may name any where that hangs on data', () => {
    expect(names('dj-click="{{ a }}"')).toEqual([])
    expect(names('dj-click="{% if a %}{{ b }}{% else %}show{% endif %}"')).toEqual(['show'])
  })

  it('chooses between calls with parameters, also of an attribute that may be missing', () => {
    const chosen = `<p dj-click="{% if a %}pick({ id: 1 }){% else %}drop{% endif %}">x</p>`
    expect(draw(chosen, { a: true })).toContain('dj-click="pick {&quot;id&quot;:1}"')
    expect(draw(chosen, {})).toContain('dj-click="drop"')
    for (const quote of ['"', "'"]) {
      const missing = `<p {% if a %}class="b" dj-click=${quote}pick({ id: 1 })${quote} id=c{% endif %}>x</p>`
      expect(draw(missing, { a: true })).toContain(
        ` class="b" dj-click=${quote}pick {&quot;id&quot;:1}${quote} id=c`,
      )
      expect(program(missing).compiled.handlers.map(({ name }) => name)).toEqual(['pick'])
    }
    expect(draw('<p {% if a %}dj-click=pick() id=c{% endif %}>x</p>', { a: true })).toContain(
      ' dj-click="pick" id=c',
    )
  })
})

describe('a chain of commands', () => {
  /** What the browser reads in an attribute. */
  const commandsIn = (template: string, values: Readonly<Record<string, unknown>> = {}) => {
    const [, written = ''] = / dj-[\w-]+="([^"]*)"/.exec(draw(template, values)) ?? []
    expect(written).not.toContain(' ')
    return JSON.parse(readAttribute(written))
  }
  const on = (chain: string) => `<p dj-click="${chain}">x</p>`

  it('is written as the browser reads it', () => {
    expect(
      commandsIn(on(`JS.show('#menu', { time: 50 }) .addClass('a b', { to: { inner: 'p' } })`)),
    ).toEqual([
      ['show', '#menu', { time: 50 }],
      ['addClass', 'a b', { to: { inner: 'p' } }],
    ])
    expect(commandsIn(on(`JS.dispatch('x', { detail: [1, 'a)', null] }).popFocus()`))).toEqual([
      ['dispatch', 'x', { detail: [1, 'a)', null] }],
      ['popFocus'],
    ])
  })

  it('comes from the view', () => {
    const chain = JS.show('#a').push('save', { text: '<"& \'' })
    expect(commandsIn(on('{{ chain }}'), { chain })).toEqual(chain.commands)
    expect(commandsIn(on('{% if a %}{{ chain }}{% endif %}'), { a: 1, chain })).toEqual(
      chain.commands,
    )
  })

  it.each(['[["show"]]', [['show']], markSafe('[["show"]]'), markSafe('&#91;["show"]]')])(
    'never comes from another value: %o',
    (value) => {
      for (const text of [
        '{{ v }}',
        '{{ n }}{{ v }}',
        '{% autoescape off %}{{ v }}{% endautoescape %}',
      ]) {
        const [, written = ''] = / dj-click="([^"]*)"/.exec(draw(on(text), { v: value })) ?? []
        expect(readAttribute(written)).not.toMatch(/^\s*\[/)
      }
    },
  )

  it('has values in its texts, which they cannot leave', () => {
    const hostile = `"x'],\n\\<b> &quot; body, [a]`
    const template = on(
      `JS.setAttr('title', '{{ a }} of {% if b %}{{ a }}{% else %}&quot;none{% endif %}')`,
    )
    expect(commandsIn(template, { a: hostile, b: 1 })).toEqual([
      ['setAttr', 'title', `${hostile} of ${hostile}`],
    ])
    expect(commandsIn(template, { a: markSafe('<b>&quot;') })).toEqual([
      ['setAttr', 'title', '<b>&quot; of "none'],
    ])
    const unescaped = `{% autoescape off %}${template}{% endautoescape %}`
    expect(commandsIn(unescaped, { a: hostile })[0][2]).toBe(`${hostile} of "none`)
  })

  it('has values in selectors, of which they stay parts of names', () => {
    const template = on(`JS.show('#row-{{ id }}').focus({ inner: '[name={{ id }}]' })`)
    expect(commandsIn(template, { id: 'b12' })).toEqual([
      ['show', '#row-b12'],
      ['focus', { inner: '[name=b12]' }],
    ])
    expect(commandsIn(template, { id: 7 })[0]).toEqual(['show', '#row-\\37 '])
    expect(commandsIn(template, { id: 'x, body' })[0]).toEqual(['show', '#row-x\\2c \\20 body'])
    const submitted = commandsIn(on(`JS.submit('#f-{{ id }}')`), { id: 'x, form' })
    expect(submitted).toEqual([['submit', '#f-x\\2c \\20 form']])
  })

  it('names its handlers, which have to be there', () => {
    const { handlers } = program(
      on(`JS.push('pick', { id: '{{ id }}' }).hide('#a').push('drop')`),
    ).compiled
    expect(handlers.map(({ name }) => name)).toEqual(['pick', 'drop'])
  })

  it('posts what it would send where there is no JavaScript', () => {
    expect(draw(`<form dj-submit="JS.hide('#a').push('add', { id: 3 })"></form>`)).toContain(
      'action="?_event=add&amp;id=3"',
    )
    expect(draw(`<form dj-submit="JS.hide('#a')"></form>`)).not.toContain('action')
  })

  it('loads what does it, as does what may be one', () => {
    const featuresOf = (text: string) => program(text).compiled.layout.features
    expect(featuresOf(on("JS.show('#a')"))).toEqual(['commands'])
    expect(featuresOf(on('{{ chain }}'))).toEqual(['commands'])
    expect(featuresOf(on('{% if a %}save{% endif %}'))).toBeUndefined()
  })

  it.each([
    ["JS.shwo('#a')", 'Did you mean "show"?'],
    ['JS', 'Write what to do'],
    ["JS.show('#a'", 'Commands follow each other'],
    ["JS.show('#a'); alert(1)", 'Commands follow each other'],
    ['JS.show(menu)', 'Commands follow each other'],
    ["JS.addClass('a', { too: '#b' })", 'Did you mean "to"?'],
    ["JS.setAttr('onclick', 'evil()')", 'runs nothing'],
    ["JS.setAttr('{{ name }}', 'x')", 'runs nothing'],
    ["JS.push('{{ name }}')", 'the name of a handler'],
    ['JS.{{ name }}()', 'Values stand in texts'],
    ["JS.push('a', { id: {{ id }} })", 'Values stand in texts'],
  ])('is refused when it is anything else: %s', (chain, message) => {
    expect(refusal(`<main>${on(chain)}</main>`)).toMatchObject({
      code: 'bad_command',
      message: expect.stringContaining(message),
    })
  })
})
