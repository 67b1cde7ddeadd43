import { describe, expect, it } from 'vitest'
import { TemplateEngine } from '../render/engine.ts'
import { Component, LiveComponent } from './component.ts'
import { LiveView } from './live-view.ts'
import { createComponent, registerComponent } from './register-component.ts'

class Plain extends Component<{ label?: string }> {
  static template = '<b>{{ props.label }}</b>'
}

describe('a name of a component', () => {
  it('makes one, however it was registered', () => {
    registerComponent('plain-one', Plain)
    @registerComponent('plain-two')
    class Other extends LiveComponent<{ label: string }> {
      static template = '<b></b>'
    }
    const made = createComponent('plain-one', { label: 'x' })
    expect(made).toBeInstanceOf(Plain)
    expect(made.props).toEqual({ label: 'x' })
    expect(createComponent('plain-two')).toBeInstanceOf(Other)
  })

  it('is known to texts that have no page, such as mails', () => {
    registerComponent('plain-five', Plain)
    const engine = new TemplateEngine({
      templates: { 'a.txt': '{% component "plain-five" label=a %}' },
    })
    expect(engine.render('a.txt', { a: '<x>' })).toBe('<b>&lt;x&gt;</b>')
  })

  it('may be given twice to the same class, and not to two', () => {
    registerComponent('plain-three', Plain)
    registerComponent('plain-three', Plain)
    class Other extends Component {}
    expect(() => registerComponent('plain-three', Other)).toThrow('names the component Plain')
  })

  it('has a dash, and belongs to a component', () => {
    for (const name of ['button', 'My-Button', '-x', 'a-', 'a--b', 'a b-c']) {
      expect(() => registerComponent(name as 'a-b', Plain)).toThrow('cannot name a component')
    }
    expect(() => registerComponent('a-view', class extends LiveView {} as never)).toThrow(
      'neither Component nor LiveComponent',
    )
  })

  it('that nobody has is an error with the nearest one', () => {
    registerComponent('plain-four', Plain)
    expect(() => createComponent('plain-fuor')).toThrow('Did you mean "plain-four"?')
  })
})
