// What later features may use from referrals.

export { referred } from './happenings.ts'
export { routeTo } from './referral-routes.ts'
