import { describe, expect, it } from 'vitest'
import { writeTemplates } from '../../test/support/site.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { RouteTable } from '../view/route-table.ts'
import { path } from '../view/routes.ts'
import { Programs } from './programs.ts'
import { TemplateFiles } from './template-files.ts'

function viewOf(template: string): ViewClass {
  return class PageView extends LiveView {
    static template = template
    static handlers = { toggle: { run() {} }, remove: { run() {} } }
  }
}

function programsWith(templates: Readonly<Record<string, string>> = {}): Programs {
  const routes = new RouteTable([path('items/<int:id>/', viewOf(''), { name: 'item' })])
  return new Programs(new TemplateFiles([writeTemplates(templates)]), routes)
}

function compile(template: string, templates: Readonly<Record<string, string>> = {}) {
  return programsWith(templates).of(viewOf(template), () => undefined)
}

describe('a page', () => {
  it('is compiled once for each view', () => {
    const programs = programsWith()
    const View = viewOf('<p>{{ a }}</p>')
    const program = programs.of(View, () => undefined)
    expect(programs.of(View, () => undefined)).toBe(program)
    expect(programs.byFingerprint(program.fingerprint)).toBe(program)
    expect(programs.byFingerprint('unknown')).toBeUndefined()
  })

  it('is compiled once for each base that a view chooses', () => {
    const templates = { 'a.html': '<a>{% block b %}{% endblock %}</a>', 'b.html': '<b></b>' }
    const programs = programsWith(templates)
    const View = viewOf('{% extends theme.base|lower %}{% block b %}text{% endblock %}')
    const read = (base: string) => (name: string) => (name === 'theme' ? { base } : undefined)
    const first = programs.of(View, read('A.html'))
    const second = programs.of(View, read('b.HTML'))
    expect(second).not.toBe(first)
    expect(programs.of(View, read('A.html'))).toBe(first)
    expect(programs.of(View, read('b.HTML'))).toBe(second)
  })
})

describe('a mistake in a template is told with its place', () => {
  it.each([
    ['{% url "itme" 1 %}', 'unknown_route', 'No route is named "itme". Did you mean "item"?'],
    ['{% url "item" %}', 'unknown_route', 'takes 1 parameter (id), and 0 came'],
    ['{% url "item" pk=1 %}', 'unknown_route', 'lacks "id" and does not take "pk"'],
    [
      '<b dj-click="togle"></b>',
      'unknown_handler',
      'dj-click="togle": PageView has no handler of that name. Did you mean "toggle"?',
    ],
    ['<b dj-click="x"></b>', 'unknown_handler', 'Its handlers: toggle, remove.'],
    ['{% extends base %}', 'extends_no_name', 'the value is missing'],
    ['{% extends "nowhere.html" %}', 'template_not_found', 'There is no template "nowhere.html"'],
  ])('%s', (template, code, message) => {
    const error = catchError(() => compile(template))
    expect(error).toMatchObject({ name: 'TemplateError', code })
    expect(error.message).toContain(message)
    expect(error.message).toContain(`> 1 | ${template}`)
  })
})

function catchError(run: () => unknown): Error {
  try {
    run()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}
