/** Adds, removes and moves things in a list. */
export function rearrange<T>(list: T[], a: number, b: number, make: (n: number) => T): void {
  const at = Math.floor(a / 14) % (list.length + 1)
  switch (a % 14) {
    case 0:
      list.push(make(b))
      break
    case 1:
      list.splice(at, 0, make(b))
      list.splice(at, 0, make(b + 1))
      break
    case 2:
      list.splice(at, 1 + (b % 3))
      break
    case 3:
      list.reverse()
      break
    case 4:
      shuffle(list, b)
      break
    case 5:
    case 9:
    case 12:
      list.length = 0
      break
    case 10:
    case 13:
      list.length = 0
      for (let n = b; n < b + 3; n++) list.push(make(n))
      break
    case 6:
      list.splice(b % (list.length + 1), 0, ...list.splice(at, 1))
      break
    case 7:
      list.splice(at, 1, make(b))
      break
    case 11: {
      const other = b % Math.max(1, list.length)
      if (at < list.length) [list[at], list[other]] = [list[other]!, list[at]!]
      break
    }
    default:
      list.splice(at, 2, ...list.slice(at, at + 2).reverse(), make(b))
  }
  list.length = Math.min(list.length, 8)
}

function shuffle(list: unknown[], seed: number): void {
  let random = seed + 1
  for (let i = list.length - 1; i > 0; i--) {
    random = (random * 48271) % 2147483647
    const j = random % (i + 1)
    ;[list[i], list[j]] = [list[j], list[i]]
  }
}
