import { expect, it } from 'vitest'
import { checkPassword, hashPassword } from './password.ts'

it('is known again by its hash, and no other one is', async () => {
  const hash = await hashPassword('correct horse')
  expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(await checkPassword('correct horse', hash)).toBe(true)
  expect(await checkPassword('correct horsf', hash)).toBe(false)
  expect(await checkPassword('', hash)).toBe(false)
})

it('has another hash each time', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'))
})

it('is the same however its letters are composed', async () => {
  expect(await checkPassword('Z\u0065\u0301', await hashPassword('Z\u00e9'))).toBe(true)
})

it('is never right for a user who does not exist, which takes as long', async () => {
  const hash = await hashPassword('secret')
  const took = async (given: string | null) => {
    const before = performance.now()
    expect(await checkPassword('guess', given)).toBe(false)
    return performance.now() - before
  }
  const [known, unknown] = [await took(hash), await took(null)]
  expect(unknown).toBeGreaterThan(known / 4)
})

it('is refused when it is too long to be one', async () => {
  await expect(hashPassword('x'.repeat(4_097))).rejects.toThrow(RangeError)
  expect(await checkPassword('x'.repeat(4_097), await hashPassword('x'))).toBe(false)
})

it.each(['', 'plain text', '$scrypt$ln=99,r=8,p=3$AAAAAAAAAAAAAAAAAAAAAA$x', '$argon2id$v=19$…'])(
  'is not right for what is no hash of ours: %s',
  async (hash) => {
    expect(await checkPassword('', hash)).toBe(false)
  },
)
