// The text of a paragraph as it was typed: lines that begin with "- " are a list, an empty line begins anew.

export type TextBlock = { kind: 'paragraph'; text: string } | { kind: 'list'; items: readonly string[] }

/** The blocks of a text, in their order. */
export function blocksOf(text: string): readonly TextBlock[] {
  const blocks: TextBlock[] = []
  let lines: string[] = []
  let items: string[] = []
  const end = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', text: lines.join(' ') })
    if (items.length > 0) blocks.push({ kind: 'list', items })
    lines = []
    items = []
  }
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    const item = /^[-•]\s+(.+)$/.exec(line)?.[1]
    if (line === '' || (item === undefined && items.length > 0) || (item !== undefined && lines.length > 0))
      end()
    if (item !== undefined) items.push(item)
    else if (line !== '') lines.push(line)
  }
  end()
  return blocks
}
