import { aroundPatch } from '../around-patch.ts'
import { features } from '../features.ts'
import { aroundEvent } from '../in-flight.ts'
import { answered, foresee, forget, found, show, StateSlot, take } from '../instant/instant.ts'
import { SharedBranch } from '../instant/shared-branch.ts'

// Before others that do something to the page as it is then.
aroundPatch.unshift(() => show)
aroundEvent.push((event) => () => answered(event))
features.instant = { StateSlot, SharedBranch, foresee, forget, found, take }
