// What other features may use from people.

export { adultsOfTheSchool, fullName, type Person, type PersonKind } from './person.ts'
export { type DesignatedRole, designatedRoles, isDesignatedRole, type Role, roleWords } from './role.ts'
export { findPeople, findPerson, holdersOn, relativesOf, rolesOn } from './store.ts'
