import { LiveComponent, eventHandler } from 'djust'

/** A number that goes up and down. Each has its own; the page only hears of it. */
export class Stepper extends LiveComponent<{ label: string; start?: number }> {
  static templateName = 'stepper.html'

  count = this.props.start ?? 0

  @eventHandler({ params: { by: 'int' } })
  step({ by }: { by: number }) {
    this.count = Math.max(0, this.count + by)
    this.sendParent('counted')
  }
}
