import { TemplateError } from '../shared/errors.ts'
import type { Programs } from '../session/programs.ts'
import type { Completion } from '../template/document.ts'
import { checkViewClass } from '../view/check-view.ts'
import { setEventSecurity } from '../view/event-security.ts'
import { isViewClass, type ViewClass } from '../view/live-view.ts'
import { registeredComponents } from '../view/register-component.ts'
import type { RouteTable } from '../view/route-table.ts'
import { logError } from './log.ts'
import { reportCoarse } from './report-coarse.ts'
import type { Settings } from './settings.ts'

/** Finds mistakes before the first request. Development goes on, and shows them in the page that has them. */
export function checkViews(settings: Settings, routes: RouteTable, programs: Programs): void {
  const classes = [...registeredComponents(), ...routes.routes.map(({ view }) => view)]
  for (const Class of classes) setEventSecurity(Class as ViewClass, settings.eventSecurity)
  for (const Class of registeredComponents()) {
    checkOne(Class.name, settings, () => programs.ofComponent(Class, () => undefined))
  }
  for (const { view } of routes.routes) {
    if (!isViewClass(view)) continue
    checkOne(view.name, settings, () => {
      checkViewClass(view)
      const { compiled } = programs.of(view, () => undefined)
      if (settings.debug) {
        reportCompletions(view.name, compiled.added)
        reportCoarse(view.name, compiled.coarse)
      }
    })
  }
}

function checkOne(name: string, settings: Settings, check: () => void): void {
  try {
    check()
  } catch (error) {
    // A base named by a variable is known only with a request.
    if (error instanceof TemplateError && error.code === 'extends_no_name') return
    if (!settings.debug) throw error
    logError(`${name} cannot be shown`, error)
  }
}

/** Says what was added to a document so that it is live. A fragment is meant to be completed. */
function reportCompletions(viewName: string, added: readonly Completion[]): void {
  const lines = {
    scripts: 'has no {% djust_scripts %}: it was added at the end of <head>.',
    'dj-view': 'has no dj-view="{{ dj_view_id }}": it was added to <body>.',
  }
  for (const what of added) {
    if (what !== 'page') process.stderr.write(`djust: the template of ${viewName} ${lines[what]}\n`)
  }
}
