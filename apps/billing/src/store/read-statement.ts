import { codeListsOf, namesFrom } from '@waystation/call';
import { GetStatementResponse } from '@waystation/contracts/billing/v1/service';
import type { Names } from '@waystation/names';
import { NotFound } from '@waystation/model';
import { decrypted, type Reader } from '@waystation/store';
import type { Addressee } from '../model/statement.ts';

/** A statement as it is answered, and what only its documents say. */
export interface StatementRead {
  statement: GetStatementResponse;
  addressee: Addressee;
  /** Of tax categories. */
  names: Names;
}

interface Found {
  addressee: Buffer;
  differences: { explanation: object | null }[];
}

/** @throws NotFound when none was drawn for the visit yet */
export async function readStatement(reader: Reader, visitId: string): Promise<StatementRead> {
  const lists = codeListsOf(['tax_category']);
  const statements = reader.rows<Found>(
    `select visit_id as "visitId", status, revision as "statementRevision", order_revision as "orderRevision", currency,
       lines, taxes, totals, consented_minor as "consentedMinor", ceiling_minor as "ceilingMinor", differences, courtesies,
       bills, drawn_at as "drawnAt", closed_at as "closedAt", document_id as "documentId", document_hash as "documentHash",
       stale_reason as "staleReason", addressee
     from statement where station_id = $1 and id = $2`,
    [reader.station, visitId],
  );
  const [[row], published] = await Promise.all([statements, reader.rows(lists.text, lists.values)]);
  if (!row) throw new NotFound('statement', visitId);
  const addressee = decrypted<Addressee>(row.addressee);
  const differences = row.differences.map(({ explanation, ...difference }) => ({ ...difference, ...explanation }));
  return {
    statement: GetStatementResponse.fromJSON({ ...row, differences, party: addressee }),
    addressee,
    names: namesFrom(published),
  };
}
