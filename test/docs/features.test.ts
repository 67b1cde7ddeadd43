import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { featureGroups } from '../features.ts'
import { stubs } from '../stubs/stubs.ts'
import { findProofs } from '../support/proofs.ts'
import { changed, outdated } from '../support/source-change.ts'
import { repository } from './blocks.ts'

const proofs = findProofs()

describe('docs/features.md', () => {
  it('is what the tests prove (vitest -u writes it anew)', async () => {
    await expect(drawTable()).toMatchFileSnapshot(join(repository, 'docs/features.md'))
  })

  it('lists no proof of a feature that is not promised', () => {
    const promised = featureGroups.flatMap(({ features }) => Object.keys(features))
    expect(proofs.filter(({ feature }) => !promised.includes(feature))).toEqual([])
  })
})

// `npm run stubs` is what sees tests fail; this only holds that it can be run.
describe('test/stubs/stubs.ts', () => {
  const changes = Object.values(stubs).flat()

  it('says of every promised feature how it is taken out', () => {
    const promised = featureGroups.flatMap(({ features }) => Object.keys(features))
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

function drawTable(): string {
  const lines = [
    '# Features, and the tests that prove them',
    '',
    'Made from `test/features.ts` and the tests by `npx vitest run test/docs/features.test.ts -u`.',
    'Each test runs in a real browser against a real server, and fails without its feature (`npm run stubs`).',
  ]
  for (const { about, features } of featureGroups) {
    lines.push('', `## ${about}`, '', '| feature | what it does | proof |', '|---|---|---|')
    for (const [name, says] of Object.entries(features)) {
      lines.push(`| ${name} | ${says} | ${proofOf(name)} |`)
    }
  }
  return `${lines.join('\n')}\n`
}

function proofOf(name: string): string {
  const its = proofs.filter(({ feature }) => feature === name)
  if (its.length === 0) return '**not yet**'
  return its.map(({ title, file }) => `[${title}](../${file})`).join('<br>')
}
