import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { build } from '../../scripts/build.ts'
import { Project } from '../../test/command-line.ts'

const secret = 'a secret that is long enough for production'
const app = appThatSays('hello')
let project: Project

// Each test starts processes, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000 })

beforeAll(async () => {
  expect(await build()).toBeDefined()
}, 60_000)

afterEach(() => project.remove())

describe('a mistake on the command line', () => {
  it('names the file that was probably meant', async () => {
    project = new Project({ 'app.ts': app })
    const command = project.djust(['dev', 'ap.ts'])
    expect(await command.exit()).toBe(1)
    expect(command.output).toContain(`There is no file "ap.ts" in ${project.folder}.`)
    expect(command.output).toContain('Did you mean "app.ts"?')
  })

  it.each([
    [['--port', 'http'], {}, '--port is "http", which is not a port.'],
    [[], { PORT: '70000' }, 'The environment variable PORT is "70000", which is not a port.'],
  ])('refuses a port that is none: %j %j', async (options, env, message) => {
    project = new Project({ 'app.ts': app })
    const command = project.djust(['dev', 'app.ts', ...options], env)
    expect(await command.exit()).toBe(1)
    expect(command.output).toContain(message)
  })

  it('suggests the command that was probably meant', async () => {
    project = new Project({})
    const command = project.djust(['strat', 'app.ts'])
    expect(await command.exit()).toBe(1)
    expect(command.output).toContain('Did you mean start?')
  })
})

