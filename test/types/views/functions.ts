import { handler, liveView, url } from 'djust'

export const closureCounter = liveView({ templateName: 'counter.html' }, () => {
  let count = 0
  return {
    get count() {
      return count
    },
    increment() {
      count += 1
    },
  }
})

export const objectCounter = liveView({ templateName: 'counter.html' }, () => ({
  count: 0,
  increment() {
    this.count += 1
  },
  reset() {
    this.count = 0
    this.livePatch({ params: {} })
  },
}))

export const todoList = liveView(
  { templateName: 'todos.html' },
  async (request, { list }: { list: string }) => {
    const todos: { text: string; done: boolean }[] = []
    return {
      todos,
      title: `${list} of ${request.user?.username}`,
      add: handler({ text: 'str' }, ({ text }) => {
        todos.push({ text, done: false })
      }),
      search: handler({ description: 'Searches' }, ({ value }) => {
        value.toUpperCase()
      }),
    }
  },
)

// Both name routes of the table that names them.
export const goingOn = liveView({ template: '' }, () => ({
  go() {
    this.liveRedirect(url('chapter', { id: 1 }))
  },
}))

export const linking = liveView({ template: '' }, () => ({
  link() {
    return url('chapter', { id: 1 })
  },
}))
