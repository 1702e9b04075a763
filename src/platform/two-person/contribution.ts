import type { Feature } from '../feature.ts'
import { type TwoPersonParts, twoPersonRoutes } from './routes.ts'

/** What two-person actions offer to app/: their page, and who sees it. */
export function twoPersonContribution(parts: TwoPersonParts): Feature {
  const roles = parts.actions.flatMap(({ askedBy, agreedBy, breakGlass }) => [
    ...askedBy,
    ...agreedBy,
    ...(breakGlass?.reviewedBy ?? []),
  ])
  return {
    name: 'twoPerson',
    routes: twoPersonRoutes(parts),
    permissions: {
      'twoPerson.see': { roles: [...new Set(roles)], words: 'see what waits for a second person' },
    },
    events: {
      'twoPerson.asked': 'asked for a second person',
      'twoPerson.agreed': 'agreed as the second person',
      'twoPerson.refused': 'refused as the second person',
      'twoPerson.withdrawn': 'took back what they had asked a second person for',
      'twoPerson.used': 'did what a second person had agreed to',
      'twoPerson.reviewed': 'reviewed what was done outside the usual way',
    },
    tables: ['two_person.request'],
    navigation: [
      { text: 'Second person', path: '/two-person', may: 'twoPerson.see', under: 'school', order: 80 },
    ],
  }
}
