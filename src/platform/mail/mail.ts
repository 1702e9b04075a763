import { createTransport, type Transporter } from 'nodemailer'
import type { Logger } from 'pino'
import { isLoopback } from '#/platform/config/config.ts'
import type { Notification } from './notification.ts'

/** Where mail goes out. Undefined means that the school has no mail server: everything else works without. */
export type MailSettings = { smtpUrl: string; from: string } | undefined

export type SendOutcome = 'sent' | 'notConfigured'

export type Mailer = {
  /** Sends to one person. Throws `MailFailed` when the server does not take it; trying again is the job's business. */
  send: (to: string, notification: Notification) => Promise<SendOutcome>
  close: () => void
}

/**
 * The mail server did not take a message. `permanent` means that trying again is no use (SMTP 5xx, bad address);
 * `addressIsWrong` besides that it is this address, and not our server or what we may send, that it will not have.
 */
export class MailFailed extends Error {
  override name = 'MailFailed'
  readonly permanent: boolean
  readonly addressIsWrong: boolean
  constructor(
    message: string,
    { permanent, addressIsWrong = false }: { permanent: boolean; addressIsWrong?: boolean },
  ) {
    super(message)
    this.permanent = permanent
    this.addressIsWrong = addressIsWrong
  }
}

/**
 * How often what is owed to somebody is tried: over half a day, so that a mail server which is mended in the morning still
 * gets the night's. Whoever mails queues with this.
 */
export const mailTries = 12

/** What is kept of a message where the school has no mail server: it was not sent, and will not be. */
export const noMailServer = 'No mail server is set up.'

const patienceMs = 20_000

// One mailbox and nothing that a header or an envelope could read as more.
const plainAddress = /^[^\s\p{Cc}@<>,;:"()[\]\\]{1,64}@[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$/iu

/** Opens the way out. Without settings it says so once in the log, and `send` answers `notConfigured`. */
export function createMailer(settings: MailSettings, log: Pick<Logger, 'warn'>): Mailer {
  if (settings === undefined) {
    log.warn('No mail is sent, because SMTP_URL is not set. Tasks wait on people’s pages.')
    return { send: () => Promise.resolve('notConfigured'), close: () => undefined }
  }
  const transport = createTransport(transportOptions(settings.smtpUrl))
  return {
    send: (to, notification) => deliver(transport, settings.from, to, notification),
    close: () => transport.close(),
  }
}

async function deliver(
  transport: Transporter,
  from: string,
  to: string,
  notification: Notification,
): Promise<SendOutcome> {
  if (!plainAddress.test(to))
    throw new MailFailed('This is not one plain e-mail address. Correct it on the person’s page.', {
      permanent: true,
      addressIsWrong: true,
    })
  try {
    await transport.sendMail({
      from: { name: 'Schoolkeeper', address: from },
      to: { name: '', address: to },
      subject: notification.subject,
      text: notification.text,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    return 'sent'
  } catch (error) {
    throw failure(error)
  }
}

/** Our own words only: a server's answer may repeat the address, and this ends in a log. */
function failure(error: unknown): MailFailed {
  const code = responseCode(error)
  const permanent = code !== undefined && code >= 500
  const answer = code === undefined ? 'could not be reached in time' : `answered ${code}`
  return new MailFailed(`The mail server ${answer}. Check SMTP_URL, MAIL_FROM and the person’s address.`, {
    permanent,
    addressIsWrong: permanent && refusesRecipient(error),
  })
}

/** Refused at RCPT, and not by the server’s own rules (5.7, relaying), which say nothing of the address. */
function refusesRecipient(error: unknown): boolean {
  if (!(error instanceof Error) || !('command' in error) || error.command !== 'RCPT TO') return false
  const said = 'response' in error && typeof error.response === 'string' ? error.response : ''
  return !/^\d{3}[ -]5\.7\.\d|relay/i.test(said)
}

function responseCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('responseCode' in error)) return undefined
  return typeof error.responseCode === 'number' ? error.responseCode : undefined
}

function transportOptions(smtpUrl: string) {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A link and a password never leave this machine in clear: without STARTTLS there the message fails.
    requireTLS: !secure && !isLoopback(url.hostname),
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
  }
}
