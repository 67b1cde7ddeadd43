// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

it('parses markup apart from the page', async () => {
  const { parseMarkup } = await import('./markup.ts')
  const nodes = parseMarkup('a<b>c</b><!--d-->', document.body, {})
  expect(nodes.map((node) => node.nodeName)).toEqual(['#text', 'B', '#comment'])
  expect(nodes.every((node) => !node.isConnected)).toBe(true)
})

it('goes through one Trusted Types policy, made once', async () => {
  const createHTML = vi.fn((html: string) => html)
  const createPolicy = vi.fn(() => ({ createHTML }))
  vi.stubGlobal('trustedTypes', { createPolicy })
  const { parseMarkup } = await import('./markup.ts')
  parseMarkup('<b></b>', document.body, {})
  parseMarkup('<i></i>', document.body, { ns: 'svg' })
  expect(createPolicy.mock.calls.map(([name]: unknown[]) => name)).toEqual(['djust'])
  expect(createHTML.mock.calls).toEqual([['<b></b>'], ['<svg><i></i></svg>']])
})
