import type { PushCommand } from '../wire/frames.ts'
import { aroundPatch, beforeWrite } from './around-patch.ts'
import { attribute } from './dom.ts'
import { Hook, type HookMethods } from './hook.ts'
import { report } from './report.ts'

/** How long a script that defines a hook may take, in milliseconds. */
const lastScriptMs = 3_000

const mounted = new Map<Node, Hook>()
/** The names under which they were defined. */
const names = new WeakMap<Hook, string>()
/** Those that the patch that is being written changes. */
const changed = new Set<Hook>()
/** The element of the view whose slots have been found: what hooks do to the page does not hide them any more. */
let view: Element | null = null
let isLost = false
/** Names of which the author knows that nobody has defined them. */
const missed = new Set<string>()
const observer = new MutationObserver(look)

/** Lets hooks live with the elements of the page. */
export function startHooks(): void {
  expose(window, 'DjustHooks')
  expose(window.djust, 'hooks')
  beforeWrite.push(touch)
  aroundPatch.push(() => patched)
}

/** Tells hooks, and scripts beside them, what the view has pushed. */
export function receive({ event, payload }: PushCommand): void {
  for (const hook of [...mounted.values()])
    for (const callback of Hook.callbacks(hook, event)) guarded(() => callback.call(hook, payload))
  dispatchEvent(new CustomEvent('djust:push_event', { detail: { event, payload } }))
}

/** Tells hooks that the connection was lost, or is there again. */
export function line(isConnected: boolean): void {
  if (isLost !== isConnected) return
  isLost = !isConnected
  for (const hook of [...mounted.values()]) call(hook, isConnected ? 'reconnected' : 'disconnected')
}

// ── patches ──────────────────────────────────────────────────────────────────────────────────────────────────

/** @param place what the server is about to write */
function touch(place: Node): void {
  for (let at: Node | null = place; at; at = at.parentNode) {
    const hook = mounted.get(at)
    if (!hook || changed.has(hook)) continue
    changed.add(hook)
    call(hook, 'beforeUpdate')
  }
}

function patched(): void {
  look(observer.takeRecords())
  if (!isFound()) {
    view = viewNow()
    observer.observe(document, { childList: true, subtree: true, attributeFilter: ['dj-hook'] })
    mountAll()
  }
  const updated = [...changed]
  changed.clear()
  for (const hook of updated) if (mounted.get(hook.el) === hook) call(hook, 'updated')
}

// ── elements come and go ─────────────────────────────────────────────────────────────────────────────────────

/** Looks at what has become of the page. A row that was moved is where it was, as far as this can tell. */
function look(records: readonly MutationRecord[]): void {
  if (!records[0]) return
  for (const hook of [...mounted.values()])
    if (!hook.el.isConnected || nameOf(hook.el) !== names.get(hook)) leave(hook)
  if (!isFound()) return
  for (const { addedNodes, target } of records) {
    mount(target)
    addedNodes.forEach(mountWithin)
  }
}

/** Whether the slots of what the document shows have been found. */
function isFound(): boolean {
  return view !== null && view === viewNow()
}

function viewNow(): Element | null {
  return document.querySelector('[dj-view]')
}

function mountAll(): void {
  if (isFound()) mountWithin(document.documentElement)
}

function mountWithin(root: Node): void {
  mount(root)
  if (root instanceof Element) root.querySelectorAll('[dj-hook]').forEach(mount)
}

function mount(node: Node): void {
  const name = nameOf(node)
  if (!name || mounted.has(node) || !node.isConnected) return
  const definition = definitions()[name]
  if (!definition) return miss(name)
  const hook = new Hook(node as HTMLElement, definition)
  names.set(hook, name)
  mounted.set(node, hook)
  call(hook, 'mounted')
}

/** One whose content is the browser's goes over to the element that has taken over the content. */
function leave(hook: Hook): void {
  const { el } = hook
  mounted.delete(el)
  const heir = el.matches('[id][dj-update=ignore]') && document.getElementById(el.id)
  if (heir && heir !== el && nameOf(heir) === names.get(hook)) {
    hook.el = heir
    mounted.set(heir, hook)
    call(hook, 'updated')
  } else call(hook, 'destroyed')
}

// ── what authors define ──────────────────────────────────────────────────────────────────────────────────────

function definitions(): Record<string, object | undefined> {
  return { __proto__: null, ...window.DjustHooks, ...window.djust.hooks } as never
}

/** Notices what authors put into an object of theirs, or in its place. */
function expose<T extends object>(owner: T, key: keyof T): void {
  let hooks: object
  const set = (next: object) => {
    hooks = new Proxy(next, {
      set(...args) {
        queueMicrotask(mountAll)
        return Reflect.set(...args)
      },
    })
    queueMicrotask(mountAll)
  }
  set((owner[key] as object) ?? {})
  Object.defineProperty(owner, key, { get: () => hooks, set })
}

/** A script that is still to come may define it. */
function miss(wanted: string): void {
  setTimeout(() => {
    const known = definitions()
    if (known[wanted] || missed.has(wanted)) return
    missed.add(wanted)
    const message = `dj-hook="${wanted}": djust.hooks has no such hook.${hint(wanted, Object.keys(known))}`
    // biome-ignore lint/suspicious/noConsole: whoever looks for it looks there
    console.error(message)
    report('unknown_hook', message)
  }, lastScriptMs)
}

/** Of a handful of names that one that shares most pairs of letters. */
function hint(wanted: string, known: string[]): string {
  const near = (name: string) =>
    [...name].filter((_, i) => wanted.includes(name.slice(i, i + 2))).length
  const [best] = known.sort((a, b) => near(b) - near(a))
  return best && near(best) * 2 > best.length ? ` Did you mean "${best}"?` : ''
}

function nameOf(node: Node): string | null {
  return node instanceof Element ? attribute(node, 'dj-hook') : null
}

function call(hook: Hook, method: keyof HookMethods): void {
  guarded(() => (hook as HookMethods)[method]?.())
}

/** A mistake of an author's ends what it is in, and nothing else. */
function guarded(act: () => void): void {
  try {
    act()
  } catch (error) {
    reportError(error)
  }
}
