/** Who asks. The audit trail stores the kind, because "a class logon" and "a person" are different answers in court. */
export type Actor =
  | PersonActor
  | ClassSessionActor
  | { kind: 'anonymous'; schoolId: string }
  | { kind: 'kiosk'; schoolId: string; kioskId: string }
  | { kind: 'guardianLink'; schoolId: string; linkId: string }
  | { kind: 'integration'; schoolId: string; integrationId: string }
  | { kind: 'operator'; schoolId: string }
  | { kind: 'system'; schoolId: string }

/** Somebody who signed in. Roles are those in force today; `steppedUpAt` is when they last proved who they are. */
export type PersonActor = {
  kind: 'person'
  schoolId: string
  personId: string
  sessionId: string
  name: string
  roles: ReadonlySet<string>
  steppedUpAt: Date | null
}

/** A class working at shared devices: it sends reports and reads nothing (decision S5). */
export type ClassSessionActor = {
  kind: 'classSession'
  schoolId: string
  classSessionId: string
  className: string
  /** The sign-in of the one device, where one asks. It is never kept: which of the class it was is nobody's business (S8). */
  sessionId?: string
}

/** The system itself, acting for one school: jobs, timers, first set-up. */
export function systemActor(schoolId: string): Actor {
  return { kind: 'system', schoolId }
}

/** The id that the audit trail stores beside the actor's kind. */
export function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case 'person':
      return actor.personId
    case 'classSession':
      return actor.classSessionId
    case 'kiosk':
      return actor.kioskId
    case 'guardianLink':
      return actor.linkId
    case 'integration':
      return actor.integrationId
    default:
      return null
  }
}

/** The person behind an actor, where there is one. */
export function personOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null
}
