import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { featureGroups } from '../features.ts'
import { repository } from './blocks.ts'

const folders = ['test/browser', 'test/types', 'test/docs']

interface Proof {
  readonly feature: string
  readonly title: string
  readonly file: string
}

const proofs: readonly Proof[] = folders.flatMap((folder) =>
  readdirSync(join(repository, folder))
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .flatMap((name) => proofsIn(`${folder}/${name}`)),
)

describe('docs/features.md', () => {
  it('is what the tests prove (vitest -u writes it anew)', async () => {
    await expect(drawTable()).toMatchFileSnapshot(join(repository, 'docs/features.md'))
  })

  it('lists no proof of a feature that is not promised', () => {
    const promised = featureGroups.flatMap(({ features }) => Object.keys(features))
    expect(proofs.filter(({ feature }) => !promised.includes(feature))).toEqual([])
  })
})

function proofsIn(file: string): Proof[] {
  const text = readFileSync(join(repository, file), 'utf8')
  return [...text.matchAll(/\bfeature\(\s*(['"])(.+?)\1,\s*(['"`])(.+?)\3,/g)].map(
    ([, , feature, , title]) => ({ feature: feature!, title: title!, file }),
  )
}

function drawTable(): string {
  const lines = [
    '# Features, and the tests that prove them',
    '',
    'Made from `test/features.ts` and the tests by `npx vitest run test/docs/features.test.ts -u`.',
    'Each test runs in a real browser against a real server, and fails without its feature.',
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
