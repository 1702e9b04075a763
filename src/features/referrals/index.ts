// What later features may use from referrals.

export { referred } from './happenings.ts'
export { type ReferralRoute, referralRoute, referralRoutes, routeTo } from './referral-routes.ts'
