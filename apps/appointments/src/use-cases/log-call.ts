import { UseCase, type Call } from '@waystation/call';
import type { LogCallRequest, LogCallResponse } from '@waystation/contracts/appointments/v1/service';
import { PhoneCall } from '../model/phone-call.ts';
import { PhoneCalls } from '../store/phone-call.mapping.ts';

@UseCase()
export class LogCall {
  constructor(private readonly calls: PhoneCalls) {}

  async execute({ rangAt, ...ringing }: LogCallRequest, { stationId, now, newId }: Call): Promise<LogCallResponse> {
    const call = PhoneCall.logByHand({ callId: newId(), stationId }, { rangAt: rangAt!, ...ringing }, now);
    this.calls.add(call);
    return { callId: call.id };
  }
}
