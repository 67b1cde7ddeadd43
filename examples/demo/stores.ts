import { fileURLToPath } from 'node:url'
import { ChatStore } from './chat-store.ts'
import { openDatabase } from './database.ts'
import { TodoStore } from './todo-store.ts'

const file = process.env.DEMO_DB ?? fileURLToPath(new URL('data/demo.db', import.meta.url))
const database = await openDatabase(file)

export const todos = new TodoStore(database)
export const chat = new ChatStore(database)
