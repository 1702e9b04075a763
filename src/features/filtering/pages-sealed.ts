import { formatDate, londonDate } from '#/kernel/london-time.ts'
import { statusTag, type TagColour } from '#/platform/web/components/records.ts'
import type { Html } from '#/platform/web/html.ts'
import type { SealedList } from './sealed-list.ts'

export type Sealed = SealedList | 'broken' | null

const tag = (text: string, colour: TagColour, means: string) => statusTag({ text, colour, means })

/** The place for lists of illegal content, and what lies in it: said as it is. */
export function sealedTag(sealed: Sealed, now: Date): Html {
  if (sealed === null)
    return tag(
      'No licence is loaded',
      'red',
      'The lists of the Internet Watch Foundation and the police go to licensed providers only. The place for them here is empty: your provider’s filter has to block what they hold.',
    )
  if (sealed === 'broken')
    return tag(
      'The list cannot be read',
      'red',
      'It was loaded, and its file is not what it was. Whoever runs the server has to load it again.',
    )
  const { licence, entries } = sealed
  const over = licence.until < londonDate(now)
  return tag(
    over ? 'The licence is over' : 'Loaded',
    over ? 'orange' : 'green',
    `${licence.name}, of ${licence.issuer}, ${licence.reference}, until ${formatDate(licence.until)}: ${entries.toLocaleString('en-GB')} entries. Nobody at the school can open them, and no setting does. An entry that is one page counts on encrypted sites only where the proxy looks inside; DNS and a zone never see it.`,
  )
}
