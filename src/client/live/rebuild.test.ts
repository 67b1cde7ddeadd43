// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { livePage } from '../../../test/support/live-page.ts'
import { features } from '../features.ts'
import { OwnedFields } from '../fields.ts'
import { before, rebuild } from './rebuild.ts'

/** A page with fields that somebody has edited, and what they become. */
function rebuilt(html: string, edit: () => void, becomes: string): Element {
  document.body.innerHTML = `<main>${html}</main>`
  const root = document.querySelector('main')!
  const fields = new OwnedFields()
  const signal = new AbortController()
  fields.start(signal.signal)
  features.fields = Object.assign(fields, { flush() {}, recover() {}, params: () => ({}) })
  edit()
  for (const field of root.querySelectorAll('[data-edited]')) fields.edited(field)
  rebuild(root, () => {
    root.insertAdjacentHTML('beforeend', becomes)
  })
  signal.abort()
  return root
}

function find<T extends Element = HTMLInputElement>(selector: string): T {
  return document.querySelector<T>(selector)!
}

describe('fields of a page that is built anew', () => {
  it('hold what the user entered, and not what they had left alone', () => {
    rebuilt(
      '<input name="a" data-edited><input name="b" value="old">',
      () => (find('[name=a]').value = 'half a no'),
      '<p><input name="b" value="new"></p><label><input name="a" value="x"></label>',
    )
    expect([find('[name=a]').value, find('[name=b]').value]).toEqual(['half a no', 'new'])
  })

  it('are known by their id, else by their name and place', () => {
    rebuilt(
      '<input name="n"><input name="n" data-edited><textarea id="t" data-edited></textarea>',
      () => {
        find('input:nth-of-type(2)').value = 'second'
        find('#t').value = 'text'
      },
      '<textarea name="other" id="t"></textarea><i></i><input name="n"><input name="n"><input name="n">',
    )
    expect([...document.querySelectorAll('input')].map(({ value }) => value)).toEqual([
      '',
      'second',
      '',
    ])
    expect(find('#t').value).toBe('text')
  })

  it('that are chosen stay chosen', () => {
    rebuilt(
      `<input type="checkbox" name="c" value="1" data-edited><input type="checkbox" name="c" value="2" data-edited>
      <select name="s" data-edited><option value="a">A</option><option value="b">B</option></select>`,
      () => {
        find('[value="2"]').checked = true
        find<HTMLSelectElement>('select').value = 'b'
      },
      `<input type="checkbox" name="c" value="2"><input type="checkbox" name="c" value="1">
      <select name="s"><option value="b">B</option><option value="c">C</option></select>`,
    )
    expect([find('[value="1"]').checked, find('[value="2"]').checked]).toEqual([false, true])
    expect(find<HTMLSelectElement>('select').value).toBe('b')
  })

  it('that are gone are no mistake', () => {
    const root = rebuilt('<input name="a" data-edited>', () => {}, '<b>other</b>')
    expect(root.innerHTML).toBe('<b>other</b>')
  })

  it('keep the focus', () => {
    rebuilt(
      '<input name="a"><button>One</button><button>Two</button>',
      () => find<HTMLButtonElement>('button:nth-of-type(2)').focus(),
      '<button>Zero</button><button>Two</button>',
    )
    expect(document.activeElement?.textContent).toBe('Two')
  })

  it('keep the selection in what was entered', () => {
    rebuilt(
      '<input name="a" data-edited>',
      () => {
        find('input').focus()
        find('input').value = 'half a '
        find('input').setSelectionRange(2, 7)
      },
      '<input name="a">',
    )
    const { value, selectionStart, selectionEnd } = find('input')
    expect([value, selectionStart, selectionEnd]).toEqual(['half a ', 2, 7])
  })
})

it('finds what was there before only while the page is built', () => {
  document.body.innerHTML = '<main><p id="x">kept</p></main>'
  const root = document.querySelector('main')!
  const seen: (string | null | undefined)[] = []
  rebuild(root, () => {
    root.innerHTML = '<p id="x"></p>'
    seen.push(before(root.firstElementChild)?.textContent, before(null)?.textContent)
  })
  seen.push(before(root.firstElementChild)?.textContent)
  expect(seen).toEqual(['kept', undefined, undefined])
})

it('a page that is built anew takes edits as it did', () => {
  const page = livePage('<input name="a" value="{{ a }}">', { a: 'x' })
  page.rebuild()
  page.turn({ a: 'y' })
  expect(find('input').value).toBe('y')
})
