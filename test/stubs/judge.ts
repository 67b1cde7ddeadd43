import type { Proof } from '../support/proofs.ts'
import { Scratch } from './scratch.ts'
import type { SourceChange } from '../support/source-change.ts'

/** What has become of the tests of a feature while it was taken out. */
export interface Verdict {
  readonly feature: string
  /** Tests that failed without it, as they have to. */
  readonly caught: readonly Proof[]
  /** Tests that passed although it was not there. */
  readonly survived: readonly Proof[]
  /** What is wrong with the stubs themselves. */
  readonly problems: readonly string[]
}

/** Stubs by the features that they take out. */
export type StubsOf = Readonly<Record<string, readonly SourceChange[]>>

/** Passes whatever feature is taken out: a stub without which nothing works at all proves nothing. */
const control: Proof = {
  feature: 'a live page',
  title: 'is what stands in the element with dj-root, and the title',
  file: 'test/browser/live-part.test.ts',
}

/** How long a test waits for what it expects. Most of these are to fail. */
const waitMs = 3_000

/**
 * Takes features out, one after the other, and runs their tests.
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
    const meant = proofs.filter(({ feature }) => stubs[feature])
    const passing = await scratch.passing([...meant, control], waitMs)
    const failing = [...meant, control].filter(({ title }) => !passing.has(title))
    if (failing.length > 0) {
      const titles = failing.map(({ file, title }) => `${file}: ${title}`).join('\n')
      throw new Error(`These fail while nothing is taken out:\n${titles}`)
    }
    for (const [feature, changes] of Object.entries(stubs)) {
      const own = meant.filter((proof) => proof.feature === feature)
      tell(await judge(scratch, feature, changes, own))
    }
  } finally {
    scratch.remove()
  }
}

async function judge(
  scratch: Scratch,
  feature: string,
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
    if (!passing.has(control.title))
      problems.push(`No page works any more with this replaced: ${of}`)
    const failing = proofs.filter(({ title }) => !passing.has(title))
    if (failing.length === 0 && proofs.length > 0) problems.push(`No test notices this: ${of}`)
    for (const proof of failing) caught.add(proof)
  }
  await scratch.restore()
  const survived = proofs.filter((proof) => !caught.has(proof))
  return { feature, caught: [...caught], survived, problems }
}
