import { Refused } from '#/kernel/refusal.ts'

/** The words of RFC 7644, table 9. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

/** What a source asked for and does not get, with the status and the word that the protocol has for it. */
export class ScimRefused extends Refused {
  override name = 'ScimRefused'
  readonly status: number
  readonly scimType: ScimType | null
  constructor(status: number, scimType: ScimType | null, message: string) {
    super(message)
    this.status = status
    this.scimType = scimType
  }
}

export const invalidValue = (sentence: string) => new ScimRefused(400, 'invalidValue', sentence)
export const invalidPath = (sentence: string) => new ScimRefused(400, 'invalidPath', sentence)
export const invalidSyntax = (sentence: string) => new ScimRefused(400, 'invalidSyntax', sentence)
