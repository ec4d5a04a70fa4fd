import { FIELDS, expectItem, readPackage } from '../qti12.mjs'

const reading = {
  resourceType: 'imsqti_xmlv1p2',
  typeField: 'question_type',
  kinds: {
    short_answer_question: 'fill',
    fill_in_multiple_blanks_question: 'blanks',
    multiple_choice_question: 'single',
    multiple_answers_question: 'multiple',
    true_false_question: 'judge',
    essay_question: 'short',
    matching_question: 'match',
  },
}
export const readers = { 'Chromium and QTI 1.2': (file, { tools }) => readPackage(file, tools, reading) }
export const fields = { 'Chromium and QTI 1.2': FIELDS }
export const expect = (q) => expectItem(q, q.score)
