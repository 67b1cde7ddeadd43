import { symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeTemplates } from '../../test/support/site.ts'
import { TemplateFiles } from './template-files.ts'

describe('a template', () => {
  it('is taken from the first folder that has it', () => {
    const first = writeTemplates({ 'a.html': 'first a' })
    const second = writeTemplates({ 'a.html': 'second a', 'parts/b.html': 'second b' })
    const files = new TemplateFiles([first, second])
    expect(files.load('a.html').text).toBe('first a')
    expect(files.load('parts/b.html')).toMatchObject({ name: 'parts/b.html', text: 'second b' })
  })

  it('has one name, however it is asked for', () => {
    const files = new TemplateFiles([writeTemplates({ 'parts/b.html': '' })])
    for (const name of ['x/../parts//b.html', './parts/b.html', 'parts/b.html']) {
      expect(files.load(name).name).toBe('parts/b.html')
    }
  })

  it('that is nowhere is told with every place and the name that was meant', () => {
    const [first, second] = [writeTemplates({ 'todo-list.html': '' }), writeTemplates({})]
    const files = new TemplateFiles([first, second, '/no/such/folder'])
    const load = () => files.load('todo_lists.html')
    expect(load).toThrow(expect.objectContaining({ code: 'template_not_found' }))
    expect(load).toThrow('Did you mean "todo-list.html"?')
    for (const folder of [first, second, '/no/such/folder']) {
      expect(load).toThrow(join(folder, 'todo_lists.html'))
    }
  })

  it('says of each place why it is not there', () => {
    const folder = writeTemplates({ 'parts/a.html': 'a' })
    const files = new TemplateFiles([folder, '/no/such/folder'])
    expect(() => files.load('parts')).toThrow(
      `  ${join(folder, 'parts')} (is no file)\n  /no/such/folder/parts (there is no such folder)`,
    )
    expect(() => files.load('../a.html')).toThrow('/a.html (leads out of the folder)')
    expect(() => new TemplateFiles([]).load('a.html')).toThrow('"templates" names no folder')
  })

  it('that passes over files is the next of its name', () => {
    const folders = ['mine', 'theirs', 'last'].map((text) => writeTemplates({ 'a.html': text }))
    const files = new TemplateFiles(folders)
    const chain: string[] = []
    const next = () => {
      const source = files.load('a.html', undefined, new Set(chain))
      chain.push(source.file)
      return source.text
    }
    expect([next(), next(), next()]).toEqual(['mine', 'theirs', 'last'])
    expect(next).toThrow(`${join(folders[1]!, 'a.html')} (passed over: it is what extends it)`)
    expect(next).not.toThrow('Did you mean')
    expect(files.load('a.html').text).toBe('mine')
  })

  it('is read once', () => {
    const folder = writeTemplates({ 'a.html': 'before' })
    const files = new TemplateFiles([folder])
    const source = files.load('a.html')
    writeFileSync(join(folder, 'a.html'), 'after')
    expect(files.load('a.html')).toBe(source)
  })

  it('is a file in its folder and nothing else', () => {
    const secret = writeTemplates({ 'secret.html': 'secret' })
    const folder = writeTemplates({ 'parts/a.html': 'a' })
    symlinkSync(join(secret, 'secret.html'), join(folder, 'link.html'))
    const files = new TemplateFiles([folder])
    const outside = [
      join('..', basename(secret), 'secret.html'),
      join(secret, 'secret.html'),
      'link.html',
      '/etc/passwd',
    ]
    for (const name of [...outside, 'parts', '', '.', `../${basename(dirname(folder))}`, 'a\0']) {
      expect(() => files.load(name)).toThrow('There is no template')
    }
  })
})
