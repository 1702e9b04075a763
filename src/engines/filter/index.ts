export {
  type Activity,
  type ActivityBatch,
  createActivity,
  mostHandedOver,
  mostVisits,
  type Visit,
} from './activity.ts'
export { type Opened, openedBy, shutByAlias } from './alias.ts'
export { compareLines, type LinesCompared } from './compare-lines.ts'
export { type CompileCounts, compileIndex, type ListOfCategory } from './compile-index.ts'
export { type CompiledPolicy, compilePolicy } from './compile-policy.ts'
export { createDecider, type Decide } from './decide.ts'
export {
  type Because,
  becauseOf,
  becauses,
  concernOf,
  type Decision,
  foundBy,
  isAllowed,
} from './decision.ts'
export { explain, leadsToHelp } from './explain.ts'
export { followSnapshot, openSnapshot } from './follow-snapshot.ts'
export { type Heartbeat, keepHeartbeat, readHeartbeats } from './heartbeat.ts'
export { helpWords } from './help-words.ts'
export { indexBytes, indexFromBytes, readIndex, writeIndex } from './index-file.ts'
export { leadsInside } from './inside-ranges.ts'
export { addressBytes, rangeOf } from './ip-address.ts'
export { addCounts, type KeptThread, keepThread } from './keep-thread.ts'
export { tableBytes } from './name-table.ts'
export type { Exception, Policy, Profile, SchoolRule, SearchTerm, TimeBand } from './policy.ts'
export { type FindKeyHolder, findKeyHolders, hashProxyKey } from './proxy-keys.ts'
export { blankQuestion, type Question } from './question.ts'
export { readFolder, readListFile } from './read-folder.ts'
export {
  formatOf,
  type ListFormat,
  type ListRead,
  readList,
  type Skipped,
  type SkippedLine,
} from './read-list.ts'
export { runThread } from './run-thread.ts'
export { safeHosts, type YouTubeLevel } from './safe-search.ts'
export { createSchoolClock, schoolDaysOf } from './school-time.ts'
export { emptySlot, readSealedFeed, type SealedSlot } from './sealed-slot.ts'
export { searchWords, takesSearches } from './search.ts'
export { type FollowingEngine, type ServedSnapshot, serveSnapshot } from './serve-snapshot.ts'
export { hostOf, isEnding, type Site, siteOf } from './site.ts'
export type { SiteIndex } from './site-index.ts'
export {
  type Device,
  type Inspected,
  type Manner,
  type Network,
  type ProxyKey,
  type SchoolOnNetwork,
  type SignedIn,
  type Snapshot,
  strictestManner,
  type TestAddress,
} from './snapshot.ts'
export {
  type LoadedSnapshot,
  readAgreed,
  readSignedIn,
  readSnapshot,
  writeSignedIn,
  writeSnapshot,
} from './snapshot-file.ts'
export {
  lookUpParents,
  namesNotOutside,
  type SpecialAnswer,
  waysRoundTheFilter,
} from './special-names.ts'
export { filesIn, type Spool, type SpoolHead, spoolBeside } from './spool.ts'
export type { ToldVisit } from './tell-visit.ts'
export { isTestAddress, testAddressesOf } from './test-address.ts'
export type { Certificate } from './thread-messages.ts'
export { type Asker, type FindAsker, findAskers, withoutShared } from './who-asks.ts'
export { isNoRoom, writeWhole } from './write-whole.ts'
