import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { todos, type Database, type Todo } from './database.ts'

const longestTitle = 200
const other = alias(todos, 'other')

/** The to-dos of one database. Each change is one statement, so two that meet cannot mix. */
export class TodoStore {
  #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  all(): Promise<Todo[]> {
    return this.#database.select().from(todos).orderBy(asc(todos.position))
  }

  /** Puts a to-do at the end of the list. A blank title adds nothing. */
  async add(title: string) {
    if (!title.trim()) return
    const position = sql`(select coalesce(max(${todos.position}), 0) + 1 from ${todos})`
    await this.#database.insert(todos).values({ title: clean(title), position })
  }

  /** Changes a title. A blank one leaves it as it was. */
  async rename(id: number, title: string) {
    if (!title.trim()) return
    await this.#database
      .update(todos)
      .set({ title: clean(title) })
      .where(eq(todos.id, id))
  }

  async setDone(id: number, done: boolean) {
    await this.#database.update(todos).set({ done }).where(eq(todos.id, id))
  }

  /** Exchanges the places of two to-dos. If one of them is gone, the other stays where it is. */
  async swap(id: number, otherId: number) {
    const pair = [id, otherId]
    await this.#database
      .update(todos)
      .set({ position: sql`${other.position}` })
      .from(other)
      .where(and(inArray(todos.id, pair), inArray(other.id, pair), ne(todos.id, other.id)))
  }

  async remove(id: number) {
    await this.#database.delete(todos).where(eq(todos.id, id))
  }

  async removeDone() {
    await this.#database.delete(todos).where(eq(todos.done, true))
  }
}

function clean(title: string): string {
  return title.trim().slice(0, longestTitle)
}
