import { setTimeout as wait } from 'node:timers/promises'
import { background, eventHandler, LiveView } from 'djust'
import { pages } from '../pages.ts'

interface Errand {
  id: number
  name: string
}

export class ErrandsView extends LiveView {
  static templateName = 'errands.html'

  text = ''
  errands: Errand[] = ['Bread', 'Stamps', 'Light bulbs'].map((name, id) => ({ id, name }))
  next = 3
  chosen = 0
  isHelping = false
  route = ''

  get page() {
    return pages.errands
  }

  @eventHandler
  add({ value }: { value: string }) {
    const name = value.trim().slice(0, 60)
    if (name && this.errands.length < 12) this.errands.unshift({ id: this.next++, name })
    this.text = ''
  }

  @eventHandler
  choose({ key }: { key: string }) {
    const by = key === 'ArrowDown' ? 1 : -1
    this.chosen = Math.min(Math.max(this.chosen + by, 0), this.errands.length - 1)
  }

  @eventHandler
  remove() {
    this.errands.splice(this.chosen, 1)
    this.chosen = Math.max(0, Math.min(this.chosen, this.errands.length - 1))
  }

  @eventHandler
  clear() {
    this.errands = []
    this.chosen = 0
  }

  @eventHandler
  shuffle() {
    this.errands.reverse()
  }

  @eventHandler({ params: { open: 'bool' } })
  help({ open }: { open: boolean }) {
    this.isHelping = open
  }

  // The page goes on while this takes its time; what waits for it is shown until it is done.
  @background
  async plan() {
    await wait(1500)
    await this.update(() => {
      this.route = this.errands.map(({ name }) => name).join(' → ')
    })
  }
}
