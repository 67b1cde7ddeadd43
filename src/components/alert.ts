import { LiveComponent } from '../view/component.ts'
import { handlers } from '../view/handlers.ts'

export interface AlertProps {
  /** What it says; markup only when it is a safe string. */
  message: string
  /** How it is meant (default: `info`). */
  type?: AlertType
  /** Whether the user may put it away (default: false). */
  dismissible?: boolean
}

export type AlertType = 'success' | 'info' | 'warning' | 'danger'

/**
 * A message in a box. With `dismissible` it has a button that sends `dismiss` with its `componentId`: to the view, where
 * that has such a handler, else the alert hides itself.
 *
 * ```ts
 * saved = new AlertComponent({ message: 'Saved.', type: 'success', dismissible: true })
 * ```
 */
export class AlertComponent extends LiveComponent<AlertProps> {
  static template =
    `{% load i18n %}{% if visible %}<div class="alert alert-{{ type }}{% if dismissible %} alert-dismissible{% endif %}" role="{{ role }}">
  <span>{{ message }}</span>
  {% if dismissible %}<button type="button" class="btn-close" aria-label="{% translate 'Close' %}" dj-click="dismiss"></button>{% endif %}
</div>{% endif %}`

  static handlers = handlers<AlertComponent>()({ dismiss: {} })

  message = this.props.message
  type: AlertType = this.props.type ?? 'info'
  dismissible = this.props.dismissible ?? false
  visible = true

  /** What a screen reader makes of it: what went wrong interrupts. */
  get role(): 'alert' | 'status' {
    return this.type === 'danger' || this.type === 'warning' ? 'alert' : 'status'
  }

  /** Hides it. */
  dismiss(): void {
    this.visible = false
  }

  /** Shows it again. */
  show(): void {
    this.visible = true
  }
}
