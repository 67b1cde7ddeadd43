import { parseArgs } from 'node:util'
import { chaos, lineOf, stores, type StoreName } from '../test/chaos/chaos.ts'

const usage = `npm run chaos -- [--seconds 60] [--store sqlite|redis|postgres] [--clients 20] [--processes 3] [--seed 1]

Kills servers, lets them stand still and breaks connections while visitors use pages, and tells whether an event was lost or done twice.`

/** Makes chaos, and fails when anything was lost, doubled, or shown wrongly. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '60' },
      store: { type: 'string', default: 'sqlite' },
      clients: { type: 'string', default: '20' },
      processes: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  })
  const isKnown = (stores as readonly string[]).includes(values.store)
  if (values.help || !isKnown) {
    console.log(usage)
    return values.help ? 0 : 1
  }
  const report = await chaos({
    seconds: Number(values.seconds),
    store: values.store as StoreName,
    clients: Number(values.clients),
    processes: Number(values.processes),
    seed: Number(values.seed),
  })
  for (const detail of report.details.slice(0, 20)) console.log(detail)
  console.log(lineOf(report))
  return report.lost + report.doubled + report.diverged > 0 ? 1 : 0
}
