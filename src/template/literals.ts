/**
 * Reads an object of literals as JavaScript writes them: names without quotes, texts in quotes of either kind.
 *
 * @returns undefined when the text is anything else
 */
export function readLiterals(text: string): Record<string, unknown> | undefined {
  const read = new Literals(text)
  const value = read.value(read.shape)
  return isRecord(value) ? value : undefined
}

/** Text with literals in it, as JavaScript writes them. */
export class Literals {
  /** The text, with numbers in place of what stands in quotes, so that what looks like code in there is none. */
  readonly shape: string
  readonly #texts: string[] = []

  constructor(text: string) {
    this.shape = text.replace(quoted, (_, double?: string, single?: string) =>
      this.#aside(unescaped(double ?? single ?? '')),
    )
  }

  /** The value that a part of the shape stands for; undefined where it is no literal. */
  value(shape: string): unknown {
    const json = shape
      .replace(
        /([{,]\s*)([A-Za-z_$][\w$]*)\s*:/g,
        (_, before: string, name: string) => `${before}${this.#aside(name)}:`,
      )
      .replace(/,(\s*[}\]])/g, '$1')
    try {
      const texts = this.#texts
      return JSON.parse(json, (_, value: unknown) => {
        if (typeof value === 'string') return texts[Number(value)]
        return isRecord(value) ? renamed(value, texts) : value
      })
    } catch {
      return undefined
    }
  }

  #aside(text: string): string {
    return `"${this.#texts.push(text) - 1}"`
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
