// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { paramsOf } from './params.ts'

function element(html: string): Element {
  document.body.innerHTML = html
  return document.body.firstElementChild!
}

describe('parameters of an element', () => {
  it('come from dj-value-* in camelCase, however the words are joined', () => {
    const button = element('<button dj-value-item-id="7" dj-value-sort_by="name" dj-value-x="">')
    expect(paramsOf(button).params).toEqual({ itemId: '7', sortBy: 'name', x: '' })
  })

  it('come from data-* apart, without what the framework and keys use', () => {
    const button = element(
      '<button data-item-id="7" data-key="k" data-component-id="c" data-djust-replace="" data-keyword="w" title="t">',
    )
    expect(paramsOf(button)).toEqual({ params: {}, data: { itemId: '7', keyword: 'w' } })
  })

  it('are found on a form whose fields hide its members', () => {
    const form = element(
      '<form dj-value-id="7"><input name="attributes"><input name="getAttribute"></form>',
    )
    expect(paramsOf(form).params).toEqual({ id: '7' })
  })
})
