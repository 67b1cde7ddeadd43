import { describe, expect, it } from 'vitest'
import { TestSite } from '../../test/support/site.ts'
import { TemplateEngine } from '../render/engine.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { AlertComponent, type AlertProps } from './alert.ts'

/** What an alert looks like, without white space between its tags. */
function drawn(props: AlertProps, change?: (alert: AlertComponent) => void): string {
  const alert = new AlertComponent(props)
  change?.(alert)
  return new TemplateEngine().renderText('{{ alert }}', { alert }).replace(/>\s+</g, '><')
}

describe('an alert', () => {
  it('says something, and how it is meant', () => {
    expect(drawn({ message: '<saved>' })).toBe(
      '<div class="alert alert-info" role="status"><span>&lt;saved&gt;</span></div>',
    )
    expect(drawn({ message: 'x', type: 'danger' })).toContain(
      'class="alert alert-danger" role="alert"',
    )
  })

  it('is hidden and shown again, and says something else', () => {
    expect(drawn({ message: 'x' }, (alert) => alert.dismiss())).toBe('')
    const change = (alert: AlertComponent) => {
      alert.dismiss()
      alert.show()
      alert.message = 'y'
    }
    expect(drawn({ message: 'x' }, change)).toContain('<span>y</span>')
  })

  it('is put away by its button, by itself or by its view', async () => {
    class Plain extends LiveView {
      static template = '{{ alert }}'
      alert = new AlertComponent({ message: 'x', dismissible: true })
    }
    class Deciding extends Plain {
      @eventHandler dismiss({ componentId }: { componentId: string }) {
        const alert = this.component(AlertComponent, componentId)
        if (alert) alert.message = `not ${componentId}`
      }
    }
    for (const [View, patch] of [
      [Plain, [0, [[0, [1]]]]],
      [Deciding, [0, [[0, [[3, 'not alert']]]]]],
    ] as const) {
      const page = await new TestSite({ urls: [path('', View)] }).join()
      expect(page.html).toContain('aria-label="Close" dj-click="dismiss"')
      expect(await page.call('dismiss', {}, { componentId: 'alert' })).toMatchObject({ patch })
    }
  })
})
