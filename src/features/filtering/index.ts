// What later features may use from filtering.

export {
  askAsItStands,
  askFilter,
  neverOpenCategory,
  type OpenFilter,
  openFilter,
  type Told,
} from './ask-filter.ts'
export { networkAt } from './ask-state.ts'
export { type CategoryId, categoryIds, categoryRow, isCategoryId, type When } from './category.ts'
export { type Decide, decideForm } from './decide-rules.ts'
export { emptyCategories, emptySentence } from './empty-categories.ts'
export { published } from './happenings.ts'
export { isInLesson } from './in-lesson.ts'
export { certificateHere } from './inspected-store.ts'
export { addOwnSite } from './keep-own-list.ts'
export { holdsInWords } from './kept-lists.ts'
export { loadCategoryList, removeCategoryList } from './load-category-list.ts'
export { loadSealedList, removeSealedList } from './load-sealed-list.ts'
export { followsUs, testAddressesHere } from './look-at-engines.ts'
export { lookInside, stopLookingInside } from './look-inside.ts'
export { neverInspected } from './never-inspected.ts'
export { formatUntil, siteKept } from './own-site.ts'
export { isPage, type PagesSeen, type SeesPages, seesPages, wholeSiteOf } from './page-alone.ts'
export { type Drawn, type FormDrawn, filterNavigation } from './pages.ts'
export { decisionForm } from './pages-decision.ts'
export { decidesHere, filterReaders, requireDecides, safeguarding } from './permissions.ts'
export {
  isProfileKey,
  type ProfileKey,
  presetRules,
  profileKeys,
  profiles,
  profileWords,
  type Rules,
} from './profile.ts'
export { publishPolicy } from './publish-policy.ts'
export type { SchoolState } from './school-state.ts'
export { sealedHere, sealedTestName } from './sealed-list.ts'
export { approver } from './settings.ts'
export { starterLists } from './starter-lists.ts'
export { stoppedHere } from './stopped.ts'
export { filterFolder } from './the-lists.ts'
export { rulesInForce } from './version-store.ts'
export { profileOfPerson, profilesHere, profilesOfClasses, profilesOfPeople } from './who-gets-what.ts'
export { engineSnapshotPath } from './write-engine-snapshot.ts'
export { zoneOf, zoneText } from './zone.ts'
