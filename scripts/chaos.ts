import { chaos, lineOf, stores } from '../test/chaos/chaos.ts'
import { oneOf, task, whole } from './task.ts'

const usage = `npm run chaos -- [--seconds 60] [--store sqlite|redis|postgres] [--clients 20] [--processes 3] [--seed 1]

Kills servers, lets them stand still and breaks connections while visitors use pages, and tells whether an event was lost or done twice.`

const options = {
  seconds: whole(60),
  store: oneOf(stores, 'sqlite'),
  clients: whole(20, { least: 1 }),
  processes: whole(3, { least: 1 }),
  seed: whole(1),
}

/** Makes chaos, and fails when anything was lost, doubled, or shown wrongly. */
export const run = task({ usage, options }, async (said) => {
  const report = await chaos(said)
  for (const detail of report.details.slice(0, 20)) console.log(detail)
  console.log(lineOf(report))
  return report.lost + report.doubled + report.diverged > 0 ? 1 : 0
})
