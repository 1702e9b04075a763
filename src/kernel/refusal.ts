/** What we say when a person asks for something that cannot be done now (409). Shown to them word for word. */
export class Refused extends Error {
  override name = 'Refused'
}

/** Not there, or not theirs to see (404): the two must look the same from outside. */
export class NotFound extends Error {
  override name = 'NotFound'
}

/** There, and visible to them, but this person may not do this to it (403). */
export class NotAllowed extends Error {
  override name = 'NotAllowed'
}

/** Somebody else saved first (409). `theirs` is what stands now; what was typed is shown beside it and kept. */
export class Stale extends Refused {
  override name = 'Stale'
  readonly theirs: Readonly<Record<string, string>>
  constructor(message: string, theirs: Readonly<Record<string, string>>) {
    super(message)
    this.theirs = theirs
  }
}
