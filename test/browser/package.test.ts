import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { defineHook } from 'djust/client'
import { capture, programs } from '../../scripts/run-command.ts'
import { Command } from '../command-line.ts'
import { feature } from '../support/feature.ts'
import { press, soonText, useBrowser } from './support/browser.ts'
import { pageOf } from './support/serve-views.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const isWindows = process.platform === 'win32'
const browser = useBrowser()
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'djust-stranger-')))
const commands: Command[] = []

beforeAll(async () => {
  const pack = ['pack', '--ignore-scripts', '--pack-destination', folder]
  const archive = (await npm(pack, repository)).trim()
  await npm(['install', archive, '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'])
  mkdirSync(join(folder, 'templates'))
  writeFileSync(
    join(folder, 'templates', 'page.html'),
    pageOf('<button dj-click="add">Add</button><output>{{ count }}</output>'),
  )
  writeFileSync(
    join(folder, 'app.ts'),
    `import { defineUrls, djust, eventHandler, LiveView, path, strictCsp } from 'djust'

class PageView extends LiveView {
  static templateName = 'page.html'
  count: number = 0

  @eventHandler({ description: 'Counts' })
  add() {
    this.count += 1
  }
}

export default djust({ urls: defineUrls([path('', PageView)]), contentSecurityPolicy: strictCsp })
`,
  )
}, 120_000)

afterAll(async () => {
  await Promise.all(commands.map((command) => command.end('SIGTERM')))
  rmSync(folder, { recursive: true, force: true })
})

it.each([
  ['npx djust dev', ['dev'], {}],
  [
    'npx djust start',
    ['start', '--host', '127.0.0.1'],
    { DJUST_SECRET: 'a secret that is long enough for production' },
  ],
])('a project with nothing but the package installed runs with %s', async (_, args, secret) => {
  const child = spawn('npx', ['djust', ...args, 'app.ts', '--port', '0'], {
    cwd: folder,
    env: { ...cleanEnvironment(), ...secret },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: isWindows,
  })
  const command = new Command(child)
  commands.push(command)
  const url = await command.prints(/ready {2}(\S+)/)
  const page = await browser.open(url)
  await press(page, 'Add')
  await press(page, 'Add')
  await soonText(page, 'output').toBe('2')
  const lines = command.output.trim().split('\n')
  expect(lines.filter((line) => !line.startsWith('npm '))).toEqual([`ready  ${url}`])
})

feature(
  'djust.d.ts',
  'hooks are typed by what the package brings, in modules and in plain scripts',
  async () => {
    const config = JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        allowJs: true,
        checkJs: true,
        types: [],
        target: 'es2022',
        module: 'nodenext',
        lib: ['es2023', 'dom'],
      },
    })
    // Each by itself: what one has imported, the other would know too.
    const files = {
      'hooks/tsconfig.json': config,
      'scripts/tsconfig.json': config,
      'hooks/chart.ts': `import { defineHook } from 'djust/client'

declare module 'djust/client' {
  interface Register {
    clientEvents: { points: { points: number[] } }
  }
}

djust.hooks.Chart = defineHook({
  sum: 0,
  mounted() {
    this.handleEvent('points', ({ points }) => {
      this.sum += points.length
    })
    // @ts-expect-error a number is no text
    this.sum = this.viewName
  },
})
`,
      'scripts/plain.js': `/// <reference path="../node_modules/djust/djust.d.ts" />
djust.hooks.Plain = {
  mounted() {
    this.el.title = this.viewName
    // @ts-expect-error no such command
    this.js().shwo('#menu')
  },
}
window.djust.hooks.Other = {}
`,
    }
    for (const name of ['hooks', 'scripts']) mkdirSync(join(folder, name))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    for (const name of ['hooks', 'scripts'])
      expect((await capture(programs.tsc, ['-p', join(folder, name)])).output).toBe('')
    expect(defineHook({ mounted() {} })).toHaveProperty('mounted')
  },
)

/** Runs npm and returns what it prints. */
async function npm(args: readonly string[], cwd = folder): Promise<string> {
  const options = { cwd, env: cleanEnvironment(), shell: isWindows }
  return (await promisify(execFile)('npm', args, options)).stdout
}

/** Without what npm tells the scripts that it runs, and the secret of these tests. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env)
  return Object.fromEntries(
    entries.filter(
      ([name]) => !/^npm_(?!config_(cache|registry)$)|^DJUST_|^NODE_OPTIONS$/i.test(name),
    ),
  )
}
