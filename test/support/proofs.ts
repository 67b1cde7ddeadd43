import { readdirSync, readFileSync } from 'node:fs'

const folders = ['test/browser', 'test/types', 'test/docs']

/** A test that proves a statement: a promised feature or a rule of the engine. */
export interface Proof {
  readonly kind: 'feature' | 'rule'
  /** Of the statement. */
  readonly name: string
  /** With `%s` where it is a test for each of several cases. */
  readonly title: string
  readonly file: string
}

/** Finds every test that is written by `feature(…)`, `rule(…)` or `rule.each(…)`. */
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
  const calls = text.matchAll(/\b(feature|rule)(?:\.each)?\(\s*(['"])(.+?)\2,\s*(['"`])(.+?)\4,/g)
  return [...calls].map(([, kind, , name, , title]) => ({
    kind: kind as Proof['kind'],
    name: name!,
    title: title!,
    file,
  }))
}

/** Whether a test that has run is a proof, or one of its cases. */
export function isTestOf({ title }: Pick<Proof, 'title'>, ran: string): boolean {
  const [first, ...rest] = title.split('%s')
  return rest.length === 0 ? ran === title : ran.startsWith(first!) && ran.endsWith(rest.at(-1)!)
}
