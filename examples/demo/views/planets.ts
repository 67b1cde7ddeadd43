import { LiveView, eventHandler, url, type ViewRequest } from 'djust'
import { pages } from '../pages.ts'
import { findPlanet, type Planet, planets } from '../planets.ts'

const kinds = ['rock', 'gas', 'ice']

export class PlanetsView extends LiveView {
  static templateName = 'planets.html'

  kinds = kinds
  kind = ''
  withMoons = false

  get page() {
    return pages.planets
  }

  get shown() {
    return planets.filter(
      ({ kind, moons }) => (!this.kind || kind === this.kind) && (!this.withMoons || moons > 0),
    )
  }

  // The address changed: the select, the box, back, forward or a bookmark.
  handleParams({ kind = '', moons }: { kind?: string; moons?: string }) {
    this.kind = kinds.includes(kind) ? kind : ''
    this.withMoons = moons === 'on'
  }

  // Only the server knows where this leads. What does not depend on
  // anything is a link with dj-navigate.
  @eventHandler
  surprise() {
    const planet = planets[Math.floor(Math.random() * planets.length)]!
    this.liveRedirect(url('planet', { slug: planet.slug }))
  }
}

export class PlanetView extends LiveView {
  static templateName = 'planet.html'

  planet: Planet = planets[0]!
  mountedAt = ''

  get page() {
    return pages.planets
  }

  get before() {
    return planets[planets.indexOf(this.planet) - 1] ?? null
  }

  get after() {
    return planets[planets.indexOf(this.planet) + 1] ?? null
  }

  mount(_request: ViewRequest, { slug }: { slug: string }) {
    if (!findPlanet(slug)) return this.liveRedirect(url('planets'))
    this.mountedAt = new Date().toISOString().slice(11, 19)
  }

  // Also for the next planet: it is another address of this view.
  handleParams() {
    this.planet = findPlanet(String(this.params.slug)) ?? this.planet
  }
}
