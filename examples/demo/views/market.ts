import { LiveView, eventHandler } from 'djust'
import { AlertComponent } from 'djust/components'
import '../components/icon-button.ts'
import { Stepper } from '../components/stepper.ts'
import { pages } from '../pages.ts'

interface Line {
  id: number
  name: string
  price: number
  amount: Stepper
}

export class MarketView extends LiveView {
  static templateName = 'market.html'

  notes: AlertComponent[] = [
    new AlertComponent({ message: 'Each row counts for itself. The sum below is the view’s.' }),
  ]
  lines = [line(1, 'Apples', 0.6), line(2, 'Pears', 0.75), line(3, 'Quinces', 1.2)]

  get page() {
    return pages.market
  }

  get total() {
    return this.lines.reduce((sum, { price, amount }) => sum + price * amount.count, 0)
  }

  // A stepper told that it counts something else now.
  override handleComponentEvent() {
    this._forget()
  }

  // The button with the cross in each note.
  @eventHandler
  dismiss({ componentId }: { componentId: string }) {
    const note = this.component(AlertComponent, componentId)
    this.notes = this.notes.filter((other) => other !== note)
  }

  @eventHandler
  turn() {
    this.lines.reverse()
  }

  @eventHandler
  order() {
    const bought = this.lines.filter(({ amount }) => amount.count > 0)
    if (bought.length === 0) return this._say('warning', 'There is nothing in the basket yet.')
    const names = bought.map(({ name, amount }) => `${amount.count} ${name.toLowerCase()}`)
    for (const { amount } of bought) amount.count = 0
    this._say('success', `Ordered: ${names.join(', ')}.`)
  }

  _say(type: 'success' | 'warning', message: string) {
    this._forget()
    this.notes.push(new AlertComponent({ type, message, dismissible: true }))
  }

  _forget() {
    this.notes = this.notes.filter(({ type }) => type !== 'warning')
  }
}

function line(id: number, name: string, price: number): Line {
  return { id, name, price, amount: new Stepper({ label: name }) }
}
