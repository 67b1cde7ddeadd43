import { expect, it, vi } from 'vitest'
import { gate, settled } from '../../test/support/gate.ts'
import { Mailbox } from './mailbox.ts'

it('runs one task at a time, in the order in which they came', async () => {
  const mailbox = new Mailbox({ taskFailed() {} })
  const first = gate()
  const done: string[] = []
  const results = [
    mailbox.post(() => first.pass().then(() => done.push('first'))),
    mailbox.post(() => done.push('second')),
  ]
  expect(mailbox.size).toBe(2)
  await first.reached
  await settled()
  expect(done).toEqual([])
  first.open()
  expect(await Promise.all(results)).toEqual([1, 2])
  expect(done).toEqual(['first', 'second'])
  expect(mailbox.size).toBe(0)
})

it('goes on after a task that failed', async () => {
  const mailbox = new Mailbox({ taskFailed() {} })
  const failing = mailbox.post(() => Promise.reject(new Error('failed')))
  const throwing = mailbox.post(() => {
    throw new Error('thrown')
  })
  expect(await mailbox.post(() => 'done')).toBe('done')
  await expect(failing).rejects.toThrow('failed')
  await expect(throwing).rejects.toThrow('thrown')
})

it('tells of a task that failed and that nobody waits for, and goes on', async () => {
  const failed = vi.fn()
  const mailbox = new Mailbox({ taskFailed: failed })
  const thrown = new Error('thrown')
  const rejected = new Error('rejected')
  mailbox.add(() => {
    throw thrown
  })
  mailbox.add(() => Promise.reject(rejected))
  await mailbox.post(() => {})
  expect(failed.mock.calls).toEqual([[thrown], [rejected]])
})

it('does not begin before the caller is done', async () => {
  const mailbox = new Mailbox({ taskFailed() {} })
  let hasRun = false
  mailbox.add(() => {
    hasRun = true
  })
  expect(hasRun).toBe(false)
  await settled()
  expect(hasRun).toBe(true)
})

it('begins at once for a caller that is done, unless something runs', async () => {
  const mailbox = new Mailbox({ taskFailed() {} })
  const first = gate()
  const done: string[] = []
  mailbox.begin(() => {
    done.push('first')
    return first.pass()
  })
  mailbox.begin(() => done.push('second'))
  expect(done).toEqual(['first'])
  first.open()
  await settled()
  expect(done).toEqual(['first', 'second'])
})
