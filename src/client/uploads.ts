import type { AskCommand } from '../wire/frames.ts'
import { attribute, boundElement } from './dom.ts'
import { eventOf } from './events.ts'
import type { Session } from './session.ts'

/** Sends files that the user chooses or drops, piece by piece as the server asks for them. */
export class Uploads {
  readonly #session: Pick<Session, 'sendNow' | 'sendChunk'>
  readonly #files = new Map<string, File>()
  /** Pieces are read one after another, so that they come in order. */
  #reading: Promise<unknown> = Promise.resolve()
  #count = 0

  constructor(session: Pick<Session, 'sendNow' | 'sendChunk'>) {
    this.#session = session
  }

  start(signal: AbortSignal): void {
    const on = (type: string, listener: (bound: Element, event: DragEvent) => void) =>
      document.addEventListener(
        type,
        (event) => {
          const bound = boundElement(event, 'dj-upload')
          if (bound) listener(bound, event as DragEvent)
        },
        { signal },
      )
    on('change', (bound, { target }) => {
      const field = target as HTMLInputElement
      if (!field.files?.length) return
      this.#choose(bound, field.files)
      // The same file may be chosen again, and a form does not name it.
      field.value = ''
    })
    on('paste', (bound, event) => {
      const files = (event as Event as ClipboardEvent).clipboardData?.files
      if (!files?.length) return
      event.preventDefault()
      this.#choose(bound, files)
    })
    for (const type of ['dragover', 'dragleave', 'drop'])
      on(type, (bound, event) => {
        const files = event.dataTransfer?.files
        bound.toggleAttribute('data-dragging', type === 'dragover')
        if (type !== 'dragleave') event.preventDefault()
        if (type === 'drop' && files?.length) this.#choose(bound, files)
      })
  }

  run({ ref, at, bytes }: AskCommand): void {
    this.#reading = this.#reading.then(async () => {
      const piece = this.#files.get(ref)?.slice(at, at + bytes)
      const data = piece ? await base64(piece).catch(() => '') : ''
      this.#session.sendChunk(ref, at, data)
    })
  }

  /** Shows pictures that are on their way. */
  preview(): void {
    for (const image of document.querySelectorAll<HTMLImageElement>(
      'img[dj-upload-preview]:not([src])',
    )) {
      const file = this.#files.get(attribute(image, 'dj-upload-preview')!)
      if (!file) continue
      image.src = URL.createObjectURL(file)
      image.onload = () => URL.revokeObjectURL(image.src)
    }
  }

  #choose(bound: Element, files: FileList): void {
    const list = Array.from(files, (file) => {
      const ref = `${Date.now().toString(36)}-${this.#count++}`
      this.#files.set(ref, file)
      return [ref, file.name, file.size, file.type]
    })
    const params = { upload: attribute(bound, 'dj-upload'), files: list }
    this.#session.sendNow({ ...eventOf(bound, 'dj-upload'), handler: 'dj-upload', params })
  }
}

function base64(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve((reader.result as string).replace(/.*,/, ''))
    reader.onerror = reject
    reader.readAsDataURL(piece)
  })
}
