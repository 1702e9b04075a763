// What later features may use from checked sites.

export { type CheckSite, checkSite } from './check-site.ts'
export { type MakeList, makeList } from './make-list.ts'
export { sitesFor } from './store.ts'
