// The decision of a second person, about whatever somebody proposed for the filter.

import { form } from '#/platform/web/components/form.ts'
import type { Html } from '#/platform/web/html.ts'
import type { FormDrawn } from './pages.ts'

/** Yes or no to a proposal, with what is said to it; `decideForm` reads it. */
export function decisionForm(
  { path, question, yes, no }: { path: string; question: string; yes: string; no: string },
  { at, csrf, once, values, errors }: FormDrawn,
): Html {
  return form({
    action: at(path),
    csrf,
    once,
    values,
    errors,
    fields: [
      {
        kind: 'choice',
        name: 'decision',
        label: question,
        choices: [
          { value: 'agreed', text: yes },
          { value: 'refused', text: no },
        ],
      },
      {
        kind: 'longText',
        name: 'why',
        label: 'What do you say to it?',
        hint: 'Needed where you say no.',
        rows: 2,
        limit: 1000,
      },
    ],
    submit: 'Decide',
  })
}
