// Runs one of the repository's tasks: node scripts/run.mjs <task> [arguments]
// Plain JavaScript without dependencies, because a fresh clone has nothing else that could run.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const tasks = [
  'build',
  'demo',
  'test',
  'check',
  'bench',
  'conformance',
  'fuzz-templates',
  'fuzz-patches',
  'fuzz-frames',
  'mutants',
  'chaos',
  'simulate',
  'soak',
  'stubs',
  'format',
]

const [name, ...args] = process.argv.slice(2)
if (!tasks.includes(name)) stop(`Unknown task "${name ?? ''}". Tasks: ${tasks.join(', ')}.`)
requireNode()
installDependencies()
process.chdir(fileURLToPath(root))
const { register } = await import('tsx/esm/api')
register()
const { run } = await import(`./${name}.ts`)
process.exit(await run(args))

function requireNode() {
  const wanted = readJson('package.json').engines.node.replace('>=', '')
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number)
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  stop(`Node ${process.versions.node} is too old. Install Node ${wanted} or newer.`)
}

function installDependencies() {
  if (isInstalled()) return
  console.error('Installing dependencies (npm ci) …')
  const npm = process.env.npm_execpath
  // NODE_ENV=production would leave out the tools that every task needs.
  const options = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']
  const [command, before, shell] = npm?.endsWith('js')
    ? [process.execPath, [npm], false]
    : ['npm', [], process.platform === 'win32']
  const done = spawnSync(command, [...before, ...options], { cwd: root, encoding: 'utf8', shell })
  if (done.status === 0) return
  console.error(done.stdout ?? '', done.stderr ?? '', done.error?.message ?? '')
  stop('npm ci failed. Its messages are above; check the network and run the command again.')
}

/** npm writes what it installed into node_modules; that record says whether it is what we ask for. */
function isInstalled() {
  const record = 'node_modules/.package-lock.json'
  if (!existsSync(new URL(record, root))) return false
  const installed = readJson(record).packages
  return Object.entries(readJson('package-lock.json').packages).every(
    ([path, { version, optional }]) =>
      path === '' || (installed[path] ? installed[path].version === version : optional),
  )
}

function readJson(path) {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'))
}

function stop(message) {
  console.error(message)
  process.exit(1)
}
