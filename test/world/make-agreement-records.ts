import type { Context } from '#/platform/context.ts'
import { agreementKeys } from '../../src/features/agreements/agreement.ts'
import { asksOfSigner } from '../../src/features/agreements/ask-store.ts'
import { declareException } from '../../src/features/agreements/declare-exception.ts'
import { startDraft } from '../../src/features/agreements/draft-text.ts'
import { answerOnBehalf } from '../../src/features/agreements/sign-on-behalf.ts'
import { publishedVersion } from '../../src/features/agreements/version-store.ts'
import { aClass, publish, putInto } from '../a-school-that-signs.ts'
import { lookInto } from '../ground.ts'
import type { Kind, Params } from './places.ts'
import type { MatrixSchool } from './staff-school.ts'

/** Texts, a round in a child's class with an answer, and a guardian who was asked. The child's guardian is there. */
export async function makeAgreementRecords(
  context: Context,
  school: MatrixSchool,
): Promise<Partial<Record<Kind, Params>>> {
  const { id: schoolId, people } = school
  const { head, office, child, guardian } = people
  const world = { context }
  const classId = await aClass(world, schoolId, 'keyStage2', '3B', 3)
  await putInto(world, schoolId, classId, child.personId, 'pupil')
  for (const key of agreementKeys.filter((one) => one === 'pupilKeyStage2' || one === 'parent')) {
    await publish(world, school, key)
  }
  const draft = await startDraft(context, head, 'staff')
  const askOf = async (signerId: string) => {
    const [ask] = await lookInto(context, schoolId, (tx) => asksOfSigner(tx, schoolId, signerId))
    if (!ask) throw new Error('Nobody was asked to sign.')
    return ask
  }
  const ask = await askOf(child.personId)
  const version = await lookInto(context, schoolId, (tx) => publishedVersion(tx, schoolId, ask.agreement))
  const signatureId = await answerOnBehalf(context, office, ask.id, {
    answer: 'signed',
    readHash: version?.sha256.toString('hex') ?? '',
    remark: 'She nodded to each line of it.',
  })
  const declaration = await declareException(context, people.teller, {
    rule: 'otherRole',
    what: 'I run a choir in the village.',
  })
  const ofGuardian = await askOf(guardian.personId)
  return {
    agreementVersion: { id: draft },
    agreementRound: { id: ask.roundId, classId },
    agreementAsk: { id: ask.id },
    ownAgreement: { id: ofGuardian.id },
    signature: { id: signatureId },
    declaration: { id: declaration },
  }
}
