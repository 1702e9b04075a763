// The form for facts that stand in columns. The account is not among them: it is only ever added to.

import { formatTime, londonDate } from '#/kernel/london-time.ts'
import { choicesOf } from '#/platform/forms/choices.ts'
import { changeFacts, changeFactsForm, factLabels } from './change-facts.ts'
import { type Incident, places, precisions } from './incident.ts'
import { formRoutes } from './routes-forms.ts'

const decided = choicesOf({ yes: 'Yes', no: 'No', notDecided: 'Not decided yet' })
const answered = (answer: boolean | null) => (answer === null ? 'notDecided' : answer ? 'yes' : 'no')

/** An incident of a known day without a time shows none. */
function whenTyped({ happenedAt, happenedPrecision }: Incident) {
  if (happenedAt === null) return { happenedOn: '', happenedTime: '' }
  return {
    happenedOn: londonDate(happenedAt),
    happenedTime: happenedPrecision === 'day' ? '' : formatTime(happenedAt),
  }
}

export const factRoutes = formRoutes({
  path: '/facts',
  does: 'changes facts of an incident',
  may: 'incidents.work',
  title: 'Change the facts',
  submit: 'Save',
  schema: changeFactsForm,
  labels: factLabels,
  values: (incident) => ({
    happenedPrecision: incident.happenedPrecision,
    happenedWhere: incident.happenedWhere,
    onlineService: incident.onlineService ?? '',
    serious: answered(incident.serious),
    persistent: answered(incident.persistent),
    ...whenTyped(incident),
    revision: String(incident.revision),
  }),
  dates: ['happenedOn'],
  fields: () => [
    {
      kind: 'date',
      name: 'happenedOn',
      label: 'On which day did it happen?',
      hint: 'What stood here before stays on the timeline, with today’s date and your name.',
    },
    { kind: 'text', name: 'happenedTime', label: 'At what time?', optional: true, width: 10 },
    {
      kind: 'choice',
      name: 'happenedPrecision',
      label: 'How sure is the time?',
      choices: choicesOf(precisions),
    },
    { kind: 'choice', name: 'happenedWhere', label: 'Where did it happen?', choices: choicesOf(places) },
    { kind: 'text', name: 'onlineService', label: 'Which app, game or site?', optional: true, width: 20 },
    { kind: 'choice', name: 'serious', label: 'Is it serious?', choices: decided, inline: true },
    {
      kind: 'choice',
      name: 'persistent',
      label: 'Has it gone on, or happened again?',
      choices: decided,
      inline: true,
    },
    { kind: 'hidden', name: 'revision' },
  ],
  save: changeFacts,
})
