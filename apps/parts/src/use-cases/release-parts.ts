import { UseCase, type Call } from '@waystation/call';
import type { ReleasePartsRequest, ReleasePartsResponse } from '@waystation/contracts/parts/v1/service';
import { Stockrooms } from '../store/stockrooms.ts';

@UseCase()
export class ReleaseParts {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ visitId }: ReleasePartsRequest, call: Call): Promise<ReleasePartsResponse> {
    const { room, reservation } = await this.stockrooms.openForReserved(visitId, call);
    reservation.releaseByAdvisor(room);
    this.stockrooms.keep(room);
    return { visitId, status: reservation.status };
  }
}
