// What kinds of sites there are, what each is for, and whom it is shut to unless a school says otherwise. A category is never
// renamed or removed: lists and policies of years name it.

/** When a profile does not reach a category. */
export const whens = {
  always: 'Blocked',
  schoolDay: 'Blocked in the school day',
  lessons: 'Blocked in lessons, open in breaks',
  open: 'Open',
} as const
export type When = keyof typeof whens
/** Whether a field names one of the times at which a category is shut. */
export const isWhen = (text: string): text is When => Object.hasOwn(whens, text)

export type CategoryRow = {
  words: string
  /** Why it is blocked, for whoever asks: published. */
  why: string
  /** What a wrong block would cost, and what to do then: published. */
  care?: string
  /** No temporary exception opens it, and no profile may (decision S9). */
  never?: true
  /** Attempts are a matter for the safeguarding lead at once (decision S16). */
  concern?: true
  /** Whoever is blocked by it reads first where to find help. */
  leadsToHelp?: true
  /** Nobody chooses it: it is blocked for whoever has safe search on, and open to all others. */
  followsSafeSearch?: true
  /** What pupils and adults get where no policy says otherwise. */
  pupils: When
  adults: When
}

const forEverybody = { pupils: 'always', adults: 'always' } as const
const forPupils = { pupils: 'always', adults: 'open' } as const

export const categories = {
  pornography: {
    words: 'Pornography',
    why: 'Harms children, and has no place on a school’s network.',
    care: 'Lists are wrong at times about sites that teach about bodies and relationships: ask for the site, two people open it for good.',
    never: true,
    ...forEverybody,
  },
  malware: {
    words: 'Malware and phishing',
    why: 'Takes over devices and steals passwords.',
    never: true,
    ...forEverybody,
  },
  bypass: {
    words: 'Ways round the filter',
    why: 'Proxies, private networks and hidden name servers undo everything else on this page.',
    never: true,
    ...forEverybody,
  },
  crime: {
    words: 'Hacking, fraud and other crime',
    why: 'Teaches or sells what the law forbids.',
    care: 'Computing lessons about security may need a site: ask for it.',
    ...forEverybody,
  },
  hate: {
    words: 'Hatred and discrimination',
    why: 'Sets people against others for who they are, violence against women and girls included.',
    care: 'History and religious studies may need a site: ask for it.',
    ...forEverybody,
  },
  extremism: {
    words: 'Terrorism and extremism',
    why: 'The Prevent duty asks for it. Attempts are looked at by the safeguarding lead.',
    concern: true,
    ...forEverybody,
  },
  selfHarm: {
    words: 'Self-harm, suicide and eating disorders',
    why: 'Sites that encourage it. Help is always open, and never held against anybody.',
    care: 'No directory of such sites is printed here. Names come with lists that the school or its provider is licensed for.',
    concern: true,
    leadsToHelp: true,
    ...forEverybody,
  },
  violence: {
    words: 'Violence and gore',
    why: 'Pictures of cruelty frighten, and harden.',
    ...forEverybody,
  },
  language: {
    words: 'Strong language',
    why: 'Sites that are there for swearing and rude jokes.',
    care: 'The filter goes by names and addresses and reads no page: rude words on other sites come through. Tell us where you see them.',
    ...forPupils,
  },
  drugs: {
    words: 'Drugs, alcohol and vaping',
    why: 'Sells or praises what harms.',
    care: 'Health education is not in this category. Where a list gets it wrong, ask for the site.',
    ...forEverybody,
  },
  weapons: { words: 'Weapons', why: 'Sells weapons or teaches to make them.', ...forEverybody },
  gambling: {
    words: 'Gambling',
    why: 'Unlawful for children, and made to hold on to people.',
    ...forEverybody,
  },
  dating: { words: 'Dating and chats with strangers', why: 'Leads to strangers.', ...forEverybody },
  piracy: { words: 'Piracy', why: 'Breaks copyright, and often brings malware.', ...forEverybody },
  chat: {
    words: 'Chats that nobody moderates',
    why: 'Nobody is there to help when somebody is unkind or not who they say.',
    ...forPupils,
  },
  socialNetworks: {
    words: 'Social networks',
    why: 'Made for people over thirteen, and full of contact with strangers.',
    ...forPupils,
  },
  newsgroups: { words: 'Forums and newsgroups', why: 'Often without anybody who moderates.', ...forPupils },
  videos: {
    words: 'Video sharing',
    why: 'Anybody may put anything there. Teachers choose a video and show it.',
    ...forPupils,
  },
  games: { words: 'Games', why: 'Take the lesson away.', ...forPupils },
  webmail: {
    words: 'Personal e-mail',
    why: 'The school’s own e-mail is watched over; this is not.',
    ...forPupils,
  },
  ai: {
    words: 'Chats with artificial intelligence',
    why: 'Answers are made while they are read, so nobody can check them beforehand. A tool is looked at first, then opened.',
    ...forPupils,
  },
  fileSharing: { words: 'File sharing', why: 'Takes the school’s files out of its care.', ...forPupils },
  imageSearch: {
    words: 'Open picture searches',
    why: 'Even a safe search shows pictures that nobody has looked at.',
    care: 'Offer pupils pages that were checked instead.',
    pupils: 'open',
    adults: 'open',
  },
  unsafeSearch: {
    words: 'Searches that cannot be made safe',
    why: 'These search engines have no safe side to be led to, so they show whatever is found.',
    care: 'Blocked for each group whose safe search is on, and for no other: that setting decides.',
    followsSafeSearch: true,
    pupils: 'open',
    adults: 'open',
  },
  shopping: { words: 'Shopping', why: 'For breaks, if at all.', ...forPupils },
  streaming: { words: 'Films and music', why: 'For breaks, if at all.', ...forPupils },
  banking: {
    words: 'Banking',
    why: 'Private business, where a school’s rules bar it.',
    pupils: 'open',
    adults: 'open',
  },
} as const satisfies Record<string, CategoryRow>

export type CategoryId = keyof typeof categories
export const categoryIds = Object.keys(categories) as CategoryId[]
/** What the table says of a category. */
export const categoryRow = (id: CategoryId): CategoryRow => categories[id]
/** Whether a field names one of the categories. */
export const isCategoryId = (text: string): text is CategoryId => Object.hasOwn(categories, text)

/** Those that nobody and nothing opens by a profile or for a time. */
export const neverOpen = categoryIds.filter((id) => categoryRow(id).never === true)

/** Those of which an attempt is looked at by the safeguarding lead at once. */
export const concerns = categoryIds.filter((id) => categoryRow(id).concern === true)

/** Those that the setting for safe search decides about. */
export const followingSafeSearch = categoryIds.filter((id) => categoryRow(id).followsSafeSearch === true)

/** Those that lead to help. */
export const leadingToHelp = categoryIds.filter((id) => categoryRow(id).leadsToHelp === true)
