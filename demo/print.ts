import type { Config } from '#/platform/config/config.ts'
import { demoSchools } from './schools.ts'
import { demoPassword } from './sign-ins.ts'
import { whatToTry } from './what-to-try.ts'

/** What the terminal shows once the demonstration is ready. */
export function printDemonstration(
  { publicUrl: address, filter }: Pick<Config, 'publicUrl' | 'filter'>,
  tookMs: number,
): string {
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
    ...(filter ? filterLines(filter) : []),
    '',
    'Everything here is invented. Stop with Ctrl+C.',
    '',
  ].join('\n')
}

/** Asked as a child's device of the first school and as a teacher's: the address that asks says which. */
function filterLines({ address, dnsPort, proxyPort }: NonNullable<Config['filter']>): string[] {
  const range = demoSchools[0]?.networkRange.replace(/0\/24$/, '') ?? ''
  const dns = (from: string, name: string): string =>
    `dig +short -b ${range}${from} @${address} -p ${dnsPort} ${name}`
  const web = (from: string, site: string): string =>
    `curl --interface ${range}${from} -x http://${address}:${proxyPort} ${site}`
  const rows: readonly (readonly [string, string])[] = [
    [dns('10', 'bet365.com'), 'a child asks: there is no such name'],
    [dns('10', 'childline.org.uk'), 'help is always open'],
    [dns('10', 'www.google.com'), 'led to safe search'],
    [web('10', 'http://bet365.com/'), 'the page that says why, and how to ask for a site'],
    [
      web('10', "'http://www.google.com/search?q=unblocked+games'"),
      'a search is stopped by its words, which nobody keeps',
    ],
    [web('200', 'http://example.com/'), 'a teacher reads on'],
  ]
  return [
    '',
    'The filter, asked from this machine:',
    ...rows.map(([line, does]) => `  ${line}\n      ${does}`),
  ]
}
