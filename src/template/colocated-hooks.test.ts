import { expect, it } from 'vitest'
import { compile } from './compile.ts'
import { makeVocabulary } from './vocabulary.ts'

const compiled = (text: string, hookOwner: string | null) =>
  compile(
    { name: 'a.html', file: 'a.html', text },
    {
      title: 'A',
      vocabulary: makeVocabulary(),
      hookOwner,
      load: () => expect.fail(),
      nameParent: () => expect.fail(),
    },
  )

const hook = '{% colocated_hook "Chart" %}hook.a = 1{% endcolocated_hook %}'

it('calls a hook as it is written, unless its class stands before it', () => {
  expect(compiled(hook, null).hooks[0]!.name).toBe('Chart')
  expect(compiled(hook, 'Sales').hooks[0]!.name).toBe('Sales.Chart')
  expect(compiled(hook.replace('Chart"', 'Chart" global'), 'Sales').hooks[0]!.name).toBe('Chart')
})

it('refuses a hook whose name a value chooses, unless that is the whole name', () => {
  const chosen = (name: string) => `<p dj-hook="{% if big %}${name}{% endif %}"></p>${hook}`
  expect(() => compiled(chosen('Chart'), 'Sales')).toThrow(
    expect.objectContaining({ code: 'hook_name', message: expect.stringContaining('Sales.Chart') }),
  )
  expect(() => compiled(`<p {% if big %}dj-hook="Chart"{% endif %}></p>${hook}`, 'Sales')).toThrow(
    expect.objectContaining({ code: 'hook_name' }),
  )
  expect(() => compiled(chosen('Sales.Chart'), 'Sales')).not.toThrow()
  expect(() => compiled(chosen('Chart'), null)).not.toThrow()
})
