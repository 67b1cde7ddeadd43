import { readFileSync } from 'node:fs'
import { transform } from 'esbuild'
import { expect, it } from 'vitest'
import { featureGroups } from '../features.ts'
import { changed, outdated } from '../support/source-change.ts'
import { stubs } from './stubs.ts'

const changes = Object.values(stubs).flat()

it('every promised feature has stubs that take it out', () => {
  const promised = featureGroups.flatMap(({ features }) => Object.keys(features))
  expect(Object.keys(stubs).sort()).toEqual(promised.sort())
})

it('every stub still finds its place in the sources', () => {
  expect(outdated(changes)).toEqual([])
})

it('every stub leaves a source that can be read', async () => {
  for (const change of changes) {
    const source = changed(change, readFileSync(change.file, 'utf8'))
    await expect(transform(source, { loader: 'ts' }), change.find).resolves.toBeDefined()
  }
})
