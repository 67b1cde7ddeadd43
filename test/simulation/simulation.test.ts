import { expect, it } from 'vitest'
import { planOf } from './plan.ts'
import { simulate } from './simulate.ts'
import { Story } from './story.ts'

it('pages lose nothing, do nothing twice and show what is true, in whatever order things happen to processes and connections', async () => {
  const { found, stories, events } = await simulate({
    seed: Number(process.env.SIMULATION_SEED ?? 1),
    stories: 500,
    seconds: 4,
    enough: 1,
  })
  expect(found).toEqual([])
  expect(stories).toBeGreaterThan(50)
  expect(events).toBeGreaterThan(500)
}, 60_000)

it('the same seed tells the same story', async () => {
  const plan = planOf(504)
  const { steps } = await new Story(plan).tell()
  expect(steps.length).toBeGreaterThan(40)
  expect(await new Story(plan).tell()).toMatchObject({ breach: null, steps })
  expect(await new Story(plan).tell(steps)).toMatchObject({ breach: null, steps })
})
