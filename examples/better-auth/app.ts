import { defineUrls, djust, path } from 'djust'
import { auth, type User as OurUser } from './auth.ts'
import { signIn, signOut } from './routes.ts'
import { AccountView, LoginView } from './views.ts'

declare module 'djust' {
  interface Register {
    user: OurUser
  }
}

export default djust({
  urls: defineUrls([
    path('', AccountView),
    path('log-in/', LoginView),
    path('sign-in/', signIn),
    path('sign-out/', signOut),
    // What else better-auth answers: logins of other sites, mails that verify an address.
    path('api/auth/<path:rest>', (request) => auth.handler(request)),
  ]),
  auth: {
    getUser: async ({ headers }) => (await auth.api.getSession({ headers }))?.user ?? null,
  },
  loginUrl: '/log-in/',
})
