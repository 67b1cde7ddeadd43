import { DjustError } from '../shared/errors.ts'
import type { WaitOptions } from '../view/view-host.ts'

interface Wait {
  readonly name: string
  /** Takes what the handler was called with, unless it is not what is waited for. */
  take(params: unknown): void
  fail(error: DjustError): void
}

/** Work beside a page that waits until the user does something. */
export class HandlerWaits {
  readonly #waits = new Set<Wait>()

  /** @returns the parameters of the call. @throws {DjustError} `wait_timeout` */
  wait(name: string, { timeout, predicate = () => true }: WaitOptions<any>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined
      const end = (): void => {
        clearTimeout(timer)
        this.#waits.delete(wait)
      }
      const wait: Wait = {
        name,
        take: (params) => {
          try {
            if (!predicate(params)) return
            end()
            resolve(params)
          } catch (error) {
            end()
            reject(error)
          }
        },
        fail: (error) => {
          end()
          reject(error)
        },
      }
      this.#waits.add(wait)
      if (timeout === undefined) return
      const late = `Nobody has called "${name}" for ${timeout} ms.`
      timer = setTimeout(() => wait.fail(new DjustError('wait_timeout', late)), timeout).unref()
    })
  }

  /** A handler was called. */
  called(name: string, params: unknown): void {
    for (const wait of [...this.#waits]) if (wait.name === name) wait.take(params)
  }

  end(error: DjustError): void {
    for (const wait of [...this.#waits]) wait.fail(error)
  }
}
