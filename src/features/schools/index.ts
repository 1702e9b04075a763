// What other features may use from schools.

export type { School } from './school.ts'
export { allSchoolIds, findSchool, readCalendar, schoolIdBySlug } from './store.ts'
