import { afterEach, expect, it, vi } from 'vitest'
import { program } from '../../test/support/templates.ts'
import { reportCoarse } from './report-coarse.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it('says what is sent as a whole, why, and what to write instead', () => {
  const lines: unknown[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(text) > 0)
  const text = '<main dj-root>\n<table>{% for a in b %}<tr></tr>{% endfor %}</table></main>'
  reportCoarse('TableView', program(text).compiled.coarse)
  expect(lines).toEqual([
    'djust: in the template of TableView, a change sends all that is in <table> (page.html:2:1): The browser puts a <tbody> around rows, which a loop or branch cannot know. Write <tbody> … </tbody> around it.\n  at page.html:2:24\n',
  ])
})
