// Pages go before whatever runs by itself (decision 24). The server tells here that it makes one; jobs wait for it.

/** Whoever sends a film, or asks for a whole year, is not waiting for a page any more: others go on after so long. */
const mostMakingMs = 2_000

let making = 0
let waiting: (() => void)[] = []

/** Tells that a page is begun. What it returns is called when the page is made; it may be called again. */
export function beginPage(): () => void {
  let isMade = false
  const made = (): void => {
    if (isMade) return
    isMade = true
    clearTimeout(timer)
    making -= 1
    if (making === 0) for (const goOn of waiting.splice(0)) goOn()
  }
  const timer = setTimeout(made, mostMakingMs).unref()
  making += 1
  return made
}

/** Returns at once while no page is being made; else when the last one is, or after `mostMs`. */
export function untilPagesAreMade(mostMs: number): Promise<void> | undefined {
  if (making === 0 || mostMs <= 0) return undefined
  return new Promise((resolve) => {
    const goOn = (): void => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      waiting = waiting.filter((one) => one !== goOn)
      resolve()
    }, mostMs)
    waiting.push(goOn)
  })
}
