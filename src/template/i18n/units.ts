import { intlTag, localeChain } from './locale.ts'
import type { Reader } from './own-texts.ts'
import { type Unit, type UnitForms, unitTable } from './unit-table.ts'

const maxKnown = 500
const writers = new Map<string, (count: number) => string>()

/** Writes an amount in the reader's language, with spaces that do not break: `3 Jahre`. */
export function unitText(reader: Reader, unit: Unit, count: number): string {
  const { locale, translations } = reader
  const own = translations.ownPlural?.(locale, messageOf(unit), count)
  if (own !== undefined) {
    return unbroken(own.replace(/%\((?:num|size)\)d/g, String(count)).replaceAll('%%', '%'))
  }
  if (locale === '' || locale.startsWith('en')) {
    return `${count}\u00a0${unit}${count === 1 ? '' : 's'}`
  }
  return writerOf(locale, unit)(count)
}

/** The singular as message files for Django's own texts have it. */
function messageOf(unit: Unit): string {
  return unit === 'byte' ? '%(size)d byte' : `%(num)d ${unit}`
}

function writerOf(locale: string, unit: Unit): (count: number) => string {
  const key = `${locale} ${unit}`
  const known = writers.get(key)
  if (known !== undefined) return known
  const writer = createWriter(locale, unit)
  if (writers.size >= maxKnown) writers.clear()
  writers.set(key, writer)
  return writer
}

function createWriter(locale: string, unit: Unit): (count: number) => string {
  const tag = intlTag(locale)
  const rules = new Intl.PluralRules(tag)
  const forms = formsOf(locale, unit)
  const format = new Intl.NumberFormat(tag, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    numberingSystem: 'latn',
    useGrouping: false,
  })
  return (count) => {
    const form = forms[rules.select(count)]
    return unbroken(form?.replace('#', String(count)) ?? format.format(count))
  }
}

function formsOf(locale: string, unit: Unit): UnitForms {
  for (const code of localeChain(locale)) {
    const forms = unitTable[code]?.[unit]
    if (forms !== undefined) return forms
  }
  return {}
}

function unbroken(text: string): string {
  return text.replace(/\s/g, '\u00a0')
}
