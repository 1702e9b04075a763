// What later features may use from site requests.

export { askForSite } from './ask-for-site.ts'
export { decideRequest } from './decide-request.ts'
export { siteReported } from './happenings.ts'
export { hasProvider } from './settings.ts'
export { findRequest } from './store.ts'
export { recordProvider } from './tell-provider.ts'
