// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OwnedFields } from './fields.ts'

let fields: OwnedFields
let running: AbortController

beforeEach(() => {
  fields = new OwnedFields()
  running = new AbortController()
  fields.start(running.signal)
})
afterEach(() => running.abort())

/** Puts markup into the page and binds the named state of the elements with that attribute. */
function show<T extends HTMLElement = HTMLInputElement>(html: string, name = 'value'): T {
  document.body.innerHTML = html
  const field = document.querySelector<T>('[id=field]')!
  fields.bind(field, name)
  return field
}

function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

const later = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('a field that the user left alone', () => {
  it('shows what the server writes', () => {
    const field = show('<input id="field" value="a">')
    fields.write(field, 'value', 'b')
    expect([field.value, field.getAttribute('value')]).toEqual(['b', 'b'])
    fields.write(field, 'value', false)
    expect([field.value, field.hasAttribute('value')]).toEqual(['', false])
  })

  it('is a textarea as well', () => {
    const field = show<HTMLTextAreaElement>('<textarea id="field">a</textarea>')
    fields.write(field, 'value', 'b')
    expect([field.value, field.textContent]).toEqual(['b', 'b'])
  })

  it('is checked and unchecked', () => {
    const box = show('<input id="field" type="checkbox">', 'checked')
    fields.write(box, 'checked', '')
    expect(box.checked).toBe(true)
    fields.write(box, 'checked', false)
    expect(box.checked).toBe(false)
  })

  it('keeps the value of a checkbox apart from whether it is checked', () => {
    const box = show('<input id="field" type="checkbox" value="7">')
    fields.write(box, 'value', '8')
    expect([box.value, box.checked]).toEqual(['8', false])
  })

  it('is not written when it shows the value already, which would move the cursor', () => {
    const field = show('<input id="field" value="">')
    field.value = 'same'
    field.setSelectionRange(1, 2)
    fields.write(field, 'value', 'same')
    expect([field.selectionStart, field.selectionEnd]).toEqual([1, 2])
  })
})

describe('a field with dj-force-value', () => {
  it('shows what the server writes, whatever the user types', () => {
    const field = show('<input id="field" value="a" dj-force-value>')
    type(field, 'mine')
    fields.write(field, 'value', 'b')
    expect(field.value).toBe('b')
  })

  it('shows it again with each answer', () => {
    const field = show('<input id="field" value="a" dj-force-value>')
    type(field, 'mine')
    const settle = fields.carry([field])
    type(field, 'mine too')
    settle(false)
    expect(field.value).toBe('a')
  })

  it('still lets a composition end', async () => {
    const field = show('<input id="field" value="a" dj-force-value>')
    field.dispatchEvent(new Event('compositionstart', { bubbles: true }))
    type(field, 'に')
    fields.write(field, 'value', 'b')
    expect(field.value).toBe('に')
    field.dispatchEvent(new Event('compositionend', { bubbles: true }))
    await later()
    expect(field.value).toBe('b')
  })
})

