// What later features may use from complaints.

export { receiveComplaint } from './receive-complaint.ts'
