// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { features } from '../features.ts'
import '../features/morph.ts'
import { type LivePage, livePage } from '../../../test/support/live-page.ts'

/** Columns of two: a new one begins in every second round, so that `section` is coarse. */
const columns = `<section>{% for x in l %}{% if forloop.counter0|divisibleby:2 %}<ul>{% endif %}<li id="i{{ x.id }}" class="{{ x.c }}"><input value="{{ x.v }}">{{ x.id }}</li>{% if forloop.counter|divisibleby:2 or forloop.last %}</ul>{% endif %}{% endfor %}</section>`

const rows = (...ids: number[]) => ids.map((id) => ({ id, c: 'a', v: '' }))
const item = (page: LivePage, id: number) => page.root.querySelector(`#i${id}`)!
const field = (page: LivePage, id: number) => item(page, id).querySelector('input')!

function type(input: HTMLInputElement, text: string): void {
  input.value = text
  features.fields!.edited(input)
}

describe('a coarse region', () => {
  let page: LivePage
  beforeEach(() => {
    page = livePage(columns, { l: rows(1, 2, 3) })
    expect(page.program.compiled.coarse).toHaveLength(1)
  })

  it('becomes what a fresh page shows', () => {
    for (const l of [rows(3, 1), rows(), rows(5, 4, 3, 2, 1), rows(1, 9, 2), rows(2, 1, 9, 8)]) {
      expect(page.turn({ l })).toBe(true)
      const now = page.html()
      expect(now).toBe(livePage(columns, { l }).html())
      page = livePage(columns, { l })
    }
  })

  it('keeps the elements that stay, by their ids, also where they go into another one', () => {
    const before = [1, 2, 3].map((id) => item(page, id))
    page.turn({ l: rows(7, 1, 2, 3) })
    expect([1, 2, 3].map((id) => item(page, id))).toEqual(before)
  })

  it('keeps the focus in a field that goes into another element', () => {
    const text = `<p>{% if on %}<b>{% endif %}<input id="it">{% if on %}</b>{% endif %}</p>`
    page = livePage(text, { on: true })
    const input = page.root.querySelector('input')!
    input.focus()
    page.turn({ on: false })
    expect(page.root.querySelector('p > input')).toBe(input)
    expect(document.activeElement).toBe(input)
  })

  it('takes no element for another that comes with it and has the same id', () => {
    const twice = `<section>{% for x in l %}<p>{% if on %}<b id="same">{{ x }}</b>{% endif %}</p>{% if on %}<i>{% endif %}{% if on %}</i>{% endif %}{% endfor %}</section>`
    page = livePage(twice, { l: [1, 2], on: false })
    expect(page.program.compiled.coarse).toHaveLength(1)
    page.turn({ on: true })
    expect(page.html()).toContain('<p><b id="same">1</b></p><i></i><p><b id="same">2</b></p>')
  })

  it('keeps what a user typed', () => {
    type(field(page, 2), 'typed')
    page.turn({ l: rows(7, 1, 2, 3) })
    expect(field(page, 2).value).toBe('typed')
    page.turn({ l: rows(2).map((row) => ({ ...row, v: 'said' })) })
    expect(field(page, 2).value).toBe('typed')
    expect(field(page, 2).getAttribute('value')).toBe('said')
  })

  it('restores a field to what the server says, once the event that carried it is answered', () => {
    type(field(page, 2), 'typed')
    const answered = features.fields!.carry([field(page, 2)])
    page.turn({ l: rows(1, 2).map((row) => ({ ...row, v: 'said' })) })
    expect(field(page, 2).value).toBe('typed')
    answered(false)
    expect(field(page, 2).value).toBe('said')
  })

  it('keeps what a user typed in the field of that name', () => {
    const text = `<p>{% if on %}<b>{% endif %}{% if error %}<input name="code">{% endif %}<input name="mail" value="{{ v }}">{% if on %}</b>{% endif %}</p>`
    page = livePage(text, { on: true, error: false, v: '' })
    expect(page.program.compiled.coarse).toHaveLength(1)
    const mail = page.root.querySelector('input')!
    type(mail, 'typed')
    page.turn({ error: true, v: 'said' })
    expect(page.root.querySelector('[name=mail]')).toBe(mail)
    page.turn({ error: false, v: '' })
    expect([...page.root.querySelectorAll('input')]).toEqual([mail])
  })

  describe('restores a field that was drawn without its state', () => {
    const text = `<p>{% if on %}<b>{% endif %}<i>{{ tone }}</i><input type="checkbox" name="agree"{% if agree %} checked{% endif %}><input type="radio" name="size" value="s"{% if size == 's' %} checked{% endif %}><input type="radio" name="size" value="l"{% if size == 'l' %} checked{% endif %}><select name="color"><option value="r"{% if color == 'r' %} selected{% endif %}>r<option value="g"{% if color == 'g' %} selected{% endif %}>g</select><input name="code"{% if code %} value="{{ code }}"{% endif %}><textarea name="note">{{ note }}</textarea><input name="free"><select name="own"><option value="r">r<option value="g">g</select>{% if on %}</b>{% endif %}</p>`
    const names = ['agree', 'size', 'color', 'code', 'note', 'free', 'own']
    const find = (which: string) => page.root.querySelector<HTMLInputElement>(which)!
    const choose = (select: HTMLInputElement) =>
      ((select as unknown as HTMLSelectElement).options[1]!.selected = true)
    const change = () => {
      find('[name=agree]').checked = find('[value=l]').checked = true
      choose(find('[name=color]'))
      choose(find('[name=own]'))
      for (const name of ['code', 'note', 'free']) find(`[name=${name}]`).value = 'typed'
      const fields = [...page.root.querySelectorAll('input, select, textarea')]
      for (const each of fields) features.fields!.edited(each)
      return fields
    }
    const shown = () =>
      names.map((name) => {
        const { type, value, checked } = find(`[name=${name}]${name === 'size' ? '[value=l]' : ''}`)
        return /checkbox|radio/.test(type) ? checked : value
      })
    beforeEach(() => {
      page = livePage(text, {
        on: false,
        agree: false,
        size: '',
        color: '',
        code: '',
        note: '',
        tone: '',
      })
      expect(page.program.compiled.coarse).toHaveLength(1)
    })

    it.each([
      ['as it is', {}],
      ['redrawn', { tone: 'loud' }],
    ])('in a region that is left %s', (_, changes) => {
      const answered = features.fields!.carry(change())
      page.turn(changes)
      const typed = [true, true, 'g', 'typed', 'typed', 'typed', 'g']
      expect(shown()).toEqual(typed)
      answered(false)
      expect(shown()).toEqual([false, false, 'r', '', '', 'typed', 'g'])
    })

    it('but not after a failure', () => {
      features.fields!.carry(change())(true)
      expect(shown()).toEqual([true, true, 'g', 'typed', 'typed', 'typed', 'g'])
    })
  })

  it('writes into a field that is not the user’s', () => {
    page.turn({ l: rows(1).map((row) => ({ ...row, v: 'said' })) })
    expect(field(page, 1).value).toBe('said')
  })

  it('leaves alone what other scripts did', () => {
    const other = document.createElement('i')
    item(page, 1).append(other)
    item(page, 1).setAttribute('data-open', '')
    item(page, 2).classList.add('theirs')
    page.turn({ l: rows(1, 2).map((row) => ({ ...row, v: 'b' })) })
    expect(other.parentNode).toBe(item(page, 1))
    expect(item(page, 1).hasAttribute('data-open')).toBe(true)
    expect(item(page, 2).className).toBe('a theirs')
    page.turn({ l: rows(1, 2).map((row) => ({ ...row, c: '' })) })
    expect(item(page, 2).className).toBe('')
  })

  it('takes away attributes that are gone', () => {
    const text = '<div><p {% if b %}hidden{% endif %}>c</p><table>d</table></div>'
    page = livePage(text, { b: 1 })
    expect(page.program.compiled.coarse).toHaveLength(1)
    const p = page.root.querySelector('p')!
    page.turn({ b: 0 })
    expect(page.root.querySelector('p')).toBe(p)
    expect(p.hasAttribute('hidden')).toBe(false)
  })
})

it('does not guess at nodes that somebody took out', () => {
  const page = livePage(columns, { l: rows(1, 2, 3) })
  item(page, 1).remove()
  page.turn({ l: rows(1, 2) })
  expect(page.html()).toBe(livePage(columns, { l: rows(1, 2) }).html())
})
