import { logonSettings } from './settings-logons.ts'
import { passwordSettings } from './settings-passwords.ts'

export const accountSettings = [...logonSettings, ...passwordSettings]
