import { expect, it } from 'vitest'
import { filters } from './index.ts'

const django = `add addslashes capfirst center cut date default default_if_none dictsort
  dictsortreversed divisibleby escape escapejs escapeseq filesizeformat first floatformat
  force_escape get_digit iriencode join json_script last length linebreaks linebreaksbr linenumbers
  ljust lower make_list phone2numeric pluralize pprint random rjust safe safeseq slice slugify
  stringformat striptags time timesince timeuntil title truncatechars truncatechars_html
  truncatewords truncatewords_html unordered_list upper urlencode urlize urlizetrunc wordcount
  wordwrap yesno`.split(/\s+/)

it('knows every filter of Django, and no other', () => {
  expect([...filters.keys()].sort()).toEqual([...django].sort())
})

it('does not find filters in what objects inherit', () => {
  expect(filters.get('constructor')).toBeUndefined()
  expect(filters.has('toString')).toBe(false)
})

it('marks the filters that read the clock, or draw lots', () => {
  const impure = [...filters].filter(([, filter]) => !filter.isPure).map(([name]) => name)
  expect(impure.sort()).toEqual(['random', 'timesince', 'timeuntil'])
})
