import { setTimeout as pause } from 'node:timers/promises'
import { clientState, eventHandler, LiveView, optimistic } from 'djust'
import { pages } from '../pages.ts'

export class RecipeView extends LiveView {
  static templateName = 'recipe.html'

  tabs = [
    { id: 'things', name: 'Ingredients' },
    { id: 'steps', name: 'Method' },
    { id: 'notes', name: 'Notes' },
  ]
  ingredients = ['500 g flour', '350 g water', '10 g salt', '3 g yeast']
  steps = ['Mix all of it.', 'Wait until tomorrow.', 'Bake at 240 °C for half an hour.']
  tab = 'things'
  isLiked = false
  likes = 41
  heard = ''

  get page() {
    return pages.recipe
  }

  // Never called while the page is live: the browser turns the tabs by itself.
  @clientState(['tab'])
  @eventHandler({ params: { tab: 'slug' } })
  open({ tab }: { tab: string }) {
    this.tab = tab
  }

  // Takes a second, but the heart does not wait for it.
  @optimistic
  async like() {
    this.isLiked = !this.isLiked
    this.likes = this.isLiked ? this.likes + 1 : this.likes - 1
    await pause(1000)
    this._hear()
  }

  _hear() {
    const open = this.tabs.find(({ id }) => id === this.tab)
    this.heard = `${this.likes} likes, and ${open?.name ?? 'nothing'} open`
  }
}
