export const controls = []
