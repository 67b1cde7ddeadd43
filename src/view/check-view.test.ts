import { expect, it } from 'vitest'
import { ConfigError } from '../shared/errors.ts'
import { checkViewClass } from './check-view.ts'
import { templateOf } from './template-of.ts'
import { eventHandler } from './event-handler.ts'
import { PermissionRequiredMixin } from './guard-mixins.ts'
import { permissionRequired } from './handler-modifiers.ts'
import { LiveView, type ViewClass } from './live-view.ts'

/** A class of views with these statics and methods beside a template. */
function viewClass(statics: object, methods: object = {}, Parent: ViewClass = LiveView): ViewClass {
  class Page extends (Parent as typeof LiveView) {}
  Object.defineProperties(Page, Object.getOwnPropertyDescriptors(statics))
  Object.defineProperties(Page.prototype, Object.getOwnPropertyDescriptors(methods))
  return Page
}

const template = '<p></p>'

function checking(statics: object, methods?: object, Parent?: ViewClass) {
  return () => checkViewClass(viewClass(statics, methods, Parent))
}

it('accepts views as authors write them', () => {
  class Page extends LiveView {
    static template = '<p>{{ count }}</p>'
    static _max = 10
    static #least = 1
    count = Page.#least
    get double() {
      return this.count * 2
    }
    override mount() {}
    override handleParams() {}
    override handleInfo() {}
    override getContextData() {
      return {}
    }
    helper() {}
    _mounts() {}
    @eventHandler mounts() {}
  }
  expect(() => checkViewClass(Page)).not.toThrow()
})

it('wants exactly one template, and takes the nearest', () => {
  const Parent = viewClass({ templateName: 'base.html' })
  expect(checking({})).toThrow("Page has no template. Write static templateName = 'file.html'")
  expect(checking({ template, templateName: 'a' })).toThrow('both templateName and template')
  expect(checking({ template, templateString: 'a' })).toThrow('both template and templateString')
  expect(templateOf(Parent)).toEqual({ kind: 'file', name: 'base.html' })
  expect(templateOf(viewClass({}, {}, Parent))).toEqual({ kind: 'file', name: 'base.html' })
  expect(templateOf(viewClass({ template }, {}, Parent))).toEqual({ kind: 'text', text: template })
  expect(templateOf(viewClass({ templateString: 'x' }))).toEqual({ kind: 'text', text: 'x' })
  expect(checking({ template }, {}, Parent)).not.toThrow()
})

it('refuses statics that are no options, those of parents and static methods too', () => {
  expect(checking({ template, templteName: 'x' })).toThrow(
    '"static templteName" of Page is no option of a view. Did you mean "templateName"?',
  )
  expect(checking({ template_name: 'x' })).toThrow('Did you mean "templateName"?')
  expect(checking({ template, limit: 5 })).toThrow('static #limit or static _limit')
  expect(checking({ template, create() {} })).toThrow('"static create" of Page is no option')
  expect(checking({ template }, {}, viewClass({ limt: 5 }))).toThrow('"static limt"')
})

it('says that an option of a later version does not act yet', () => {
  expect(checking({ template, apiName: 'shop' })).toThrow(
    '"static apiName" of Page does not act yet in this version. Remove it.',
  )
  expect(checking({ template, useActors: null })).toThrow('does not act yet')
  expect(checking({ template, loginRequird: true })).toThrow('Did you mean "loginRequired"?')
})

it('refuses values of the wrong type', () => {
  expect(checking({ template: 5 })).toThrow('"static template" of Page has to be text')
  expect(checking({ templateName: '' })).toThrow('has to be text, and is empty')
  expect(checking({ template: null })).toThrow('has to be text, and is null')
  expect(checking({ template, abstract: 'yes' })).toThrow('has to be true or false')
  expect(checking({ template, handlers: 5 })).toThrow('has to be an object')
})

it('knows what guards may be', () => {
  const guards = { loginRequired: null, loginUrl: '/in/', permissionRequired: ['a', 'b'] }
  expect(checking({ template, ...guards, onMount: [() => '/x/'] })).not.toThrow()
  expect(checking({ template, loginRequired: 'yes' })).toThrow('has to be true, false or null')
  expect(checking({ template, permissionRequired: [] })).toThrow('has to be a permission such as')
  expect(checking({ template, permissionRequired: [''] })).toThrow('has to be a permission such as')
  expect(checking({ template, onMount: () => '/x/' })).toThrow('has to be a list of functions')
  for (const loginUrl of ['//evil.example', 'https://evil.example/', 'log-in/', '/\\evil.example'])
    expect(checking({ template, loginUrl })).toThrow('has to be an address of this site')
  const Mixed = PermissionRequiredMixin(LiveView)
  expect(checking({ template }, {}, Mixed)).toThrow('does not say which permission')
  expect(checking({ template, permissionRequired: 'a' }, {}, Mixed)).not.toThrow()
})

it('refuses decorators of handlers on what is none', () => {
  class Page extends LiveView {
    static template = '<p></p>'
    @permissionRequired('shop')
    helper() {}
  }
  expect(() => checkViewClass(Page)).toThrow('has decorators of a handler, but is none')
  expect(() => permissionRequired(5 as never)).not.toThrow()
  expect(() => {
    class Wrong extends LiveView {
      @permissionRequired([])
      @eventHandler
      act() {}
    }
    return Wrong
  }).toThrow("has to be a permission such as 'app.change_item'")
})

it('refuses methods that later versions will call', () => {
  expect(checking({ template }, { handlePresenceJoin() {} })).toThrow(
    'Page.handlePresenceJoin() does not act yet in this version. Remove it.',
  )
  expect(checking({ template }, {}, viewClass({}, { handlePresenceLeave() {} }))).toThrow(
    'Page.handlePresenceLeave()',
  )
})

it('finds misspelt lifecycle methods', () => {
  expect(checking({ template }, { handelParams() {} })).toThrow('Did you mean "handleParams"?')
  expect(checking({ template }, { handle_params() {} })).toThrow('Did you mean "handleParams"?')
  expect(checking({ template }, { handlePresenceJion() {} })).toThrow(
    'Did you mean "handlePresenceJoin"? (which does not act yet in this version)',
  )
  expect(
    checking(
      { template },
      {
        get mounts() {
          return 1
        },
      },
    ),
  ).not.toThrow()
})

it('looks at the handlers', () => {
  expect(checking({ template, handlers: { save: {} } })).toThrow('names no method')
})

it('refuses what is no view', () => {
  const check = (value: unknown) => () => checkViewClass(value as ViewClass)
  expect(check(class Other {})).toThrow('Other does not extend LiveView')
  expect(check('Page')).toThrow(ConfigError)
})
