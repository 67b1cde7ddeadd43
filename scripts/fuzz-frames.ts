import { parseArgs } from 'node:util'

const usage = `npm run fuzz:frames -- [--seconds 60] [--seed 1]

Sends random and mutated bytes to every decoder, and to every address of a running server: by WebSocket, by requests, as
forms and as what is no HTTP at all. In between, pages that mean well have to work, and memory must not grow.
  --seed    draws the same attacks again; what they meet depends on time, too`

/** Attacks a server for as long as it is asked to. */
export async function run(args: readonly string[]): Promise<number> {
  const { seconds, seed } = readOptions(args)
  console.log(`seed ${seed}`)
  const write = process.stderr.write
  // The server says of each attack what was wrong with it.
  process.stderr.write = () => true
  const { fuzzFrames } = await import('../test/fuzz/frames/frame-fuzzer.ts')
  const { rounds, finding, grownBytes } = await fuzzFrames(seed, seconds)
  process.stderr.write = write
  if (finding) console.log(finding)
  const grown = `${(grownBytes / 1e6).toFixed(1)} MB more`
  console.log(
    `fuzz: ${rounds} attacks in ${seconds} s, seed ${seed}: ${finding ? 'failed' : grown}`,
  )
  return finding ? 1 : 0
}

function readOptions(args: readonly string[]): { seconds: number; seed: number } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      help: { type: 'boolean' },
    },
  })
  const options = { seconds: Number(values.seconds), seed: Number(values.seed) }
  if (values.help || Object.values(options).some(Number.isNaN)) {
    console.log(usage)
    process.exit(values.help ? 0 : 1)
  }
  return options
}
