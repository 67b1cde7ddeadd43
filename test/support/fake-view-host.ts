import { requestOf } from './visit.ts'
import { Streams } from '../../src/view/streams.ts'
import type { ViewHost } from '../../src/view/view-host.ts'

/** A host that notes what its view asks of it. */
export interface FakeViewHost extends ViewHost {
  readonly asked: unknown[][]
}

/** Makes a host outside any session, for tests of views alone. */
export function fakeViewHost(given: Partial<ViewHost> = {}): FakeViewHost {
  const asked: unknown[][] = []
  const note =
    (name: string) =>
    (...args: unknown[]) => {
      asked.push([name, ...args])
    }
  return {
    request: requestOf(null),
    user: null,
    session: {},
    viewId: 'view-1',
    params: {},
    isDrawn: true,
    eventId: null,
    streams: new Streams(() => {}),
    livePatch: note('livePatch'),
    liveRedirect: note('liveRedirect'),
    setLayout: note('setLayout'),
    subscribe: note('subscribe'),
    unsubscribe: note('unsubscribe'),
    pushEvent: note('pushEvent'),
    pushCommands: note('pushCommands'),
    putFlash: note('putFlash'),
    clearFlash: note('clearFlash'),
    clearDraft: note('clearDraft'),
    startAsync: note('startAsync'),
    cancelAsync: note('cancelAsync'),
    update: async (change) => change() as never,
    waitForEvent: async () => undefined,
    triggerUpdate: note('triggerUpdate'),
    skipRender: note('skipRender'),
    defer: note('defer'),
    component: () => undefined,
    ...given,
    asked,
  }
}
