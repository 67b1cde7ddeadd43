import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const todos = sqliteTable('todos', {
  id: integer().primaryKey({ autoIncrement: true }),
  title: text().notNull(),
  done: integer({ mode: 'boolean' }).notNull().default(false),
  position: integer().notNull(),
})

export const posts = sqliteTable('posts', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull(),
  text: text().notNull(),
  sentAt: integer({ mode: 'timestamp_ms' }).notNull(),
})

export type Todo = typeof todos.$inferSelect
export type Post = typeof posts.$inferSelect
export type Database = Awaited<ReturnType<typeof openDatabase>>

/**
 * Opens the database, and makes the file, its folder and its tables where they are missing.
 * A new one begins with a few to-dos; one whose to-dos were all deleted stays empty.
 */
export async function openDatabase(file: string) {
  mkdirSync(dirname(file), { recursive: true })
  const client = createClient({ url: pathToFileURL(file).href, timeout: 2000 })
  await client.batch(setUp, 'write')
  return drizzle(client)
}

// Says again in SQL what the tables above say in TypeScript. One transaction, so that of two
// processes that start together only one writes the first to-dos.
const setUp = [
  `create table if not exists todos (
    id integer primary key autoincrement,
    title text not null,
    done integer not null default 0,
    position integer not null
  )`,
  `create table if not exists posts (
    id integer primary key autoincrement,
    name text not null,
    text text not null,
    sentAt integer not null
  )`,
  `insert into todos (title, done, position)
    select * from (values
      ('Open a second tab beside this', 0, 1),
      ('Click a title to change it', 0, 2),
      ('Move one with the arrows', 0, 3),
      ('Start the demo', 1, 4))
    where (select user_version from pragma_user_version) = 0`,
  'pragma user_version = 1',
]
