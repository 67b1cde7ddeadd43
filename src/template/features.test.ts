import { expect, it } from 'vitest'
import { program } from '../../test/support/templates.ts'
import { compileProgram } from '../render/program.ts'
import { library } from './library.ts'
import { makeVocabulary } from './vocabulary.ts'

const featuresIn = (text: string, others = {}) =>
  program(`<main dj-root>${text}</main>`, others).compiled.layout.features

it('are none for a page of texts, branches, lists and clicks', () => {
  const text =
    '{% if a %}<b dj-click="go">{{ a }}</b>{% endif %}{% for x in l %}<i>{{ x }}</i>{% endfor %}'
  expect(featuresIn(text)).toBeUndefined()
})

it('are told by directives, wherever they stand', () => {
  expect(featuresIn('<a dj-patch href="?a=1">1</a>')).toEqual(['navigation'])
  expect(featuresIn('{% if a %}<p><a dj-patch="{{ a }}">1</a></p>{% endif %}')).toEqual([
    'navigation',
  ])
  expect(featuresIn('<a href="?" {% if a %}dj-patch{% endif %}>1</a>')).toEqual(['navigation'])
  const tree =
    '<a dj-patch href="?">{{ n.name }}</a>{% for n in n.l %}{% include "tree" %}{% endfor %}'
  expect(featuresIn('{% for n in l %}{% include "tree" %}{% endfor %}', { tree })).toEqual([
    'navigation',
  ])
})

it('are told by content without a certain place, and by what stands in it', () => {
  const columns =
    '{% for x in l %}{% if x.a %}<ul>{% endif %}<li><a dj-patch href="?">x</a></li>{% if x.b %}</ul>{% endif %}{% endfor %}'
  expect(featuresIn(`<section>${columns}</section>`)).toEqual(['morph', 'navigation'])
})

it('stand in the layout of a whole page too, with what builds it', () => {
  const { compiled } = program('<main dj-root><a dj-patch href="?">1</a></main>')
  expect(compiled.wholeLayout().features).toEqual(['navigation', 'rebuild'])
})

it('are told by sound and dialogs that change', () => {
  const video = '<video {% if a %}muted{% endif %}></video>'
  expect(featuresIn(video)).toEqual(['element-state'])
  expect(featuresIn('<dialog open="{{ a }}"></dialog>')).toEqual(['element-state'])
  expect(
    featuresIn('<video muted></video><details {% if a %}open{% endif %}></details>'),
  ).toBeUndefined()
})

it('are told by elements and directives of forms', () => {
  expect(featuresIn('<p><textarea>{{ a }}</textarea></p>')).toEqual(['fields'])
  expect(featuresIn('<p contenteditable dj-input="type">{{ a }}</p>')).toEqual(['fields'])
  expect(featuresIn('<form dj-submit="send"><button>{{ a }}</button></form>')).toEqual(['fields'])
})

it('are told by tags that work on a body, and by what inclusion tags may draw', () => {
  expect(featuresIn('{% spaceless %}<b>{{ a }}</b>{% endspaceless %}')).toEqual(['morph'])
  expect(featuresIn('{% filter upper %}{{ a }}{% endfilter %}')).toBeUndefined()
  const own = library().inclusionTag('field', { template: 'field.html', run: () => ({}) })
  const { compiled } = compileProgram(
    { name: 'page.html', file: 'page.html', text: '<main dj-root>{% field %}</main>' },
    {
      load: (name) => expect.fail(name),
      nameParent: (name) => expect.fail(String(name)),
      vocabulary: makeVocabulary({ libraries: { own }, builtins: ['own'] }),
      title: '',
    },
  )
  expect(compiled.layout.features).toEqual(['fields', 'morph'])
})
