import { LiveView, eventHandler } from 'djust'
import { groups, pages } from '../pages.ts'

export class HomeView extends LiveView {
  static templateName = 'home.html'

  text = 'Hello from the server'

  get page() {
    return pages.home
  }

  get groups() {
    return groups
  }

  @eventHandler
  echo({ value }: { value: string }) {
    this.text = value
  }
}
