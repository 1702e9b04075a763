// Everything that is offered, by the platform and by the features. The platform's part needs a school's key and addresses
// only when it is used.

import { collect } from '#/app/contributions.ts'
import { features } from '#/app/features.ts'
import { platformFeatures } from '#/app/platform-features.ts'
import { signInParts } from '#/app/sign-in-parts.ts'
import { readConfig } from '#/platform/config/config.ts'
import type { Vault } from '#/platform/files/files.ts'
import type { Keyring } from '#/platform/keys/keys.ts'
import { createSignIn } from '#/platform/sign-in/sign-in.ts'

const signIn = createSignIn(signInParts(readConfig({}), {} as Keyring, () => new Date()))

export const everythingOffered = collect([...platformFeatures(signIn, {} as Vault, features), ...features])
