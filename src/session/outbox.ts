import type {
  Command,
  EventError,
  GoCommand,
  JoinFrame,
  JoinedFrame,
  LayoutCommand,
  PartLayouts,
  ServerFrame,
  StreamCommand,
} from '../wire/frames.ts'
import { closeCodes } from '../wire/frames.ts'
import type { Patch, Values } from '../wire/patch.ts'
import { encodeFor, type Link } from './link.ts'
import { numberApart } from './number-apart.ts'
import { SendWindow } from './send-window.ts'
import {
  type FrameNumbers,
  inNextEra,
  type Unacknowledged,
  unseenOf,
  withEra,
} from './unacknowledged.ts'

/** The session whose outbox it is. */
export interface OutboxOwner {
  /** Sees each frame that is sent. */
  trace(frame: ServerFrame): void
  /** Whether the browser does not know yet of which events work goes on. */
  readonly hasWorkNews: boolean
  /** Those events; the browser knows them then. */
  takeWorkNews(): readonly number[]
}

/** What a session had not brought to its browser when it was stored. */
interface LeftOver {
  readonly unseen: readonly Unacknowledged[]
  readonly eras: readonly FrameNumbers[]
  /** What was given up. */
  readonly overflow: Overflow | null
}

/** What was given up: rows of streams, or nothing but other commands. */
export type Overflow = 'rows' | 'commands'

/** How many frames with commands or errors may be on their way. */
const maxUnacknowledged = 1_000

/** How many commands may wait for a browser that is not ready, and how large they may be, in characters. */
const maxWaitingCommands = 10_000
const maxWaitingSize = 1_048_576

/** How many errors may wait. */
const maxWaitingErrors = 1_000

/** In place of lists that are empty mostly, in every session. */
const none: readonly never[] = []

/**
 * What a session has to say to its browser. It numbers the frames, and keeps commands until the
 * browser has them, also while there is no line.
 */
export class Outbox {
  readonly #owner: OutboxOwner
  #line: { readonly link: Link; readonly index: number; readonly window: SendWindow } | null = null
  /** Number that its frames are counted from, since there is one without gaps, and that of the last one. */
  #from = 0
  #sent = 0
  /** Number of the last event whose answer was sent. */
  #reported = 0
  #commands: readonly Command[] = none
  #waitingSize = 0
  #overflow: Overflow | null = null
  /** How many of them are from before the turn that is on. */
  #earlier = 0
  #errors: readonly EventError[] = none
  #unacknowledged: readonly Unacknowledged[] = none
  /** What was sent on a line that is gone, and has to be sent again. */
  #lost: readonly Unacknowledged[] = none
  /** The numbers of sessions that had the page before, until it is heard of in this one. */
  #eras: readonly FrameNumbers[] = none

  constructor(owner: OutboxOwner) {
    this.#owner = owner
  }

  get isOpen(): boolean {
    return this.#line !== null
  }

  /** Whether the browser can take what there is to say. */
  get isReady(): boolean {
    const line = this.#line
    return (
      line !== null &&
      !line.link.isFull &&
      !line.window.isFull &&
      this.#unacknowledged.length < maxUnacknowledged
    )
  }

  /** What was given up, and the view does not know of yet. */
  get overflow(): Overflow | null {
    return this.#overflow
  }

  /** Whether more errors wait than are kept. */
  get isOverrun(): boolean {
    return this.#errors.length > maxWaitingErrors
  }

  // ── the line ───────────────────────────────────────────────────────────────────────────────────

  /**
   * Begins with a document.
   *
   * @param joined `number` is that of the last frame that the document has, from whatever session
   * @param next number of the first event whose answer the document does not have
   */
  open(link: Link, joined: Omit<JoinedFrame, 'kind'>, next = joined.upTo + 1): void {
    this.#line = { link, index: joined.session, window: new SendWindow() }
    // The document goes by the number of each frame, so it notices the gap where it gets one.
    this.#from = this.#sent = joined.how === 'claimed' ? 0 : numberApart(joined.number)
    this.#reported = next - 1
    this.#send({ kind: 'joined', ...joined })
  }

