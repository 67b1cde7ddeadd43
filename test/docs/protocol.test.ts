import { describe, expect, it } from 'vitest'
import {
  decodeClientFrame,
  decodeServerFrame,
  encodeClientFrame,
  encodeServerFrame,
} from '../../src/wire.ts'
import { type Block, blocksOf, documents } from './blocks.ts'
import { compilePage, pageInput } from './templates.ts'

const blocks = documents().flatMap(blocksOf)

/** The lines of all blocks of a language, each with where it stands. */
function linesOf(language: string): [where: string, line: string][] {
  const lines = (block: Block) => block.text.trimEnd().split('\n')
  return blocks
    .filter((block) => block.language === language)
    .flatMap((block) =>
      lines(block).map((line, i): [string, string] => [
        `${block.document}:${block.line + i + 1}`,
        line,
      ]),
    )
}

describe('the frames in the documents', () => {
  it.each(linesOf('frames'))('%s is one, and is written as we write it', (_, line) => {
    const [, arrow, text = ''] = /^([→←]) (.*)$/.exec(line) ?? []
    expect(arrow).toBeDefined()
    expect(arrow === '→' ? clientFrame(text) : serverFrame(text)).toBe(text)
  })
})

describe('the patches in the documents', () => {
  const patches = blocks.filter(({ language }) => language === 'patches')

  it.each(patches.map((block) => [`${block.document}:${block.line}`, block] as const))(
    '%s are what the template above gives',
    (_, block) => {
      const template = blocks.findLast(
        ({ document, line, language }) =>
          document === block.document && line < block.line && language === 'django',
      )!
      const program = compilePage(template.text, new Map())
      const [first, ...rest] = block.text
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' → '))
      const { values, rendered } = program.fill(pageInput(JSON.parse(first![0]!)))
      expect(JSON.stringify(values)).toBe(first![1])
      for (const [now, expected] of rest) {
        const update = program.diff(pageInput(JSON.parse(now!)), rendered)
        update.commit()
        expect(JSON.stringify(update.patch)).toBe(expected)
      }
    },
  )
})

function clientFrame(text: string): string | null {
  const frame = decodeClientFrame(text)
  return frame && encodeClientFrame(frame)
}

function serverFrame(text: string): string | null {
  const frame = decodeServerFrame(text)
  return frame && encodeServerFrame(frame)
}
