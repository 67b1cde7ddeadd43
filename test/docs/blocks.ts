import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** A fenced block of a document. */
export interface Block {
  /** Path of the document from the root of the repository. */
  readonly document: string
  /** Line of the fence that opens it. */
  readonly line: number
  readonly language: string
  readonly text: string
  /** What an HTML comment right above the fence says; readers do not see it. */
  readonly note: string
  /** The nearest heading above. */
  readonly heading: string
}

/** Every document of the repository. */
export function documents(): string[] {
  const guides = readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' })
  const roots = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md']
  return [...roots, ...guides.map((path) => `docs/${path.replaceAll('\\', '/')}`)]
    .filter((path) => path.endsWith('.md'))
    .sort()
}

export function readDocument(document: string): string {
  return readFileSync(join(repository, document), 'utf8')
}

/** Cuts the fenced blocks out of a document. */
export function blocksOf(document: string): Block[] {
  const blocks: Block[] = []
  const lines = readDocument(document).split('\n')
  let heading = ''
  let note = ''
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', i + 1)
      const text = `${lines.slice(i + 1, end).join('\n')}\n`
      blocks.push({ document, line: i + 1, language: line.slice(3), text, note, heading })
      i = end
    } else if (line.startsWith('<!--')) {
      const end = lines.findIndex((each, n) => n >= i && each.includes('-->'))
      note = lines
        .slice(i, end + 1)
        .join('\n')
        .replace(/^<!--|-->$/g, '')
        .trim()
      i = end
      continue
    } else if (line.startsWith('#')) heading = line.replace(/^#+ /, '')
    if (line.trim() !== '') note = ''
  }
  return blocks
}

/** A table of a document that has a note above it. */
export interface Table {
  readonly note: string
  /** The cells of each row below the heads, as they are read: without what keeps a `|` from ending a cell. */
  readonly rows: readonly (readonly string[])[]
}

/** Cuts the tables with notes out of a document. */
export function tablesOf(document: string): Table[] {
  return [...readDocument(document).matchAll(/^<!-- (.+) -->\n\|.*\n\|[-|]+\n((?:\|.*\n)+)/gm)].map(
    ([, note, rows]) => ({ note: note!, rows: rows!.trimEnd().split('\n').map(cellsOf) }),
  )
}

function cellsOf(row: string): string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))
}

/** The text of a cell that is all code. */
export function codeOf(cell: string): string {
  return /^`(.*)`$/.exec(cell)?.[1] ?? cell
}
