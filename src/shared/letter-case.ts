/** `item-id` and `item_id` → `itemId`: how a parameter's name in markup becomes the one in code. */
export function camelCase(name: string): string {
  return name.replace(/[-_]+(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** `itemId` → `item-id`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
