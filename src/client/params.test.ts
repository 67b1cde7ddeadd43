// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { dataOf, fieldParams, paramsOf } from './params.ts'

function element(html: string): Element {
  document.body.innerHTML = html
  return document.body.firstElementChild!
}

describe('parameters of an element', () => {
  it('come from dj-value-* in camelCase, however the words are joined', () => {
    const button = element('<button dj-value-item-id="7" dj-value-sort_by="name" dj-value-x="">')
    expect(paramsOf(button)).toEqual({ itemId: '7', sortBy: 'name', x: '' })
  })

  it('come from data-* apart, without what the framework and keys use', () => {
    const button = element(
      '<button data-item-id="7" data-key="k" data-component-id="c" data-djust-replace="" data-keyword="w" title="t">',
    )
    expect(dataOf(button)).toEqual({ itemId: '7', keyword: 'w' })
    expect(paramsOf(button)).toEqual({})
  })

  it('are found on a form whose fields hide its members', () => {
    const form = element(
      '<form dj-value-id="7"><input name="attributes"><input name="getAttribute"></form>',
    )
    expect(paramsOf(form)).toEqual({ id: '7' })
  })
})

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
