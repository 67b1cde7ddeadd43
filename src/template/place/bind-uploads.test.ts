import { describe, expect, it } from 'vitest'
import { draw } from '../../../test/support/templates.ts'

const context = { files: { accept: '.txt', isMultiple: true }, csrf_token: 'T' }
const field = '<input type="file" dj-upload="files">'
const bound = '<input type="file" dj-upload="files" accept=".txt" multiple name="dj-upload:files">'
const form = (content: string) => `<form dj-submit="save">${content}</form>`
const posted = (content: string) =>
  `<form dj-submit="save" method="post" action="?_event=save" enctype="multipart/form-data"><input type="hidden" name="csrfmiddlewaretoken" value="T">${content}</form>`

describe('a file field gets what its upload says, and its form can post files', () => {
  it('where everything has its place', () => {
    expect(draw(form(`<p>${field}</p>`), context)).toBe(posted(`<p>${bound}</p>`))
  })

  it('where its element has no certain place', () => {
    const text = `<div>{% if no %}<p>{% endif %}${form(`<b>${field}</b>`)}<form dj-submit="go"></form>{% if no %}</p>{% endif %}</div>`
    expect(draw(text, context)).toBe(
      `<div>${posted(`<b>${bound}</b>`)}<form dj-submit="go" method="post" action="?_event=go"><input type="hidden" name="csrfmiddlewaretoken" value="T"></form></div>`,
    )
  })

  it('in an element on which files are dropped', () => {
    const text = `<div>{% if no %}<p>{% endif %}<section dj-upload="files"><section>a</section><input type="file"></section><input type="file">{% if no %}</p>{% endif %}</div>`
    expect(draw(text, context)).toBe(
      '<div><section dj-upload="files"><section>a</section><input type="file" accept=".txt" multiple></section><input type="file"></div>',
    )
  })
})