  /**
   * Goes on with a document. Commands and errors that were lost on the way are sent once more.
   *
   * @param joining what the document says of itself
   * @param upTo number of the last event answered
   * @returns whether the document has every frame, and shows what they said
   */
  reopen(link: Link, { session: index, seen, next }: JoinFrame, upTo: number): boolean {
    this.#reported = next - 1
    if (this.#isOfThese(seen)) this.acknowledge(seen)
    this.#lost = this.#unacknowledged.concat(this.#lost)
    this.#unacknowledged = none
    const number = this.#sent
    if (seen !== number) this.#beginEra(seen)
    const before = this.#line?.link
    this.#line = { link, index, window: new SendWindow() }
    // A line that broke off may seem to be there for long.
    if (before && before !== link) before.close(closeCodes.restart)
    this.#send({ kind: 'joined', session: index, how: 'resumed', number, upTo })
    return seen === number
  }

  /** Forgets a line, unless another has taken its place. @returns whether there is none now */
  close(link: Link | undefined = this.#line?.link): boolean {
    if (this.#line?.link === link) this.#line = null
    return this.#line === null
  }

  /** Whether a number is that of a frame that was sent here. */
  #isOfThese(seen: number): boolean {
    return seen >= this.#from && seen <= this.#sent
  }

  /**
   * The document does not have the last frame, or has those of another session. From now on its numbers tell whether it has
   * what is sent again.
   */
  #beginEra(seen: number): void {
    this.#lost = unseenOf(this.#lost, this.#eras, seen).map(inNextEra)
    this.#eras = this.eras
    const [, last] = this.#eras.at(-1)!
    this.#from = this.#sent = seen > last ? numberApart(seen) : last + 1
  }

