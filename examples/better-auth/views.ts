import { eventHandler, LiveView, LoginRequiredMixin } from 'djust'

export class LoginView extends LiveView {
  static template = `
    <h1>Log in</h1>
    <form method="post" action="/sign-in/">
      <input type="hidden" name="next" value="{{ next }}">
      <p><label>Email <input name="email" type="email" autocomplete="username" required></label></p>
      <p><label>Password <input name="password" type="password" autocomplete="current-password" minlength="8" required></label></p>
      {% if problem %}<p role="alert">That did not work. Look at both again.</p>{% endif %}
      <button>Log in</button> <button name="isNew" value="yes">Make an account</button>
    </form>`

  next = '/'
  problem = ''

  handleParams({ next = '/', problem = '' }: Record<string, string>) {
    this.next = next
    this.problem = problem
  }
}

export class AccountView extends LoginRequiredMixin(LiveView) {
  static template = `
    <h1>{{ user.email }}</h1>
    <p><button dj-click="add">Clicked {{ count }} time{{ count|pluralize }}</button></p>
    <form method="post" action="/sign-out/"><button>Log out</button></form>`

  count = 0

  @eventHandler
  add() {
    this.count += 1
  }
}
