import type { TagFunction } from '../tag-function.ts'
import { SafeString } from '../values/safe-string.ts'

/** What a field shows of the value of a model: as a program spells it, whatever the language of the page. */
export const modelText: TagFunction = {
  name: 'dj-model',
  dependsOn: [],
  isPure: true,
  run: ([value]) => textOf(value),
}

/** Whether a checkbox is ticked. */
export const isModelOn: TagFunction = {
  name: 'dj-model',
  dependsOn: [],
  isPure: true,
  run: ([value]) => value === true,
}

/** Whether a radio button or an option stands for the value of a model, or for one of several. */
export const isModelChosen: TagFunction = {
  name: 'dj-model',
  dependsOn: [],
  isPure: true,
  run([value, ...own]) {
    const text = own.map(textOf).join('')
    return Array.isArray(value)
      ? value.some((each) => textOf(each) === text)
      : textOf(value) === text
  },
}

/** Whether an option does, whose text is its value: white space at its ends, and more than one space, do not count. */
export const isModelChosenByText: TagFunction = {
  ...isModelChosen,
  run: ([value, ...own], named, tools) => {
    const text = own
      .map(textOf)
      .join('')
      .trim()
      .replace(/[\t\n\f\r ]+/g, ' ')
    return isModelChosen.run([value, text], named, tools)
  },
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return value instanceof SafeString ? value.html : String(value as string)
}
