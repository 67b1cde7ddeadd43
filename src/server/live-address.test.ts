import { expect, it } from 'vitest'
import { isLiveAddress, liveAddress, otherOwner } from './live-address.ts'
import type { Worker } from './worker.ts'

const worker = { index: 1, count: 3 } as Worker

it('names the worker that has drawn a page, and nobody where there is one process', () => {
  expect(liveAddress('/ws/live/', null)).toBe('/ws/live/')
  expect(liveAddress('/ws/live/', worker)).toBe('/ws/live/1/')
  expect(liveAddress('/live', worker)).toBe('/live/1/')
})

it('is known with and without a worker, and nothing else is', () => {
  for (const pathname of ['/live', '/live/0/', '/live/255/']) {
    expect(isLiveAddress('/live', pathname)).toBe(true)
  }
  for (const pathname of ['/live/', '/live/1', '/live/1/2/', '/live/-1/', '/live/1e2/', '/live1/'])
    expect(isLiveAddress('/live', pathname)).toBe(false)
})

it.each([
  ['/live/0/', 0],
  ['/live/1/', null],
  ['/live/2/', 2],
  // There were more before a restart, or just one.
  ['/live/5/', 2],
  ['/live/4/', null],
  ['/live', 0],
  ['/elsewhere/', null],
])('leads to the same worker each time: %s', (pathname, owner) => {
  expect(otherOwner('/live', pathname, worker)).toBe(owner)
  expect(otherOwner('/live', pathname, null)).toBe(null)
})
