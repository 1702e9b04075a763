// What later features may use from site requests.

export { type AskForSite, askForSite } from './ask-for-site.ts'
export { type DecideRequest, decideRequest } from './decide-request.ts'
export { siteReported } from './happenings.ts'
export { hasProvider } from './settings.ts'
export { findRequest } from './store.ts'
export { recordProvider } from './tell-provider.ts'
