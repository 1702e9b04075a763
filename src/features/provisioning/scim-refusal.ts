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

/** 400: a value that is missing or cannot be (RFC 7644, section 3.12). */
export const invalidValue = (sentence: string) => new ScimRefused(400, 'invalidValue', sentence)
/** 400: a path that names no attribute of ours. */
export const invalidPath = (sentence: string) => new ScimRefused(400, 'invalidPath', sentence)
/** 400: a body that is not of the shape the request needs. */
export const invalidSyntax = (sentence: string) => new ScimRefused(400, 'invalidSyntax', sentence)
