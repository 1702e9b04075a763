/** A link works for so many days (decision X6). */
export const linkLastsDays = 14
