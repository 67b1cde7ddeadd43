import { beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import { memory } from '../store/memory-store.ts'
import { isDevelopment } from '../shared/mode.ts'
import type { AppOptions } from './config.ts'
import type { Settings } from './settings.ts'

vi.mock('../shared/mode.ts', () => ({ isDevelopment: vi.fn(() => false) }))

// Each test gets a process of its own, as far as the settings go.
let config: typeof import('./config.ts').config
let configure: typeof import('./config.ts').configure
beforeEach(async () => {
  vi.mocked(isDevelopment).mockReturnValue(false)
  vi.resetModules()
  ;({ config, configure } = await import('./config.ts'))
})

const messageOf = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`
  }
  return 'nothing was thrown'
}

describe('what an application says nothing about', () => {
  it('has the documented defaults', () => {
    expect(configure({ urls: [] })).toEqual({
      urls: [],
      templates: ['templates'],
      staticDir: 'static',
      staticUrl: '/static/',
      mediaUrl: '/media/',
      wsPath: '/ws/live/',
      useWebsocket: true,
      websocketCompression: true,
      wireFormat: 'json',
      allowedOrigins: [],
      maxMessageSize: 65_536,
      handlerTimeoutMs: 30_000,
      debug: false,
      debugVdom: false,
      timeZone: 'UTC',
      locale: 'en-us',
      languages: [],
      localeDirs: [],
      useThousandSeparator: false,
      getLocale: null,
      getTimeZone: null,
      contextProcessors: [],
      stringIfInvalid: '',
      escaping: {},
      libraries: {},
      builtins: [],
      renderLimits: { loopRounds: 1_000_000, outputLength: 10_485_760 },
      contentSecurityPolicy: null,
      auth: { getUser: null, hasPerm: null },
      store: null,
      sessionStore: null,
      rateLimit: {
        rate: 100,
        burst: 20,
        maxWarnings: 3,
        maxConnectionsPerIp: 10,
        reconnectCooldownMs: 5_000,
      },
      cssFramework: 'bootstrap5',
      uploads: {
        folder: expect.stringContaining('djust-uploads-'),
        maxBytesPerVisitor: 500_000_000,
        maxPostBytes: 20_000_000,
      },
      eventSecurity: 'strict',
      hookNamespacing: 'lax',
      signMessages: false,
      autoNavigate: false,
      trustedProxies: [],
      loginUrl: '/accounts/login/',
      sessionLifetimeMs: 1_209_600_000,
      durability: 'memory',
      sleepAfterMs: null,
      strictSerialization: false,
    })
  })

  it('includes keys that are undefined', () => {
    expect(configure({ urls: [], wsPath: undefined, debug: undefined }).wsPath).toBe('/ws/live/')
  })
})

describe('what an application says', () => {
  it('takes one template folder or several', () => {
    expect(configure({ urls: [], templates: 'views' }).templates).toEqual(['views'])
    expect(configure({ urls: [], templates: ['a', 'b'] }).templates).toEqual(['a', 'b'])
  })

  it('takes languages by code, and one folder of catalogs', () => {
    const { languages, localeDirs, locale } = configure({
      urls: [],
      locale: 'DE',
      languages: ['de', 'zh-hans', ['pt-BR', 'Português']],
      localeDirs: 'locale',
    })
    expect(languages).toEqual([
      ['de', 'German'],
      ['zh-hans', 'Simplified Chinese'],
      ['pt-br', 'Português'],
    ])
    expect([locale, localeDirs]).toEqual(['de', ['locale']])
  })

  it('takes one part of an object alone', () => {
    const getUser = () => null
    const settings = configure({
      urls: [],
      renderLimits: { loopRounds: 5, outputLength: undefined },
      auth: { getUser, hasPerm: undefined },
    })
    expect(settings.renderLimits).toEqual({ loopRounds: 5, outputLength: 10_485_760 })
    expect(settings.auth).toEqual({ getUser, hasPerm: null })
  })

  it('keeps every other value as it is', () => {
    const given = {
      urls: [{}],
      staticDir: 'public',
      staticUrl: '/files/',
      wsPath: '/socket',
      allowedOrigins: ['https://*.example.com'],
      maxMessageSize: 1_024,
      handlerTimeoutMs: 1,
      debug: false,
      debugVdom: true,
      mediaUrl: 'https://media.example.com/files/',
      timeZone: 'Europe/Berlin',
      locale: 'pt-br',
      languages: [
        ['pt-br', 'Português'],
        ['de', 'Deutsch'],
      ],
      localeDirs: ['locale'],
      useThousandSeparator: true,
      useWebsocket: false,
      websocketCompression: false,
      wireFormat: 'messagepack',
      getLocale: () => 'de',
      getTimeZone: () => undefined,
      contextProcessors: [() => ({})],
      stringIfInvalid: '?%s?',
      escaping: { styleAttributes: 'django', urls: undefined },
      libraries: { shop: { tags: new Map(), filters: new Map() } },
      builtins: ['shop'],
      renderLimits: { loopRounds: 10, outputLength: 20 },
      contentSecurityPolicy: "default-src 'self'",
      auth: { getUser: () => null, hasPerm: () => true },
      store: memory(),
      sessionStore: memory(),
      sessionLifetimeMs: 3_600_000,
      loginUrl: '/log-in/?from=page',
      rateLimit: {
        rate: 1.5,
        burst: 1,
        maxWarnings: 0,
        maxConnectionsPerIp: 2,
        reconnectCooldownMs: 0,
      },
      cssFramework: 'tailwind',
      uploads: { folder: 'uploads', maxBytesPerVisitor: 1, maxPostBytes: 2 },
      eventSecurity: 'warn',
      hookNamespacing: 'lax',
      signMessages: false,
      autoNavigate: true,
      trustedProxies: ['10.0.0.0/8', '::1'],
      durability: 'beforeReply',
      sleepAfterMs: 60_000,
      strictSerialization: true,
    } as const
    expect(configure(given)).toEqual({ ...given, templates: ['templates'] })
  })

  it.each([
    ['urls', {}],
    ['urls', null],
    ['templates', ''],
    ['templates', [1]],
    ['templates', null],
    ['staticDir', 3],
    ['staticDir', 'a\0b'],
    ['staticUrl', 'static/'],
    ['staticUrl', '/static'],
    ['staticUrl', '/'],
    ['staticUrl', '//cdn.example.com/'],
    ['wsPath', 'ws'],
    ['wsPath', '/ws?x=1'],
    ['wsPath', '/'],
    ['allowedOrigins', 'https://example.com'],
    ['allowedOrigins', ['example.com']],
    ['allowedOrigins', ['https://*.com']],
    ['maxMessageSize', '65536'],
    ['maxMessageSize', -1],
    ['maxMessageSize', 10],
    ['maxMessageSize', 65_536.5],
    ['maxMessageSize', Number.NaN],
    ['maxMessageSize', 10n],
    ['handlerTimeoutMs', 0],
    ['handlerTimeoutMs', Number.POSITIVE_INFINITY],
    ['handlerTimeoutMs', 2 ** 31],
    ['debug', 1],
    ['debugVdom', 'yes'],
    ['strictSerialization', 'yes'],
    ['hookNamespacing', true],
    ['hookNamespacing', 'Strict'],
    ['sleepAfterMs', 10],
    ['sleepAfterMs', '60'],
    ['timeZone', 'Berlin'],
    ['timeZone', Symbol('zone')],
    ['contentSecurityPolicy', ''],
    ['contentSecurityPolicy', "default-src 'self'\r\nX: y"],
    ['mediaUrl', 'media/'],
    ['mediaUrl', 'https://media.example.com'],
    ['mediaUrl', 'ftp://media.example.com/'],
    ['locale', ''],
    ['locale', 'de_AT'],
    ['languages', 'de'],
    ['languages', [1]],
    ['languages', [['de']]],
    ['languages', [['de', '']]],
    ['languages', ['de', 'DE']],
    ['localeDirs', ['a', 3]],
    ['useThousandSeparator', 'yes'],
    ['getLocale', 'de'],
    ['getTimeZone', null],
    ['contextProcessors', () => ({})],
    ['contextProcessors', [{}]],
    ['stringIfInvalid', null],
    ['escaping', 'off'],
    ['escaping', null],
    ['libraries', []],
    ['libraries', { 'two words': { tags: new Map(), filters: new Map() } }],
    ['builtins', 'shop'],
    ['renderLimits', 5],
    ['auth', 'anna'],
  ])('refuses %s: %o, and says what to write', (key, value) => {
    const message = messageOf(() => configure({ urls: [], [key]: value }))
    expect(message).toMatch(/^bad_setting: /)
    expect(message).toContain(`Setting "${key}" is `)
    expect(message).toContain('must be')
    expect(message).toContain(`Write ${key}: `)
  })

  it.each([
    ['libraries', 'shop', {}],
    ['escaping', 'urls', 'html'],
    ['escaping', 'script', false],
    ['renderLimits', 'loopRounds', 0],
    ['renderLimits', 'outputLength', Number.POSITIVE_INFINITY],
    ['auth', 'getUser', 'anna'],
    ['rateLimit', 'rate', 0],
    ['rateLimit', 'burst', 0.5],
    ['rateLimit', 'maxWarnings', -1],
    ['auth', 'hasPerm', true],
  ])('refuses in %s the %s %o', (key, part, value) => {
    const message = messageOf(() => configure({ urls: [], [key]: { [part]: value } }))
    expect(message).toMatch(/^bad_setting: /)
    expect(message).toContain(`Setting "${key}.${part}" is `)
    expect(message).toContain(`Write ${key}: `)
  })

  it.each([
    ['renderLimits', 'loopRound', 'Did you mean "loopRounds"?'],
    ['escaping', 'handler', 'Did you mean "handlers"?'],
    ['auth', 'hasPermission', 'There are: getUser, hasPerm.'],
  ])('knows the keys of %s, and not %s', (key, part, advice) => {
    const message = messageOf(() => configure({ urls: [], [key]: { [part]: 1 } }))
    expect(message).toMatch(/^unknown_setting: /)
    expect(message).toContain(`Unknown key "${part}" in ${key}: { … }.`)
    expect(message).toContain(advice)
  })

  it('refuses to sign messages where they would come by requests', () => {
    const given = { urls: [], signMessages: true, useWebsocket: false }
    expect(messageOf(() => configure(given))).toContain('false where useWebsocket is false')
    expect(configure({ urls: [], signMessages: true }).signMessages).toBe(true)
  })

  it('refuses a language that nobody could choose', () => {
    const languages = ['de', 'fr']
    expect(messageOf(() => configure({ urls: [], languages, locale: 'it' }))).toContain(
      `Setting "locale" is "it"; it must be one of languages (de, fr). Write locale: 'de'.`,
    )
    expect(configure({ urls: [], languages }).locale).toBe('en-us')
    expect(configure({ urls: [], languages, locale: 'de-at' }).locale).toBe('de-at')
  })

  it('refuses options that are no object, and a missing URL table', () => {
    for (const options of [undefined, null, [], 'urls', 5]) {
      expect(messageOf(() => configure(options))).toMatch(/^bad_setting: .*Write djust\(\{/)
    }
    expect(messageOf(() => configure({}))).toMatch(/^setting_missing: .*Write urls: /)
  })
})

describe('messages without limit', () => {
  it('are refused in production and allowed in development', () => {
    const message = messageOf(() => configure({ urls: [], maxMessageSize: 0 }))
    expect(message).toContain('a limit in production')
    vi.mocked(isDevelopment).mockReturnValue(true)
    expect(configure({ urls: [], maxMessageSize: 0 }).maxMessageSize).toBe(0)
  })
})

describe('debug', () => {
  it('is on under `djust dev` alone, and may be switched off there', () => {
    expect(configure({ urls: [] }).debug).toBe(false)
    vi.mocked(isDevelopment).mockReturnValue(true)
    expect(configure({ urls: [] }).debug).toBe(true)
    expect(configure({ urls: [], debug: true }).debug).toBe(true)
    expect(configure({ urls: [], debug: false }).debug).toBe(false)
  })

  it('cannot be switched on elsewhere', () => {
    const message = messageOf(() => configure({ urls: [], debug: true }))
    expect(message).toContain('only `djust dev` switches it on')
  })
})

describe('an unknown name', () => {
  it.each([
    ['templtes', 'Did you mean "templates"?'],
    ['maxMesageSize', 'Did you mean "maxMessageSize"?'],
    ['max_message_size', 'Write "maxMessageSize".'],
    ['allowed_origins', 'Write "allowedOrigins".'],
    ['DEBUG', 'Write "debug".'],
    ['TIME_ZONE', 'Write "timeZone".'],
    ['secret', 'DJUST_SECRET'],
    ['SECRET_KEY', 'DJUST_SECRET'],
    ['getUser', 'Write djust({ urls, auth: { getUser } }).'],
    ['entirelyElse', 'There are: urls, templates,'],
    ['constructor', 'There are: urls, templates,'],
  ])('%s is answered with: %s', (name, advice) => {
    const message = messageOf(() => configure({ urls: [], [name]: 'x' }))
    expect(message).toMatch(/^unknown_setting: /)
    expect(message).toContain(advice)
  })

  it('is reported before anything that is missing', () => {
    expect(messageOf(() => configure({ url: [] }))).toContain('Did you mean "urls"?')
  })

  it.each(['DJUST_CONFIG', 'LIVEVIEW_CONFIG'])('%s is unwrapped in the advice', (name) => {
    const wrapped = { max_message_size: 1, debug_vdom: true, hot_reload: true }
    expect(messageOf(() => configure({ urls: [], [name]: wrapped }))).toContain(
      'Write djust({ urls, maxMessageSize: …, debugVdom: … }).',
    )
  })

  it.each(['hotReload', 'hot_reload', 'service_worker', 'bus'])(
    '%s is one that does not act yet',
    (name) => {
      const message = messageOf(() => configure({ urls: [], [name]: undefined }))
      expect(message).toMatch(/^setting_not_acting: .* does not act yet in this version/)
    },
  )
})

describe('the types of the options', () => {
  it('know every setting, and no other', () => {
    expectTypeOf<keyof AppOptions<unknown>>().toEqualTypeOf<keyof Settings>()
    const options = (given: AppOptions<readonly unknown[]>) => given
    options({ urls: [], templates: ['a'], auth: { getUser: async () => null } })
    options({ urls: [], languages: ['de', ['fr', 'Français']], renderLimits: { loopRounds: 5 } })
    options({ urls: [], contextProcessors: [(request) => ({ path: request.url })] })
    // @ts-expect-error no such limit
    options({ urls: [], renderLimits: { rounds: 5 } })
    options({ urls: [], auth: { hasPerm: async () => true } })
    // @ts-expect-error not an object
    options({ urls: [], contextProcessors: [() => 'Books'] })
    // @ts-expect-error no such setting
    options({ urls: [], max_message_size: 1 })
    // @ts-expect-error a number
    options({ urls: [], maxMessageSize: '1' })
    // @ts-expect-error the URL table is missing
    options({})
  })
})

describe('config', () => {
  it('reads the settings of the running application', () => {
    expect(config.get('wsPath')).toBe('/ws/live/')
    configure({ urls: [], wsPath: '/socket/' })
    expect(config.get('wsPath')).toBe('/socket/')
  })

  it('changes what the application reads', () => {
    const settings = configure({ urls: [] })
    config.set('debugVdom', true)
    config.set('maxMessageSize', 2_048)
    expect(settings).toMatchObject({ debugVdom: true, maxMessageSize: 2_048 })
  })

  it('prepares the application that is about to start, and no other', () => {
    config.set('debugVdom', true)
    expect(configure({ urls: [] }).debugVdom).toBe(true)
    expect(configure({ urls: [] }).debugVdom).toBe(false)
  })

  it('gives way to what the application says itself', () => {
    config.set('handlerTimeoutMs', 1)
    expect(configure({ urls: [], handlerTimeoutMs: 2 }).handlerTimeoutMs).toBe(2)
  })

  it('checks a new value as the start does', () => {
    configure({ urls: [] })
    // @ts-expect-error a boolean
    expect(() => config.set('debugVdom', 'yes')).toThrow('true or false')
    expect(() => config.set('maxMessageSize', 0)).toThrow('a limit in production')
    expect(config.get('debugVdom')).toBe(false)
  })

  it('refuses what acts only at the start', () => {
    // @ts-expect-error not one of the keys that may change
    const message = messageOf(() => config.set('wsPath', '/x/'))
    expect(message).toMatch(/^start_only_setting: .*Write it in djust\(\{ wsPath: … \}\)/)
  })

  it('refuses unknown names', () => {
    // @ts-expect-error no such setting
    expect(messageOf(() => config.set('debug_vdom', true))).toContain('Write "debugVdom".')
    // @ts-expect-error no such setting
    expect(messageOf(() => config.get('toString'))).toMatch(/^unknown_setting/)
  })
})
