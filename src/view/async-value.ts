import { visible } from '../shared/visible.ts'

/** The value of a field that `assignAsync` loads. */
export interface AsyncValue<T> {
  readonly loading: boolean
  readonly ok: boolean
  readonly failed: boolean
  /** What was loaded; null until then. */
  readonly result: T | null
  /** What went wrong, as text; empty if nothing did. */
  readonly error: string
}

/** The part of a view that loads values. */
interface Loader {
  startAsync(task: (signal: AbortSignal) => unknown, options: { name: string }): void
  update(change: () => void): Promise<void>
}

/** Begins to load the value of a field, which says so meanwhile. */
export function loadValue(
  view: Loader,
  field: string,
  load: (signal: AbortSignal) => unknown,
): void {
  const set = (value: Partial<AsyncValue<unknown>>): void => {
    ;(view as unknown as Record<string, unknown>)[field] = { ...unloaded, ...value }
  }
  set({ loading: true })
  const task = async (signal: AbortSignal): Promise<void> => {
    let value: Partial<AsyncValue<unknown>>
    try {
      value = { ok: true, result: await load(signal) }
    } catch (error) {
      value = {
        failed: true,
        error: visible(error instanceof Error ? error.message : String(error)),
      }
    }
    if (!signal.aborted) await view.update(() => set(value))
  }
  view.startAsync(task, { name: `assign ${field}` })
}

const unloaded: AsyncValue<unknown> = {
  loading: false,
  ok: false,
  failed: false,
  result: null,
  error: '',
}
