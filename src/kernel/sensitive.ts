import { inspect } from 'node:util'

const withheld = '[withheld]'

/**
 * A child's words, or anything else that must never reach a log, an address, a page title, a message or a
 * notification. Printing it in any way gives `[withheld]`; `reveal` is the only way in, and is easy to search for.
 */
export class Sensitive<T = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  reveal(): T {
    return this.#value
  }

  toString(): string {
    return withheld
  }

  toJSON(): string {
    return withheld
  }

  [Symbol.toPrimitive](): string {
    return withheld
  }

  [inspect.custom](): string {
    return withheld
  }
}

/** What was typed into a form, from the moment it is read. */
export function sensitive(text: string): Sensitive {
  return new Sensitive(text)
}
