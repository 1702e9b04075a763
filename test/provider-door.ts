// A school whose people sign in with Google and Microsoft: sign-in behind the real web server, real providers beside it.

import { html } from '#/platform/web/html.ts'
import { page } from '#/platform/web/route.ts'
import { openSchoolDoor, type SchoolDoor, type Somebody, type Visitor } from './school-door.ts'
import {
  chooseAccount,
  type Issuer,
  openProviders,
  type Providers,
  testClient,
  testTenant,
} from './sign-in-providers.ts'

type Kind = 'google' | 'microsoft'

export type ProviderDoor = SchoolDoor & {
  providers: Providers
  /** Who has which address at the school. */
  addresses: Map<string, readonly string[]>
  recordReaders: Set<string>
  technician: Visitor
  /** Somebody with a sign-in, a role and an address. */
  addAt: (name: string, roles?: readonly string[]) => Promise<Somebody>
  /** Sets a connection up, tries it and turns it on. */
  setUp: (kind: Kind) => Promise<void>
  /** Goes to the provider as this account, and gives the path that the browser is sent back to. */
  comeBack: (visitor: Visitor, kind: Kind, subject: string, from?: string) => Promise<string>
  /** Tries to sign in as this account. Says where that led, and why: `/sign-in nobody`; nothing when it led in. */
  tried: (kind: Kind, subject: string, visitor?: Visitor) => Promise<string>
}

const desk = {
  method: 'GET',
  path: '/desk',
  may: 'signedIn',
  does: 'a page for people who signed in',
  answer: async ({ actor }: { actor: { kind: string; name?: string } }) =>
    page({ title: 'Desk', body: html`<h1>${actor.kind === 'person' ? actor.name : ''}</h1>` }),
} as const
const safe = { ...desk, path: '/safe', stepUp: true } as const

export const domain = 'alder.example'

/** Opens the school. Nothing is set up yet. */
export async function openProviderDoor(): Promise<ProviderDoor> {
  const backTo = (kind: Kind) => `http://localhost/s/alder/sign-in/with/${kind}/back`
  const providers = await openProviders(() => [backTo('google'), backTo('microsoft')])
  const addresses = new Map<string, readonly string[]>()
  const recordReaders = new Set<string>()
  const door = await openSchoolDoor({
    routes: [desk, safe],
    parts: {
      providers: {
        issuerOf: (kind, belongsTo) =>
          kind === 'google' ? providers.google.issuer : `${providers.address}/${belongsTo}/v2.0`,
        onThisMachine: true,
        kinds: [
          { value: 'teacher', text: 'Teachers', byDefault: true },
          { value: 'pupil', text: 'Pupils', byDefault: false },
        ],
        peopleAt: async (_tx, _schoolId, address) => addresses.get(address) ?? [],
        opensRecords: async (_tx, _schoolId, personId) => recordReaders.has(personId),
      },
    },
  })
  const technician = door.visitor()
  await technician.signIn(await door.add('technician', ['technician']))
  const addAt: ProviderDoor['addAt'] = async (name, roles = ['teacher']) => {
    const somebody = await door.add(name, roles)
    addresses.set(`${name}@${domain}`, [somebody.id])
    return somebody
  }
  const close = async (): Promise<void> => {
    await door.close()
    await providers.close()
  }
  const setUp = (kind: Kind) => setUpProvider(technician, kind, providers[kind])
  return {
    ...door,
    close,
    providers,
    addresses,
    recordReaders,
    technician,
    addAt,
    setUp,
    ...goingThere(door),
  }
}

function goingThere(door: SchoolDoor): Pick<ProviderDoor, 'comeBack' | 'tried'> {
  return {
    comeBack,
    tried: async (kind, subject, visitor = door.visitor()) => {
      const { statusCode, headers, body } = await visitor.get(await comeBack(visitor, kind, subject))
      if (statusCode !== 303) throw new Error(`It led nowhere: ${body}`)
      const { pathname, searchParams } = new URL(String(headers.location), 'http://localhost')
      return `${pathname.replace('/s/alder', '')} ${searchParams.get('why') ?? ''}`.trim()
    },
  }
}

async function comeBack(
  visitor: Visitor,
  kind: Kind,
  subject: string,
  from = `/sign-in/with/${kind}`,
): Promise<string> {
  const sent = await visitor.get(from)
  if (sent.headers.location?.startsWith('http') !== true) {
    throw new Error(`We were not sent to the provider: ${sent.headers.location ?? sent.body}`)
  }
  const back = new URL(await chooseAccount(sent.headers.location, subject))
  return `${back.pathname}${back.search}`
}

async function setUpProvider(technician: Visitor, kind: Kind, issuer: Issuer): Promise<void> {
  const at = `/sign-in-providers/${kind}`
  issuer.accounts.set('trial', accountOf(kind, 'trial'))
  await technician.get(`${at}/set-up`)
  const saved = await technician.post(`${at}/set-up`, {
    belongsTo: kind === 'google' ? domain : testTenant,
    clientId: testClient.id,
    clientSecret: testClient.secret,
    kinds: 'teacher',
  })
  if (saved.statusCode !== 303) throw new Error(`It could not be set up: ${saved.body}`)
  await technician.get(await comeBack(technician, kind, 'trial', `${at}/try`))
  const turned = await technician.post(`${at}/on`)
  if (turned.statusCode !== 303) throw new Error(`It could not be turned on: ${turned.body}`)
}

/** What a provider says of somebody of the school. */
export function accountOf(kind: Kind, name: string) {
  const email = `${name}@${domain}`
  return kind === 'google' ? { email, email_verified: true, hd: domain } : { email, tid: testTenant }
}
