import { JS, LiveView } from 'djust'

export class CommandView extends LiveView {
  open() {
    this.pushCommands(
      JS.show('#menu')
        .addClass('open', { to: { closest: 'nav' } })
        .focus('#first'),
    )
    this.livePatch({ params: { page: 2 }, replace: true })
    // @ts-expect-error no such command
    this.pushCommands(JS.shwo('#menu'))
    // @ts-expect-error no such place
    this.pushCommands(JS.show({ outer: 'nav' }))
    // @ts-expect-error the class is missing
    this.pushCommands(JS.addClass())
    // @ts-expect-error milliseconds are a number
    this.pushCommands(JS.hide('#menu', { time: '1s' }))
    // @ts-expect-error a chain of commands, not a text
    this.pushCommands('show #menu')
    // @ts-expect-error no such option
    this.livePatch({ parms: { page: 2 } })
    // @ts-expect-error no such option
    this.liveRedirect('/', { replaced: true })
  }
}
