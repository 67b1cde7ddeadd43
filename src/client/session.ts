import {
  acknowledgedSize,
  type AnswerCommand,
  type ClientFrame,
  type Command,
  type FillFrame,
  type JoinedFrame,
  protocolVersion,
  type RunCommand,
  type ServerFrame,
  type UpdateFrame,
} from '../wire/frames.ts'
import type { PageLayout } from '../wire/layout.ts'
import { isBadFrame } from './connection.ts'
import { documentName } from './document-name.ts'
import { features } from './features.ts'
import { aroundEvent, goOn } from './in-flight.ts'
import { inheritedName } from './reload-once.ts'
import type { LivePart } from './live/live-part.ts'
import { type Ended, Outbox, type Outgoing } from './outbox.ts'
import { report } from './report.ts'
import type { UserEvent } from './user-event.ts'

/** What a session needs of the page around it. */
export interface SessionHost {
  transmit(frame: ClientFrame): void
  run(command: RunCommand): void
  /** Loads the layout from which the whole live part can be built. @param url where it is another than the page says */
  loadWhole(url?: string): Promise<PageLayout>
  /** The page shows what the server knows. */
  live(): void
  /** The session cannot go on. @param reload whether loading the page anew will help */
  refused(code: string, reload: boolean): void
}

/** What the page says about its session. */
export interface SessionPage {
  readonly token: string
  readonly csrf: string
  /** Address of the layout to build it of, where the template is another by now. */
  readonly layout?: string | undefined
  readonly part: Pick<
    LivePart,
    'resolve' | 'patch' | 'fill' | 'rebuild' | 'learn' | 'root' | 'region'
  >
}

/**
 * One live view, as the browser sees it: it sends what the user does and shows what the server
 * answers.
 *
 * Frames of the server are numbered without gaps. When one is missing, or speaks of what is not in
 * the page, the session is lost: it asks for all values, and shows no changes until they come.
 */
