/** What a field is predicted to be: an expression, or a function of the view for handlers without parameters. */
export type Prediction = string | ((view: any) => unknown)

/** Fields with what a handler is expected to make of them. */
export type Predictions = Readonly<Record<string, Prediction>>
