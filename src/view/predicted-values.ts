/** What functions predict, by the class or function view that has the handlers. */
const functions = new WeakMap<object, ReadonlyMap<string, (view: object) => unknown>>()

/** Under which name the page is drawn with what a function predicts; no template can write it. */
export function predictionName(handler: string, field: string): string {
  return `predicted:${handler}.${field}`
}

/** Makes known which functions predict fields of a class, or of one view. */
export function notePredictions(
  owner: object,
  predictions: ReadonlyMap<string, (view: object) => unknown>,
): void {
  if (predictions.size > 0) functions.set(owner, predictions)
}

/** What a function predicts; undefined for names that are none of theirs. */
export function predictedValue(owner: object, name: string): unknown {
  const predictions = functions.get(owner) ?? functions.get(owner.constructor)
  return predictions?.get(name)?.(owner)
}
