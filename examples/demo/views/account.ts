import { LiveView, LoginRequiredMixin, eventHandler, login, logout, url } from 'djust'
import { authenticate } from '../accounts.ts'
import { pages } from '../pages.ts'

export class LoginView extends LiveView {
  static templateName = 'login.html'

  problem = ''
  _next = url('account')

  get page() {
    return pages.login
  }

  handleParams({ next = url('account') }: { next?: string }) {
    this._next = next
  }

  @eventHandler({ params: { username: 'str', password: 'str' } })
  async logIn({ username, password }: { username: string; password: string }) {
    const account = await authenticate(username, password)
    if (!account) {
      this.problem = 'This name and password do not belong together.'
      return
    }
    await login(this.request, account)
    this.liveRedirect(this._next)
  }
}

export class AccountView extends LoginRequiredMixin(LiveView) {
  static templateName = 'account.html'

  get page() {
    return pages.account
  }

  get note() {
    return this.session.note ?? ''
  }

  @eventHandler({ params: { note: 'str' } })
  keep({ note }: { note: string }) {
    this.session.note = note.slice(0, 200)
  }

  @eventHandler
  async logOut() {
    await logout(this.request)
    this.liveRedirect(url('login'))
  }
}
