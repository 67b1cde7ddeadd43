import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from './database.ts'
import { TodoStore } from './todo-store.ts'

let folder: string
let opened: Database[]
let store: TodoStore

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'djust-demo-'))
  opened = []
  store = await open()
  for (const { id } of await store.all()) await store.remove(id)
})

afterEach(() => {
  for (const database of opened) database.$client.close()
  rmSync(folder, { recursive: true })
})

/** Opens the test's file once more, as another process would. */
async function open(file = 'inner/demo.db'): Promise<TodoStore> {
  const database = await openDatabase(join(folder, file))
  opened.push(database)
  return new TodoStore(database)
}

async function titles(): Promise<string[]> {
  return (await store.all()).map((todo) => todo.title)
}

async function idOf(title: string): Promise<number> {
  const todo = (await store.all()).find((one) => one.title === title)
  if (!todo) throw new Error(`no to-do "${title}"`)
  return todo.id
}

describe('a database file', () => {
  it('begins with a few to-dos', async () => {
    const fresh = await (await open('fresh.db')).all()
    expect(fresh.length).toBeGreaterThan(2)
    expect(fresh.map((todo) => todo.position)).toEqual(fresh.map((_, index) => index + 1))
  })

  it('stays empty when its to-dos were all deleted', async () => {
    expect(await (await open()).all()).toEqual([])
  })

  it('keeps what was written when it is opened again', async () => {
    await store.add('milk')
    expect(await (await open()).all()).toMatchObject([{ title: 'milk', done: false }])
  })
})

describe('a to-do', () => {
  it('comes last when it is added, without the blanks around it', async () => {
    await store.add('milk')
    await store.add('  bread ')
    expect(await titles()).toEqual(['milk', 'bread'])
  })

  it('is not added when its title is blank, and cut when it is long', async () => {
    await store.add('   ')
    await store.add('x'.repeat(1000))
    expect(await titles()).toEqual(['x'.repeat(200)])
  })

  it('changes its title, but never to a blank one', async () => {
    await store.add('milk')
    const id = await idOf('milk')
    await store.rename(id, ' oat milk ')
    await store.rename(id, '  ')
    expect(await titles()).toEqual(['oat milk'])
  })

  it('is cleared away only when it is done', async () => {
    await store.add('milk')
    await store.add('bread')
    await store.add('eggs')
    await store.setDone(await idOf('milk'), true)
    await store.setDone(await idOf('bread'), true)
    await store.setDone(await idOf('bread'), false)
    await store.removeDone()
    expect(await titles()).toEqual(['bread', 'eggs'])
  })
})

describe('the order', () => {
  beforeEach(async () => {
    for (const title of ['a', 'b', 'c', 'd']) await store.add(title)
  })

  it('changes for the two that are exchanged alone', async () => {
    await store.swap(await idOf('a'), await idOf('c'))
    expect(await titles()).toEqual(['c', 'b', 'a', 'd'])
  })

  it('stays when the other to-do was deleted meanwhile', async () => {
    const gone = await idOf('b')
    await store.remove(gone)
    await store.swap(await idOf('c'), gone)
    await store.swap(gone, await idOf('a'))
    expect(await titles()).toEqual(['a', 'c', 'd'])
  })

  it('gives every place once when two processes add and move at the same time', async () => {
    const second = await open()
    const [a, b, c, d] = await Promise.all([idOf('a'), idOf('b'), idOf('c'), idOf('d')])
    await Promise.all([
      ...Array.from({ length: 10 }, (_, n) => store.add(`first ${n}`)),
      ...Array.from({ length: 10 }, (_, n) => second.add(`second ${n}`)),
      ...Array.from({ length: 5 }, () => store.swap(a, c)),
      ...Array.from({ length: 5 }, () => second.swap(b, c)),
      ...Array.from({ length: 5 }, () => second.swap(c, d)),
    ])
    const positions = (await store.all()).map((todo) => todo.position)
    expect(positions).toEqual(Array.from({ length: 24 }, (_, n) => n + 1))
  })
})
