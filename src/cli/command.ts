/** One command of the operator's tool. */
export type Command = {
  /** What it does, for the list of commands. */
  does: string
  /** How it is called, after `npm run schoolkeeper -- `. */
  usage: string
  /** Returns the exit code. A Refused is printed as its sentence. */
  run: (args: readonly string[]) => Promise<number>
}
