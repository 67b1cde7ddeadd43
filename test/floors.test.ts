import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/**
 * Who may import whom inside `src/`. A folder may always import itself; the files directly in
 * `src/` are the public surface and may import any folder. Tests are free.
 */
const mayImport: Record<string, readonly string[]> = {
  shared: [],
  expr: [],
  wire: ['shared', 'expr'],
  template: ['shared', 'wire', 'expr'],
  diff: ['shared', 'wire'],
  render: ['shared', 'expr', 'template', 'diff', 'wire'],
  state: ['shared'],
  store: ['shared'],
  view: ['shared', 'expr', 'state'],
  forms: ['shared', 'view'],
  uploads: ['shared', 'view'],
  components: ['view'],
  session: ['shared', 'wire', 'template', 'render', 'diff', 'state', 'store', 'view', 'uploads'],
  server: [
    'shared',
    'wire',
    'template',
    'render',
    'store',
    'view',
    'forms',
    'uploads',
    'session',
    'dev',
  ],
  client: ['shared', 'wire', 'expr'],
  dev: ['shared', 'wire', 'template'],
  cli: ['shared', 'server', 'view', 'dev'],
}

/** Folders that run in Node, a browser and a worker alike. */
const pure = ['shared', 'expr', 'wire', 'template', 'diff', 'render']

interface SourceFile {
  /** Its path inside `src/`, such as `template/lexer.ts`. */
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}

const src = fileURLToPath(new URL('../src', import.meta.url))
const files = readSources()

describe('the import tree', () => {
  it('has a floor for every folder', () => {
    const folders = files.map(({ path }) => folderOf(path)).filter((folder) => folder !== '')
    expect([...new Set(folders)].filter((folder) => !mayImport[folder])).toEqual([])
  })

  it('leads only downward', () => {
    const broken = relativeImports()
      .filter(({ file }) => folderOf(file) !== '')
      .filter(({ file, target }) => folderOf(file) !== folderOf(target))
      .filter(({ file, target }) => !mayImport[folderOf(file)]?.includes(folderOf(target)))
    expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  it('has no cycles between files', () => {
    expect(cycles()).toEqual([])
  })

  it('names every file with its .ts', () => {
    const broken = files.flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('.') && !name.endsWith('.ts'))
        .map((name) => `${path} imports ${name}`),
    )
    expect(broken).toEqual([])
  })

  it('leads to files that exist', () => {
    const paths = new Set(files.map(({ path }) => path))
    const broken = relativeImports().filter(({ target }) => !paths.has(target))
    expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })
})

describe('the public surface', () => {
  it('only re-exports', () => {
    const surface = files.filter(({ path }) => folderOf(path) === '')
    const broken = surface.filter(({ text }) => withoutComments(text).replace(reExport, '').trim())
    expect(broken.map(({ path }) => path)).toEqual([])
  })
})

describe('environments', () => {
  it('keeps Node out of pure folders and the client', () => {
    const broken = files
      .filter(({ path }) => [...pure, 'client'].includes(folderOf(path)) || isClientHalf(path))
      .filter(({ text }) => /\bprocess\.|['"]node:/.test(withoutComments(text)))
    expect(broken.map(({ path }) => path)).toEqual([])
  })

  it('keeps packages out of the client', () => {
    const broken = files
      .filter(({ path }) => folderOf(path) === 'client' || isClientHalf(path))
      .flatMap(({ path, imports }) =>
        imports.filter((name) => !name.startsWith('.')).map((name) => `${path} imports ${name}`),
      )
    expect(broken).toEqual([])
  })
})

const reExport =
  /^export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s+(['"])[^'"]+\1;?/gm

function readSources(): SourceFile[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => {
      const text = readFileSync(join(src, path), 'utf8')
      return { path: path.replaceAll('\\', '/'), text, imports: importsIn(text) }
    })
}

/** Every module a text names: `from`, side-effect, dynamic and `import('…').Type` imports. */
function importsIn(text: string): string[] {
  const forms = /\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g
  return [...withoutComments(text).matchAll(forms)].map((match) => match[2] ?? '')
}

function relativeImports(): { file: string; target: string }[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter((name) => name.startsWith('.'))
      .map((name) => ({ file: path, target: resolveImport(path, name) })),
  )
}

function resolveImport(from: string, name: string): string {
  return relative(src, join(src, dirname(from), name)).replaceAll('\\', '/')
}

/** Each cycle once, as the files it goes through. */
function cycles(): string[] {
  const targets = new Map<string, string[]>()
  for (const { file, target } of relativeImports()) {
    targets.set(file, [...(targets.get(file) ?? []), target])
  }
  const found: string[] = []
  const finished = new Set<string>()
  const visit = (file: string, trail: readonly string[]) => {
    if (trail.includes(file)) {
      found.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
      return
    }
    if (finished.has(file)) return
    for (const target of targets.get(file) ?? []) visit(target, [...trail, file])
    finished.add(file)
  }
  for (const file of targets.keys()) visit(file, [])
  return found
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : ''
}

function isClientHalf(path: string): boolean {
  return path.endsWith('.client.ts')
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}
