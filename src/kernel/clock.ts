/** Now, as an instant. Handed to everything that needs the time, so that tests and the demo can set it. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()
