// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { fieldParams } from './field-params.ts'

function element(html: string): Element {
  document.body.innerHTML = html
  return document.body.firstElementChild!
}

describe('an event of a field', () => {
  it('carries value and name', () => {
    expect(fieldParams(element('<input name="q" value="tea">'))).toEqual({
      value: 'tea',
      _target: 'q',
      field: 'q',
    })
    expect(fieldParams(element('<textarea>two\nlines</textarea>'))).toEqual({ value: 'two\nlines' })
  })

  it('tells whether a checkbox or radio is checked', () => {
    const box = element('<input type="checkbox" name="done" value="yes" checked>')
    expect(fieldParams(box)).toEqual({
      value: 'yes',
      checked: true,
      _target: 'done',
      field: 'done',
    })
    expect(fieldParams(element('<input type="radio" value="b">'))).toEqual({
      value: 'b',
      checked: false,
    })
  })

  it('has a list where several options can be chosen', () => {
    const select = element(
      '<select multiple><option selected>a</option><option>b</option><option selected>c</option></select>',
    )
    expect(fieldParams(select)).toEqual({ value: ['a', 'c'] })
  })

  it('has the text of an editable element', () => {
    expect(fieldParams(element('<div contenteditable>hello</div>'))).toEqual({ value: 'hello' })
  })
})
