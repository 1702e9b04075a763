// A school as a place: its name in addresses, its day, its network.

export type School = {
  id: string
  slug: string
  name: string
  policyCode: 'A' | 'B' | 'T' | 'H' | 'R' | null
  trustId: string | null
  networkRanges: readonly string[]
  dayStartsAt: string
  dayEndsAt: string
  setUpAt: Date | null
}
