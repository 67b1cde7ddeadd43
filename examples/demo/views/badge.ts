import { LiveView } from 'djust'
import { pages } from '../pages.ts'

export class BadgeView extends LiveView {
  static templateName = 'badge.html'

  name = 'Ada Lovelace'
  about = 'Writes programs for machines that nobody has built yet.'
  talks = 2
  isSpeaker = true
  colour = 'Moss'
  days = ['Tuesday']

  get page() {
    return pages.badge
  }

  get colours() {
    return ['Ink', 'Moss', 'Brick']
  }
}
