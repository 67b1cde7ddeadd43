/** What amounts are counted in. */
export type Unit = 'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'byte'

/** Amounts by the plural form of their number, which stands at `#`. */
export type UnitForms = Partial<Record<Intl.LDMLPluralRule, string>>

/** How amounts of a unit are written, by language, where that differs from what Intl writes. */
export const unitTable: Readonly<Record<string, Partial<Record<Unit, UnitForms>>>> = {
  fr: {
    year: { one: '# année', other: '# ans' },
  },
  sv: {
    day: { other: '# dagar', one: '# dag' },
  },
  nb: {
    day: { other: '# dager', one: '# dag' },
  },
  cs: {
    day: { other: '# dní', one: '# den', few: '# dny' },
  },
  ja: {
    year: { other: '#年' },
    month: { other: '#ヶ月' },
    week: { other: '#週間' },
    day: { other: '#日' },
    hour: { other: '#時間' },
    minute: { other: '#分' },
  },
  ko: {
    byte: { other: '# 바이트' },
  },
  de: {
    byte: { other: '# Bytes', one: '# Byte' },
  },
  it: {
    byte: { other: '# bytes', one: '# byte' },
  },
  nl: {
    byte: { other: '# bytes', one: '# byte' },
  },
  'zh-hans': {
    year: { other: '# 年' },
    month: { other: '# 月' },
    week: { other: '# 周' },
    day: { other: '# 日' },
    hour: { other: '# 小时' },
    minute: { other: '# 分钟' },
    byte: { other: '# 字节' },
  },
  'zh-hant': {
    month: { other: '# 月' },
    day: { other: '# 日' },
    minute: { other: '# 分' },
    byte: { other: '# 位元組' },
  },
  ar: {
    year: { zero: '# سنة', one: '# سنة', two: '# سنتين', few: '# سنوات', many: '# سنوات' },
    month: { zero: '# شهر', one: '# شهر', two: '# شهرين', few: '# أشهر', many: '# أشهر' },
    week: { zero: '# أسبوع', one: '# أسبوع', two: '# أسبوعين', few: '# أسابيع', many: '# أسابيع' },
    day: { zero: '# يوم', one: '# يوم', two: '# يومين', few: '# أيام', many: '# يوم' },
    hour: { zero: '# ساعة', one: '# ساعة', two: '# ساعتين', few: '# ساعات', many: '# ساعة' },
    minute: { zero: '# دقيقة', one: '# دقيقة', two: '# دقيقتين', few: '# دقائق', many: '# دقيقة' },
    byte: { zero: '# بايت', one: 'بايت واحد', two: 'بايتان', few: '# بايتان' },
  },
  he: {
    year: { other: '# שנים', one: 'שנה', two: 'שנתיים' },
    month: { other: '# חודשים', one: 'חודש', two: 'חודשיים' },
    week: { other: '# שבועות', one: 'שבוע', two: 'שבועיים' },
    day: { other: '# ימים', one: 'יום', two: 'יומיים' },
    hour: { other: '# שעות', one: 'שעה', two: 'שעתיים' },
    minute: { other: '# דקות', one: 'דקה', two: '# דקות' },
    byte: { other: '# בתים', one: 'בית #', two: '# בתים' },
  },
}
