import type { PushCommand } from '../wire/frames.ts'
import { aroundPatch, beforeWrite } from './around-patch.ts'
import type { AnyHook, HookMethods } from './define-hook.ts'
import { attribute } from './dom.ts'
import { guarded } from './guarded.ts'
import { Hook, pushEvent } from './hook.ts'

/** How often it is asked whether a script has defined a hook that is missing, in milliseconds. */
const retryMs = 250

/** How long a script that defines a hook may take, in milliseconds. */
const lastScriptMs = 3_000

const mounted = new Map<Node, Hook>()
/** Names that nobody has defined, and since when they are missing. */
const missing = new Map<string, number>()
/** Those that the patch that is being written changes. */
const changed = new Set<Hook>()
/** The element of the view whose slots have been found: what hooks do to the page does not hide them any more. */
let view: Element | null | undefined
let isLost = false
let retry: ReturnType<typeof setTimeout> | undefined
const observer = new MutationObserver(look)

/** Lets hooks live with the elements of the page. */
export function startHooks(): void {
  beforeWrite.push(touch)
  aroundPatch.push(() => patched)
}

/** Tells hooks, and scripts beside them, what the view has pushed. */
export function tell({ event, payload }: PushCommand): void {
  dispatchEvent(new CustomEvent(pushEvent, { detail: { event, payload } }))
}

/** Tells hooks that the connection was lost, or is there again. */
export function line(isConnected: boolean): void {
  if (isLost !== isConnected) return
  isLost = !isConnected
  for (const hook of mounted.values()) call(hook, isConnected ? 'reconnected' : 'disconnected')
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
  if (!view?.isConnected) {
    view = document.querySelector('[dj-view]')
    observer.observe(document, { childList: true, subtree: true, attributeFilter: ['dj-hook'] })
    look()
  } else if (observer.takeRecords()[0]) look()
  const updated = [...changed]
  changed.clear()
  for (const hook of updated) if (mounted.get(hook.el) === hook) call(hook, 'updated')
}

// ── elements come and go ─────────────────────────────────────────────────────────────────────────────────────

/** Looks at what has become of the page. A row that was moved is where it was, as far as this can tell. */
function look(): void {
  for (const hook of mounted.values()) if (!Hook.isHeld(hook)) leave(hook)
  if (view?.isConnected) document.querySelectorAll<HTMLElement>('[dj-hook]').forEach(mount)
}

function mount(element: HTMLElement): void {
  const name = attribute(element, 'dj-hook')!
  if (mounted.has(element)) return
  const definitions: Record<string, AnyHook> = Object.assign(
    Object.create(null),
    window.DjustHooks,
    window.djust.hooks,
  )
  const definition = definitions[name]
  if (!definition) {
    clearTimeout(retry)
    retry = setTimeout(look, retryMs)
    return miss(name, Object.keys(definitions))
  }
  const hook = new Hook(element, name, definition)
  mounted.set(element, hook)
  call(hook, 'mounted')
}

/** A script that is still to come may define it; after a while the author is told. */
function miss(wanted: string, known: string[]): void {
  const now = Date.now()
  if (!missing.has(wanted)) missing.set(wanted, now)
  if (now - missing.get(wanted)! < lastScriptMs) return
  missing.set(wanted, Infinity)
  const shared = (name: string) =>
    [...name].filter((_, i) => wanted.includes(name.slice(i, i + 2))).length
  const [near] = known.sort((a, b) => shared(b) - shared(a))
  // biome-ignore lint/suspicious/noConsole: whoever looks for it looks there
  console.error(`No hook ${wanted}. Did you mean ${near}?`)
}

/** One whose content is the browser's goes over to the element that has taken over the content. */
function leave(hook: Hook): void {
  const { el } = hook
  mounted.delete(el)
  const heir = el.matches('[id][dj-update=ignore]') && document.getElementById(el.id)
  if (heir && heir !== el) {
    hook.el = heir
    mounted.set(heir, hook)
    call(hook, 'updated')
  } else {
    call(hook, 'destroyed')
    Hook.end(hook)
  }
}

function call(hook: Hook, method: keyof HookMethods): void {
  guarded(() => (hook as HookMethods)[method]?.())
}
