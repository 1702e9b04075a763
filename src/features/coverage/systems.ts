// The sub-systems that the five policies ask for. A clause that nothing serves yet is "not built", by the name of what
// will serve it.

/** In the order of the page: what leads, what happens, who and with what, what is filtered and watched, what is taught. */
export const systems = {
  policies: 'Policies and their approval',
  governance: 'Governance and review',
  people: 'People, roles and logons',
  agreements: 'Acceptable use agreements',
  'social-media': 'Rules for social media',
  induction: 'Induction of new staff',
  training: 'Training of staff and governors',
  contractors: 'Contractors',
  incidents: 'Incidents and reports',
  'triage-flow': 'Leading through an incident',
  evidence: 'Evidence',
  sanctions: 'Sanctions',
  'safeguarding-referral': 'Safeguarding referrals',
  takedown: 'Removal requests',
  complaints: 'Complaints',
  audit: 'Audit trail',
  'access-control': 'Access rights',
  passwords: 'Passwords',
  filtering: 'Web filter',
  'filter-changes': 'Changes to the web filter',
  monitoring: 'Monitoring of use',
  'staff-monitoring': 'Monitoring of staff',
  email: 'E-mail',
  communications: 'Communication with pupils and parents',
  publishing: 'Publishing',
  consent: 'Consent to images and work',
  copyright: 'Copyright and licences',
  'video-conferencing': 'Video calls',
  'mobile-devices': 'Phones and personal devices',
  'guest-wifi': 'Guest wireless',
  equipment: 'Equipment and loans',
  endpoints: 'Computers and laptops',
  'removable-media': 'Sticks and other media',
  'remote-wipe': 'Lost devices and remote wipe',
  antivirus: 'Virus protection',
  infrastructure: 'Network and backup',
  'information-assets': 'Information assets',
  'data-protection': 'Data protection',
  curriculum: 'Curriculum',
  classroom: 'Lessons',
  'safe-sites': 'Sites checked for lessons',
  'approved-services': 'Approved services',
  'parent-engagement': 'Parents and the community',
} as const

export type System = keyof typeof systems

/** Whether a part of an address names a system. */
export const isSystem = (text: string): text is System => Object.hasOwn(systems, text)
