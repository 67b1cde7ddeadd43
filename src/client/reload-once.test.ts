// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { reloadHelped, reloadOnce } from './reload-once.ts'

let reload: ReturnType<typeof vi.spyOn>

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
  reload = vi.spyOn(location, 'reload').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('loads the page anew, but not again when that did not help', () => {
  expect([reloadOnce(), reloadOnce()]).toEqual([true, false])
  expect(reload).toHaveBeenCalledOnce()
})

it('loads the page anew again when the first time helped', () => {
  reloadOnce()
  reloadHelped()
  expect(reloadOnce()).toBe(true)
})

it('loads the page anew for another reason later', () => {
  reloadOnce()
  vi.advanceTimersByTime(61_000)
  expect(reloadOnce()).toBe(true)
})

it('does not where storage is blocked, as nothing would end a loop', () => {
  vi.stubGlobal('sessionStorage', {
    getItem() {
      throw new DOMException('blocked', 'SecurityError')
    },
  })
  expect(reloadOnce()).toBe(false)
  expect(reload).not.toHaveBeenCalled()
})
