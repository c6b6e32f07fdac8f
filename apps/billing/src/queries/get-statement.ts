import { Query } from '@waystation/call';
import type { GetStatementRequest, GetStatementResponse } from '@waystation/contracts/billing/v1/service';
import { Reader } from '@waystation/store';
import { readStatement } from '../store/read-statement.ts';

@Query()
export class GetStatement {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetStatementRequest): Promise<GetStatementResponse> {
    const { statement } = await readStatement(this.reader, visitId);
    return statement;
  }
}
