import { FIELDS, expectItem, readPackage } from '../qti12.mjs'

const reading = {
  resourceType: 'imsqti_xmlv1p2/imscc_xmlv1p1/assessment',
  typeField: 'cc_profile',
  kinds: {
    'cc.fib.v0p1': 'fill',
    'cc.multiple_choice.v0p1': 'single',
    'cc.multiple_response.v0p1': 'multiple',
    'cc.true_false.v0p1': 'judge',
    'cc.essay.v0p1': 'short',
  },
}
export const readers = { 'Chromium and QTI 1.2': (file, { tools }) => readPackage(file, tools, reading) }
export const fields = { 'Chromium and QTI 1.2': FIELDS }
// Weights are whole numbers: twice the score where a set has half points.
export const expect = (q, quiz) => expectItem(q, quiz.questions.some((o) => o.score % 1) ? 2 * q.score : q.score)
