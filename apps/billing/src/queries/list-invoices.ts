import { Query } from '@waystation/call';
import { ListInvoicesResponse, type ListInvoicesRequest } from '@waystation/contracts/billing/v1/service';
import { nextPageToken, pageToken, Reader } from '@waystation/store';
import { invoiceSummary } from '../store/invoice-columns.ts';

// One text per combination of filters, so that each can use its index.
const filters = {
  visit: (value: string) => `visit_id = ${value}`,
  statuses: (value: string) => `status = any(${value}::text[])`,
  after: (value: string) => `id > ${value}`,
};

@Query()
export class ListInvoices {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListInvoicesRequest): Promise<ListInvoicesResponse> {
    const { visitId, statuses, pageSize } = request;
    const [after] = pageToken.read(request.pageToken, 'id') ?? [];
    const limit = pageSize || 50;
    const asked = { visit: visitId, statuses: statuses.length > 0 && statuses, after };
    const given = Object.entries(asked).filter(([, value]) => value) as [keyof typeof filters, unknown][];
    const conditions = given.map(([name], index) => ` and ${filters[name](`$${index + 3}`)}`);
    const invoices = await this.reader.rows<{ invoiceId: string }>(
      `select ${invoiceSummary} from invoice where station_id = $1${conditions.join('')} order by id limit $2`,
      [this.reader.station, limit, ...given.map(([, value]) => value)],
    );
    return ListInvoicesResponse.fromJSON({
      invoices,
      nextPageToken: nextPageToken(invoices, limit, ({ invoiceId }) => [invoiceId]),
    });
  }
}
