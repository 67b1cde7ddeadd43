import { handlers, LiveView } from 'djust'
import { z } from 'zod'

interface Todo {
  text: string
  done: boolean
}

/** Methods marked by a table. */
export class MarkedTodos extends LiveView {
  static templateName = 'todos.html'
  static handlers = handlers<MarkedTodos>()({
    add: { params: z.object({ text: z.string().max(200) }) },
    search: { description: 'Keeps what contains the text' },
    clear: {},
  })

  todos: Todo[] = []

  add({ text }: { text: string }) {
    this.todos.push({ text, done: false })
  }

  search({ value }: { value: string }) {
    this.todos = this.todos.filter((todo) => todo.text.includes(value))
  }

  clear() {
    this.todos = []
  }
}

/** Code in the table: parameters are inferred, `this` is the view. */
export class ListedTodos extends LiveView {
  static templateName = 'todos.html'
  static handlers = handlers<ListedTodos>()({
    add: {
      params: { text: 'str' },
      run({ text }) {
        this.todos.push({ text, done: false })
      },
    },
    toggle: {
      params: z.object({ index: z.coerce.number<string>() }),
      run({ index }) {
        const todo = this.todos[index]
        if (todo) todo.done = !todo.done
      },
    },
    search: {
      run({ value }) {
        value satisfies string
      },
    },
  })

  todos: Todo[] = []
}
