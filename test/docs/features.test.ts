import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { featureGroups } from '../features.ts'
import { findProofs } from '../support/proofs.ts'
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
