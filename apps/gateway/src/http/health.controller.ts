import { Controller, Get, type BeforeApplicationShutdown } from '@nestjs/common';
import { Unavailable } from '@waystation/model';
import { Database } from '@waystation/store';

/** Liveness and readiness of the process, for the operator. */
@Controller('health')
export class HealthController implements BeforeApplicationShutdown {
  #isStopping = false;

  constructor(private readonly database: Database) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** Checks the database only: an outage of one service must not take down the routes of the others. */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    if (this.#isStopping) throw new Unavailable('SERVICE_UNAVAILABLE');
    const [asked] = await Promise.allSettled([this.database.ping()]);
    if (asked.status === 'rejected')
      throw Object.assign(new Unavailable('SERVICE_UNAVAILABLE'), { cause: asked.reason as unknown });
    return { status: 'ready' };
  }

  beforeApplicationShutdown(): void {
    this.#isStopping = true;
  }
}
