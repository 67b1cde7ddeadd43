import { describe, expect, it } from 'vitest'
import { parsePo } from './po-file.ts'

const read = (source: string) => parsePo(source, 'de.po').messages
const refusal = (source: string) => {
  try {
    parsePo(source, 'locale/de/django.po')
  } catch (error) {
    return error as Error & { code: string }
  }
  throw new Error('the file was read')
}

describe('a message file', () => {
  it('gives messages with their context, plural and translations', () => {
    const source = `
# A comment.
#. for translators
#: page.html:3
msgid "Hello"
msgstr "Hallo"

msgctxt "month"
msgid "May"
msgstr "Mai"

#, python-format
msgid "%(n)s book"
msgid_plural "%(n)s books"
msgstr[0] "%(n)s Buch"
msgstr[1] "%(n)s Bücher"
`
    expect(read(source)).toEqual([
      { context: null, id: 'Hello', plural: null, translations: ['Hallo'] },
      { context: 'month', id: 'May', plural: null, translations: ['Mai'] },
      {
        context: null,
        id: '%(n)s book',
        plural: '%(n)s books',
        translations: ['%(n)s Buch', '%(n)s Bücher'],
      },
    ])
  })

  it('joins texts on several lines, and reads their escapes', () => {
    const source = String.raw`msgid ""
"a\n"
"b" "c"
msgstr "\t\"q\" \\ \101\x42 \a\b\f\v\r"`
    expect(read(source)).toEqual([
      {
        context: null,
        id: 'a\nbc',
        plural: null,
        translations: ['\t"q" \\ AB \u0007\b\f\v\r'],
      },
    ])
  })

  it('may have Windows line ends and a byte order mark', () => {
    expect(read('\ufeffmsgid "a"\r\nmsgstr "b"\r\n\r\n# end')).toMatchObject([{ id: 'a' }])
  })

  it('leaves out what is not translated, not checked or obsolete', () => {
    const source = `
msgid "empty"
msgstr ""

msgid "one"
msgid_plural "empty too"
msgstr[0] ""
msgstr[1] ""

#, fuzzy
msgid "guessed"
msgstr "geraten"

#, python-format, fuzzy
#| msgid "before"
msgid "guessed too"
msgstr "auch geraten"

msgid "sure"
msgstr "sicher"

#, fuzzy
#~ msgid "gone"
#~ msgstr "weg"

msgid "sure too"
msgstr "auch sicher"
`
    expect(read(source).map(({ id }) => id)).toEqual(['sure', 'sure too'])
  })

  it('says in its header which plural form a number takes, even when the header is not checked', () => {
    const source = `#, fuzzy
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=n > 1;\\n"`
    expect([0, 1, 2].map(parsePo(source, 'fr.po').pluralRule!)).toEqual([0, 0, 1])
    expect(parsePo('msgid "a"\nmsgstr "b"', 'fr.po').pluralRule).toBeNull()
  })
})

describe('a mistake is shown with its line', () => {
  it.each([
    ['msgid "a"\nmsgstr "b', 'This text is not closed', 2, 8],
    ['msgid "a"\nmsgstr "b\nc"', 'This text is not closed', 2, 8],
    ['"a"', 'Write msgid here', 1, 1],
    ['msgid "a"', 'Write msgstr here', 1, 10],
    ['msgid "a"\nmsgid "b"', 'Write msgstr here', 2, 1],
    ['msgid\nmsgstr "b"', 'After msgid follows a text', 1, 1],
    ['msgctxt "c"\nmsgstr "b"', 'Write msgid here', 2, 1],
    ['msgid "a"\nmsgid_plural "b"\nmsgstr "c"', 'Write msgstr[0] here', 3, 1],
    ['msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"', 'Write msgstr[0] here', 3, 1],
    ['msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "d"', 'Write msgstr[1] here', 4, 1],
    ['msgid "a"\nmsgstr[0] "c"', 'Write msgstr here', 2, 1],
    ['msgid "a"\nmsgstr "c"\n\ndomain "x"', 'Nothing of a message file begins like this', 4, 1],
    ['msgid "a"\nmsgstr "x\\q"', 'There is no escape "\\q"', 2, 10],
    [
      'msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"',
      'This message is already there on line 1',
      3,
      1,
    ],
    [
      'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=exit();\\n"',
      'The header "Plural-Forms" cannot be understood: "exit()" cannot be read',
      3,
      2,
    ],
  ])('%j', (source, message, line, column) => {
    const error = refusal(source)
    expect(error).toMatchObject({ name: 'ConfigError', code: 'message_file' })
    expect(error.message).toContain(message)
    expect(error.message).toContain(`locale/de/django.po:${line}:${column}\n`)
  })
})
