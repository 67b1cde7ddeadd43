import { LiveView, eventHandler, publish } from 'djust'
import type { Post } from '../database.ts'
import { pages } from '../pages.ts'
import { chat } from '../stores.ts'

export class ChatView extends LiveView {
  static templateName = 'chat.html'

  posts: Post[] = []
  name = ''
  text = ''

  get page() {
    return pages.chat
  }

  async mount() {
    this.subscribe('chat')
    await this._load()
  }

  // Someone sent a message.
  async handleInfo() {
    await this._load()
  }

  @eventHandler({ params: { name: 'str', text: 'str' } })
  async send({ name, text }: { name: string; text: string }) {
    await chat.add(name, text)
    this.name = name
    this.text = '' // empties the field
    publish('chat', 'posted')
    await this._load()
  }

  async _load() {
    this.posts = await chat.latest()
  }
}
