import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Finds a Chromium, Chrome or Edge on this machine. Where none is there and we may install
 * packages (root on Debian or Ubuntu), installs one.
 *
 * @returns the path of the program
 * @throws {Error} when there is none; the message says what to install
 */
export function findChromium(): string {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (runs(named)) return named
    throw new Error(`CHROMIUM_PATH is "${named}", which is not a Chromium that runs.`)
  }
  const found = findInstalled() ?? (installByApt() ? findInstalled() : undefined)
  if (found) return found
  throw new Error(
    'The browser tests need Chromium or Chrome. Install one (Debian and Ubuntu: apt-get install ' +
      'chromium; macOS: brew install --cask google-chrome; Windows: winget install Google.Chrome), ' +
      'or set CHROMIUM_PATH to the one you have.',
  )
}

function findInstalled(): string | undefined {
  return [...onPath(), ...usualPlaces()].find((file) => isExecutable(file) && runs(file))
}

function onPath(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome',
    'microsoft-edge',
  ]
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)))
}

function usualPlaces(): string[] {
  const { HOME = '', LOCALAPPDATA = '' } = process.env
  if (process.platform === 'darwin') {
    const apps = ['Chromium', 'Google Chrome', 'Microsoft Edge']
    return ['/Applications', join(HOME, 'Applications')].flatMap((folder) =>
      apps.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)),
    )
  }
  if (process.platform !== 'win32') return ['/snap/bin/chromium', '/opt/google/chrome/chrome']
  const folders = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA]
  const programs = [
    ['Google', 'Chrome', 'Application', 'chrome.exe'],
    ['Chromium', 'Application', 'chrome.exe'],
    ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ]
  return folders.flatMap((folder) =>
    folder ? programs.map((program) => join(folder, ...program)) : [],
  )
}

/** Some distributions ship a placeholder that only says how to install the browser. */
function runs(file: string): boolean {
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === 'win32') return existsSync(file)
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function installByApt(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return false
  console.error('Installing Chromium (apt-get) …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', 'chromium']]) {
    const done = spawnSync('apt-get', args, { encoding: 'utf8', env })
    if (done.status === 0) continue
    console.error(done.stdout, done.stderr)
    return false
  }
  return true
}
