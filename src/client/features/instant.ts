import { aroundPatch } from '../around-patch.ts'
import { features } from '../features.ts'
import { forget, found, show, take } from '../instant/instant.ts'
import { allOf, SharedBranch } from '../instant/shared-branch.ts'
import { StateSlot } from '../instant/state-slot.ts'

aroundPatch.push(() => show)
features.instant = {
  StateSlot,
  SharedBranch,
  choiceOf: (start) => allOf(start)[0],
  forget,
  found,
  take,
}
