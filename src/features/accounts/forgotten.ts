// Why a logon counts as forgotten. Pure.

export const forgottenWords = {
  gone: 'The person has left, and it still works',
  nobody: 'Nobody answers for it',
  unused: 'Not used for a long time',
} as const
export type WhyForgotten = keyof typeof forgottenWords
