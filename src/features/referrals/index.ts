// What later features may use from referrals.

export { type ReferralRoute, referralRoute, referralRoutes } from './referral-routes.ts'
