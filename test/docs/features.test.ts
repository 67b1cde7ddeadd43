import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { featureGroups } from '../features.ts'
import { ruleGroups } from '../rules.ts'
import { ruleStubs } from '../stubs/rule-stubs.ts'
import { stubs } from '../stubs/stubs.ts'
import { findProofs, type Proof } from '../support/proofs.ts'
import { changed, outdated } from '../support/source-change.ts'
import type { StatementGroup } from '../support/statements.ts'
import { repository } from './blocks.ts'

/** A document that says of each statement which tests prove it. */
interface ProofTable {
  readonly file: string
  readonly kind: Proof['kind']
  readonly groups: readonly StatementGroup[]
  readonly title: string
  readonly about: readonly string[]
  readonly columns: string
}

const tables: readonly ProofTable[] = [
  {
    file: 'docs/features.md',
    kind: 'feature',
    groups: featureGroups,
    title: 'Features, and the tests that prove them',
    about: [
      'Made from `test/features.ts` and the tests by `npx vitest run test/docs/features.test.ts -u`.',
      'Each test runs in a real browser against a real server, and fails without its feature (`npm run stubs`).',
    ],
    columns: '| feature | what it does | proof |',
  },
  {
    file: 'docs/rules.md',
    kind: 'rule',
    groups: ruleGroups,
    title: 'Rules of the engine, and the tests that prove them',
    about: [
      'What holds for every page, whatever its template: how values are compared, where they are placed, what is sent.',
      '',
      'Made from `test/rules.ts` and the tests by `npx vitest run test/docs/features.test.ts -u`.',
      'Each test runs in a real browser against a real server. A … stands for each of several cases.',
    ],
    columns: '| rule | what holds | proof |',
  },
]

const proofs = findProofs()

describe.each(tables)('$file', (table) => {
  const names = namesOf(table.groups)
  const own = proofs.filter(({ kind }) => kind === table.kind)

  it('is what the tests prove (vitest -u writes it anew)', async () => {
    await expect(draw(table)).toMatchFileSnapshot(join(repository, table.file))
  })

  it('names for each statement a test in a browser, or of what does not compile', () => {
    const proven = new Set(own.map(({ name }) => name))
    expect(names.filter((name) => !proven.has(name))).toEqual([])
  })

  it('lists no proof of what is not stated', () => {
    expect(own.filter(({ name }) => !names.includes(name))).toEqual([])
  })
})

// `npm run stubs` is what sees tests fail; this only holds that it can be run.
describe('test/stubs', () => {
  const changes = Object.values({ ...stubs, ...ruleStubs }).flat()

  it('knows what is taken out by one name', () => {
    const names = tables.flatMap(({ groups }) => namesOf(groups))
    expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([])
  })

  it('says of every promised feature how it is taken out', () => {
    const promised = namesOf(featureGroups)
    const missing = promised.filter((name) => !stubs[name])
    expect(missing, 'Write the smallest change without which their tests would pass').toEqual([])
    expect(Object.keys(stubs).filter((name) => !promised.includes(name))).toEqual([])
  })

  it('has changes that still find their places in the sources', () => {
    expect(outdated(changes)).toEqual([])
  })

  it('has changes that leave sources which can be read', async () => {
    for (const change of changes) {
      const source = changed(change, readFileSync(change.file, 'utf8'))
      await expect(transform(source, { loader: 'ts' }), change.find).resolves.toBeDefined()
    }
  })
})

function namesOf(groups: readonly StatementGroup[]): string[] {
  return groups.flatMap(({ statements }) => Object.keys(statements))
}

function draw({ kind, groups, title, about, columns }: ProofTable): string {
  const lines = [`# ${title}`, '', ...about]
  for (const group of groups) {
    lines.push('', `## ${group.about}`, '', columns, '|---|---|---|')
    for (const [name, says] of Object.entries(group.statements)) {
      const its = proofs.filter((proof) => proof.kind === kind && proof.name === name)
      lines.push(`| ${name} | ${says} | ${its.map(link).join('<br>')} |`)
    }
  }
  return `${lines.join('\n')}\n`
}

function link({ title, file }: Proof): string {
  return `[${title.replace('%s', '…')}](../${file})`
}
