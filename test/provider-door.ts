// A school whose people sign in with Google and Microsoft: sign-in behind the real web server, real providers beside it.

import { newId } from '#/kernel/id.ts'
import { html } from '#/platform/web/html.ts'
import { page } from '#/platform/web/route.ts'
import { openSchoolDoor, type SchoolDoor, type Visitor } from './school-door.ts'
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
  technician: Visitor
  /** Somebody who was given a sign-in name, and the link that they have not used yet. */
  invited: (name: string, roles?: readonly string[]) => Promise<{ id: string; link: string }>
  /** Opens somebody’s link and goes to the provider from there. Says where that led, as `tried` does. */
  triedByLink: (kind: Kind, subject: string, link: string, visitor?: Visitor) => Promise<string>
  /** Somebody invited who has connected the account of that subject, whose claims it makes up. */
  addConnected: (
    kind: Kind,
    subject: string,
    name: string,
    roles?: readonly string[],
  ) => Promise<{ id: string; name: string }>
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
      },
    },
  })
  const technician = door.visitor()
  await technician.signIn(await door.add('technician', ['technician']))
  const going = goingThere(door)
  const invited: ProviderDoor['invited'] = async (name, roles = ['teacher']) => {
    const id = newId()
    door.people.set(id, { name, roles: new Set(roles) })
    return { id, link: await door.invite(id, name) }
  }
  const addConnected: ProviderDoor['addConnected'] = async (kind, subject, name, roles) => {
    const { id, link } = await invited(name, roles)
    providers[kind].accounts.set(subject, accountOf(kind, name))
    const led = await going.triedByLink(kind, subject, link)
    if (led.endsWith('notConnected')) throw new Error(`It was not connected: ${led}`)
    return { id, name }
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
    technician,
    invited,
    addConnected,
    setUp,
    ...going,
  }
}

function goingThere(door: SchoolDoor): Pick<ProviderDoor, 'comeBack' | 'tried' | 'triedByLink'> {
  const whereLed = async (visitor: Visitor, back: string): Promise<string> => {
    const { statusCode, headers, body } = await visitor.get(back)
    if (statusCode !== 303) throw new Error(`It led nowhere: ${body}`)
    const { pathname, searchParams } = new URL(String(headers.location), 'http://localhost')
    return `${pathname.replace('/s/alder', '')} ${searchParams.get('why') ?? ''}`.trim()
  }
  return {
    comeBack,
    tried: async (kind, subject, visitor = door.visitor()) =>
      whereLed(visitor, await comeBack(visitor, kind, subject)),
    triedByLink: async (kind, subject, link, visitor = door.visitor()) => {
      await visitor.post(link)
      return whereLed(visitor, await comeBack(visitor, kind, subject, `${link}/with/${kind}`))
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
