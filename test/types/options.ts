import { LiveView, path } from 'djust'
import { expectUrls } from './expect.ts'

// No `override` is needed, though this folder compiles with noImplicitOverride.
class Good extends LiveView {
  static template = '<p></p>'
  static abstract = false
}
expectUrls([path('good/', Good)])

class Misspelt extends LiveView {
  static templateNam = 'x.html'
}
// @ts-expect-error no option of LiveView: "templateNam"
expectUrls([path('misspelt/', Misspelt)])

class TooEarly extends LiveView {
  static apiName = 'early'
}
// @ts-expect-error does not act yet
expectUrls([path('early/', TooEarly)])

class TooEarlyMethod extends LiveView {
  handlePresenceJoin() {}
}
// @ts-expect-error does not act yet
expectUrls([path('tick/', TooEarlyMethod)])

class Log extends LiveView {
  static temporaryAssigns = { lines: [], note: '' }
  static staticAssigns = ['title']
  lines: string[] = []
  note = ''
  title = 'Log'
}
expectUrls([path('log/', Log)])

class BadAssign extends LiveView {
  static temporaryAssigns = { mesages: [] }
  messages: string[] = []
}
// @ts-expect-error temporaryAssigns names no public field
expectUrls([path('assign/', BadAssign)])

class OwnMethod extends LiveView {
  static create() {}
}
// @ts-expect-error a public static that is no option, even a method
expectUrls([path('own/', OwnMethod)])

class OwnConstants extends LiveView {
  static _max = 10
  static #least = 1
  private static limit = OwnConstants.#least
  _limit = OwnConstants.limit
}
expectUrls([path('constants/', OwnConstants)])

// @ts-expect-error the option is text
class WrongType extends LiveView {
  static template = 5
}
