/** Shown above a flow wherever it runs, so that no school takes another's chart for its own policy. */
export const thornNotice =
  'Written from the charts in Thorn’s policy, in our words. A school whose policy has no chart, or whose chart is ' +
  'missing (Rowan’s appendix F), runs it until it has its own: it is not that school’s own diagram.'
