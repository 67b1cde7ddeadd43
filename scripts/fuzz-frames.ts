import { seed, task, whole } from './task.ts'

const usage = `npm run fuzz:frames -- [--seconds 60] [--seed 1]

Sends random and mutated bytes to every decoder, and to every address of a running server: by WebSocket, by requests, as
forms and as what is no HTTP at all. In between, pages that mean well have to work, and memory must not grow.
  --seed    draws the same attacks again; what they meet depends on time, too`

const options = { seconds: whole(60), seed: seed() }

/** Attacks a server for as long as it is asked to. */
export const run = task({ usage, options }, async ({ seconds, seed: first }) => {
  console.log(`seed ${first}`)
  const write = process.stderr.write
  // The server says of each attack what was wrong with it.
  process.stderr.write = () => true
  const { fuzzFrames } = await import('../test/fuzz/frames/frame-fuzzer.ts')
  const { rounds, finding, grownBytes } = await fuzzFrames(first, seconds)
  process.stderr.write = write
  if (finding) console.log(finding)
  const grown = `${(grownBytes / 1e6).toFixed(1)} MB more`
  console.log(
    `fuzz: ${rounds} attacks in ${seconds} s, seed ${first}: ${finding ? 'failed' : grown}`,
  )
  return finding ? 1 : 0
})
