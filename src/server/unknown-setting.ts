import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'

/** Settings whose names are taken, but that nothing reads yet. */
const notActingYet: ReadonlySet<string> = new Set([
  'bus',
  'clientIntegrity',
  'clientUrl',
  'debugPanelMaxHistory',
  'hotReload',
  'hotReloadAutoEnable',
  'hotReloadWatchDirs',
  'hvrEnabled',
  'jitCacheBackend',
  'jitSerialization',
  'pwa',
  'serializationMaxDepth',
  'serviceWorker',
  'suppressChecks',
  'tenant',
  'timeTravelMaxEvents',
  'views',
])

const wrappers: ReadonlySet<string> = new Set(['DJUST_CONFIG', 'LIVEVIEW_CONFIG'])
const secrets: ReadonlySet<string> = new Set(['secret', 'secretKey', 'djustSecret'])

/**
 * Refuses a name that is no setting, and says which one was meant.
 *
 * @param value what it was given, looked into when it is a Python wrapper of settings
 * @throws {ConfigError} always
 */
export function refuseUnknownSetting(
  name: string,
  value: unknown,
  known: readonly string[],
): never {
  if (wrappers.has(name)) throw new ConfigError('unknown_setting', aboutWrapper(name, value, known))
  const plain = toCamelCase(name)
  if (notActingYet.has(plain)) {
    throw new ConfigError(
      'setting_not_acting',
      `Setting "${plain}" does not act yet in this version. Leave it out.`,
    )
  }
  throw new ConfigError('unknown_setting', aboutName(name, plain, known))
}

/**
 * Refuses a key that an object in the settings does not have.
 *
 * @throws {ConfigError} unless all keys are known
 */
export function checkKeys(setting: string, value: object, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue
    const hint = didYouMean(key, known) || ` There are: ${known.join(', ')}.`
    throw new ConfigError('unknown_setting', `Unknown key "${key}" in ${setting}: { … }.${hint}`)
  }
}

function aboutName(name: string, plain: string, known: readonly string[]): string {
  if (secrets.has(plain)) {
    return `"${name}" is no setting: the secret is read from the environment variable DJUST_SECRET alone.`
  }
  if (plain === 'getUser' || plain === 'hasPerm') {
    return `"${name}" stands in auth. Write djust({ urls, auth: { ${plain} } }).`
  }
  const meant = known.includes(plain) ? ` Write "${plain}".` : didYouMean(name, known)
  return `Unknown setting "${name}" in djust({ … }).${meant || ` There are: ${known.join(', ')}.`}`
}

function aboutWrapper(name: string, value: unknown, known: readonly string[]): string {
  const inner =
    typeof value === 'object' && value !== null ? Object.keys(value).map(toCamelCase) : []
  const acting = inner.filter((key) => known.includes(key))
  const example = acting.length > 0 ? acting : ['debugVdom']
  return `"${name}" is no setting: settings stand in djust({ … }) itself. Write djust({ urls, ${example.map((key) => `${key}: …`).join(', ')} }).`
}

/** `max_message_size` and `LOGIN_URL` as this edition spells them. */
function toCamelCase(name: string): string {
  const lower = /^[A-Z\d_]+$/.test(name) ? name.toLowerCase() : name
  return lower.replace(/[_-]+([a-zA-Z\d])/g, (_, letter: string) => letter.toUpperCase())
}
