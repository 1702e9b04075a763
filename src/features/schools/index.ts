// What other features may use from schools.

export { phone, saveContact } from './change-contact.ts'
export { followPolicy } from './change-setting.ts'
export { type Contact, type ContactRole, contactRoles } from './contact.ts'
export { contactOf, contactsOf } from './contact-store.ts'
export { saveTerms, termDates, termRows, termsForm } from './keep-calendar.ts'
export { addClasses, addPhase, addSchool, savePlace, trustNamed } from './place-store.ts'
export { isPhaseKey, type PhaseKey, phases, type School, type SchoolClass } from './school.ts'
export {
  allSchoolIds,
  classesOfSchool,
  findSchool,
  phasesOfSchool,
  readCalendar,
  schoolIdBySlug,
} from './store.ts'
export { usualTerms } from './usual-terms.ts'
