// The terms of three school years, as a county might print them.

export type DemoTerm = { name: string; startsOn: string; endsOn: string }

const datesByYear: Readonly<Record<number, readonly (readonly [string, string, string])[]>> = {
  2024: [
    ['Autumn term', '2024-09-03', '2024-12-20'],
    ['Spring term', '2025-01-06', '2025-04-04'],
    ['Summer term', '2025-04-22', '2025-07-22'],
  ],
  2025: [
    ['Autumn term', '2025-09-02', '2025-12-19'],
    ['Spring term', '2026-01-05', '2026-03-27'],
    ['Summer term', '2026-04-13', '2026-07-21'],
  ],
  2026: [
    ['Autumn term', '2026-09-02', '2026-12-18'],
    ['Spring term', '2027-01-04', '2027-03-25'],
    ['Summer term', '2027-04-12', '2027-07-21'],
  ],
  2027: [
    ['Autumn term', '2027-09-02', '2027-12-17'],
    ['Spring term', '2028-01-04', '2028-03-31'],
    ['Summer term', '2028-04-18', '2028-07-20'],
  ],
}

/** Half terms and inset days: inside a term, and no school. */
const closedByYear: Readonly<Record<number, readonly (readonly [string, string, string])[]>> = {
  2024: [
    ['2024-10-28', '2024-11-01', 'Half term'],
    ['2025-02-17', '2025-02-21', 'Half term'],
    ['2025-05-26', '2025-05-30', 'Half term'],
    ['2024-11-04', '2024-11-04', 'Inset day'],
  ],
  2025: [
    ['2025-10-27', '2025-10-31', 'Half term'],
    ['2026-02-16', '2026-02-20', 'Half term'],
    ['2026-05-25', '2026-05-29', 'Half term'],
    ['2025-11-03', '2025-11-03', 'Inset day'],
  ],
  2026: [
    ['2026-10-26', '2026-10-30', 'Half term'],
    ['2027-02-15', '2027-02-19', 'Half term'],
    ['2027-05-31', '2027-06-04', 'Half term'],
    ['2026-11-02', '2026-11-02', 'Inset day'],
  ],
  2027: [
    ['2027-10-25', '2027-10-29', 'Half term'],
    ['2028-02-14', '2028-02-18', 'Half term'],
    ['2028-05-29', '2028-06-02', 'Half term'],
  ],
}

/** The terms of the school years that begin in the given calendar years. */
export function termsOf(years: readonly number[]): readonly DemoTerm[] {
  return years.flatMap((year) =>
    (datesByYear[year] ?? []).map(([name, startsOn, endsOn]) => ({
      name: `${name} ${startsOn.slice(0, 4)}`,
      startsOn,
      endsOn,
    })),
  )
}

/** Each single day of those years' half terms and inset days. */
export function closedDaysOf(years: readonly number[]): readonly { onDay: string; why: string }[] {
  return years.flatMap((year) =>
    (closedByYear[year] ?? []).flatMap(([from, to, why]) =>
      daysFromTo(from, to).map((onDay) => ({ onDay, why })),
    ),
  )
}

function daysFromTo(from: string, to: string): string[] {
  const days: string[] = []
  for (
    let day = new Date(`${from}T12:00:00Z`);
    day <= new Date(`${to}T12:00:00Z`);
    day.setUTCDate(day.getUTCDate() + 1)
  ) {
    days.push(day.toISOString().slice(0, 10))
  }
  return days
}
