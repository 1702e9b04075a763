import { agreementRow, type Version } from './agreement.ts'

/** What a version asks of people, in a sentence. */
export function changeWords({ agreement, change }: Pick<Version, 'agreement' | 'change'>): string {
  if (change === 'first')
    return `The first text for ${agreementRow(agreement).words.toLowerCase()}: all are asked to sign.`
  return change === 'minor' ? 'A minor change: signatures stand.' : 'Everybody is asked to sign again.'
}