export class Session {
  readonly #host: SessionHost
  /** What is inherited of the document that this one was before it loaded itself anew, until it has joined. */
  #inherited: string[] | null | undefined = inheritedName()
  /** By which the server knows this document. */
  readonly document = this.#inherited?.[0] ?? documentName()
  /** Of the page that is shown. */
  index = Number(this.#inherited?.[1] ?? 0)
  #outbox = new Outbox()
  #page: SessionPage | null = null
  #isOpen = false
  #isJoined = false
  #isEnded = false
  /** Number of the last frame that came. */
  #seen = 0
  /** Size of the frames that came since the last acknowledgement, in characters. */
  #unacknowledged = 0
  #isLost = false
  /** Commands that wait until it is not lost. */
  #commands: Command[] = []
  /** Whether slots were not found in the page, so that it has to be built anew. */
  #isBroken = false
  #whole: PageLayout | null = null
  #loading: Promise<unknown> | null = null

  constructor(host: SessionHost) {
    this.#host = host
  }

  // ── what the user does ─────────────────────────────────────────────────────────────────────────

  /** Sends an event, behind all that waits. @param ended called when it is answered, or will never be */
  send(event: UserEvent, ended?: Ended): void {
    features.fields?.flush()
    this.sendNow(event, ended)
  }

  /** Sends a piece of a file, unless it will be asked for again. */
  sendChunk(ref: string, at: number, data: string): void {
    if (this.#isJoined) this.#host.transmit({ kind: 'chunk', session: this.index, ref, at, data })
  }

  /**
   * Tells that the page shows another address of the view.
   *
   * @param ended called when that is answered, or will never be
   * @param fields those whose values are in it
   */
  visit(uri: string, ended: () => void, fields: readonly Element[]): void {
    features.fields?.flush()
    const event = { handler: '', params: {}, data: {}, fields }
    this.#sendWith(event, { kind: 'url', session: this.index, uri }, ended)
  }

  /** Sends an event, before what waits. @param ended called when it is answered, or will never be */
  sendNow(event: UserEvent, ended?: Ended): void {
    const kept = features.instant?.take(event)
    if (kept === null) return ended?.('')
    const { handler, params, data, wantsAnswer } = event
    const said = { handler, params, data, wantsAnswer, kept }
    this.#sendWith(event, { kind: 'event', session: this.index, ...said }, ended)
  }

  /** What is done around it is done while it is on its way. */
  #sendWith(event: UserEvent, outgoing: Outgoing, ended?: Ended): void {
    const ends = [ended]
    const end: Ended = (...how) => {
      for (const each of ends) each?.(...how)
    }
    if (!this.#isEnded) {
      const frame = this.#outbox.add(outgoing, end)
      if (this.#isJoined) this.#host.transmit(frame)
    }
    ends.unshift(...aroundEvent.map((begin) => begin(event)))
    if (this.#isEnded) end('session_ended')
  }

  // ── joining ────────────────────────────────────────────────────────────────────────────────────

  /** The page is there, and joins as soon as it is connected. */
  begin(page: SessionPage): void {
    this.#page = page
    this.#isLost = this.#isBroken = !this.#isDone((part) => part.resolve())
    this.#join()
  }

  /**
   * Its page says another thing of itself by now.
   *
   * @param token its value of `dj-view`
   * @param layout address of the layout to build it of, where that is not in the document
   * @returns the live part, which stays
   */
  renew(token: string, layout?: string): SessionPage['part'] {
    this.#whole = this.#loading = null
    this.#page = { ...this.#page!, token, layout }
    return this.#page.part
  }

  /** The document is about to show another page, or none, which begins anew. */
  leave(): void {
    features.fields?.flush()
    features.instant?.forget()
    if (this.#isJoined) this.#host.transmit({ kind: 'leave', session: this.index })
    this.#outbox.end()
    goOn([])
    this.#outbox = new Outbox()
    this.index++
    this.#page = this.#whole = this.#loading = this.#inherited = null
    this.#commands = []
    this.#seen = this.#unacknowledged = 0
    this.#isJoined = this.#isLost = this.#isBroken = false
  }

  opened(): void {
    this.#isOpen = true
    this.#join()
  }

  closed(code: number): void {
    if (this.#isJoined && isBadFrame(code)) {
      report('bad_frame', 'The server could not take an event. It may be too large.')
      this.#outbox.blankLongest()
    }
    this.#isOpen = this.#isJoined = false
    showConnected(false)
  }

  #join(): void {
    if (!this.#page || !this.#isOpen) return
    const { token, csrf } = this.#page
    this.#host.transmit({
      kind: 'join',
      session: this.index,
      version: protocolVersion,
      token,
      csrf,
      document: this.document,
      uri: location.pathname + location.search,
      seen: this.#seen,
      next: this.#outbox.next,
      isHeir: !!this.#inherited,
    })
  }

  #joined({ how, number, upTo, layout, token }: JoinedFrame): void {
    this.#isJoined = true
    this.#inherited = null
    if (layout) {
      this.renew(token!, layout)
      this.#isBroken = true
    }
    showConnected(true)
    // A page that is resumed gets what it missed, and answers with it.
    if (how !== 'resumed') this.#seen = number
    const isMounted = how === 'mounted'
    if (isMounted) features.fields?.renew()
    this.#isLost ||= isMounted
    if (!this.#isLost) this.#host.live()
    else if (this.#isBroken || !isMounted) this.#askForValues()
    for (const frame of this.#outbox.after(upTo)) this.#host.transmit(frame)
  }

  #end(code: string, reload: boolean): void {
    this.#isEnded = true
    this.#isJoined = false
    this.#outbox.end()
    this.#host.refused(code, reload)
  }

  // ── what the server says ───────────────────────────────────────────────────────────────────────

  /** @param size of the frame, in characters */
  receive(frame: ServerFrame, size: number): void {
    this.#unacknowledged += size
    const { layouts } = frame as Partial<UpdateFrame>
    if (layouts) this.#page?.part.learn(layouts)
    switch (frame.kind) {
      case 'update':
        return this.#update(frame)
      case 'fill':
        return this.#fill(frame)
      case 'joined':
        return this.#joined(frame)
      case 'refused':
        return this.#end(frame.code, frame.reload)
      default:
        frame satisfies never
    }
  }

  #update({ number, upTo, patch, commands, errors, working }: UpdateFrame): void {
    if (number <= this.#seen) return
    const isMissing = number > this.#seen + 1
    this.#seen = number
    if (!this.#isLost && (isMissing || (patch && !this.#isDone((part) => part.patch(patch)))))
      this.#lose()
    for (const { event, code, message } of errors) {
      this.#outbox.note(event, { failure: code })
      // The server keeps it until then.
      this.#unacknowledged = Infinity
      report(code, message ?? '')
    }
    this.#commands.push(...commands)
    if (working) goOn(working)
    if (!this.#isLost) this.#settle(upTo)
  }

  #fill({ number, upTo, values, working = [] }: FillFrame): void {
    this.#seen = number
    goOn(working)
    if (!this.#isBroken) this.#isBroken = !this.#isDone((part) => part.fill(values))
    if (this.#isBroken) {
      const whole = this.#whole
      this.#isLost = true
      if (!whole) return this.#askForValues()
      if (!this.#isDone((part) => part.rebuild(whole, values)))
        return this.#end('rebuild_failed', true)
    }
    const isBuilt = this.#isBroken
    this.#isLost = this.#isBroken = false
    this.#host.live()
    features.fields?.recover()
    this.#settle(upTo, isBuilt)
  }

  /**
   * Ends what is answered, and does what waits. While it is lost, both would act on a page of long ago.
   *
   * @param isBuilt whether the page was built anew just now
   */
  #settle(upTo: number, isBuilt = false): void {
    const commands = this.#commands
    for (const { kind, event, payload } of commands as readonly AnswerCommand[])
      if (kind === 'answer') this.#outbox.note(event, { answer: payload })
    this.#outbox.answer(upTo)
    if (commands[0] || this.#unacknowledged > acknowledgedSize) {
      this.#unacknowledged = 0
      this.#host.transmit({ kind: 'ack', session: this.index, seen: this.#seen })
    }
    for (let command = commands[0]; command; command = commands[0]) {
      if (command.kind === 'stream') {
        const { slot, changes } = command
        if (!this.#isDone((part) => part.patch([slot, changes]))) {
          if (isBuilt) return this.#end('rebuild_failed', true)
          this.#isBroken = true
          return this.#lose()
        }
      } else if (command.kind !== 'answer') this.#host.run(command)
      commands.shift()
    }
  }

  #lose(): void {
    this.#isLost = true
    this.#askForValues()
  }

  /** Does something to the page. @returns false when that was not possible */
  #isDone(act: (part: SessionPage['part']) => boolean | void): boolean {
    try {
      return this.#page !== null && act(this.#page.part) !== false
    } catch (error) {
      reportError(error)
      return false
    }
  }

  /** Asks for all values, once there is a layout that they fit. */
  #askForValues(): void {
    if (!this.#isBroken || this.#whole) {
      this.#host.transmit({ kind: 'resync', session: this.index })
      return
    }
    const page = this.#page
    this.#loading ??= this.#host.loadWhole(page?.layout).then(
      (whole) => {
        if (page !== this.#page) return
        this.#whole = whole
        if (this.#isJoined) this.#askForValues()
      },
      () => page === this.#page && this.#end('other_layout', true),
    )
  }
}

/** Says for all styles whether there is a connection. */
export function showConnected(isConnected: boolean): void {
  for (const { classList } of [document.documentElement, document.body]) {
    classList.toggle('dj-connected', isConnected)
    classList.toggle('dj-disconnected', !isConnected)
  }
}
