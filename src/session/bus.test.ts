import { expect, it, vi } from 'vitest'
import { processBus, ProcessBus, publish } from './bus.ts'

it('tells everyone who has subscribed, in the order in which they came', () => {
  const bus = new ProcessBus()
  const heard: string[] = []
  bus.subscribe('a', (message) => heard.push(`first ${message}`))
  bus.subscribe('a', (message) => heard.push(`second ${message}`))
  bus.subscribe('b', (message) => heard.push(`other ${message}`))
  bus.publish('a', 1)
  bus.publish('nobody', 2)
  expect(heard).toEqual(['first 1', 'second 1'])
})

it('tells nobody who has unsubscribed, and takes new subscribers after the last has gone', () => {
  const bus = new ProcessBus()
  const [first, second] = [vi.fn(), vi.fn()]
  const end = bus.subscribe('a', first)
  end()
  bus.subscribe('a', second)
  end()
  bus.publish('a', 1)
  expect(first).not.toHaveBeenCalled()
  expect(second).toHaveBeenCalledOnce()
})

it('lets subscribers come and go while they are told', () => {
  const bus = new ProcessBus()
  const late = vi.fn()
  const end = bus.subscribe('__proto__', () => {
    end()
    bus.subscribe('__proto__', late)
  })
  bus.publish('__proto__', 1)
  expect(late).not.toHaveBeenCalled()
  bus.publish('__proto__', 2)
  expect(late).toHaveBeenCalledExactlyOnceWith(2)
})

it('is one for the whole process', () => {
  const heard = vi.fn()
  const end = processBus().subscribe('a', heard)
  publish('a', 'hello')
  end()
  expect(heard).toHaveBeenCalledWith('hello')
})
