import { LiveView, eventHandler, upload } from 'djust'
import { pages } from '../pages.ts'

export class PhotosView extends LiveView {
  static templateName = 'photos.html'

  photos = upload(this, { accept: ['image/*'], maxFileSize: 20_000_000, maxEntries: 4 })
  received: { name: string; size: number; type: string; hash: string }[] = []

  get page() {
    return pages.photos
  }

  @eventHandler({ params: { ref: 'str' } })
  remove({ ref }: { ref: string }) {
    this.photos.cancel(ref)
  }

  // A shop would write photo.saveTo(…); the demo keeps nothing but what it read.
  @eventHandler
  async send() {
    for (const photo of this.photos.done) {
      const bytes = await new Response(photo.stream()).arrayBuffer()
      const hash = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
      const { safeClientName: name, size, type } = photo
      this.received = [...this.received, { name, size, type, hash: hash.slice(0, 12) }].slice(-8)
    }
    this.photos.clear()
  }
}
