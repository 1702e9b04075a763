// What nobody looks into, whoever asks and whatever was agreed (decision X10): private business, and every site of help.

import type { CategoryId } from './category.ts'

export type NeverInspected = { words: string; categories: readonly CategoryId[]; names: readonly string[] }

const names = (text: string): readonly string[] => text.split(/\s+/).filter((name) => name !== '')

export const neverInspected: readonly NeverInspected[] = [
  {
    words: 'Banks and payment',
    categories: ['banking'],
    names: names(
      'worldpay.com stripe.com visa.com mastercard.com americanexpress.com parentpay.com klarna.com',
    ),
  },
  {
    words: 'Health',
    categories: [],
    names: names(
      'nhs.uk nhs.net patientaccess.com boots.com babylonhealth.com livi.co.uk brook.org.uk mind.org.uk',
    ),
  },
  {
    words: 'Government, police, courts and social care',
    categories: [],
    names: names('gov.uk police.uk judiciary.uk parliament.uk mod.uk cafcass.gov.uk citizensadvice.org.uk'),
  },
  {
    words: 'Trade unions and legal advice',
    categories: [],
    names: names('neu.org.uk nasuwt.org.uk unison.org.uk gmb.org.uk'),
  },
]

/** Categories and names that engines never look into; sites of help and the school's own come on top. */
export const neverInspectedCategories = neverInspected.flatMap(({ categories }) => categories)
export const neverInspectedNames = neverInspected.flatMap(({ names: listed }) => listed)
