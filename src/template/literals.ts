/**
 * Reads an object of literals as JavaScript writes them: names without quotes, texts in quotes of either kind.
 *
 * @returns undefined when the text is anything else
 */
export function readLiterals(text: string): Record<string, unknown> | undefined {
  // Texts are set aside first, so that what looks like a name or a comma in them is none.
  const texts: string[] = []
  const shape = text.replace(quoted, (_, double?: string, single?: string) => {
    texts.push(unescaped(double ?? single ?? ''))
    return `"${texts.length - 1}"`
  })
  const json = shape
    .replace(/([{,]\s*)([A-Za-z_$][\w$]*)\s*:/g, (_, before: string, name: string) => {
      texts.push(name)
      return `${before}"${texts.length - 1}":`
    })
    .replace(/,(\s*[}\]])/g, '$1')
  try {
    const read: unknown = JSON.parse(json, function (this: unknown, _, value: unknown) {
      if (typeof value === 'string') return texts[Number(value)]
      return isRecord(value) ? renamed(value, texts) : value
    })
    return isRecord(read) ? read : undefined
  } catch {
    return undefined
  }
}

const quoted = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/gs

function renamed(record: Record<string, unknown>, names: readonly string[]): object {
  const entries = Object.entries(record).map(([key, value]) => [names[Number(key)] ?? key, value])
  return Object.fromEntries(entries)
}

function unescaped(text: string): string {
  const special: Readonly<Record<string, string>> = { n: '\n', t: '\t' }
  return text.replace(/\\(.)/gs, (_, letter: string) => special[letter] ?? letter)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
