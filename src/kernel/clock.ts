/** Now, as an instant. Handed to everything that needs the time, so that tests and the demo can set it. */
export type Clock = () => Date

/** The machine’s own time. Tests and the demonstration have clocks that are set. */
export const systemClock: Clock = () => new Date()
