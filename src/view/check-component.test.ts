import { describe, expect, it } from 'vitest'
import { checkComponentClass } from './check-component.ts'
import { Component, type ComponentClass, LiveComponent } from './component.ts'
import { LiveView } from './live-view.ts'

const template = { template: '<b></b>' }

/** Checks a class with a template and what is given. */
function check(Class: ComponentClass, statics: object = template): void {
  checkComponentClass(Object.assign(Class, statics))
}

describe('a class of components', () => {
  it('may say what a component says', () => {
    class Fine extends LiveComponent {
      override mount() {}
      override unmount() {}
      override handleComponentEvent() {}
      counted() {}
      _getContextdata() {}
    }
    expect(() => check(Fine)).not.toThrow()
  })

  it.each<[string, ComponentClass, object?]>([
    ['no_template', class extends Component {}, {}],
    ['two_templates', class extends Component {}, { ...template, templateName: 'x.html' }],
    ['unknown_option', class extends Component {}, { ...template, tempalte: 'x' }],
    ['not_a_component', class extends LiveView {} as never],
    [
      'lifecycle_does_not_act',
      class extends Component {
        mount() {}
      },
    ],
    [
      'lifecycle_does_not_act',
      class extends LiveComponent {
        handleParams() {}
      },
    ],
    [
      'misspelt_lifecycle',
      class extends LiveComponent {
        getContextdata() {}
      },
    ],
    [
      'misspelt_lifecycle',
      class extends LiveComponent {
        handle_component_event() {}
      },
    ],
  ])('is refused: %s', (code, Class, statics) => {
    expect(() => check(Class, statics)).toThrow(expect.objectContaining({ code }))
  })
})
