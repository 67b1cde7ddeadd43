import { expect, it } from 'vitest'
import { browserBundles } from '../../scripts/bundle-for-browser.ts'
import { featureNames } from '../wire/features.ts'
import { ownFiles, runtimeName } from './own-files.ts'

it('lists every script that the build makes', () => {
  const paths = [...ownFiles(true).values()].map((file) => ('path' in file ? file.path : ''))
  for (const [file] of browserBundles()) {
    expect(paths.some((path) => path.endsWith(`/dist/${file}`))).toBe(true)
  }
})

it('has a file for every feature', () => {
  const bundles = browserBundles().map(([file]) => file)
  for (const name of featureNames) expect(bundles).toContain(`client/${name}.js`)
})

it('serves no tool for development in production', () => {
  const runtime = [runtimeName('djust'), ...featureNames.map(runtimeName)]
  expect([...ownFiles(false).keys()]).toEqual(runtime)
  expect([...ownFiles(true).keys()]).toEqual([...runtime, 'djust/dev.js', 'djust/error.css'])
})

it('keeps the files of the runtime in one folder, and in production for good', () => {
  const folder = runtimeName('djust').replace('djust.js', '')
  expect(folder).toMatch(/^djust\/[\w-]{16}\/$/)
  for (const name of featureNames) expect(runtimeName(name)).toBe(`${folder}${name}.js`)
  expect(ownFiles(false).get(runtimeName('djust'))).toMatchObject({ isImmutable: true })
  expect(ownFiles(true).get(runtimeName('djust'))).toMatchObject({ isImmutable: false })
})
