import { expect, it } from 'vitest'
import { randomBytes } from './random-bytes.ts'

it('gives as many bytes as asked for, and never the same ones', () => {
  const seen = new Set<string>()
  for (let i = 0; i < 2_000; i++) {
    const bytes = randomBytes(16 + (i % 17))
    expect(bytes.length).toBe(16 + (i % 17))
    seen.add(bytes.toString('hex').slice(0, 32))
  }
  expect(seen.size).toBe(2_000)
})

it('leaves what it gave alone', () => {
  const first = randomBytes(16)
  const before = first.toString('hex')
  for (let i = 0; i < 1_000; i++) randomBytes(16)
  expect(first.toString('hex')).toBe(before)
})
