import { readdirSync, readFileSync } from 'node:fs'

const folders = ['test/browser', 'test/types', 'test/docs']

/** A test that proves a promised feature. */
export interface Proof {
  readonly feature: string
  readonly title: string
  readonly file: string
}

/** Finds every test that is written by `feature(…)`. */
export function findProofs(): Proof[] {
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.test.ts'))
      .sort()
      .flatMap((name) => proofsIn(`${folder}/${name}`)),
  )
}

function proofsIn(file: string): Proof[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/\bfeature\(\s*(['"])(.+?)\1,\s*(['"`])(.+?)\3,/g)].map(
    ([, , feature, , title]) => ({ feature: feature!, title: title!, file }),
  )
}
