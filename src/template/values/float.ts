/**
 * A number that stays a float even when it is whole: it prints `1.0` where the number 1 prints `1`.
 * A template that writes `1.0` or `1e3` means one of these; JavaScript numbers cannot tell.
 */
export class Float {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }

  valueOf(): number {
    return this.value
  }

  toString(): string {
    return floatText(this.value)
  }

  toJSON(): number {
    return this.value
  }
}

/** The shortest text that reads back as the same float, in Python's spelling: `1.0`, `1e-07`. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return nonFiniteText(value)
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const size = Math.abs(value)
  if (size >= 1e-4 && size < 1e16) return Number.isInteger(value) ? `${value}.0` : String(value)
  const [digits, power] = value.toExponential().split('e')
  return `${digits}e${power!.replace(/^([+-])(\d)$/, '$10$2')}`
}

export function nonFiniteText(value: number): string {
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
}
