import type { StateItem, StateValue } from '../regions/region.ts'
import type { RegionTarget } from './region-target.ts'
import { literal } from './writer.ts'

/** Writes the values that the browser works with. */
export function writeState(target: RegionTarget, { slot, entry, values }: StateItem): void {
  const { writer } = target
  const fields = values.map((value) => {
    return `[${literal(value.name)}]: ${valueCode(target, value)}`
  })
  writer.line(`y = sharedState({ ${fields.join(', ')} }, c.env)`)
  writer.line('z = JSON.stringify(y)')
  target.settle(`r[b + ${entry}]`, slot, 'y')
  if (target.mode === 'paint') writer.output('stateHtml(y)')
}

function valueCode({ values }: RegionTarget, value: StateValue): string {
  const checked = (code: string): string =>
    `sharedValue(${code}, ${literal(value.name)}, ${values.tables.place(value.at)}, c)`
  switch (value.kind) {
    case 'field':
      return checked(values.value(value.value))
    case 'shown':
      return `X(${values.resolved(value.value)}, c.env)`
    case 'compared':
      return checked(values.valueOrNull(value.value))
    case 'truth':
      return values.condition(value.condition)
    default:
      return value satisfies never
  }
}
