// What later features may use from checked sites.

export { type CheckSite, checkSite } from './check-site.ts'
export { makeList } from './make-list.ts'
