import { reading } from '@waystation/store';
import { admit, type Admission } from './access.ts';
import type { RpcContract } from './contract.ts';
import type { ClassOf, QueryClass } from './decorators.ts';
import { factsOf } from './facts.ts';
import type { Caller, RunnerContext, RunReport } from './runner-context.ts';
import { taken } from './taken.ts';

/** One run of a query. */
export class QueryRun<Request extends object, Response> {
  readonly #context: RunnerContext;
  readonly #caller: Caller;
  readonly #report: RunReport;
  readonly #contract: RpcContract;
  readonly #admission: Admission;
  readonly #request: Request;
  readonly #query: QueryClass<Request, Response>;

  /** @throws DomainError if the caller may not ask the query or the request is invalid */
  constructor(
    context: RunnerContext,
    query: ClassOf<QueryClass<Request, Response>>,
    sent: Request,
    caller: Caller,
    report: RunReport,
  ) {
    this.#context = context;
    this.#caller = caller;
    this.#report = report;
    this.#contract = context.contract(query.name);
    this.#admission = admit(this.#contract.access, caller.actor, sent, caller.service);
    this.#request = taken(this.#contract, sent, context.options.clock.now()).request;
    this.#query = context.get(query);
  }

  /** Reads under the row level security of the caller's station; a reader above the stations gets no personal data. */
  async answer(): Promise<Response> {
    const { stationId, isForFacts } = this.#admission;
    const call = this.#context.call(this.#contract.rpc, this.#caller, stationId);
    const { answer, roundTrips } = await reading(this.#context.database, stationId, () =>
      this.#query.execute(this.#request, call),
    );
    this.#report.roundTrips += roundTrips;
    return isForFacts ? (factsOf(this.#contract, answer as object) as Response) : answer;
  }
}
