import { expect, it } from 'vitest'
import { browserBundles } from '../../scripts/bundle-for-browser.ts'
import { ownFiles } from './own-files.ts'

it('lists every script that the build makes', () => {
  const paths = [...ownFiles(true).values()].map((file) => ('path' in file ? file.path : ''))
  for (const [file] of browserBundles()) {
    expect(paths.some((path) => path.endsWith(`/dist/${file}`))).toBe(true)
  }
})

it('serves no tool for development in production', () => {
  expect([...ownFiles(false).keys()]).toEqual(['djust/djust.js', 'djust/morph.js'])
  expect([...ownFiles(true).keys()]).toEqual([
    'djust/djust.js',
    'djust/morph.js',
    'djust/dev.js',
    'djust/error.css',
  ])
})
