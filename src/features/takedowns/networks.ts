// Well-known networks: how their own way to report is found, and from which age they let people in. Versioned data in
// words, because addresses move; look at each once a year, and raise the version.

export const networks = {
  version: '2026-11',
  entries: {
    facebook: {
      name: 'Facebook',
      minimumAge: 13,
      how: 'The three dots beside the post or on the profile, then “Report”.',
    },
    instagram: {
      name: 'Instagram',
      minimumAge: 13,
      how: 'The three dots above the post or on the profile, then “Report”.',
    },
    snapchat: {
      name: 'Snapchat',
      minimumAge: 13,
      how: 'Press and hold on the snap, story or name, then “Report”.',
    },
    youtube: { name: 'YouTube', minimumAge: 13, how: 'The three dots below the film, then “Report”.' },
    x: {
      name: 'X, once Twitter',
      minimumAge: 13,
      how: 'The three dots on the post or the profile, then “Report”.',
    },
    tiktok: { name: 'TikTok', minimumAge: 13, how: 'Press and hold on the film, then “Report”.' },
    whatsapp: {
      name: 'WhatsApp',
      minimumAge: 13,
      how: 'Press and hold on the message, or open the contact, then “Report”.',
    },
  },
} as const
export type Network = keyof typeof networks.entries
export const networkNames = Object.keys(networks.entries) as [Network, ...Network[]]

/** Elsewhere most services take nobody below this age. */
const usualMinimumAge = 13

/** From which age, in years, it takes people; what it is not known of takes the usual age. */
export const minimumAgeOn = (network: Network | 'other'): number =>
  network === 'other' ? usualMinimumAge : networks.entries[network].minimumAge

export const howElsewhere = 'Look for “Report”, “Help” or “Safety” on the page itself.'
