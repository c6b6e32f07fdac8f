import { codeListsOf, namesFrom } from '@waystation/call';
import { GetStatementResponse } from '@waystation/contracts/billing/v1/service';
import type { Names } from '@waystation/names';
import { NotFound } from '@waystation/model';
import { decrypted, selectOf, type Reader, type RowOf } from '@waystation/store';
import type { Addressee } from '../model/statement.ts';
import { statementMapping } from './statement.mapping.ts';

/** Statement as it is answered, with the fields that only its documents show. */
export interface StatementRead {
  statement: GetStatementResponse;
  addressee: Addressee;
  /** Names of tax categories. */
  names: Names;
}

const columns = selectOf(
  statementMapping,
  `visitId, status, revision as statementRevision, orderRevision, currency, lines, taxes, totals, approvedMinor,
   ceilingMinor, differences, courtesies, bills, drawnAt, closedAt, documentId, documentHash, staleReason, addressee`,
);
const text = `select ${columns} from statement where station_id = $1 and id = $2`;

/** @throws NotFound before a statement is drawn for the visit */
export async function readStatement(reader: Reader, visitId: string): Promise<StatementRead> {
  const lists = codeListsOf(['tax_category']);
  const [[row], published] = await Promise.all([
    reader.rows<RowOf<typeof columns>>(text, [reader.station, visitId]),
    reader.rows(lists.text, lists.values),
  ]);
  if (!row) throw new NotFound('statement', visitId);
  const addressee = decrypted(row.addressee);
  const differences = row.differences.map(({ explanation, ...difference }) => ({ ...difference, ...explanation }));
  return {
    statement: GetStatementResponse.fromJSON({ ...row, differences, party: addressee }),
    addressee,
    names: namesFrom(published),
  };
}
