/** The form field that carries the CSRF token: Django's name, so that its forms and tools fit. */
export const csrfField = 'csrfmiddlewaretoken'
