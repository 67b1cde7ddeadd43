import { LiveView, eventHandler, publish } from 'djust'
import type { Post } from '../database.ts'
import { pages } from '../pages.ts'
import { chat } from '../stores.ts'

export class ChatView extends LiveView {
  static templateName = 'chat.html'

  name = ''
  text = ''

  get page() {
    return pages.chat
  }

  async mount() {
    this.subscribe('chat')
    this.stream('posts', await chat.latest(), { limit: 50 })
  }

  // Someone sent a message.
  handleInfo(post: Post) {
    this.streamInsert('posts', post)
  }

  @eventHandler({ params: { name: 'str', text: 'str' } })
  async send({ name, text }: { name: string; text: string }) {
    const post = await chat.add(name, text)
    this.name = name
    this.text = '' // empties the field
    if (post) publish('chat', post)
  }
}
