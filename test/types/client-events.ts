import { LiveComponent, LiveView } from 'djust'

export class Pushing extends LiveView {
  push() {
    this.pushEvent('points', { points: [1] })
    this.pushEvent('celebrate')
    this.pushEvent('celebrate', undefined)
    this.pushEvent('tick', 3)
    // @ts-expect-error the payload is missing
    this.pushEvent('points')
    // @ts-expect-error a number is no list
    this.pushEvent('points', { points: 1 })
    // @ts-expect-error no such event
    this.pushEvent('pionts', { points: [1] })
    // @ts-expect-error it has no payload
    this.pushEvent('celebrate', { with: 'cake' })
  }
}

export class PushingPart extends LiveComponent {
  push() {
    this.pushEvent('tick', 3)
    // @ts-expect-error a text is no number
    this.pushEvent('tick', '3')
  }
}
