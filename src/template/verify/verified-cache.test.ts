import { expect, it } from 'vitest'
import { compile } from '../compile.ts'
import { makeVocabulary } from '../vocabulary.ts'
import type { VerifiedCache } from './verified-cache.ts'

const vocabulary = makeVocabulary()

/** A cache that tells what it was asked, and how it answered. */
class Asked implements VerifiedCache {
  readonly keys = new Set<string>()
  answers: boolean[] = []

  has(key: string): boolean {
    this.answers.push(this.keys.has(key))
    return this.keys.has(key)
  }

  add(key: string): void {
    this.keys.add(key)
  }
}

function coarse(text: string, verified: VerifiedCache): string[] {
  const none = (): never => {
    throw new Error('This page is of one template.')
  }
  const entry = { name: 'page.html', file: 'page.html', text: `<main dj-root>${text}</main>` }
  const options = { load: none, nameParent: none, vocabulary, title: 'Page', verified }
  return compile(entry, options).coarse.map(({ tag }) => tag)
}

it('a page is verified once', () => {
  const cache = new Asked()
  const text = '<p>{{ a }}</p>{% for b in c %}<i>{{ b }}</i>{% endfor %}'
  for (let i = 0; i < 3; i++) coarse(text, cache)
  expect(cache.answers).toEqual([false, true, true])
})

it.each([
  ['<div>{{ a|linebreaks }}</div>', '<div><p>v</p></div>'],
  ['<p>{{ a }}</p>', '<p>{{ a }}.</p>'],
  ['<p>{{ a }}</p>', '<div>{{ a }}</div>'],
  ['{% if a %}<b>b</b>{% endif %}', '{% if a %}<b>b</b>{% else %}<b>b</b>{% endif %}'],
  ['<b>b</b>{% if a %}<b>b</b>{% endif %}', '<b>b</b>{% if a %}<i>b</i>{% endif %}'],
])('a template that was changed is verified anew: %s, then %s', (before, after) => {
  const cache = new Asked()
  coarse(before, cache)
  coarse(after, cache)
  expect(cache.answers).toEqual([false, false])
})

it('what is not left in its place is found each time', () => {
  const cache = new Asked()
  const text = '<section><p>{{ a|linebreaks }}</p></section>'
  for (let i = 0; i < 2; i++) expect(coarse(text, cache)).toEqual(['section'])
  expect(cache.answers).toEqual([false, false, false, true])
})
