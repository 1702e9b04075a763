/** What a step says instead of a length: an upstream has to be asked first. */
export const waits = -1

/** What a step says that leaves the answer to the next. */
export const goOn = -2