  /** The browser has every frame up to this one; a number that was not reached stands for all. */
  acknowledge(seen: number): void {
    if (seen < this.#from) return
    this.#line?.window.acknowledge(seen)
    this.#eras = none
    if (this.#unacknowledged.length > 0)
      this.#unacknowledged = this.#unacknowledged.filter(({ number }) => number > seen)
  }

  /** The browser asks for all values, whatever else is on its way. */
  forgetSent(): void {
    this.#line?.window.clear()
  }

  /** Breaks the line, so that its document comes back. */
  hangUp(code: number = closeCodes.restart): void {
    this.#line?.link.close(code)
  }

  /**
   * The commands and errors that the browser may not have.
   *
   * @param isFill whether all values go out before those that wait
   */
  unseen(isFill: boolean): readonly Unacknowledged[] {
    if (!this.#hasMore) return this.#unacknowledged
    const next = this.nextNumber(isFill)
    const lost = this.#lost.map((each) => ({ ...each, number: next }))
    const waiting = { number: next, commands: this.#commands, errors: ofEvents(this.#errors) }
    const isEmpty = waiting.commands.length + waiting.errors.length === 0
    return [...this.#unacknowledged, ...lost, ...(isEmpty ? none : [waiting])]
  }

  /** The number of the frame that commands and errors will go with. @param isFill whether all values go out before */
  nextNumber(isFill: boolean): number {
    return this.#sent + (isFill ? 2 : 1)
  }

  /**
   * The numbers of frames that were sent with what the browser may not have, by this session last. There is room for those
   * that are about to be sent, so that not each of them has to be stored.
   */
  get eras(): readonly FrameNumbers[] {
    return withEra(this.#eras, [this.#from, (this.#sent | 63) + 64])
  }

  /**
   * Goes on with what another outbox left.
   *
   * @param seen number of the last frame that the browser has
   */
  restore({ unseen, eras, overflow }: LeftOver, seen: number): void {
    this.#overflow = overflow
    this.#eras = eras
    this.#lost = unseenOf(unseen, eras, seen).map(inNextEra)
  }

  // ── what goes out ──────────────────────────────────────────────────────────────────────────────

  /** Notes what the browser is to do; it goes with the next update. */
  command(command: Command): void {
    this.#add([command], this.#commands.length)
  }

  /**
   * A turn is over.
   *
   * @param rows what it made of rows, which comes before whatever else it has the browser do
   */
  endTurn(rows: readonly StreamCommand[]): void {
    if (rows.length > 0) this.#add(rows, this.#earlier)
    this.#earlier = this.#commands.length
  }

  #add(commands: readonly Command[], at: number): void {
    const hasRows = commands.some(({ kind }) => kind === 'stream')
    // What follows a gap is worth nothing.
    if (this.#overflow !== null) {
      if (hasRows) this.#overflow = 'rows'
      return
    }
    this.#commands = this.#commands.toSpliced(at, 0, ...commands)
    if (this.isReady) return
    this.#waitingSize += JSON.stringify(commands).length
    if (this.#commands.length <= maxWaitingCommands && this.#waitingSize <= maxWaitingSize) return
    const lost = this.takeCommands()
    this.#overflow = lost.some(({ kind }) => kind === 'stream') ? 'rows' : 'commands'
  }

  /** Gives up the commands that wait. */
  takeCommands(): readonly Command[] {
    this.#waitingSize = 0
    this.#earlier = 0
    const commands = this.#waiting
    this.#commands = none
    this.#lost = none
    return commands
  }

  /** The commands that wait, those first that were lost. */
  get #waiting(): readonly Command[] {
    if (this.#lost.length === 0) return this.#commands
    return this.#lost.flatMap(({ commands }) => commands).concat(this.#commands)
  }

  /** Gives up rows that wait: they are not what the page has to show. */
  loseRows(): void {
    const stays = ({ kind }: Command): boolean => kind !== 'stream'
    this.#commands = this.#commands.filter(stays)
    this.#lost = this.#lost.map((each) => ({ ...each, commands: each.commands.filter(stays) }))
    this.#earlier = this.#commands.length
    this.#overflow = 'rows'
  }

  /** @returns whether commands were given up, once the browser is ready for others */
  takeOverflow(): boolean {
    if (this.#overflow === null || !this.isReady) return false
    this.#overflow = null
    return true
  }

  /** Where the browser is to go last; the commands that wait are given up then. */
  takeDestination(): GoCommand | undefined {
    const destination = this.#waiting.findLast(goes)
    if (destination) this.takeCommands()
    return destination
  }

  /** Whether the browser is told to show another page. */
  get isLeaving(): boolean {
    return this.#waiting.some(({ kind }) => kind === 'navigate' || kind === 'redirect')
  }

  /** Whether commands wait. */
  get hasCommands(): boolean {
    return this.#commands.length > 0 || this.#lost.length > 0
  }

  /** Notes that an event failed. A failure that nobody waits for is not kept for later. */
  fail(error: EventError): void {
    if (this.#line || error.event > 0) this.#errors = this.#errors.concat(error)
  }

  /**
   * Sends a patch and what waits, if there is anything.
   *
   * @param upTo number of the last event answered
   * @param layouts of components that the document does not have yet
   * @param move into another layout, behind all that waits. It is not sent once more: a document that comes back says which
   *   one it is in
   */
  update(patch: Patch | null, upTo: number, layouts?: PartLayouts, move?: LayoutCommand): void {
    if (!this.#line) return
    const { hasWorkNews } = this.#owner
    const hasNews = patch !== null || this.#hasMore || hasWorkNews || move !== undefined
    if (!hasNews && upTo === this.#reported) return
    const number = ++this.#sent
    this.#reported = upTo
    const { commands, errors } = this.#takeForFrame(number)
    const { index: session } = this.#line
    const working = hasWorkNews && { working: this.#owner.takeWorkNews() }
    const sent = move ? [...commands, move] : commands
    const rest = { commands: sent, errors, ...(layouts && { layouts }), ...working }
    this.#send({ kind: 'update', session, number, upTo, patch, ...rest }, number)
  }

  /** What goes with a frame; what must arrive is kept until it has. */
  #takeForFrame(number: number): Pick<Unacknowledged, 'commands' | 'errors'> {
    const lost = this.#lost
    const own = this.#commands
    const commands = this.takeCommands()
    const errors = this.#errors
    this.#errors = none
    const failed = ofEvents(errors)
    if (lost.length > 0)
      this.#unacknowledged = this.#unacknowledged.concat(lost.map((each) => ({ ...each, number })))
    if (own.length > 0 || failed.length > 0)
      this.#unacknowledged = this.#unacknowledged.concat({ number, commands: own, errors: failed })
    if (lost.length === 0) return { commands, errors }
    return { commands, errors: lost.flatMap((each) => each.errors).concat(errors) }
  }

  /** Sends all values, and what waits. */
  fill(values: Values, upTo: number, layouts?: PartLayouts): void {
    if (!this.#line) return
    // Where an update follows, it is that which answers: it has the errors.
    if (!this.#hasMore) this.#reported = upTo
    const number = ++this.#sent
    const session = this.#line.index
    const working = this.#owner.takeWorkNews()
    const rest = { values, ...(layouts && { layouts }), ...(working.length > 0 && { working }) }
    this.#send({ kind: 'fill', session, number, upTo: this.#reported, ...rest }, number)
    this.update(null, upTo)
  }

  /** Ends the session for the browser. */
  refuse(code: string, reload: boolean): void {
    if (this.#line) this.#send({ kind: 'refused', session: this.#line.index, code, reload })
  }

  get #hasMore(): boolean {
    return this.hasCommands || this.#errors.length > 0
  }

  /** @param number of a frame that has one */
  #send(frame: ServerFrame, number = 0): void {
    this.#owner.trace(frame)
    if (!this.#line) return
    const { link, window } = this.#line
    const data = encodeFor(link, frame)
    if (number > 0) window.add(number, data.length)
    link.send(data)
  }
}

/** The failures that somebody waits for. */
function ofEvents(errors: readonly EventError[]): readonly EventError[] {
  return errors.length === 0 ? none : errors.filter(({ event }) => event > 0)
}

function goes(command: Command): command is GoCommand {
  return 'to' in command
}
