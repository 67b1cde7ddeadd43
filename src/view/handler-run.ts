import { visible } from '../shared/visible.ts'
import { setActionState } from './action-state.ts'
import { cachedRun } from './cached-run.ts'
import type { HandlerOptions } from './handler-options.ts'

/** Runs a handler on a view or component. */
export type Run = (owner: object, params: unknown) => unknown

/**
 * Adds to a handler what its options say of its run.
 *
 * @param of names the handler in messages
 * @param method its code, whose source may be read
 */
export function runWith(
  name: string,
  of: string,
  options: HandlerOptions,
  method: Function,
  plain: Run,
): Run {
  const { cache, action, loading, background = false } = options
  let run = plain
  if (cache) run = cachedRun(name, of, cache, method, run)
  if (action) {
    run = around(run, background, {
      begin: (owner) => setActionState(owner, name, { pending: true }),
      end: (owner, result) => setActionState(owner, name, { result: result ?? null }),
      fail: (owner, error) => setActionState(owner, name, { error: textOf(error) }),
    })
  }
  if (loading !== undefined) {
    const set = (value: boolean) => (owner: object) => {
      ;(owner as Record<string, unknown>)[loading] = value
    }
    run = around(run, background, { begin: set(true), end: set(false), fail: set(false) })
  }
  return run
}

interface Around {
  begin(owner: object): void
  end(owner: object, result: unknown): void
  fail(owner: object, error: unknown): void
}

/** @param isBeside whether it goes on when its turn is over */
function around(run: Run, isBeside: boolean, { begin, end, fail }: Around): Run {
  return (owner, params) => {
    begin(owner)
    const failed = (error: unknown): never => {
      fail(owner, error)
      throw error
    }
    let running: unknown
    try {
      running = run(owner, params)
    } catch (error) {
      return failed(error)
    }
    if (typeof (running as PromiseLike<unknown> | null)?.then !== 'function') {
      end(owner, running)
      return running
    }
    const change = isBeside ? changeBeside : changeNow
    return (running as PromiseLike<unknown>).then(
      (result) => change(owner, () => end(owner, result)),
      (error: unknown) => change(owner, () => fail(owner, error)).then(() => Promise.reject(error)),
    )
  }
}

async function changeNow(_: object, set: () => void): Promise<void> {
  set()
}

/** Changes state in a turn of its own; a page that is closed needs none. */
async function changeBeside(owner: object, set: () => void): Promise<void> {
  const { update, triggerUpdate } = owner as {
    update?(change: () => void): Promise<void>
    triggerUpdate(): void
  }
  if (update) return update.call(owner, set).catch(() => {})
  set()
  triggerUpdate.call(owner)
}

function textOf(error: unknown): string {
  return visible(error instanceof Error ? error.message : String(error))
}
