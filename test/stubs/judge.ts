import type { Proof } from '../support/proofs.ts'
import { Scratch } from './scratch.ts'
import type { SourceChange } from '../support/source-change.ts'
import type { StubsOf } from './stub-table.ts'

/** What has become of the tests of a feature or rule while it was taken out. */
export interface Verdict {
  readonly name: string
  /** Tests that failed without it, as they have to. */
  readonly caught: readonly Proof[]
  /** Tests that passed although it was not there. */
  readonly survived: readonly Proof[]
  /** What is wrong with the stubs themselves. */
  readonly problems: readonly string[]
}

/** Passes whatever is taken out: a stub without which nothing works at all proves nothing. */
const control: Proof = {
  kind: 'rule',
  name: 'without dj-root',
  title: 'is everything in the element with dj-view where there is no dj-root',
  file: 'test/browser/live-part.test.ts',
}

/** How long a test waits for what it expects. Most of these are to fail. */
const waitMs = 3_000

/**
 * Takes features and rules out, one after the other, and runs their tests.
 *
 * @param tell is called with each as soon as its verdict is known
 * @throws {Error} when a test fails already while nothing is taken out
 */
export async function judgeStubs(
  stubs: StubsOf,
  proofs: readonly Proof[],
  tell: (verdict: Verdict) => void,
): Promise<void> {
  const scratch = new Scratch()
  try {
    const meant = proofs.filter(({ name }) => stubs[name])
    const passing = await scratch.passing([...meant, control], waitMs)
    const failing = [...meant, control].filter((proof) => !passing.has(proof))
    if (failing.length > 0) {
      const titles = failing.map(({ file, title }) => `${file}: ${title}`).join('\n')
      throw new Error(`These fail while nothing is taken out:\n${titles}`)
    }
    for (const [name, changes] of Object.entries(stubs)) {
      const own = meant.filter((proof) => proof.name === name)
      tell(await judge(scratch, name, changes, own))
    }
  } finally {
    scratch.remove()
  }
}

async function judge(
  scratch: Scratch,
  name: string,
  changes: readonly SourceChange[],
  proofs: readonly Proof[],
): Promise<Verdict> {
  const caught = new Set<Proof>()
  const problems = proofs.length === 0 ? ['It has no test.'] : []
  for (const change of changes) {
    const of = `${change.file}: ${change.find}`
    if (!(await scratch.change(change))) {
      problems.push(`The source does not compile any more with this replaced: ${of}`)
      continue
    }
    const passing = await scratch.passing([...proofs, control], waitMs)
    if (!passing.has(control)) problems.push(`No page works any more with this replaced: ${of}`)
    const failing = proofs.filter((proof) => !passing.has(proof))
    if (failing.length === 0 && proofs.length > 0) problems.push(`No test notices this: ${of}`)
    for (const proof of failing) caught.add(proof)
  }
  await scratch.restore()
  const survived = proofs.filter((proof) => !caught.has(proof))
  return { name, caught: [...caught], survived, problems }
}
