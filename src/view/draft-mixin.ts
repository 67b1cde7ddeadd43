import { hostOf, type LiveView } from './live-view.ts'

type Base = abstract new (...args: any[]) => LiveView

/** What a view can do whose forms have drafts. */
export interface WithDrafts {
  /** Lets go of what the browser keeps of its forms. */
  clearDraft(): void
}

/**
 * For `class NoteView extends DraftModeMixin(LiveView)`: what is typed into its forms is kept in the browser, and put back after
 * a reload. A form that was taken needs none any more.
 */
export function DraftModeMixin<B extends Base>(
  Base: B,
): B & (abstract new (...args: any[]) => WithDrafts) {
  abstract class DraftMode extends (Base as Base) implements WithDrafts {
    static draftEnabled = true

    clearDraft(): void {
      hostOf(this).clearDraft()
    }
  }
  return DraftMode as never
}
