import type { Control } from '#/platform/controls/control.ts'

/** No policy asks for keys; who gets their own rules by signing in is the portal’s. */
export const controls: readonly Control[] = []
