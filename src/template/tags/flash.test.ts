import { describe, expect, it } from 'vitest'
import { draw } from '../../../test/support/templates.ts'
import { FlashMessage } from '../../view/messages.ts'

const messages = [new FlashMessage('success', 'Saved <1>'), new FlashMessage('error', 'Oh')]

describe('{% dj_flash %}', () => {
  it('shows what was said, in an element that announces it', () => {
    expect(draw('{% dj_flash %}', { messages })).toBe(
      '<div class="dj-flash" role="status"><p class="dj-flash-message success">Saved &lt;1&gt;</p>' +
        '<p class="dj-flash-message error">Oh</p></div>',
    )
    expect(draw('{% autoescape off %}{% dj_flash %}{% endautoescape %}', { messages })).toContain(
      'Saved &lt;1&gt;',
    )
  })

  it('is there when there is nothing to say', () => {
    expect(draw('{% dj_flash position="top-right" auto_dismiss=5000 %}', { messages: [] })).toBe(
      '<div class="dj-flash dj-flash-top-right" role="status" data-auto-dismiss="5000"></div>',
    )
  })

  it.each([
    ['{% dj_flash autodismiss=5000 %}', 'Did you mean "auto_dismiss"?'],
    ['{% dj_flash auto_dismiss=soon %}', 'is written'],
    ['{% dj_flash auto_dismiss=5 %}', 'is written'],
    ['{% dj_flash position=top %}', 'is written'],
    ['{% dj_flash position="a\\" onclick=x" %}', 'is written'],
  ])('refuses %s', (text, message) => {
    expect(() => draw(text, { messages })).toThrow(message)
  })
})
