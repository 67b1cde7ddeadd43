import { eventHandler, LiveView } from 'djust'
import { expect, it } from 'vitest'
import { press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf } from './support/serve-views.ts'

const browser = useBrowser()

class StateView extends LiveView {
  static template = pageOf(`
    <button dj-click="turn">Turn</button><p id="n">{{ n }}</p>
    <video id="shown" {% if on %}muted{% endif %}></video>
    {% if n %}<video id="static" muted></video><video id="later" {% if on %}muted{% endif %}></video>{% endif %}
    <details {% if on %}open{% endif %}><summary>More</summary>text</details>
    <dialog id="shown-dialog" {% if on %}open{% endif %}>hello <form method="dialog"><button>ok</button></form></dialog>`)
  on = false
  n = 0

  @eventHandler
  turn() {
    this.on = !this.on
    this.n++
  }
}

it('sound, details and dialogs are as the values say', async () => {
  const page = await browser.show(StateView)
  const state = () =>
    page.evaluate(() => {
      const muted = (id: string) => (document.getElementById(id) as HTMLVideoElement | null)?.muted
      return {
        shown: muted('shown'),
        static: muted('static'),
        later: muted('later'),
        details: document.querySelector('details')!.open,
        dialog: document.querySelector('dialog')!.open,
      }
    })
  expect(await state()).toMatchObject({ shown: false, details: false, dialog: false })
  await press(page, 'Turn')
  await soonText(page, '#n').toBe('1')
  await soon(state).toEqual({ shown: true, static: true, later: true, details: true, dialog: true })
  await press(page, 'Turn')
  await soonText(page, '#n').toBe('2')
  await soon(state).toEqual({
    shown: false,
    static: true,
    later: false,
    details: false,
    dialog: false,
  })
})

it('a dialog that a script made modal is closed as a modal one', async () => {
  const page = await browser.show(StateView)
  await press(page, 'Turn')
  await soonText(page, '#n').toBe('1')
  // Made modal by a script meanwhile.
  await page.evaluate(() => {
    const dialog = document.querySelector('dialog')!
    dialog.close()
    dialog.showModal()
  })
  await page.evaluate(() => document.querySelector<HTMLElement>('[dj-click]')!.click())
  await soonText(page, '#n').toBe('2')
  expect(await page.evaluate(() => document.querySelector('dialog:modal') === null)).toBe(true)
  // What is behind it can be used again.
  await press(page, 'Turn')
  await soonText(page, '#n').toBe('3')
})
