// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { formValues } from './form-values.ts'

function values(html: string, submitterSelector?: string): unknown {
  document.body.innerHTML = `<form>${html}</form>`
  const form = document.querySelector('form')!
  const submitter = submitterSelector
    ? document.querySelector<HTMLElement>(submitterSelector)
    : null
  return { ...formValues(form, submitter) }
}

it('gives every field by its name, as it is written', () => {
  expect(
    values(`
      <input name="first_name" value="Ada"><input name="Last-Name" value=""><input value="no name">
      <textarea name="bio">born 1815</textarea>
      <select name="unit"><option>kg</option><option selected>lb</option></select>
      <input name="off" value="x" disabled>`),
  ).toEqual({ first_name: 'Ada', 'Last-Name': '', bio: 'born 1815', unit: 'lb' })
})

it('makes a list of a repeated name', () => {
  expect(values('<input name="tag" value="a"><input name="tag" value="b">')).toEqual({
    tag: ['a', 'b'],
  })
})

it('makes a boolean of a checkbox, also of one that is not checked', () => {
  expect(
    values(`
      <input type="checkbox" name="news" checked><input type="checkbox" name="terms">
      <input type="checkbox" name="off" disabled>`),
  ).toEqual({ news: true, terms: false })
})

it('makes a list of the checked ones of several checkboxes with one name', () => {
  const boxes = (first: string, second: string) => `
    <input type="checkbox" name="color" value="red" ${first}>
    <input type="checkbox" name="color" value="green" ${second}>
    <input type="checkbox" name="color" value="blue">`
  expect(values(boxes('checked', 'checked'))).toEqual({ color: ['red', 'green'] })
  expect(values(boxes('', 'checked'))).toEqual({ color: ['green'] })
  expect(values(boxes('', ''))).toEqual({ color: [] })
})

it('makes a list of a select for several, however many are chosen', () => {
  expect(
    values('<select name="size" multiple><option selected>S</option><option>M</option></select>'),
  ).toEqual({ size: ['S'] })
})

it('gives the chosen one of radio buttons', () => {
  expect(
    values(
      '<input type="radio" name="way" value="sea"><input type="radio" name="way" value="air" checked>',
    ),
  ).toEqual({ way: 'air' })
})

it('tells the button that submitted, by its name and in _target', () => {
  const html =
    '<input name="a" value="1"><button name="save" value="draft" id="s">Save</button><button name="other">'
  expect(values(html, '#s')).toEqual({ a: '1', save: 'draft', _target: 'save' })
  expect(values(html)).toEqual({ a: '1' })
})

it('leaves out the CSRF field and a name that no server takes', () => {
  expect(
    values(
      '<input name="csrfmiddlewaretoken" value="t"><input name="__proto__" value="p"><input name="a" value="1">',
    ),
  ).toEqual({ a: '1' })
})

it('reads a form whose fields hide its members', () => {
  expect(
    values(
      ['submit', 'action', 'name', 'elements', 'getAttribute', 'matches', 'length']
        .map((name) => `<input name="${name}" value="v">`)
        .join(''),
    ),
  ).toEqual({
    submit: 'v',
    action: 'v',
    name: 'v',
    elements: 'v',
    getAttribute: 'v',
    matches: 'v',
    length: 'v',
  })
})
