// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { inheritedName, reloadHelped, reloadOnce } from './reload-once.ts'

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
  expect([reloadOnce('name', 3), reloadOnce('name', 3)]).toEqual([true, false])
  expect(reload).not.toHaveBeenCalled()
  vi.advanceTimersByTime(500)
  expect(reload).toHaveBeenCalledOnce()
})

it('loads the page anew again when the first time helped', () => {
  reloadOnce('name', 3)
  reloadHelped()
  expect(reloadOnce('name', 3)).toBe(true)
})

it('loads the page anew for another reason later', () => {
  reloadOnce('name', 3)
  vi.advanceTimersByTime(61_000)
  expect(reloadOnce('name', 3)).toBe(true)
})

it('does not where storage is blocked, as nothing would end a loop', () => {
  vi.stubGlobal('sessionStorage', {
    getItem() {
      throw new DOMException('blocked', 'SecurityError')
    },
  })
  expect(reloadOnce('name', 3)).toBe(false)
  expect(reload).not.toHaveBeenCalled()
})

it('gives the name of the document to the one that comes, and to nobody else', () => {
  expect(inheritedName()).toBe(undefined)
  reloadOnce('name', 3)
  expect([inheritedName(), inheritedName()]).toEqual([['name', '3'], undefined])
})
