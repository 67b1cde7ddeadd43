import {
  Component,
  type Context,
  createComponent,
  eventHandler,
  handlers,
  type HandlerName,
  LiveComponent,
  LiveView,
  registerComponent,
  type State,
} from 'djust'
import { AlertComponent } from 'djust/components'
import { type Equal, expectTrue } from './expect.ts'

class Stepper extends LiveComponent<{ start: number; label?: string }> {
  static template = '<button dj-click="add">{{ n }}</button>'
  n = this.props.start

  override mount({ start, label }: { start: number; label?: string }) {
    start satisfies number
    label satisfies string | undefined
  }

  @eventHandler add() {
    this.n += 1
    this.sendParent('added', this.n)
    this.triggerUpdate()
  }

  @eventHandler({ params: { by: 'int' } }) addMany({ by }: { by: number }) {
    this.n += by
  }
}

class Optional extends Component<{ label?: string }> {}
class Bare extends Component {}
class Titled extends Component {
  title: string
  constructor(title: string) {
    super()
    this.title = title
  }
}

new Stepper({ start: 1 })
new Stepper({ start: 1, label: 'x' })
// @ts-expect-error a required prop is missing
new Stepper({})
// @ts-expect-error a required prop is missing
new Stepper()
// @ts-expect-error no such prop
new Stepper({ start: 1, lable: 'x' })
new Optional()
new Optional({ label: 'x' })
new Bare()
new Titled('x')
// @ts-expect-error only classes of one's own are made
new Component()

new AlertComponent({ message: 'x', type: 'danger' })
// @ts-expect-error message is required
new AlertComponent()
// @ts-expect-error no such type
new AlertComponent({ message: 'x', type: 'red' })
// @ts-expect-error no such prop
new AlertComponent({ message: 'x', dismissable: true })

registerComponent('my-stepper', Stepper)
registerComponent('my-titled', Titled)
// @ts-expect-error a name has a dash
registerComponent('stepper', Stepper)
// @ts-expect-error not a component
registerComponent('my-view', class extends LiveView {})
createComponent('my-stepper', { start: 1 }) satisfies Component
// @ts-expect-error a name has a dash
createComponent('stepper')

@registerComponent('my-decorated')
class Decorated extends Optional {}
// @ts-expect-error not a component
@registerComponent('my-other')
class NotOne extends LiveView {}
void [Decorated, NotOne]

class Listed extends LiveComponent {
  static handlers = handlers<Listed>()({
    go: {},
    add: {
      params: { n: 'int' },
      run({ n }) {
        this.n += n
      },
    },
  })
  n = 0
  go() {}
}
void Listed

expectTrue<Equal<HandlerName<Stepper>, 'add' | 'addMany'>>()

class Page extends LiveView {
  alert = new AlertComponent({ message: 'x' })
  steppers = [new Stepper({ start: 1 })]
  n = 0

  @eventHandler dismiss({ componentId }: { componentId: string }) {
    this.component(AlertComponent, componentId)?.dismiss()
    this.component(Stepper, componentId)?.n satisfies number | undefined
    // @ts-expect-error a component has no such method
    this.component(Stepper, componentId)?.dismiss()
    // @ts-expect-error not a component
    this.component(Page, componentId)
  }

  override handleComponentEvent(event: string, data: number, sender: Component) {
    void [event, data, sender.componentId]
  }
}

// What a component is comes and goes with it; it is no state of the view's own.
expectTrue<Equal<keyof State<Page>, 'steppers' | 'n'>>()
expectTrue<Equal<'alert' extends keyof Context<Page> ? true : false, true>>()
