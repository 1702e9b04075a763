import type { Route } from '#/platform/web/route.ts'
import * as incident from './routes-incident.ts'
import * as item from './routes-item.ts'
import * as procedure from './routes-procedure.ts'

type Answers = Pick<Route, 'answer'> & Partial<Pick<Route, 'stepUp' | 'takesFile'>>
const get = (path: Route['path'], may: Route['may'], does: string, parts: Answers): Route => ({
  method: 'GET',
  path,
  may,
  does,
  ...parts,
})
const post = (path: Route['path'], may: Route['may'], does: string, parts: Answers): Route => ({
  method: 'POST',
  path,
  may,
  does,
  ...parts,
})

export const routes: readonly Route[] = [
  get('/evidence', 'evidence.read', 'lists all evidence that one may see', {
    answer: incident.answerRegister,
  }),
  get('/incidents/:id/evidence', 'evidence.read', 'shows what is kept of an incident', {
    answer: incident.openEvidence,
  }),
  post('/incidents/:id/evidence/answer', 'evidence.answer', 'answers whether it could be illegal', {
    answer: incident.sendAnswer,
  }),
  post('/incidents/:id/evidence/seal', 'evidence.answer', 'seals what waited for a seal key', {
    answer: incident.sendSealWaiting,
  }),
  get('/incidents/:id/evidence/new', 'evidence.keep', 'asks where a thing lies', {
    answer: incident.openEntry,
  }),
  post('/incidents/:id/evidence', 'evidence.keep', 'enters a thing that lies at the school', {
    answer: incident.sendEntry,
  }),
  get('/incidents/:id/evidence/files/new', 'evidence.keep', 'asks for a file, where one may exist', {
    answer: incident.openFileForm,
  }),
  post('/incidents/:id/evidence/files', 'evidence.keep', 'keeps a file, where one may exist', {
    answer: incident.sendFile,
    takesFile: true,
  }),
  get('/incidents/:id/confiscations/new', 'evidence.confiscate', 'asks what was taken in', {
    answer: incident.openConfiscate,
  }),
  post('/incidents/:id/confiscations', 'evidence.confiscate', 'records a device taken in', {
    answer: incident.sendConfiscate,
  }),

  get('/evidence/:id', 'evidence.read', 'shows one item and its chain of custody', {
    answer: item.answerItem,
  }),
  get('/confiscations/:id', 'evidence.read', 'shows one device that was taken in', {
    answer: item.answerItem,
  }),
  get('/evidence/:id/sheet', 'evidence.read', 'prints the chain of custody', { answer: item.answerSheet }),
  get('/evidence/:id/manifest', 'evidence.open', 'exports what is known of one item', {
    answer: item.answerManifest,
  }),
  get('/evidence/:id/picture', 'evidence.open', 'shows a page with the picture', {
    answer: item.answerPicture,
  }),
  get('/evidence/:id/shown', 'evidence.open', 'sends the stripped copy of a picture', {
    answer: item.answerShown,
  }),
  get('/evidence/:id/original', 'evidence.open', 'asks why the original is needed', {
    answer: item.openOriginal,
  }),
  post('/evidence/:id/original', 'evidence.open', 'sends the original', { answer: item.sendOriginal }),
  get('/evidence/:id/custody/:act', 'evidence.keep', 'asks who handed it to whom', {
    answer: item.openCustody,
  }),
  post('/evidence/:id/custody/:act', 'evidence.keep', 'adds to the chain of custody', {
    answer: item.sendCustody,
  }),

  get('/evidence/:id/hand-over', 'evidence.handOver', 'asks to hand sealed evidence to the police', {
    answer: procedure.openAskForHandOver,
    stepUp: true,
  }),
  post('/evidence/:id/hand-over', 'evidence.handOver', 'asks the other of head and chair', {
    answer: procedure.sendAskForHandOver,
    stepUp: true,
  }),
  get('/hand-overs/:id', 'evidence.handOver', 'asks for both halves', {
    answer: procedure.openHandOver,
    stepUp: true,
  }),
  post('/hand-overs/:id/open', 'evidence.handOver', 'sends a sealed file for the police, once', {
    answer: procedure.sendHalves,
    stepUp: true,
  }),
  get('/incidents/:id/backups', 'evidence.read', 'lists backups that may still open what is sealed', {
    answer: procedure.openBackups,
  }),
  post('/incidents/:id/backups', 'evidence.destroyBackups', 'records that old backups are destroyed', {
    answer: procedure.sendBackups,
  }),

  get('/incidents/:id/steps-taken/new', 'evidence.keep', 'asks what was done', {
    answer: procedure.openStep,
  }),
  post('/incidents/:id/steps-taken', 'evidence.keep', 'records what was done', {
    answer: procedure.sendStep,
  }),
  get('/incidents/:id/viewings/new', 'evidence.askToView', 'asks why a picture must be looked at', {
    answer: procedure.openAskToView,
    stepUp: true,
  }),
  post('/incidents/:id/viewings', 'evidence.askToView', 'asks the head whether it may be', {
    answer: procedure.sendAskToView,
    stepUp: true,
  }),
  get('/viewings/:id', 'evidence.read', 'shows a request to look', { answer: procedure.openViewing }),
  post('/viewings/:id/decide', 'evidence.decideViewing', 'decides a request to look', {
    answer: procedure.sendDecision,
    stepUp: true,
  }),
  post('/viewings/:id/note', 'evidence.askToView', 'records that it was looked at', {
    answer: procedure.sendNote,
  }),
  get('/incidents/:id/deletions/new', 'evidence.askForDeletion', 'asks which child was asked to delete', {
    answer: procedure.openAskForDeletion,
  }),
  post('/incidents/:id/deletions', 'evidence.askForDeletion', 'records a request to delete', {
    answer: procedure.sendAskForDeletion,
  }),
  get('/deletions/:id', 'evidence.askForDeletion', 'shows a request to delete', {
    answer: procedure.openDeletion,
  }),
  post('/deletions/:id/confirm', 'evidence.askForDeletion', 'records the child’s confirmation', {
    answer: procedure.sendConfirmation,
  }),
]
