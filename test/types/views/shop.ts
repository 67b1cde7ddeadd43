import { eventHandler, LiveView, url } from 'djust'

export class ProductsView extends LiveView {
  static template = '{% for product in products %}{{ product.name }}{% endfor %}'

  category = 'all'
  products: { id: number; name: string }[] = []

  override handleParams({ category = 'all' }: { category?: string }) {
    this.category = category
  }

  @eventHandler({ params: { name: 'str' } })
  async create({ name }: { name: string }) {
    this.products.push({ id: 1, name })
    this.liveRedirect(url('product', { id: 1 }))
  }

  @eventHandler
  leave() {
    if (!this.user?.isStaff) return this.liveRedirect('/denied/')
    this.category = 'secret'
  }
}

export class ProductView extends LiveView {
  static template = '<h1>{{ id }}</h1>'

  id = 0

  override mount(_request: Request, { id }: { id: number }) {
    if (id < 1) return this.liveRedirect(url('products'))
    this.id = id
  }
}
