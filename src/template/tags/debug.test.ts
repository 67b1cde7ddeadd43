import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

it('shows nothing to the users of an application', () => {
  expect(draw('[{% debug %}]', { secret: 1 })).toBe('[]')
})

it('takes no arguments', () => {
  expect(refusal('{% debug all %}')).toMatchObject({ code: 'tag_arguments', at: '1:10' })
})