describe('an application that cannot be started', () => {
  it.each([
    ['export const app = 1', 'app.ts has no default export.'],
    ['export default 3', 'The default export of app.ts is a number, not a djust application.'],
    ['export default class App {}', 'The default export of app.ts is a class,'],
    ['const a = 1\nexport default {', /app\.ts:2:17\n.*1 \| const a = 1\n> 2 \| export default \{/],
    [
      'function load(): never {\n  throw new Error("no database")\n}\nload()',
      /no database\n.*app\.ts:2:/,
    ],
    ['import "nowhere"', "Cannot find package 'nowhere' imported from"],
  ])('says what is wrong with %j and ends', async (text, message) => {
    project = new Project({ 'app.ts': text })
    const command = project.djust(['start', 'app.ts'], { DJUST_SECRET: secret })
    expect(await command.exit()).toBe(1)
    expect(command.output).toMatch(message)
    expect(command.output).not.toContain('load-app')
  })
})

describe('a project with a djust of its own', () => {
  it('is not run by another one', async () => {
    project = new Project({
      'web/app.ts': app,
      'web/node_modules/djust/package.json': '{ "name": "djust" }',
    })
    const command = project.djust(['start', 'web/app.ts'], { DJUST_SECRET: secret })
    expect(await command.exit()).toBe(1)
    expect(command.output).toContain(`uses the djust in ${join(project.folder, 'web')}`)
    expect(command.output).toContain('npx djust')
  })
})

describe('development', () => {
  const tellsMode = `
    import { isDevelopment } from './node_modules/djust/dist/shared/mode.js'
    ${appThatSays('', 'String(isDevelopment())')}
  `

  it('is what djust dev makes, and nothing else', async () => {
    project = new Project({ 'app.ts': tellsMode })
    const dev = project.djust(['dev', 'app.ts', '--port', '0'])
    expect(await textAt(await dev.prints(/ready {2}(\S+)/))).toBe('true')
    const start = project.djust(['start', 'app.ts', '--host', '127.0.0.1', '--port', '0'], {
      DJUST_SECRET: secret,
      NODE_ENV: 'development',
    })
    expect(await textAt(await start.prints(/ready {2}(\S+)/))).toBe('false')
  })

  it('cannot be had by running the inner process of djust dev', async () => {
    project = new Project({ 'app.ts': tellsMode })
    const command = project.node(['node_modules/djust/dist/cli/dev-process.js', 'app.ts'])
    expect(await command.exit()).toBe(1)
    expect(command.output).toContain('Run: djust dev app.ts')
  })
})

describe('what was verified', () => {
  const page = `
    import { defineUrls, djust, LiveView, path } from 'djust'
    class HomeView extends LiveView {
      static template = '<p>{{ a }}</p>'
      a = 'hello'
    }
    export default djust({ urls: defineUrls([path('', HomeView)]) })
  `

  it('is remembered beside the application, and a file that is broken stops no start', async () => {
    project = new Project({ 'app.ts': page, '.djust/verified.json': '{"version":' })
    const args = ['app.ts', '--port', '0']
    const start = project.djust(['start', ...args, '--host', '127.0.0.1'], { DJUST_SECRET: secret })
    expect(await textAt(await start.prints(/ready {2}(\S+)/))).toContain('hello')
    const file = join(project.folder, '.djust', 'verified.json')
    const kept = readFileSync(file, 'utf8')
    expect(kept).toMatch(/^\{"version":"[^"]+","keys":\["\w{22}"\]\}$/m)

    const dev = project.djust(['dev', ...args])
    expect(await textAt(await dev.prints(/ready {2}(\S+)/))).toContain('hello')
    expect(readFileSync(file, 'utf8')).toBe(kept)
  })
})

describe('djust dev', () => {
  it('serves development on loopback and says where', async () => {
    project = new Project({ 'app.ts': app })
    const command = project.djust(['dev', 'app.ts', '--port', '0'])
    const url = await command.prints(/^ready {2}(http:\/\/127\.0\.0\.1:\d+\/)$/m)
    expect(await textAt(url)).toBe('hello')
  })

  it('runs TypeScript with decorators in a project that npm init made', async () => {
    project = new Project({
      'package.json': '{ "name": "mine", "type": "commonjs" }',
      'app.ts': `import { text } from './text.ts'\n${appThatSays('', 'text')}`,
      'text.ts': `
        function twice(get: () => string, _context: ClassMethodDecoratorContext): () => string {
          return () => get() + get()
        }
        class Text {
          @twice
          read(): string {
            return 'ho'
          }
        }
        export const text: string = await Promise.resolve(new Text().read())
      `,
    })
    const command = project.djust(['dev', 'app.ts', '--port', '0'])
    expect(await textAt(await command.prints(/ready {2}(\S+)/))).toBe('hoho')
  })

  it('starts again on a change, at the same port', async () => {
    project = new Project({ 'app.ts': app, 'styles/page.css': 'p {}' })
    const command = project.djust(['dev', 'app.ts', '--port', '0'])
    const url = await command.prints(/ready {2}(\S+)/)
    command.forget()
    project.write('app.ts', appThatSays('goodbye'))
    await command.prints(/changed {2}app\.ts/)
    expect(await command.prints(/ready {2}(\S+)/)).toBe(url)
    expect(await textAt(url)).toBe('goodbye')
    command.forget()
    project.write('data.db', 'x')
    project.write('styles/page.css', 'p { color: red }')
    expect(await command.prints(/changed {2}(.+)/)).toBe(join('styles', 'page.css'))
  })

  it('shows an error, waits for the next change and goes on', async () => {
    project = new Project({ 'app.ts': 'export default {' })
    const command = project.djust(['dev', 'app.ts', '--port', '0'])
    await command.prints(/app\.ts:1:17[\s\S]*Waiting for a change/)
    project.write('app.ts', app)
    expect(await textAt(await command.prints(/ready {2}(\S+)/))).toBe('hello')
  })

  it('tells when the application ends later', async () => {
    const crash = 'setTimeout(() => { throw new Error("out of luck") }, 50)'
    project = new Project({ 'app.ts': `${app}\n${crash}` })
    const command = project.djust(['dev', 'app.ts', '--port', '0'])
    await command.prints(/out of luck[\s\S]*The application stopped \(exit code 1\)\. Waiting/)
  })

  it('says that a port is in use and ends', async () => {
    await withBusyPort(async (port) => {
      project = new Project({ 'app.ts': app })
      const command = project.djust(['dev', 'app.ts'], { PORT: String(port) })
      expect(await command.exit()).toBe(1)
      expect(command.output).toContain(`Port ${port} is in use.`)
    })
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('ends at once on %s', async (signal) => {
    project = new Project({ 'app.ts': `${app}\nprocess.on('${signal}', () => {})` })
    const command = project.djust(['dev', 'app.ts', '--port', '0'])
    const url = await command.prints(/ready {2}(\S+)/)
    expect(await command.end(signal)).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  })

  it('leaves no server behind when it is killed', async () => {
    project = new Project({ 'app.ts': app })
    const command = project.djust(['dev', 'app.ts', '--port', '0'])
    const url = await command.prints(/ready {2}(\S+)/)
    await command.end('SIGKILL')
    await expect.poll(() => fetch(url).catch(() => 'gone')).toBe('gone')
  })

  it('ends with the shell of npm, which passes no signal on', async () => {
    project = new Project({ 'app.ts': app })
    const bin = 'node_modules/djust/bin/djust.js'
    const args = JSON.stringify([bin, 'dev', 'app.ts', '--port', '0'])
    const shell = `require('child_process').spawn(process.execPath, ${args}, { stdio: 'inherit' })`
    const command = project.node(['-e', shell], { npm_lifecycle_event: 'dev' })
    const url = await command.prints(/ready {2}(\S+)/)
    await command.end('SIGKILL')
    await expect(fetch(url)).rejects.toThrow()
  })

  it('keeps one secret beside the application, out of reach of others and of git', async () => {
    project = new Project({ 'web/app.ts': appThatSays('', 'process.env.DJUST_SECRET') })
    const first = project.djust(['dev', 'web/app.ts', '--port', '0'])
    const secretInUse = await textAt(await first.prints(/ready {2}(\S+)/))
    await first.end('SIGTERM')
    const second = project.djust(['dev', 'web/app.ts', '--port', '0'])
    expect(await textAt(await second.prints(/ready {2}(\S+)/))).toBe(secretInUse)

    const kept = join(project.folder, 'web', '.djust')
    expect(secretInUse.length).toBeGreaterThanOrEqual(32)
    expect(readFileSync(join(kept, 'secret'), 'utf8').trim()).toBe(secretInUse)
    expect(statSync(join(kept, 'secret')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(kept, '.gitignore'), 'utf8')).toBe('*\n')
  })

  it('takes the secret of the environment where there is one', async () => {
    project = new Project({ 'app.ts': appThatSays('', 'process.env.DJUST_SECRET') })
    const command = project.djust(['dev', 'app.ts', '--port', '0'], { DJUST_SECRET: secret })
    expect(await textAt(await command.prints(/ready {2}(\S+)/))).toBe(secret)
    expect(existsSync(join(project.folder, '.djust'))).toBe(false)
  })
})

describe('djust start', () => {
  it.each([
    [{}, 'DJUST_SECRET is not set'],
    [{ DJUST_SECRET: 'short' }, 'DJUST_SECRET has 5 characters; it needs at least 32.'],
  ])('asks for a secret before anything else: %j', async (env, message) => {
    project = new Project({ 'app.ts': 'console.log("imported")' })
    const command = project.djust(['start', 'app.ts'], env)
    expect(await command.exit()).toBe(1)
    expect(command.output).toContain(message)
    expect(command.output).toContain('randomBytes')
    expect(command.output).not.toContain('imported')
  })

  it('serves at the host and port that it was given, and ends on SIGTERM', async () => {
    project = new Project({ 'app.ts': app })
    const args = ['start', 'app.ts', '--host', '127.0.0.1', '--port', '0']
    const command = project.djust(args, { DJUST_SECRET: secret })
    const url = await command.prints(/^ready {2}(\S+)$/m)
    expect(await textAt(url)).toBe('hello')
    expect(await command.end('SIGTERM')).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  })

  it('ends within five seconds while an answer is still awaited', async () => {
    project = new Project({ 'app.ts': appThatSays('', 'await new Promise(() => {})') })
    const args = ['start', 'app.ts', '--host', '127.0.0.1', '--port', '0']
    const command = project.djust(args, { DJUST_SECRET: secret })
    const request = fetch(await command.prints(/ready {2}(\S+)/)).catch(() => 'cut off')
    await new Promise((resolve) => setTimeout(resolve, 100))
    const startedAt = performance.now()
    expect(await command.end('SIGTERM')).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect(await request).toBe('cut off')
  })

  it('says that a port is in use and ends', async () => {
    await withBusyPort(async (port) => {
      project = new Project({ 'app.ts': app })
      const args = ['start', 'app.ts', '--host', '127.0.0.1', '--port', String(port)]
      const command = project.djust(args, { DJUST_SECRET: secret })
      expect(await command.exit()).toBe(1)
      expect(command.output).toContain(`Port ${port} is in use.`)
    })
  })
})

/** An application whose one page is a text, or the value of an expression. */
function appThatSays(text: string, expression = JSON.stringify(text)): string {
  return `
    import { defineUrls, djust, path } from 'djust'
    const urls = defineUrls([path('', async () => new Response(${expression}))])
    export default djust({ urls })
  `
}

async function textAt(url: string): Promise<string> {
  return (await fetch(url)).text()
}

async function withBusyPort(run: (port: number) => Promise<void>): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await run((server.address() as AddressInfo).port)
  } finally {
    server.close()
  }
}
