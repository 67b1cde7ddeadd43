import { TemplateEngine, type EngineOptions } from '../../src/render/engine.ts'
import { Catalogs } from '../../src/template/i18n/catalogs.ts'
import { parsePo } from '../../src/template/i18n/po-file.ts'
import { type Context, type Refusal, refusalOf } from './templates.ts'

const files = {
  de: `
msgid "Hello"
msgstr "Hallo"

msgid "50%% off"
msgstr "50%% Rabatt"

msgid "<b>bold</b>"
msgstr "<b>fett</b>"

msgctxt "menu"
msgid "File"
msgstr "Datei"

msgctxt "verb"
msgid "File"
msgstr "Ablegen"

msgid "a b"
msgstr "A B"

msgid "first\\nsecond"
msgstr "erste\\nzweite"

msgid "Hello %(name)s"
msgstr "Hallo, %(name)s!"

msgid "wrong %(name)s"
msgstr "falsch %(nam)s"

msgid "stray %(name)s"
msgstr "krumm 100% %(name)s"

msgid "%(n)s book"
msgid_plural "%(n)s books"
msgstr[0] "%(n)s Buch"
msgstr[1] "%(n)s Bücher"

msgctxt "shop"
msgid "%(n)s book"
msgid_plural "%(n)s books"
msgstr[0] "%(n)s Band"
msgstr[1] "%(n)s Bände"

msgid "German"
msgstr "Deutsch"
`,
  fr: `
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=n > 1;\\n"

msgid "Hello"
msgstr "Bonjour"

msgid "%(n)s book"
msgid_plural "%(n)s books"
msgstr[0] "%(n)s livre"
msgstr[1] "%(n)s livres"
`,
}

/** Translations into German and French. */
export const translations = new Catalogs({
  files: Object.entries(files).map(([locale, text]) => ({ locale, ...parsePo(text, locale) })),
  languages: [
    ['en', 'English'],
    ['de', 'German'],
  ],
})

/** Renders a text for a German reader in Paris, with every library loaded. */
export function drawFor(
  text: string,
  context: Context = {},
  { env, ...options }: EngineOptions = {},
): string {
  const engine = new TemplateEngine({
    builtins: ['i18n', 'l10n', 'tz', 'cache'],
    env: { locale: 'de', timeZone: 'Europe/Paris', translations, ...env },
    ...options,
  })
  return engine.renderText(text, context)
}

/** Why a text cannot be drawn, and where. */
export function refusalFor(text: string, context: Context = {}): Refusal {
  return refusalOf(text, () => drawFor(text, context))
}
