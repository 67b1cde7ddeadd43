import { eventHandler, handlers, LiveView, url } from 'djust'

// Everything here names a route whose table names these views: the types must not go round in a
// circle.
export class ChapterView extends LiveView {
  static template = ''

  id = 0
  first = url('chapter', { id: 1 })

  override async mount(_request: Request, { id }: { id: number }) {
    if (id > 9) return this.liveRedirect(url('chapter', { id: 9 }))
    this.id = id
  }

  override handleParams() {
    return this.liveRedirect(url('chapter', { id: 3 }))
  }

  override getContextData() {
    return { ...super.getContextData(), next: url('chapter', { id: this.id + 1 }) }
  }

  get previous() {
    return url('chapter', { id: this.id - 1 })
  }

  @eventHandler
  go() {
    return this.liveRedirect(url('chapter', { id: 1 }))
  }
}

export class ChapterTable extends LiveView {
  static template = ''
  static handlers = handlers<ChapterTable>()({
    go: {},
    stay: {
      run() {
        return url('chapter', { id: 1 })
      },
    },
  })

  go() {
    return this.liveRedirect(url('chapter', { id: 1 }))
  }
}
