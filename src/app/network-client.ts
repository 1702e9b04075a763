// How the self-test of the filter asks the network: as any client would.

import { askName } from '#/engines/dns/index.ts'
import { askPage, askSafeSide } from '#/engines/proxy/index.ts'

export const networkClient = { askName, askPage, askSafeSide }
