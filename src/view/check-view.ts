import { ConfigError } from '../shared/errors.ts'
import { checkStatics } from './check-options.ts'
import { checkFieldUses } from './field-uses.ts'
import { needsPermission } from './guard-mixins.ts'
import { checkLoginUrl, guardsOf } from './guards.ts'
import { handlerTable, methodNames } from './handler-table.ts'
import {
  isLaterLifecycleName,
  isLifecycleName,
  laterLifecycleNames,
  misspeltLifecycleName,
} from './lifecycle.ts'
import { isViewClass, LiveView, type ViewClass } from './live-view.ts'
import { readsField } from './method-source.ts'
import { sharedHandlers } from './shared-handlers.ts'
import { templateOf } from './template-of.ts'

/**
 * Checks a class of views before anybody opens its page: its options, template and methods.
 *
 * @throws {ConfigError} with the first thing that is wrong
 */
export function checkViewClass(Class: ViewClass): void {
  if (!isViewClass(Class)) {
    throw new ConfigError(
      'not_a_view',
      `${(Class as { name?: string })?.name ?? String(Class)} does not extend LiveView.`,
    )
  }
  checkStatics(Class)
  checkFieldUses(Class)
  templateOf(Class)
  checkLifecycle(Class)
  checkClientState(Class, sharedHandlers(handlerTable(Class))?.kept)
  checkGuards(Class)
}

function checkGuards(Class: ViewClass): void {
  const { loginUrl, permissions } = guardsOf(Class)
  if (loginUrl !== null) checkLoginUrl(loginUrl, `static loginUrl of ${Class.name}`)
  if (permissions.length === 0 && needsPermission(Class)) {
    throw new ConfigError(
      'no_permission_said',
      `${Class.name} extends PermissionRequiredMixin, and does not say which permission. ` +
        "Write static permissionRequired = 'app.view_item'.",
    )
  }
}

/** A guard that goes by what the browser says guards nothing. */
function checkClientState(Class: ViewClass, kept: ReadonlySet<string> | undefined): void {
  if (!kept) return
  for (const guard of ['checkPermissions', 'getObject', 'hasObjectPermission'] as const) {
    const key = [...kept].find((name) => readsField(Class.prototype[guard], name))
    if (key === undefined) continue
    throw new ConfigError(
      'client_state_in_guard',
      `${Class.name}.${guard} reads "${key}", which the browser sets as it likes (@clientState). Go by what the server knows.`,
    )
  }
}

function checkLifecycle(Class: ViewClass): void {
  const later = laterLifecycleNames.find((name) => name in Class.prototype)
  if (later) throw doesNotAct(Class, later)

  const handlers = handlerTable(Class)
  for (const name of methodNames(Class)) {
    if (handlers.has(name) || isLifecycleName(name) || name in LiveView.prototype) continue
    const meant = misspeltLifecycleName(name)
    if (!meant) continue
    const note = isLaterLifecycleName(meant) ? ' (which does not act yet in this version)' : ''
    throw new ConfigError(
      'misspelt_lifecycle',
      `${Class.name}.${name}() is nothing that djust calls. Did you mean "${meant}"?${note} ` +
        `If it is a method of your own, call it _${name}; if the browser may call it, ` +
        'write @eventHandler above it.',
    )
  }
}

function doesNotAct(Class: ViewClass, name: string): ConfigError {
  return new ConfigError(
    'lifecycle_does_not_act',
    `${Class.name}.${name}() does not act yet in this version. Remove it.`,
  )
}
