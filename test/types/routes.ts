import { defineUrls, include, LiveView, path, url } from 'djust'
import './app.ts'
import type { ParamsByName } from '../../src/view/route-types.ts'
import { type Equal, expectTrue, expectUrls } from './expect.ts'
import { CounterView } from './views/counter.ts'
import { todoList } from './views/functions.ts'

class ById extends LiveView {
  override mount(_request: Request, { id }: { id: number }) {}
}
class BySlug extends LiveView {
  override mount(_request: Request, { s }: { s: string }) {}
}

expectUrls([path('a/<int:id>/', ById, { name: 'a' })])
expectUrls([path('a/<slug:s>/', BySlug)])
expectUrls([path('a/<s>/', BySlug)])
expectUrls([path('a/<uuid:s>/', BySlug)])
expectUrls([path('a/<int:id>/<slug:more>/', ById)])
// @ts-expect-error the pattern gives a string
expectUrls([path('a/<slug:id>/', ById)])
// @ts-expect-error the pattern gives a number
expectUrls([path('a/<int:s>/', BySlug)])
// @ts-expect-error the pattern gives nothing
expectUrls([path('a/', ById)])
// @ts-expect-error another name
expectUrls([path('a/<int:pk>/', ById)])
// @ts-expect-error unknown converter
path('a/<itn:id>/', ById)
// @ts-expect-error a word for handlers, not for addresses
path('a/<bool:id>/', ById)
// @ts-expect-error leading slash
path('/a/<int:id>/', ById)
// @ts-expect-error leading slash
include('/a/', [path('', CounterView)])
// @ts-expect-error not a view
expectUrls([path('a/', class {})])
// @ts-expect-error not a view at all
path('a/', 'counter.html')
// @ts-expect-error misspelt option
path('a/', CounterView, { nme: 'a' })
// @ts-expect-error what the function view takes
expectUrls([path('a/<int:list>/', todoList)])
// @ts-expect-error a page has to answer
expectUrls([path('a/', () => 'text')])
// @ts-expect-error the pattern gives a string
path('a/<slug:id>/', (_request, { id }: { id: number }) => new Response(String(id)))
// @ts-expect-error the pattern gives no `page`
path('a/<slug:id>/', (_request, { page }) => new Response(page))

const list = [
  path('x/<int:id>/', ById, { name: 'x' }),
  path('y/', CounterView, { name: 'y' }),
] as const
expectUrls([include('p/<slug:s>/', list, { namespace: 'ns' })])
expectUrls([include('outer/', [include('inner/', list), path('z/', CounterView)])])
// @ts-expect-error a colon belongs to namespaces
path('a/', CounterView, { name: 'shop:a' })
// @ts-expect-error a colon belongs to namespaces
include('a/', list, { namespace: 'shop:a' })
// @ts-expect-error misspelt option
include('a/', list, { namspace: 'shop' })
// @ts-expect-error inside an included list too: the prefix gives a string
expectUrls([include('p/', [path('<slug:id>/', ById)])])

const named = defineUrls([
  path('ok/', CounterView, { name: 'ok' }),
  path('bad/<slug:id>/', ById, { name: 'bad' }),
])
// @ts-expect-error the same through a variable
expectUrls(named)

// Names and parameters of lists inside lists, without `as const`.
const inner = [path('<int:id>/', ById, { name: 'detail' }), path('', CounterView)]
const outer = [include('<slug:shop>/', inner, { namespace: 'shop' })]
const cities = defineUrls([
  include('<city>/', outer, { namespace: 'city' }),
  include('plain/', inner),
  path('all/', CounterView, { name: 'all' }),
])
expectTrue<
  Equal<
    ParamsByName<typeof cities>,
    {
      readonly 'city:shop:detail': { city: string; shop: string; id: number }
      readonly detail: { id: number }
      readonly all: {}
    }
  >
>()

url('counter')
url('city:shop:detail', { city: 'paris', shop: 'books', id: 3 })
// @ts-expect-error the whole name has both namespaces
url('shop:shop:detail', { city: 'paris', shop: 'books', id: 3 })
// @ts-expect-error the outer prefix takes one too
url('city:shop:detail', { shop: 'books', id: 3 })
url('product', { id: 1 })
url('product', { id: 1 }, { page: 2 })
url('todo-list', { list: 'home' })
url('shop:list')
url('shop:detail', { category: 'books', id: 3 })
// @ts-expect-error no such route
url('prodct', { id: 1 })
// @ts-expect-error a number
url('product', { id: '1' })
// @ts-expect-error missing
url('product')
// @ts-expect-error unknown
url('product', { id: 1, slug: 'x' })
// @ts-expect-error the namespace gives two parameters
url('shop:detail', { id: 3 })
// @ts-expect-error an object is no query value
url('counter', {}, { page: { n: 1 } })
