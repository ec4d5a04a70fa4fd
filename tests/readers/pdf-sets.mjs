// Quiz sets made for looking at pages.

const question = (i, more) => ({
  id: `q-${i.toString(16).padStart(8, '0')}`, explanation: '原文。', difficulty: 2, score: 2, tags: [],
  point: { id: 'p-00000000', kind: 'term' }, evidence: [{ source: 's1', line: 1, text: '原文。' }], ...more,
})

const setOf = (title, questions) => ({
  format: 'kaodian-quiz/1', title, by: null, generator: { name: 'kaodian', version: '0.1.0', seed: 1 },
  sources: [{ id: 's1', file: 'page.txt', sha256: null, article: '文章', published: null, author: null }], questions,
})

const HAN = [...'党建引领城市治理体系能力现代化人民民主全过程推进基层组织服务群众发展新质生产力高校教育科技人才改革思想政治工作企业理论学习一二三十大小上下']

// Sentences with everything that may stand badly at the end of a line, items of several lines each.
export function randomSet(seed, n) {
  let state = seed * 7919
  const random = (below) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
  const word = () => Array.from({ length: 1 + random(4) }, () => HAN[random(HAN.length)]).join('')
  const kinds = [
    word, word, word, word, word, word, word, word, () => `${word()}，`, () => `${word()}，`, () => `${word()}、`, () => `${word()}、`, () => `${word()}；`, () => `${word()}：`,
    () => `“${word()}”`, () => `：“${word()}。”`, () => `《${word()}》`, () => `（${word()}）`, () => `“《${word()}》”，`, () => `“${word()}”、“${word()}”`, () => `（《${word()}》）。`,
    () => `‘${word()}’`, () => `【${word()}】`, () => `${word()}——${word()}`, () => `${word()}……`, () => `${word()}—${word()}`, () => `${word()}·${word()}`, () => `${word()}～${word()}`,
    () => `${word()}／${word()}`, () => `${1949 + random(100)}年`, () => `${random(90000)}万人`, () => `${random(100)}.${random(100)}%`, () => `第${random(100)}条`, () => 'AI', () => 'GDP增速', () => ` ${word()} `,
    () => '5G+工业互联网', () => `(${word()})`, () => `${word()}？`, () => `${word()}！”`,
  ]
  const questions = Array.from({ length: n }, (_, i) => {
    const parts = [word()]
    const blanks = []
    for (let k = 30 + random(40); k > 0; k--) {
      parts.push(kinds[random(kinds.length)]())
      if (random(18) === 0 && blanks.length < 6) {
        blanks.push({ answer: word() + word() })
        parts.push('“____”'.slice(random(2), 6), word())
      }
    }
    if (blanks.length === 0) {
      blanks.push({ answer: word() })
      parts.push('____')
    }
    return question(i + 1, { type: 'fill', stem: `${parts.join('').replace(/“____(?!”)/g, '____')}。`, blanks, ordered: true })
  })
  return setOf('随机题集', questions)
}

// So many items, the set's own over and over.
export function manyItems(quiz, n) {
  const questions = Array.from({ length: n }, (_, i) => ({ ...quiz.questions[i % quiz.questions.length], id: `q-${(i + 1).toString(16).padStart(8, '0')}` }))
  return { ...quiz, questions }
}

// A paragraph that no line of Pango's holds, a character that no font has, an item longer than a page, a word and
// an option longer than a line, right-to-left letters, piled marks.
export function oddSet() {
  const points = Array.from({ length: 50 }, (_, i) => `第${numeral(i + 1)}点。`).join('')
  return setOf('怪题集', [
    question(1, { type: 'fill', stem: `${'甲'.repeat(20000)}____。`, blanks: [{ answer: '乙' }], ordered: true }),
    question(2, { type: 'fill', stem: '无字形\u0378和\u0378与____。', blanks: [{ answer: '\u0378' }], ordered: true }),
    question(3, { type: 'fill', stem: `${'x'.repeat(500)}____`, blanks: [{ answer: 'y'.repeat(300) }], ordered: true }),
    question(4, { type: 'fill', stem: 'שלום עולם 与 العربية 的____', blanks: [{ answer: `e${'\u0301'.repeat(40)}` }], ordered: true }),
    question(5, {
      type: 'single', stem: `${points.repeat(6)}（　）。`,
      options: [points.repeat(3), 'z'.repeat(200), '丙', '丁'].map((text, i) => ({ text, correct: i === 0 })),
    }),
    question(6, { type: 'short', stem: '为什么？', answer: [points], ordered: true, score: 40 }),
  ])
}

function numeral(i) {
  const digits = '零一二三四五六七八九'
  const tens = Math.floor(i / 10)
  return `${tens > 1 ? digits[tens] : ''}${tens ? '十' : ''}${i % 10 ? digits[i % 10] : ''}`
}
