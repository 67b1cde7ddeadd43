import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeServerFrame } from '../../src/wire.ts'
import { blocksOf, documents, readDocument, repository } from './blocks.ts'
import { compilePage, pageInput } from './templates.ts'

describe('the counter in ARCHITECTURE.md', () => {
  const blocks = blocksOf('ARCHITECTURE.md')
  const textOf = (note: string) => blocks.find((block) => block.note === note)?.text ?? ''
  const program = compilePage(textOf('counter'), new Map())
  const input = (count: number) => pageInput({ count, dj_view_id: 'TOKEN' })

  it('has the layout that it says', () => {
    expect(JSON.parse(textOf('counter: layout'))).toEqual(program.compiled.layout)
  })

  it('is painted as it says', () => {
    expect(program.paint(input(0)).html).toContain(textOf('counter: painted'))
    expect(readDocument('ARCHITECTURE.md')).toContain('`[0, 1, []]`')
    expect(program.paint(input(0)).rendered.record).toEqual([0, 1, []])
  })

  it('answers three clicks with the frames that it says', () => {
    const { rendered } = program.paint(input(0))
    const frames = [1, 2, 3].map((number) => {
      const found = program.diff(input(number), rendered)
      found.commit()
      const { patch } = found
      const update = { session: 0, number, upTo: number, patch, commands: [], errors: [] }
      return `← ${encodeServerFrame({ kind: 'update', ...update })}\n`
    })
    expect(frames.join('')).toBe(textOf('counter: frames'))
  })
})

it('keeps ARCHITECTURE.md short enough to be read', () => {
  expect(readDocument('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(300)
})

describe('the documents', () => {
  it('name files that are there', () => {
    const broken = documents().flatMap((document) =>
      [...readDocument(document).matchAll(/`((?:src|test|scripts|examples)\/[\w./-]*)`/g)]
        .map(([, path]) => path!)
        .filter((path) => !existsSync(join(repository, path)))
        .map((path) => `${document}: ${path}`),
    )
    expect(broken).toEqual([])
  })

  it('link to documents and headings that are there', () => {
    const broken = documents().flatMap((document) =>
      [...readDocument(document).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([\w-]+))?\)/g)]
        .filter(([, path = '', heading]) => !isThere(document, path, heading))
        .map(([link]) => `${document}: ${link}`),
    )
    expect(broken).toEqual([])
  })
})

function isThere(from: string, path: string, heading: string | undefined): boolean {
  const target = path === '' ? from : join(from, '..', path)
  if (!existsSync(join(repository, target))) return false
  return heading === undefined || headingsOf(target).includes(heading)
}

/** The names under which GitHub links to the headings of a document. */
function headingsOf(document: string): string[] {
  return [...readDocument(document).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}
