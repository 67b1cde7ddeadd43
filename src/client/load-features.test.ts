// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { features } from './features.ts'
import { loadFeatures } from './load-features.ts'

const fetch = vi.fn()

beforeEach(() => {
  vi.stubGlobal('fetch', fetch)
})
afterEach(() => {
  vi.unstubAllGlobals()
  delete features.morph
})

it('waits for nothing that is there already', () => {
  features.morph = {} as never
  expect(loadFeatures(['morph'])).toBeNull()
  expect(loadFeatures()).toBeNull()
  expect(fetch).not.toHaveBeenCalled()
})
