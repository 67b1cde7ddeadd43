import { defineUrls, include, notFound, path, redirect, url } from 'djust'
import { expectUrls } from './expect.ts'
import { ChapterTable, ChapterView } from './views/chapters.ts'
import { CounterView } from './views/counter.ts'
import { closureCounter, goingOn, linking, objectCounter, todoList } from './views/functions.ts'
import { ProductsView, ProductView } from './views/shop.ts'
import { ListedTodos, MarkedTodos } from './views/todos.ts'

const shop = [
  path('', ProductsView, { name: 'list' }),
  path('<slug:category>/<int:id>/', ProductView, { name: 'detail' }),
] as const

export const urls = defineUrls([
  path('counter/', CounterView.asView(), { name: 'counter' }),
  path('counter-live/', CounterView.asLiveView()),
  path('closure/', closureCounter, { name: 'closure' }),
  path('object/', objectCounter.asView()),
  path('marked/', MarkedTodos, { name: 'marked' }),
  path('listed/', ListedTodos, { name: 'listed' }),
  path('todos/<slug:list>/', todoList, { name: 'todo-list' }),
  path('products/', ProductsView, { name: 'products' }),
  path('products/<int:id>/', ProductView, { name: 'product' }),
  path('chapters/<int:id>/', ChapterView, { name: 'chapter' }),
  path('chapter-table/', ChapterTable),
  path('going-on/', goingOn),
  path('linking/', linking),
  path('old/', () => redirect(url('counter')), { name: 'old' }),
  path('gone/<int:id>/', (_request, { id }) => notFound(`${id satisfies number}`)),
  path('file/<path:name>/', async (request: Request, { name }: { name: string }) => {
    return new Response(request.url + name)
  }),
  include('shop/', shop, { namespace: 'shop' }),
  include(
    '<city>/',
    [
      include('<slug:shop>/', [path('<int:id>/', ProductView, { name: 'detail' })], {
        namespace: 'shop',
      }),
    ],
    {
      namespace: 'city',
    },
  ),
])

expectUrls(urls)

declare module 'djust' {
  interface Register {
    urls: typeof urls
    user: { id: number; username: string; isStaff: boolean }
    clientEvents: { points: { points: number[] }; celebrate: undefined; tick: number }
  }
}
