// What later features may use from incidents.

export { giveAccessTo } from './access-store.ts'
export { addAddendum } from './add-addendum.ts'
export { type NewPart, putIn } from './add-person.ts'
export { type AskIt, askIt, slipInside } from './ask-it.ts'
export { closed, moved, opened, parentsTold, personAdded, personRemoved, reclassified } from './happenings.ts'
export { insertNotApproachable, wasHeldBack } from './held-back-store.ts'
export {
  type Incident,
  openStateNames,
  owesFirstQuestions,
  type Precision,
  places,
  precisions,
  type RegisterName,
  registers,
  type State,
  stateNames,
  states,
  type Where,
} from './incident.ts'
export { decideTelling, informParents } from './inform-parents.ts'
export { type Involvement, type Part, partNames, parts, subjectParts } from './involvement.ts'
export { listInvolvement, subjectsOf } from './involvement-store.ts'
export { keepFromSubjects } from './keep-from-subjects.ts'
export { letIn } from './let-in.ts'
export { kindWords, type MisuseKind, misuseCatalogue, misuseKind } from './misuse-catalogue.ts'
export { moveInside } from './move-incident.ts'
export { factsForm, type Opened, type OpenIncident, openIncident } from './open-incident.ts'
export { lastTellingDecision } from './parents-store.ts'
export { type Reclassify, reclassifyInside } from './reclassify-incident.ts'
export { heldByWords } from './release-person.ts'
export { findIncident, findIncidentToChange, saveIncident, seesIncident, setNextDue } from './store.ts'
export type { IncidentViews } from './tables.ts'
export { addToTimeline, indexWords, type TimelineEntry, wordsOf } from './timeline-store.ts'
export { referencesOf, seenByRole, visibleIncidentIds, visibleIncidents } from './visible-store.ts'
