import type { EventDescription } from "../define-provider.ts"

/** What every callback about a message holds; `SM…` is the same in each of its fields. */
const MESSAGE = {
  MessageSid: "SM{hex:32#message}",
  SmsSid: "SM{hex:32#message}",
  AccountSid: "AC{hex:32}",
  From: "+1415555{digits:4}",
  To: "+1646555{digits:4}",
  ApiVersion: "2010-04-01",
}

const CALL = {
  CallSid: "CA{hex:32}",
  AccountSid: "AC{hex:32}",
  ApiVersion: "2010-04-01",
  Direction: "inbound",
  From: "+1415555{digits:4#caller}",
  Caller: "+1415555{digits:4#caller}",
  CallerCity: "SAN FRANCISCO",
  CallerState: "CA",
  CallerZip: "94105",
  CallerCountry: "US",
  To: "+1646555{digits:4#called}",
  Called: "+1646555{digits:4#called}",
  CalledCity: "NEW YORK",
  CalledState: "NY",
  CalledZip: "10001",
  CalledCountry: "US",
}

const messageStatus = (
  status: string,
  title: string,
  more: Readonly<Record<string, string>> = {},
): EventDescription => ({
  type: `message.status.${status}`,
  title,
  sample: { ...MESSAGE, MessageStatus: status, SmsStatus: status, ...more },
})

const callStatus = (
  status: string,
  title: string,
  more: Readonly<Record<string, string>> = {},
): EventDescription => ({
  type: `call.status.${status}`,
  title,
  sample: {
    ...CALL,
    CallStatus: status,
    CallbackSource: "call-progress-events",
    Timestamp: "{now-rfc2822}",
    ...more,
  },
})

/** Twilio's callbacks. The names are ours: Twilio tells its callbacks apart by the fields they hold. */
export const twilioEvents: readonly EventDescription[] = [
  {
    type: "message.received",
    title: "A message came in at a Twilio number",
    sample: {
      ...MESSAGE,
      SmsMessageSid: "SM{hex:32#message}",
      SmsStatus: "received",
      MessagingServiceSid: "MG{hex:32}",
      Body: "Hello! Is the store open on Sunday?",
      NumMedia: "0",
      NumSegments: "1",
      FromCity: "SAN FRANCISCO",
      FromState: "CA",
      FromZip: "94105",
      FromCountry: "US",
      ToCity: "NEW YORK",
      ToState: "NY",
      ToZip: "10001",
      ToCountry: "US",
    },
  },
  messageStatus("delivered", "An outgoing message was delivered"),
  {
    type: "call.incoming",
    title: "A call came in at a Twilio number; the answer is TwiML",
    sample: { ...CALL, CallStatus: "ringing", StirVerstat: "TN-Validation-Passed-A" },
  },
  callStatus("completed", "A call ended", {
    SequenceNumber: "3",
    Duration: "1",
    CallDuration: "{int:5-59}",
  }),
  {
    type: "recording.completed",
    title: "The recording of a call can be fetched",
    sample: {
      AccountSid: "AC{hex:32#account}",
      CallSid: "CA{hex:32}",
      RecordingSid: "RE{hex:32#recording}",
      RecordingUrl:
        "https://api.twilio.com/2010-04-01/Accounts/AC{hex:32#account}/Recordings/RE{hex:32#recording}",
      RecordingStatus: "completed",
      RecordingDuration: "{int:5-59}",
      RecordingChannels: "1",
      RecordingStartTime: "{now-rfc2822}",
      RecordingSource: "RecordVerb",
      RecordingTrack: "both",
      ErrorCode: "0",
    },
  },
  messageStatus("sent", "The carrier took over an outgoing message"),
  messageStatus("undelivered", "An outgoing message was not delivered", { ErrorCode: "30003" }),
  messageStatus("failed", "An outgoing message could not be sent", { ErrorCode: "30008" }),
  callStatus("in-progress", "A call was answered", { SequenceNumber: "2" }),
  callStatus("no-answer", "A call was not answered", { SequenceNumber: "2", CallDuration: "0" }),
]
