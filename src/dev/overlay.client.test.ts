// @vitest-environment happy-dom
import { afterEach, beforeAll, expect, it } from 'vitest'

beforeAll(async () => {
  await import('./overlay.client.ts')
})
afterEach(press)

const overlay = () => document.querySelector('djust-error')?.shadowRoot
const text = () => overlay()?.querySelector('section')?.textContent

function report(detail: unknown): void {
  document.dispatchEvent(new CustomEvent('djust:error', { detail }))
}

function press(): void {
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
}

it('shows the code and the message of an error, as text', () => {
  report({ code: 'handler_failed', message: 'no <b>such</b> row' })
  expect(text()).toContain('handler_failed')
  expect(text()).toContain('no <b>such</b> row')
  expect(overlay()?.querySelector('b')).toBeNull()
})

it('goes away by Escape and by its button', () => {
  report({ code: 'x', message: '' })
  press()
  expect(overlay()).toBeUndefined()
  report({ code: 'x', message: '' })
  overlay()?.querySelector('button')?.click()
  expect(overlay()).toBeUndefined()
})

it('shows several errors in one place, newest first, and forgets those that were closed', () => {
  report({ code: 'first', message: 'one' })
  report({ code: 'second', message: 'two' })
  expect(document.querySelectorAll('djust-error')).toHaveLength(1)
  expect(text()).toContain('2 errors')
  expect(text()).toContain('first: one')
  expect(text()!.indexOf('two')).toBeLessThan(text()!.indexOf('one'))
  press()
  report({ code: 'third', message: 'three' })
  expect(text()).not.toContain('one')
})

it('leaves the focus where it is and needs no inline style', () => {
  const field = document.createElement('input')
  document.body.append(field)
  field.focus()
  report({ code: 'x', message: 'y' })
  expect(document.activeElement).toBe(field)
  expect(overlay()?.innerHTML).not.toMatch(/style/)
  expect(overlay()?.adoptedStyleSheets).toHaveLength(1)
})

it('shows reports that are not whole', () => {
  for (const detail of [undefined, null, 'text', {}, { code: 5, message: null }]) report(detail)
  expect(text()).toContain('5 errors')
})
