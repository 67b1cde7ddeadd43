import { setTimeout as sleep } from 'node:timers/promises'
import { eventHandler, LiveView, login, logout, sessionUser, type ViewRequest } from 'djust'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { isLive, openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { useDemo } from './support/demo.ts'
import { serveViews } from './support/serve-views.ts'

const browser = useBrowser()
const demo = useDemo()

async function logIn(page: Page, password = 'lovelace'): Promise<void> {
  await page.getByLabel('Name').fill('ada')
  await page.getByLabel('Password').fill(password)
  await press(page, 'Log in')
}

it('a page for users asks who you are, and then shows itself', async () => {
  const page = await browser.open(`${demo.url}account/`)
  await soonText(page, 'h1').toBe('Log in')
  await logIn(page, 'wrong')
  await soonText(page, '[role=alert]').toContain('do not belong together')
  await logIn(page)
  await soonText(page, 'h1').toBe('Your account')
  expect(new URL(page.url()).pathname).toBe('/account/')
  await isLive(page)
  await page.getByLabel('A note').fill('kept')
  await press(page, 'Keep')
  await page.reload()
  await soon(() => page.getByLabel('A note').inputValue()).toBe('kept')
})

it('logging out in one tab ends the other', async () => {
  const page = await browser.open(`${demo.url}log-in/`)
  await logIn(page)
  await soonText(page, 'h1').toBe('Your account')
  await isLive(page)
  const other = await page.context().newPage()
  await openIn(other, `${demo.url}account/`)
  await press(page, 'Log out')
  await soonText(page, 'h1').toBe('Log in')
  await soonText(other, 'h1').toBe('Log in')
  await page.goBack()
  await soonText(page, 'h1').toBe('Log in')
})

it('a form that logs out leads where it says, from a page that is live', async () => {
  class MemberView extends LiveView {
    static template = `<p>{{ user.id|default:"nobody" }}</p>
<button type="button" dj-click="enter">Enter</button>
<form method="post" action="/leave/">{% csrf_token %}<button>Leave</button></form>`

    @eventHandler
    async enter() {
      await login(this.request, { id: 7 })
    }
  }
  const leave = async (request: ViewRequest) => {
    await logout(request)
    await sleep(100)
    return new Response(null, { status: 303, headers: { location: '/bye/' } })
  }
  const bye = () => new Response('<h1>Bye</h1>', { headers: { 'content-type': 'text/html' } })
  const auth = { getUser: sessionUser((id: string) => ({ id })) }
  const urls = { '': MemberView, 'leave/': leave, 'bye/': bye }
  const page = await browser.open(await serveViews(urls, { auth } as never))
  await press(page, 'Enter')
  await soonText(page, 'p').toBe('7')
  await isLive(page)
  await press(page, 'Leave')
  await soonText(page, 'h1').toBe('Bye')
  await sleep(600)
  expect(await page.textContent('h1')).toBe('Bye')
})

it('works without JavaScript', async () => {
  const page = await browser.page({ javaScriptEnabled: false })
  await page.goto(`${demo.url}account/`)
  await logIn(page)
  await soonText(page, 'h1').toBe('Your account')
  await press(page, 'Log out')
  await soonText(page, 'h1').toBe('Log in')
})
