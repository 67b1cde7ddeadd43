const unseen = /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * Makes a text that somebody else wrote fit for a log: on one line, of bounded length, and with
 * everything shown that a terminal would obey instead (line breaks, colours, changes of direction).
 */
export function visible(text: string, maxChars = 1_000): string {
  const short = text.length > maxChars ? `${text.slice(0, maxChars)}…` : text
  return short.replace(unseen, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
}
