// A question of the set as an item; a stem has ____ for a blank and （　） for a choice.
export function itemOf(q) {
  const item = { type: q.type, stem: q.stem }
  if (q.options) item.options = q.options.map((o) => o.text)
  if (q.type === 'single' || q.type === 'multiple') item.key = q.options.flatMap((o, i) => (o.correct ? [i] : []))
  if (q.type === 'fill') item.blanks = q.blanks.map((b) => [b.answer, ...(b.accept ?? [])])
  if (q.type === 'judge') item.answer = q.answer
  if (q.type === 'short') item.points = q.answer
  if (q.type === 'order') item.order = q.answer.map((i) => q.items[i])
  if (q.type === 'match') item.pairs = q.left.map((l, i) => [l, q.right[q.answer[i]]])
  return item
}

// What stands as the explanation: what a false statement should say in front, unless the explanation says so itself.
export function explanationOf(q) {
  const said = q.explanation ?? ''
  return q.swap && !said.includes(`应为“${q.swap.from}”`) ? `“${q.swap.to}”应为“${q.swap.from}”。${said}` : said
}
