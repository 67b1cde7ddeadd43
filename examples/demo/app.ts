import { fileURLToPath } from 'node:url'
import { defineUrls, djust, path, strictCsp } from 'djust'
import { ChatView } from './views/chat.ts'
import { counterFn } from './views/counter-fn.ts'
import { CounterView } from './views/counter.ts'
import { HomeView } from './views/home.ts'
import { TodosView } from './views/todos.ts'

export const urls = defineUrls([
  path('', HomeView, { name: 'home' }),
  path('counter/', CounterView, { name: 'counter' }),
  path('counter-fn/', counterFn, { name: 'counter-fn' }),
  path('todos/', TodosView, { name: 'todos' }),
  path('chat/', ChatView, { name: 'chat' }),
])

export default djust({
  urls,
  templates: fileURLToPath(new URL('templates', import.meta.url)),
  staticDir: fileURLToPath(new URL('static', import.meta.url)),
  contentSecurityPolicy: strictCsp,
})
