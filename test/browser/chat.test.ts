import { expect, it } from 'vitest'
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { useDemo } from './support/demo.ts'

const browser = useBrowser()
const demo = useDemo()

it('carries messages between two tabs; the message field clears and the name stays', async () => {
  const ada = await browser.open(`${demo.url}chat/`)
  const grace = await ada.context().newPage()
  await openIn(grace, `${demo.url}chat/`)
  await soonText(grace, '.nothing').toContain('No messages yet')

  await ada.getByLabel('Name').fill('Ada')
  await ada.getByLabel('Message', { exact: true }).fill('Hello <b>Grace</b>')
  await ada.keyboard.press('Enter')
  await soonText(grace, '.posts').toMatch(/Ada\s+.+\s+Hello <b>Grace<\/b>/)
  await soon(() => ada.getByLabel('Message', { exact: true }).inputValue()).toBe('')
  expect(await ada.getByLabel('Name').inputValue()).toBe('Ada')

  await grace.getByLabel('Name').fill('Grace')
  await grace.getByLabel('Message', { exact: true }).fill('Hello Ada')
  await press(grace, 'Send')
  await soonText(ada, '.posts li:nth-of-type(2)').toMatch(/Grace\s+.+\s+Hello Ada/)
  expect(await ada.getByLabel('Name').inputValue()).toBe('Ada')

  // The name that the server gave to this page is no longer news; the message must clear again.
  await ada.getByLabel('Message', { exact: true }).fill('Bye')
  await ada.keyboard.press('Enter')
  await soonText(grace, '.posts li:nth-of-type(3)').toContain('Bye')
  await soon(() => ada.getByLabel('Message', { exact: true }).inputValue()).toBe('')
})

it('does not clear what is typed while a message of another tab arrives', async () => {
  const ada = await browser.open(`${demo.url}chat/`)
  const grace = await ada.context().newPage()
  await openIn(grace, `${demo.url}chat/`)
  await ada.getByLabel('Message', { exact: true }).pressSequentially('I was about to s')
  await grace.getByLabel('Name').fill('Grace')
  await grace.getByLabel('Message', { exact: true }).fill('Wait')
  await press(grace, 'Send')
  await soonText(ada, '.posts').toContain('Wait')
  await ada.keyboard.type('ay')
  expect(await ada.getByLabel('Message', { exact: true }).inputValue()).toBe('I was about to say')
})
