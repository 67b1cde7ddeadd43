import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readCatalogs, readMessageFiles } from './message-files.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'djust-locale-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

/** A compiled file with one message. */
function compiled(id: string, translation: string): Uint8Array {
  const texts = Buffer.from(`${id}\0${translation}\0`)
  const words = [0x950412de, 0, 1, 20, 28, id.length, 36, translation.length, 37 + id.length]
  const bytes = Buffer.alloc(36)
  words.forEach((word, i) => bytes.writeUInt32LE(word, i * 4))
  return Buffer.concat([bytes, texts])
}

it('reads the files of every locale in a directory', () => {
  write('de/LC_MESSAGES/django.po', 'msgid "Hello"\nmsgstr "Hallo"')
  write('de_AT/LC_MESSAGES/django.po', 'msgid "Hello"\nmsgstr "Servus"')
  write('fr/LC_MESSAGES/django.mo', compiled('Hello', 'Bonjour'))
  write('it/LC_MESSAGES/other.po', 'msgid "Hello"\nmsgstr "Ciao"')
  write('README', '')
  write('not a locale/LC_MESSAGES/django.po', 'nonsense')
  const catalogs = readCatalogs([root, join(root, 'missing')], { defaultLocale: 'en-us' })
  const hello = ['de', 'de-at', 'de-ch', 'fr', 'it'].map((l) =>
    catalogs.translate(l, 'Hello', null),
  )
  expect(hello).toEqual(['Hallo', 'Servus', 'Hallo', 'Bonjour', 'Hello'])
  expect(readMessageFiles(root, 'other').map(({ locale }) => locale)).toEqual(['it'])
})

it('prefers the file that people edit to the compiled one', () => {
  write('de/LC_MESSAGES/django.po', 'msgid "Hello"\nmsgstr "neu"')
  write('de/LC_MESSAGES/django.mo', compiled('Hello', 'alt'))
  expect(readCatalogs([root]).translate('de', 'Hello', null)).toBe('neu')
})

it('prefers the directory that is named first', () => {
  write('a/de/LC_MESSAGES/django.po', 'msgid "Hello"\nmsgstr "A"')
  write('b/de/LC_MESSAGES/django.po', 'msgid "Hello"\nmsgstr "B"\nmsgid "Bye"\nmsgstr "B"')
  const catalogs = readCatalogs([join(root, 'a'), join(root, 'b')])
  expect(['Hello', 'Bye'].map((id) => catalogs.translate('de', id, null))).toEqual(['A', 'B'])
})

it('reads a file in the encoding that its header names', () => {
  const header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=ISO-8859-1\\n"\n'
  write('de/LC_MESSAGES/django.po', Buffer.from(`${header}msgid "a"\nmsgstr "\xfc"`, 'latin1'))
  expect(readCatalogs([root]).translate('de', 'a', null)).toBe('ü')
})

it('names the file that is in another encoding, or in none that is known', () => {
  write('de/LC_MESSAGES/django.po', Buffer.from('msgid "a"\nmsgstr "\xfc"', 'latin1'))
  expect(() => readCatalogs([root])).toThrow(
    `${join(root, 'de/LC_MESSAGES/django.po')} is not in the encoding "utf-8"`,
  )
  write(
    'de/LC_MESSAGES/django.po',
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"',
  )
  expect(() => readCatalogs([root])).toThrow('is not in the encoding "klingon"')
})

it('names the file and line of a mistake', () => {
  write('de/LC_MESSAGES/django.po', 'msgid "a"\nmsgstr oops')
  expect(() => readCatalogs([root])).toThrow(`${join(root, 'de/LC_MESSAGES/django.po')}:2:8`)
})
