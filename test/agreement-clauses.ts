/** Every clause of the five policies in the systems agreements and social-media. */
export const agreementClauses =
  `A11 A59 B6 B20 B101 B139 B144 B146 B160 T5 T7 T9 T16 T18 T20 T25 T26 T27 T28 T31 T34 T35 T45 T49 T50 T52 T161
T179 T190 T251 T252 T262 T264 H9 H31 H57 H58 R13 R26 R27 R28 R33 R41 R76 R77 R78 R79 R80 R83 R84 R85 R86 R88 R89 R90 R96 R142
R144`.split(/\s+/)
