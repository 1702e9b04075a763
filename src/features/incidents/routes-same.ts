// The page on which two incidents are said to be one matter or two: also reached by the buttons on an incident's page.

import { Refused } from '#/kernel/refusal.ts'
import { answerSame, answerSameForm, inCommon } from './answer-same.ts'
import { kindWords } from './misuse-catalogue.ts'
import { formRoutes } from './routes-forms.ts'
import { perhapsSame } from './same-store.ts'

export const sameRoutes = formRoutes({
  path: '/same',
  does: 'says whether two incidents are the same',
  may: 'incidents.work',
  title: 'Is it the same?',
  submit: 'Save',
  schema: answerSameForm,
  fields: async (tx, incident, request) => {
    const others = await perhapsSame(tx, request.actor, incident, 50)
    if (others.length === 0)
      throw new Refused(
        'No open incident of the same days has the same people or the same app. To mark a duplicate all the same, use “Mark as a duplicate”.',
      )
    return [
      {
        kind: 'choice',
        name: 'other',
        label: 'Which incident did you compare with?',
        choices: others.map((other) => ({
          value: other.id,
          text: `${other.reference}, ${kindWords(other.kind)}`,
          hint: `In common: ${inCommon(other)}`,
        })),
      },
      {
        kind: 'choice',
        name: 'answer',
        label: 'Is it the same matter?',
        choices: [
          { value: 'same', text: 'Yes: the work goes on in one of them' },
          { value: 'notSame', text: 'No: they are not offered to each other again' },
        ],
      },
    ]
  },
  save: answerSame,
})
