// What other features may use from people.

export { gainGuardians, loseGuardians, reopenGuardians, takeBackGuardians } from './change-guardians.ts'
export { grant } from './designate-person.ts'
export { allHoldersOn, designationsOfMany } from './designation-store.ts'
export { type Cover, dutyPermissions, type OnDuty, type Stretch } from './duty.ts'
export { addCover, coverForm, withdrawCover } from './duty-cover.ts'
export { coverGaps, coversBetween, onDutyNow, vacantPosts, whoCanCover } from './duty-store.ts'
export {
  accessEnded,
  addressFoundWrong,
  addressPutRight,
  contactForbidden,
  designated,
  designationAsked,
  designationDecided,
  designationEnded,
  guardiansChanged,
  type Joined,
  kindAdded,
  type Leaving,
  peopleJoined,
  peopleLeft,
  peopleMoved,
  relativesKeptOut,
} from './happenings.ts'
export {
  type MembershipRow,
  type RosterDetails,
  type RosterPerson,
  reopenStays,
  type Stay,
  saveDetails,
  staysAfter,
} from './import-store.ts'
export { requireMayTeach } from './join-class.ts'
export { insertPerson } from './keep-person.ts'
export { opensRecords } from './keep-sign-in.ts'
export { letGo, letGoMany } from './leave-school.ts'
export { comeBack, joinMany, type Move, moveMany } from './move-people.ts'
export { namesOf } from './names.ts'
export { markAddressWrong } from './note-wrong-address.ts'
export { adultsOfTheSchool, fullName, type Person, type PersonKind, personKindWords } from './person.ts'
export { guardiansToWriteTo, guardiansWhoSign, hereAmong, presentOn, type Reached } from './present-store.ts'
export { classesOn, classesTaughtOn, findPeopleByName, type Guardian, guardiansOn } from './pupil-store.ts'
export {
  type DesignatedRole,
  designatedRoles,
  isDesignatedRole,
  networkStaff,
  roleChoices,
  roleRow,
  roleWords,
} from './role.ts'
export {
  designatedAmong,
  findPeople,
  findPerson,
  holdersOn,
  peopleOfKinds,
  relativesOf,
  rolesOn,
} from './store.ts'
export { wrongAddressesAmong } from './wrong-address-store.ts'
