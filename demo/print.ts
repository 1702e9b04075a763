import { demoSchools } from './schools.ts'
import { demoPassword } from './sign-ins.ts'
import { whatToTry } from './what-to-try.ts'

/** What the terminal shows once the demonstration is ready. */
export function printDemonstration(address: string, tookMs: number): string {
  const tries = whatToTry.map(({ who, path, does }) => `  ${(who ?? `${path}`).padEnd(24)} ${does}`)
  return [
    '',
    `The demonstration is ready after ${(tookMs / 1000).toFixed(1)} s. Open ${address}/demo`,
    '',
    'One click there signs you in as anybody. Or sign in as people do, on a school’s own page:',
    `  name      ROLE.SCHOOL: head, dsl, teacher, office, technician, chair … at ${demoSchools.map(({ slug }) => slug).join(', ')}`,
    `  password  ${demoPassword}`,
    `  code      ${address}/demo/codes shows what each person’s app shows now`,
    `  mail      ${address}/demo/mail shows what would have gone out`,
    '',
    'What to try first:',
    ...tries,
    '',
    'Everything here is invented. Stop with Ctrl+C.',
    '',
  ].join('\n')
}
