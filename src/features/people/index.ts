// What other features may use from people.

export { type Cover, dutyEvents, dutyPermissions, type OnDuty, type Stretch } from './duty.ts'
export { addCover, type CoverForm, coverForm, withdrawCover } from './duty-cover.ts'
export { coverGaps, coversBetween, onDutyNow, vacantPosts, whoCanCover } from './duty-store.ts'
export { adultsOfTheSchool, fullName, type Person, type PersonKind } from './person.ts'
export {
  type ClassOfPerson,
  classesOn,
  classesTaughtOn,
  findPeopleByName,
  type Guardian,
  guardiansOn,
} from './pupil-store.ts'
export {
  type DesignatedRole,
  designatedRoles,
  isDesignatedRole,
  personKindWords,
  type Role,
  roleWords,
} from './role.ts'
export { findPeople, findPerson, holdersOn, relativesOf, rolesOn } from './store.ts'
