/** A text box grows with what is typed, up to 40 lines, so that a long account can be read whole. */
export function growTextBoxes() {
  for (const box of document.querySelectorAll('textarea')) {
    const least = box.rows
    const fit = () => {
      box.rows = least
      while (box.scrollHeight > box.clientHeight && box.rows < 40) box.rows += 1
    }
    box.addEventListener('input', fit)
    fit()
  }
}
