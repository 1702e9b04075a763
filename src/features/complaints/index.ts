// What later features may use from complaints.

export {
  type ReceiveComplaint,
  type Received,
  receiveComplaint,
  receiveComplaintForm,
} from './receive-complaint.ts'
