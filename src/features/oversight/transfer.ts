// A child's safeguarding record on its way to the next school: apart from the main file, secure, with a receipt.

/** Keeping children safe in education asks for the record within five days, and for a receipt. */
export const receiptDueSchoolDays = 5

export const methods = {
  byHand: 'By hand, person to person',
  securePost: 'By tracked post, in a sealed envelope',
  secureElectronic: 'By secure electronic transfer',
} as const
export type Method = keyof typeof methods

export type Transfer = {
  id: string
  pupilId: string
  toSchool: string
  toPerson: string
  method: Method
  records: number
  sentBy: string
  sentAt: Date
  receivedAt: Date | null
  receivedBy: string | null
}
