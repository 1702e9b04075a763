type Row = string | { readonly words: string } | { readonly text: string }

/** A choice for each row of a table: sent by its key, shown in its words. */
export function choicesOf<Key extends string>(table: Readonly<Record<Key, Row>>) {
  return Object.entries<Row>(table).map(([value, row]) => ({ value, text: wordsOf(row) }))
}

function wordsOf(row: Row): string {
  if (typeof row === 'string') return row
  return 'words' in row ? row.words : row.text
}
