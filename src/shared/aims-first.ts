/** The commands whose first argument says what they are for; of the others, `to` in their options does. */
export const aimsFirst = /^(?:show|hide|toggle|focus|focusFirst|pushFocus|submit)$/
