import { LiveView, eventHandler, publish } from 'djust'
import type { Todo } from '../database.ts'
import { pages } from '../pages.ts'
import { todos } from '../stores.ts'

const filters = ['all', 'active', 'done']

export class TodosView extends LiveView {
  static templateName = 'todos.html'

  todos: Todo[] = []
  filters = filters
  filter = 'all'
  text = ''

  get page() {
    return pages.todos
  }

  get visible() {
    if (this.filter === 'all') return this.todos
    return this.todos.filter((todo) => todo.done === (this.filter === 'done'))
  }

  get left() {
    return this.todos.filter((todo) => !todo.done).length
  }

  async mount() {
    this.subscribe('todos')
    await this._load()
  }

  // The address changed: a filter link, back, forward or a bookmark.
  handleParams({ filter = 'all' }: { filter?: string }) {
    this.filter = filters.includes(filter) ? filter : 'all'
  }

  // Another tab published that the to-dos changed.
  async handleInfo() {
    await this._load()
  }

  @eventHandler({ params: { text: 'str' } })
  async add({ text }: { text: string }) {
    await todos.add(text)
    this.text = '' // empties the field
    await this._changed()
  }

  // Says what was seen instead of flipping what is there, so that
  // two tabs that both tick a to-do do not undo each other.
  @eventHandler({ params: { id: 'int', checked: 'bool' } })
  async check({ id, checked }: { id: number; checked: boolean }) {
    await todos.setDone(id, checked)
    await this._changed()
  }

  @eventHandler({ params: { id: 'int', value: 'str' } })
  async rename({ id, value }: { id: number; value: string }) {
    await todos.rename(id, value)
    await this._changed()
  }

  @eventHandler({ params: { id: 'int' } })
  async moveUp({ id }: { id: number }) {
    await this._move(id, -1)
  }

  @eventHandler({ params: { id: 'int' } })
  async moveDown({ id }: { id: number }) {
    await this._move(id, 1)
  }

  @eventHandler({ params: { id: 'int' } })
  async remove({ id }: { id: number }) {
    await todos.remove(id)
    await this._changed()
  }

  @eventHandler
  async clearDone() {
    await todos.removeDone()
    await this._changed()
  }

  /** Exchanges a to-do with its neighbour among those that are shown. */
  async _move(id: number, by: 1 | -1) {
    const index = this.visible.findIndex((todo) => todo.id === id)
    const neighbour = this.visible[index + by]
    if (index < 0 || !neighbour) return
    await todos.swap(id, neighbour.id)
    await this._changed()
  }

  async _changed() {
    publish('todos', 'changed')
    await this._load()
  }

  async _load() {
    this.todos = await todos.all()
  }
}
