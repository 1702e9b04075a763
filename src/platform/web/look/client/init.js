import { forgetWhenLeft } from './forget-when-left.js'
import { initAll as initGovuk } from './govuk-frontend.js'
import { growTextBoxes } from './grow-text-boxes.js'
import { initAll as initMoj } from './moj-frontend.js'
import { refreshProgress } from './progress.js'
import { readAloud } from './read-aloud.js'
import { sendOnce } from './send-once.js'

initGovuk()
initMoj()
sendOnce()
growTextBoxes()
readAloud()
refreshProgress()
forgetWhenLeft()
