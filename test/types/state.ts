import {
  type Context,
  DraftModeMixin,
  eventHandler,
  form,
  type HandlerName,
  LiveView,
  type State,
  upload,
  url,
  wizard,
  WizardMixin,
} from 'djust'
import { z } from 'zod'
import { type Equal, expectTrue } from './expect.ts'
import type { ChapterView } from './views/chapters.ts'
import type { closureCounter, objectCounter } from './views/functions.ts'

class Note extends LiveView {
  title = ''
  done = false
  _secret = 1
  #hidden = 2
  private note = ''
  protected inner = 1

  get upper() {
    return this.title.toUpperCase()
  }

  get both() {
    return this.title
  }

  set both(title: string) {
    this.title = title
  }

  @eventHandler
  save() {
    return this.#hidden + this.inner + this.note.length
  }
}

type Globals = 'request' | 'user' | 'perms' | 'params' | 'messages' | 'csrf_token' | 'dj_view_id'

expectTrue<Equal<State<Note>, { title: string; done: boolean; both: string }>>()
expectTrue<Equal<keyof Context<Note>, 'title' | 'done' | 'both' | 'upper' | Globals>>()
expectTrue<Equal<HandlerName<Note>, 'save'>>()

class Order extends WizardMixin(DraftModeMixin(LiveView)) {
  note = ''
  contact = form(z.object({ email: z.email() }), {
    fields: { email: { label: 'Mail' }, 'rows.name': { help: 'x' } },
  })
  avatar = upload(this, { accept: ['image/*'], onComplete: ({ safeClientName }) => safeClientName })
  wizard = wizard(
    { one: form(z.object({ n: z.coerce.number() })) },
    { onFinish: ({ one }) => one.n.toFixed() },
  )
}

// Forms and uploads are no state to be set from elsewhere, and templates read them.
expectTrue<Equal<State<Order>, { note: string }>>()
expectTrue<
  Equal<Exclude<keyof Context<Order>, Globals>, 'note' | 'contact' | 'avatar' | 'wizard'>
>()
expectTrue<
  Equal<HandlerName<Order>, 'nextStep' | 'prevStep' | 'goToStep' | 'checkStep' | 'clearDraft'>
>()

form(z.object({ email: z.email() }), {
  // @ts-expect-error no such field
  fields: { emial: { label: 'x' } },
})
// @ts-expect-error no such option
upload({}, { acept: [] })

declare const note: Context<Note>
// @ts-expect-error templates do not write
note.title = 'x'
// @ts-expect-error `user` may be null
note.user.username
note.user?.username satisfies string | undefined

note.request.GET.get('page') satisfies string | undefined
note.request.resolver_match?.url_name satisfies string | undefined
note.perms.app?.change_item satisfies boolean | undefined
// @ts-expect-error out of reach of templates
note.request.headers

class Overridden extends LiveView {
  _items = [1]

  override getContextData() {
    return { items: this._items }
  }
}
expectTrue<Equal<Context<Overridden>['items'], number[]>>()
// @ts-expect-error not in the context
type Hidden = Context<Overridden>['_items']

class Later extends LiveView {
  title = ''

  override async getContextData() {
    return { items: [1] }
  }
}
expectTrue<Equal<keyof Context<Later>, 'items' | Globals>>()

// `super.getContextData()` brings the view's own fields along.
expectTrue<Equal<Context<ChapterView>['id'], number>>()
expectTrue<Equal<keyof Context<ChapterView>, 'id' | 'first' | 'previous' | 'next' | Globals>>()

class OwnUser extends LiveView {
  messages = ['a field of the view wins']
}
expectTrue<Equal<Context<OwnUser>['messages'], string[]>>()

expectTrue<Equal<State<InstanceType<typeof objectCounter>>, { count: number }>>()
expectTrue<Equal<keyof State<InstanceType<typeof closureCounter>>, never>>()
expectTrue<Equal<HandlerName<InstanceType<typeof objectCounter>>, 'increment' | 'reset'>>()

class Members extends LiveView {
  ownTitle = this.user?.username ?? 'nobody'

  use() {
    // @ts-expect-error may be null
    this.user.username
    this.request.user?.isStaff satisfies boolean | undefined
    this.livePatch({ params: { page: 2, q: null } })
    this.liveRedirect(url('counter'), { replace: true })
    this.putFlash('success', 'Saved')
    this.clearFlash()
    this.subscribe('room:1')
    this.stream('messages', [{ id: 1 }], { at: 0, limit: 50, reset: true })
    this.stream('messages', new Set<Date>())
    this.streamInsert('messages', { id: 2 }, { at: 3 })
    this.streamDelete('messages', 2)
    this.streamReset('messages')
    // @ts-expect-error one item: that is streamInsert
    this.stream('messages', { id: 1 })
    // @ts-expect-error the template says what tells rows apart
    this.stream('messages', [], { domId: 'id' })
    // @ts-expect-error only stream and streamReset take rows out
    this.streamInsert('messages', { id: 2 }, { reset: true })
    // @ts-expect-error an object is no query value
    this.livePatch({ params: { page: { n: 2 } } })
    // @ts-expect-error misspelt
    this.livePatch({ param: { page: 2 } })
    // @ts-expect-error a number is no address
    this.liveRedirect(3)
    // @ts-expect-error no such level
    this.putFlash('succes', 'Saved')
    // @ts-expect-error set by the session
    this.request = new Request('/')
    // @ts-expect-error no such event
    this.pushEvent('x')
  }
}

class ForgotToRedirect extends LiveView {
  // @ts-expect-error the address is dropped: liveRedirect was forgotten
  override mount() {
    return url('counter')
  }
}
