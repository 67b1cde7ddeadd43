/** A planet, as its page shows it. */
export interface Planet {
  slug: string
  name: string
  kind: 'rock' | 'gas' | 'ice'
  moons: number
  /** Days that it takes around the sun. */
  year: number
  about: string
}

export const planets: Planet[] = [
  planet('Mercury', 'rock', 0, 88, 'The smallest one. A day on it takes two of its years.'),
  planet('Venus', 'rock', 0, 225, 'The hottest one, below clouds that never part.'),
  planet('Earth', 'rock', 1, 365, 'The only one with a sea, and with somebody to name it.'),
  planet('Mars', 'rock', 2, 687, 'Red with rust, and home of the highest mountain of all.'),
  planet(
    'Jupiter',
    'gas',
    97,
    4_333,
    'Heavier than all others together. Its storm is older than 300 years.',
  ),
  planet(
    'Saturn',
    'gas',
    274,
    10_759,
    'Its rings are wide as the way to the moon, and thin as a house.',
  ),
  planet(
    'Uranus',
    'ice',
    28,
    30_687,
    'It rolls along its way: one of its poles has light for 42 years.',
  ),
  planet(
    'Neptune',
    'ice',
    16,
    60_190,
    'Found with a pencil, before anybody saw it. Its winds are the fastest.',
  ),
]

export function findPlanet(slug: string): Planet | undefined {
  return planets.find((planet) => planet.slug === slug)
}

function planet(
  name: string,
  kind: Planet['kind'],
  moons: number,
  year: number,
  about: string,
): Planet {
  return { slug: name.toLowerCase(), name, kind, moons, year, about }
}
