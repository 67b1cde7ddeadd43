import type { Program } from '../render/program.ts'
import type { RenderInput } from '../render/render-input.ts'
import { DjustError, TemplateError } from '../shared/errors.ts'
import { Stream } from '../shared/stream.ts'
import { didYouMean } from '../shared/suggest.ts'
import { LiveView } from '../view/live-view.ts'
import type { Streams } from '../view/streams.ts'
import type { StreamCommand } from '../wire/frames.ts'
import type { KeptChange } from '../wire/patch.ts'

/** What is told of streams, and what of it could not be drawn. */
export interface DrawnStreams {
  readonly rows: readonly StreamCommand[]
  readonly errors: readonly unknown[]
}

/** Draws what happened to streams since that was done last. What cannot be drawn is left out. */
export function drawStreams(program: Program, input: RenderInput, streams: Streams): DrawnStreams {
  const rows: StreamCommand[] = []
  const errors: unknown[] = []
  for (const [name, stream] of Object.entries(streams.named)) {
    const happened = stream.take()
    if (happened.length === 0) continue
    const lists = program.compiled.streams.map((use, i) => ({ ...use, i }))
    const own = lists.filter((list) => list.name === name)
    if (own.length === 0) errors.push(notDrawn(name, program))
    for (const { slot, i } of own) {
      const changes: KeptChange[] = []
      for (const change of happened) {
        try {
          changes.push(program.drawChange(input, i, change))
        } catch (error) {
          errors.push(error)
        }
      }
      if (changes.length > 0) rows.push({ kind: 'stream', slot, changes })
    }
  }
  return { rows, errors }
}

/**
 * Makes sure that a view and its template speak of the same streams.
 *
 * @throws {DjustError} when one names a stream that the other does not know
 */
export function checkStreams(program: Program, input: RenderInput, streams: Streams): void {
  const drawn = program.compiled.streams
  if (drawn.length > 0) {
    const named = input.read('streams') as Readonly<Record<string, unknown>>
    const missing = drawn.find(({ name }) => !(named?.[name] instanceof Stream))
    if (missing) {
      throw new TemplateError(
        'unknown_stream',
        `The view has not begun a stream "${missing.name}".${didYouMean(missing.name, Object.keys(named ?? {}))} Begin it in mount: this.stream("${missing.name}", []).`,
        missing.at,
      )
    }
  }
  for (const name of Object.keys(streams.named)) {
    if (!drawn.some((list) => list.name === name)) throw notDrawn(name, program)
  }
}

/** Whether a view may know which rows a page has to show that missed some. */
export function canRepeat(view: LiveView): boolean {
  return view.handleOverflow !== LiveView.prototype.handleOverflow
}

function notDrawn(name: string, { compiled }: Program): DjustError {
  const known = compiled.streams.map((list) => list.name)
  return new DjustError(
    'unknown_stream',
    `The view has begun a stream "${name}", which its template does not draw.${didYouMean(name, known)} Write <ul id="${name}">{% for item in streams.${name} %}<li id="${name}-{{ item.id }}">…</li>{% endfor %}</ul>.`,
  )
}
