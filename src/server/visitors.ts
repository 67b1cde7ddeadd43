import type { ProcessBus } from '../session/bus.ts'
import { visible } from '../shared/visible.ts'
import { addressKey } from './address-key.ts'
import { logLine } from './log.ts'
import type { Settings } from './settings.ts'
import { TrustedProxies } from './trusted-proxies.ts'
import { VisitorLimits } from './visitor-limits.ts'

/** Who a request or connection comes from. */
export interface Visitor {
  /** Stands for their address where visitors are counted; empty when it tells nobody apart. */
  readonly key: string
  /** Whether a proxy of ours says that their connection is encrypted. */
  readonly isSecure: boolean
}

/** Of messages between processes. */
const floodedTopic = '\0flooded'

/** Tells visitors apart, and how much each may ask for. */
export class Visitors {
  readonly #proxies: TrustedProxies
  readonly #limits: VisitorLimits
  readonly #bus: ProcessBus
  readonly #deafen: () => void
  #hasWarned = false

  /** @param bus tells other processes of who floods */
  constructor(
    { trustedProxies, rateLimit }: Pick<Settings, 'trustedProxies' | 'rateLimit'>,
    bus: ProcessBus,
  ) {
    this.#proxies = new TrustedProxies(trustedProxies)
    this.#limits = new VisitorLimits(rateLimit)
    this.#bus = bus
    this.#deafen = bus.subscribe(floodedTopic, (key) => this.#limits.flooded(String(key)))
  }

  /** Hears no more of what others tell. */
  close(): void {
    this.#deafen()
  }

  /**
   * @param remote the address at the other end of the connection
   * @param header gives a header of the request
   */
  find(remote: string, header: (name: string) => string | null): Visitor {
    const said = {
      remote,
      forwardedFor: header('x-forwarded-for'),
      forwardedProto: header('x-forwarded-proto'),
    }
    return {
      key: addressKey(this.#proxies.visitorOf(said)),
      isSecure: this.#proxies.isSecure(said),
    }
  }

  /** Counts a request for a page. @returns whether it may be answered */
  mayRequest({ key }: Visitor): boolean {
    return this.#limits.mayRequest(key) || this.#tooMany(key, 'pages')
  }

  /** Counts a connection. @returns whether there may be one more */
  connect({ key }: Visitor): boolean {
    return this.#limits.connect(key) || this.#tooMany(key, 'connections')
  }

  /** A connection that was counted is gone. @param key of its visitor */
  disconnect(key: string): void {
    this.#limits.disconnect(key)
  }

  /** A connection was closed for flooding. @param key of its visitor */
  flooded(key: string): void {
    this.#limits.flooded(key)
    // They count for themselves, and whoever is cut off here would go on there.
    if (key !== '') this.#bus.tellOthers(floodedTopic, key)
    logLine(
      `A connection of ${visible(key) || 'this machine'} was closed: more came than rateLimit allows.`,
    )
  }

  /** The likely reason is said once; who floods does not fill the log. */
  #tooMany(key: string, what: string): false {
    if (!this.#hasWarned)
      logLine(
        `${visible(key)} asks for too many ${what}. If it is a proxy, name it in trustedProxies, so that visitors are told apart.`,
      )
    this.#hasWarned = true
    return false
  }
}
