import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { transform } from 'esbuild'
import { browserBundles, bundleForBrowser } from './bundle-for-browser.ts'
import { programs, runAttached } from './run-command.ts'

const out = 'dist'
const stampFile = '.stamp'

/** `npm run build`: writes `dist/`, what an installed package consists of. */
export async function run(): Promise<number> {
  const startedAt = performance.now()
  const isWritten = await build()
  if (isWritten === undefined) return 1
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(isWritten ? `build: wrote ${out}/ in ${seconds} s` : `build: ${out}/ is up to date`)
  return 0
}

/**
 * Brings `dist/` up to date with the sources. The new one is made aside and put in place whole, so
 * a failed build keeps the old one and a server that starts meanwhile never sees half of it.
 *
 * @returns whether anything was written, or undefined when the sources do not compile; the
 *   compiler's messages are on the terminal by then
 */
export async function build(): Promise<boolean | undefined> {
  const stamp = stampOfInputs()
  if (readStamp() === stamp) return false
  const fresh = join('.djust', `build-${process.pid}`)
  try {
    const [exitCode, clientExitCode, isBundled] = await Promise.all([
      runAttached(programs.tsc, ['-p', 'tsconfig.build.json', '--outDir', fresh]),
      runAttached(programs.tsc, ['-p', 'tsconfig.hooks.json', '--outDir', fresh]),
      bundleAll(fresh),
    ])
    if (exitCode !== 0 || clientExitCode !== 0 || !isBundled) return undefined
    await writeFile(join(fresh, stampFile), stamp)
    replace(out, fresh)
    return true
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/**
 * Brings the `dist/` of a copy of the repository up to date where one source has changed, without a look at its types.
 *
 * @param root the folder of the copy
 * @returns whether the source is one that runs
 */
export async function rebuildChanged(root: string, source: string): Promise<boolean> {
  const built = join(root, source.replace('src', out).replace('.ts', '.js'))
  try {
    if (existsSync(built)) {
      const text = readFileSync(join(root, source), 'utf8')
      const { code } = await transform(text, { loader: 'ts', target: 'es2023' })
      await writeFile(built, code.replace(/(from\s*|import\s*)(["'])(\..*?)\.ts\2/g, '$1$2$3.js$2'))
    }
    const isInBrowser = /^src\/(?:client|wire|shared|expr|dev)\//.test(source)
    if (isInBrowser && !(await bundleAll(join(root, out), root))) return false
    await writeFile(join(root, out, stampFile), stampOfInputs(root))
    return true
  } catch (error) {
    if (isBuildFailure(error)) return false
    throw error
  }
}

/** @returns whether every script could be made; esbuild has said why when not */
async function bundleAll(folder: string, root = '.'): Promise<boolean> {
  for (const [file, entry] of browserBundles(root)) {
    const script = await bundleForBrowser(entry, root).catch((error: unknown) => {
      if (isBuildFailure(error)) return undefined
      throw error
    })
    if (script === undefined) return false
    const target = join(folder, file)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, script)
  }
  return true
}

function isBuildFailure(error: unknown): boolean {
  return error instanceof Error && 'errors' in error
}

function replace(target: string, fresh: string): void {
  const old = `${fresh}-old`
  mkdirSync(dirname(old), { recursive: true })
  if (existsSync(target)) renameSync(target, old)
  renameSync(fresh, target)
  rmSync(old, { recursive: true, force: true })
}

function readStamp(): string | undefined {
  const file = join(out, stampFile)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** Names, sizes and times of everything that goes into a build: cheaper than reading it all. */
function stampOfInputs(root = '.'): string {
  const hash = createHash('sha256')
  for (const file of inputs(root)) {
    const { size, mtimeMs } = statSync(join(root, file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function inputs(root: string): string[] {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join('src', file))
  const settings = ['package.json', 'package-lock.json', 'scripts/build.ts']
  const configs = ['tsconfig.base.json', 'tsconfig.server.json', 'tsconfig.build.json']
  configs.push('tsconfig.client.json', 'tsconfig.hooks.json')
  return [...sources.sort(), ...settings, ...configs, 'scripts/bundle-for-browser.ts']
}
