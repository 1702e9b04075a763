/** What the terminal shows once the demonstration is ready. */
export function printDemonstration(address: string): string {
  return `\nThe demonstration is ready on ${address}\n`
}
