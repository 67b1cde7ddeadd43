import type { User, ViewRequest } from '../view/register.ts'
import { RequestHead } from './request-head.ts'
import { toViewRequest } from './view-request.ts'
import { type Visit, visitOf } from './visit.ts'

/** The request of an open page, as if the page was asked for at the address that it has now. */
export class KeptRequest {
  readonly visit: Visit
  #url: string
  /** As long as somebody is likely to ask for it. */
  #made: ViewRequest | null
  /** What one is made of otherwise. */
  #head: RequestHead | null = null

  constructor(request: ViewRequest) {
    this.visit = visitOf(request)
    this.#url = request.url
    this.#made = request
  }

  /** A page is always got: what a form posts is read before the page is made. */
  get method(): 'GET' {
    return 'GET'
  }

  get url(): string {
    return this.#url
  }

  get user(): User | null {
    return this.visit.user
  }

  /** The web request; the very one that came until the page moves or its document comes. */
  get whole(): ViewRequest {
    return (this.#made ??= toViewRequest(this.#head!.toRequest(this.#url), this.visit))
  }

  /** The page has another address. */
  moveTo(url: string): void {
    this.#rest()
    this.#url = url
  }

  /**
   * The page's document has come, or come back, and may stay for long: the web request is made anew when it is asked for,
   * of what the document's connection began with. It knows newer cookies than the page came with.
   */
  connected(head: RequestHead): void {
    this.#head = head
    this.#made = null
  }

  #rest(): void {
    this.#head ??= new RequestHead(this.#url, this.#made!.headers)
    this.#made = null
  }
}
