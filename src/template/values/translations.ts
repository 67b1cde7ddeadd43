/** Where translated texts come from. */
export interface Translations {
  /** The languages that a reader may choose, as code and English name. */
  readonly languages: readonly (readonly [code: string, name: string])[]
  /**
   * Translates a message.
   *
   * @param context tells equal messages of different meaning apart; null for none
   * @returns the message itself where it is not translated
   */
  translate(locale: string, message: string, context: string | null): string
  /** Translates the form of a message that fits a number. */
  translatePlural(
    locale: string,
    singular: string,
    plural: string,
    count: number | bigint,
    context: string | null,
  ): string
}

/** Used where an application has no translations: every message stays as it is written. */
export const noTranslations: Translations = {
  languages: [['en', 'English']],
  translate: (_locale, message) => message,
  translatePlural: (_locale, singular, plural, count) => (Number(count) === 1 ? singular : plural),
}
