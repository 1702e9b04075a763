// What later features may use from filtering.

export { type Asked, askAsItStands, askFilter, neverOpenCategory, type Told } from './ask-filter.ts'
export { type CategoryId, categoryRow } from './category.ts'
export { type AddSite, addOwnSite } from './keep-own-list.ts'
export { doesWords, formatUntil, siteKept } from './own-site.ts'
export { decidesHere, requireDecides } from './permissions.ts'
export { isProfileKey, type ProfileKey, profiles, profileWords } from './profile.ts'
export { publishPolicy } from './publish-policy.ts'
export { approver } from './settings.ts'
export { profileOfPerson, profilesHere } from './who-gets-what.ts'
export { engineSnapshotPath } from './write-engine-snapshot.ts'
