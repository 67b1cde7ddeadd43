import { desc } from 'drizzle-orm'
import { posts, type Database, type Post } from './database.ts'

const shown = 50
const longestName = 40
const longestText = 500

/** The chat of one database. */
export class ChatStore {
  #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** The newest messages, oldest of them first. */
  async latest(): Promise<Post[]> {
    const newest = await this.#database.select().from(posts).orderBy(desc(posts.id)).limit(shown)
    return newest.reverse()
  }

  /** Keeps a message. One without a name or without text is not kept. */
  async add(name: string, text: string): Promise<Post | null> {
    if (!name.trim() || !text.trim()) return null
    const values = {
      name: name.trim().slice(0, longestName),
      text: text.trim().slice(0, longestText),
      sentAt: new Date(),
    }
    const [post] = await this.#database.insert(posts).values(values).returning()
    return post ?? null
  }
}
