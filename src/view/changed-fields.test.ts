import { describe, expect, it } from 'vitest'
import { pageOf, TestSite } from '../../test/support/site.ts'
import { eventHandler } from './event-handler.ts'
import { LiveView } from './live-view.ts'
import { path } from './routes.ts'

describe('what has changed', () => {
  class NoteView extends LiveView {
    static template = '<p>{{ changed }}</p>'
    title = 'Note'
    tags = ['a']
    date = new Date(0)
    _draft = 1

    override handleParams({ title = 'Note' }: Record<string, string>) {
      this.title = title
    }

    get changed() {
      return `${this.isDirty} ${this.changedFields.join()}`
    }

    @eventHandler
    edit() {
      this.tags.push('b')
      this.date = new Date(0)
      this._draft += 1
    }

    @eventHandler
    undo() {
      this.tags.pop()
    }

    @eventHandler
    save() {
      this.markClean()
    }
  }
  const urls = [path('', NoteView)]

  it('is told of public fields, against the page as it was opened or saved', async () => {
    const page = await new TestSite({ urls }).join('/?title=Own')
    expect(page.html).toContain('<p>false </p>')
    expect(await page.call('edit')).toMatchObject({ patch: [0, 'true tags'] })
    expect(await page.call('undo')).toMatchObject({ patch: [0, 'false '] })
    await page.call('edit')
    expect(await page.call('save')).toMatchObject({ patch: [0, 'false '] })
    expect(await page.call('undo')).toMatchObject({ patch: [0, 'true tags'] })
  })

  it('is still known after a restart', async () => {
    const site = new TestSite({ urls })
    const page = await site.join()
    await page.call('edit')
    await site.registry.close(1_000)
    const after = new TestSite({ urls, vault: site.site.vault })
    const moved = await after.open('/')
    const { documentName: document, token, csrf, seen } = page
    await moved.join({ document, token, csrf, seen, next: 2 })
    expect(await moved.next()).toMatchObject({ kind: 'fill', values: ['true tags'] })
  })

  it('is not known where the class did not speak of it', async () => {
    class PlainView extends LiveView {
      static template = '<p>{{ count }}</p>'
      count = 0
      override mount() {
        views.push(this)
      }
    }
    const views: PlainView[] = []
    await pageOf(PlainView)
    expect(() => views[0]?.isDirty).toThrow('Call this.markClean()')
  })
})