describe('a field that the user changed', () => {
  it('stays the user’s until an event carries it', () => {
    const field = show('<input id="field" value="a">')
    type(field, 'mine')
    fields.write(field, 'value', 'theirs')
    expect([field.value, field.getAttribute('value')]).toEqual(['mine', 'theirs'])
  })

  it('shows the server’s value when the event that carried it is answered', () => {
    const field = show('<input id="field" value="a">')
    type(field, 'mine')
    const answered = fields.carry([field])
    fields.write(field, 'value', 'theirs')
    expect(field.value).toBe('mine')
    answered(false)
    expect(field.value).toBe('theirs')
  })

  it('is cleared by an answer although it was empty for the server all along', () => {
    const field = show('<input id="field" value="">')
    type(field, 'buy milk')
    fields.carry([field])(false)
    expect(field.value).toBe('')
  })

  it('stays the user’s when it was changed again before the answer', () => {
    const field = show('<input id="field" value="">')
    type(field, 'one')
    const first = fields.carry([field])
    type(field, 'two')
    first(false)
    fields.write(field, 'value', 'ONE')
    expect(field.value).toBe('two')
    fields.carry([field])(false)
    expect(field.value).toBe('ONE')
  })

  it('waits for the last of two events that carried it', () => {
    const field = show('<input id="field" value="">')
    type(field, 'one')
    const first = fields.carry([field])
    type(field, 'two')
    const second = fields.carry([field])
    first(false)
    expect(field.value).toBe('two')
    second(false)
    expect(field.value).toBe('')
  })

  it('keeps its text when the event that carried it fails', () => {
    const field = show('<input id="field" value="">')
    type(field, 'long letter')
    fields.carry([field])(true)
    expect(field.value).toBe('long letter')
    fields.write(field, 'value', 'theirs')
    expect(field.value).toBe('long letter')
  })

  it('keeps its text when two events carried it and both fail', () => {
    const field = show('<input id="field" value="">')
    type(field, 'long letter')
    const changed = fields.carry([field])
    const submitted = fields.carry([field])
    changed(true)
    submitted(true)
    expect(field.value).toBe('long letter')
  })

  it('keeps its text when the server has no say in it', () => {
    document.body.innerHTML = '<input id="field">'
    const field = document.querySelector('input')!
    type(field, 'search')
    fields.carry([field])(false)
    expect(field.value).toBe('search')
  })

  it('is the server’s again after its form was reset', () => {
    const field = show('<form><input id="field" value="a"></form>')
    type(field, 'mine')
    field.form!.dispatchEvent(new Event('reset', { bubbles: true, cancelable: true }))
    fields.write(field, 'value', 'theirs')
    expect(field.value).toBe('theirs')
  })

  it('stays the user’s when the page prevents the reset of its form', () => {
    const field = show('<form><input id="field" value="a"></form>')
    type(field, 'mine')
    field.form!.addEventListener('reset', (event) => event.preventDefault())
    field.form!.dispatchEvent(new Event('reset', { bubbles: true, cancelable: true }))
    fields.write(field, 'value', 'theirs')
    expect(field.value).toBe('mine')
  })

  it('is known as such when the user was faster than the script', () => {
    document.body.innerHTML = '<input id="field" value="a">'
    const field = document.querySelector('input')!
    field.value = 'early'
    fields.bind(field, 'value')
    fields.write(field, 'value', 'theirs')
    expect(field.value).toBe('early')
  })
})

describe('a field that was sent with others', () => {
  it('stays the server’s when the event fails', () => {
    const field = show('<input id="field" value="a">')
    fields.carry([field])(true)
    fields.write(field, 'value', 'b')
    expect(field.value).toBe('b')
  })
})

describe('radio buttons', () => {
  it('are the user’s together', () => {
    document.body.innerHTML = `<form>
      <input type="radio" name="way" value="sea" checked><input type="radio" name="way" value="air">
    </form>`
    const [sea, air] = [...document.querySelectorAll('input')] as [
      HTMLInputElement,
      HTMLInputElement,
    ]
    for (const radio of [sea, air]) fields.bind(radio, 'checked')
    air.checked = true
    air.dispatchEvent(new Event('change', { bubbles: true }))
    fields.write(sea, 'checked', '')
    expect([sea.checked, air.checked]).toEqual([false, true])
    fields.carry([air])(false)
    expect([sea.checked, air.checked]).toEqual([true, false])
  })

  it('stay chosen where one comes that says it is, until the answer', () => {
    const air = show('<form><input id="field" type="radio" name="way"></form>', 'checked')
    air.checked = true
    air.dispatchEvent(new Event('change', { bubbles: true }))
    const answered = fields.carry([air])
    const choose = fields.choices()
    air.insertAdjacentHTML('afterend', '<input type="radio" name="way" checked>')
    const rail = air.nextElementSibling as HTMLInputElement
    rail.checked = true
    fields.bind(rail, 'checked')
    choose()
    expect([air.checked, rail.checked]).toEqual([true, false])
    answered(false)
    expect([air.checked, rail.checked]).toEqual([false, true])
  })
})

describe('a text that an input method composes', () => {
  function compose(field: Element, kind: 'start' | 'end'): void {
    field.dispatchEvent(new Event(`composition${kind}`, { bubbles: true }))
  }

  it('is not torn apart by a write, which follows when it is done', async () => {
    const field = show('<input id="field" value="a">')
    compose(field, 'start')
    fields.write(field, 'value', 'b')
    expect(field.value).toBe('a')
    compose(field, 'end')
    await later()
    expect(field.value).toBe('b')
  })

  it('is not overwritten by an answer that comes meanwhile', async () => {
    const field = show('<input id="field" value="">')
    compose(field, 'start')
    type(field, 'に')
    const answered = fields.carry([field])
    fields.write(field, 'value', 'ni')
    answered(false)
    expect(field.value).toBe('に')
    compose(field, 'end')
    type(field, '日')
    await later()
    expect(field.value).toBe('日')
  })
})
